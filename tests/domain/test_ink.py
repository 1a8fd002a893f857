"""Ink before publication: which papers, whose signatures, and in which version."""

from dataclasses import replace

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.handover import Absence
from meihao_desktop.domain.ink import InkedPaper, everybody, inked_papers, leaders, open_ink
from meihao_desktop.domain.panel import ReviewPanel, Role
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.signature import InkSignature
from tests.support.builders import NOON, a_dossier, expert_id

DECIDED = [95, 90, 85]


def lacking(dossier: Dossier, paper: InkedPaper) -> list[str]:
    return [p.name for ink in open_ink(dossier) if ink.paper is paper for p in ink.lacking]


def codes(dossier: Dossier) -> dict[InkedPaper, str]:
    return {ink.paper: ink.check_code for ink in open_ink(dossier)}


def signed_by(dossier: Dossier, paper: InkedPaper, signer: str, **changed: str) -> Dossier:
    ink = InkSignature(
        paper=paper.name, check_code=codes(dossier)[paper], signer=signer, noted_by="P01",
        noted_at=NOON,
    )  # fmt: skip
    return replace(dossier, ink_signatures=(replace(ink, **changed),))


def test_all_three_papers_are_asked_for_unless_the_rules_say_otherwise() -> None:
    assert inked_papers(RoundRules()) == tuple(InkedPaper)
    assert inked_papers(RoundRules(tally_needs_ink=False)) == (
        InkedPaper.OPENING,
        InkedPaper.RANKING,
    )


def test_everybody_signs_the_result_and_the_leaders_the_opening() -> None:
    dossier = a_dossier(DECIDED, experts=3, phase=Phase.FINAL)
    assert lacking(dossier, InkedPaper.RANKING) == [person.name for person in everybody(dossier)]
    assert {person.name for person in dossier.panel.experts} < {p.name for p in everybody(dossier)}
    assert lacking(dossier, InkedPaper.OPENING) == [person.name for person in leaders(dossier)]


def test_the_secretary_stands_beside_the_chair_where_nobody_observes() -> None:
    dossier = a_dossier(DECIDED, phase=Phase.FINAL)
    people = tuple(p for p in dossier.panel.people if Role.OBSERVER not in p.roles)
    without = replace(dossier, panel=ReviewPanel(people))
    assert [Role.SECRETARY in person.roles for person in leaders(without)] == [False, True]


def test_who_has_signed_is_no_longer_lacking() -> None:
    dossier = a_dossier(DECIDED, experts=3, phase=Phase.FINAL)
    signed = signed_by(dossier, InkedPaper.TALLY, expert_id(1))
    assert "专家01" not in lacking(signed, InkedPaper.TALLY)
    assert "专家01" in lacking(signed, InkedPaper.RANKING)


def test_ink_under_another_code_or_subject_does_not_count() -> None:
    dossier = a_dossier(DECIDED, experts=3, phase=Phase.FINAL)
    for changed in ({"check_code": "0"}, {"subject": "C01"}):
        signed = signed_by(dossier, InkedPaper.TALLY, expert_id(1), **changed)
        assert "专家01" in lacking(signed, InkedPaper.TALLY)


def test_whose_absence_is_on_record_is_not_waited_for() -> None:
    dossier = a_dossier(DECIDED, experts=3, phase=Phase.FINAL)
    absence = Absence(expert=expert_id(2), reason="因病住院", noted_by="P01", noted_at=NOON)
    excused = replace(dossier, absences=(absence,))
    assert "专家02" not in lacking(excused, InkedPaper.RANKING)
    assert "专家03" in lacking(excused, InkedPaper.RANKING)


def test_the_sentence_names_paper_version_and_the_first_of_many() -> None:
    dossier = a_dossier(DECIDED, phase=Phase.FINAL)
    ink = next(ink for ink in open_ink(dossier) if ink.paper is InkedPaper.RANKING)
    names = "专家01、专家02、专家03等 6 人"
    assert ink.sentence == f"《排名表》（校验码 {ink.check_code}）还缺{names}的签字。"
    few = replace(ink, lacking=ink.lacking[:2])
    assert few.sentence.endswith("还缺专家01、专家02的签字。")


def test_tally_and_ranking_carry_one_code_that_follows_the_points() -> None:
    before = codes(a_dossier(DECIDED, phase=Phase.FINAL))
    assert before[InkedPaper.TALLY] == before[InkedPaper.RANKING] != before[InkedPaper.OPENING]
    after = codes(a_dossier([96, 90, 85], phase=Phase.FINAL))
    assert after[InkedPaper.TALLY] != before[InkedPaper.TALLY]
    assert after[InkedPaper.OPENING] == before[InkedPaper.OPENING]
