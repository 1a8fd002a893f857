"""Which estates are shut for an expert, why, and what opens them."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.declaration import Declaration, HintAnswer
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.interests.gate import (
    ShutBy,
    may_read,
    must_declare,
    questions,
    shut_because,
    undeclared,
    undeclared_experts,
    undeclared_secretaries,
)
from meihao_desktop.domain.interests.hints import Strength
from meihao_desktop.domain.mention import Mention, NameSearch
from meihao_desktop.domain.panel import Background, ReviewPanel
from meihao_desktop.domain.recusal import Interest, Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from tests.support.builders import (
    NOON,
    a_dossier,
    a_material,
    a_recusal,
    a_round,
    a_secretary,
    an_estate,
    an_expert,
    an_observer,
    estate_id,
    expert_id,
)

ONE, TWO = estate_id(1), estate_id(2)
EXPERT = expert_id(1)


def dossier(**fields: object) -> Dossier:
    """Two estates; the expert lives in the first."""
    plain = a_dossier([90, 90], phase=Phase.SCORING, experts=3)
    home = plain.estate(ONE).name
    resident = an_expert(1, background=Background(homes=(home,)))
    people = tuple(resident if p.id == EXPERT else p for p in plain.panel.people)
    return replace(plain, panel=ReviewPanel(people), declarations=(), **fields)  # type: ignore[arg-type]


def declared(told: Dossier, *answers: HintAnswer) -> Dossier:
    estates = tuple(estate.id for estate in told.estates)
    declaration = Declaration(expert=EXPERT, declared_at=NOON, estates=estates, answers=answers)
    return replace(told, declarations=(declaration,))


def by(told: Dossier, estate: str = ONE) -> ShutBy | None:
    shut = shut_because(told, EXPERT, estate_id(1) if estate == ONE else TWO)
    return shut.by if shut else None


def recused(told: Dossier, status: RecusalStatus) -> Dossier:
    recusal = a_recusal(1, 1, status=status)
    return replace(told, recusals=Recusals.of((recusal,)))


def test_nothing_opens_before_the_declaration() -> None:
    told = dossier()
    assert undeclared(told, EXPERT) == (ONE, TWO)
    assert (by(told, ONE), by(told, TWO)) == (ShutBy.UNDECLARED, ShutBy.UNDECLARED)
    assert EXPERT in {person.id for person in undeclared_experts(told)}


def test_an_estate_that_came_after_the_declaration_is_shut() -> None:
    told = declared(dossier())
    later = replace(told, estates=(*told.estates, an_estate(3)))
    shut = shut_because(later, EXPERT, estate_id(3))
    assert shut is not None
    assert shut.by is ShutBy.UNDECLARED
    assert undeclared(later, EXPERT) == (estate_id(3),)


def test_a_hint_that_agrees_fully_is_answered_before_the_estate_opens() -> None:
    told = declared(dossier())
    assert (by(told, ONE), by(told, TWO)) == (ShutBy.UNANSWERED, None)
    (question,) = questions(told, EXPERT)
    assert (question.estate, question.strength) == (ONE, Strength.CERTAIN)
    assert question.bases == ("登记为该小区的业主或住户（本人或近亲属）",)


@pytest.mark.parametrize(
    ("status", "is_close", "expected"),
    [
        (RecusalStatus.HINT, True, ShutBy.UNDECIDED),
        (RecusalStatus.HINT, False, None),
        (RecusalStatus.DECLARED, True, ShutBy.RECUSAL),
        (RecusalStatus.CONFIRMED, True, ShutBy.RECUSAL),
        (RecusalStatus.DISMISSED, True, None),
        (RecusalStatus.WITHDRAWN, True, None),
    ],
)
def test_an_explained_hint_is_shut_until_it_is_decided(
    status: RecusalStatus, is_close: bool, expected: ShutBy | None
) -> None:
    answer = HintAnswer(estate=ONE, statement="已于去年搬离", is_close=is_close)
    assert by(recused(declared(dossier(), answer), status)) is expected


def test_a_hint_passed_on_by_the_chair_asks_again() -> None:
    told = recused(declared(dossier()), RecusalStatus.HINT)
    assert by(told) is ShutBy.UNANSWERED
    assert [question.estate for question in questions(told, EXPERT)] == [ONE]


def test_a_decided_pair_is_not_asked_again() -> None:
    for status in (RecusalStatus.DISMISSED, RecusalStatus.CONFIRMED, RecusalStatus.DECLARED):
        assert questions(recused(dossier(), status), EXPERT) == ()


def test_what_was_found_in_materials_is_asked_but_shuts_nothing_by_itself() -> None:
    mention = Mention(
        person=EXPERT, estate=TWO, words="专家01", is_unit=False, file="纪要.docx", place="第 2 段"
    )
    search = NameSearch(estate=TWO, stamp="", mentions=(mention,), unread=0, searched_at=NOON)
    told = declared(dossier(name_searches=(search,)))
    assert [question.estate for question in questions(told, EXPERT)] == [ONE, TWO]
    assert by(told, TWO) is None


def test_hints_of_others_are_not_asked() -> None:
    assert questions(dossier(), expert_id(2)) == ()


def test_a_round_may_do_without_declarations_but_never_without_recusals() -> None:
    told = replace(dossier(), review_round=a_round(Phase.SCORING, declaration_first=False))
    assert (by(told, ONE), by(told, TWO)) == (None, None)
    assert undeclared_experts(told) == ()
    assert by(recused(told, RecusalStatus.CONFIRMED)) is ShutBy.RECUSAL


@pytest.mark.parametrize(
    ("phase", "word"), [(Phase.RECEIVING, "材料封存后"), (Phase.COLLATING, "请先在评分台")]
)
def test_the_sentence_says_what_opens_it(phase: Phase, word: str) -> None:
    told = replace(dossier(), review_round=a_round(phase))
    shut = shut_because(told, EXPERT, TWO)
    assert shut is not None
    assert word in shut.sentence


def test_rounds_past_the_scores_ask_nobody_any_more() -> None:
    told = replace(dossier(), review_round=a_round(Phase.SIGNING))
    assert (by(told, ONE), undeclared(told, EXPERT)) == (None, ())


def test_a_file_is_readable_where_one_of_its_estates_is_open() -> None:
    material, other = a_material("a.pdf"), a_material("b.pdf")
    told = declared(
        dossier(
            estates=(
                an_estate(1, materials=(material, other)),
                an_estate(2, materials=(material,)),
            )
        )
    )
    closed = recused(told, RecusalStatus.DECLARED)
    assert may_read(closed, EXPERT, material.digest)
    assert not may_read(closed, EXPERT, other.digest)
    assert may_read(closed, EXPERT, "unknown")
    assert not may_read(replace(closed, declarations=()), EXPERT, material.digest)


def test_the_basis_of_a_hint_is_told_without_other_people() -> None:
    recusal = Recusal(
        expert=EXPERT, estate=ONE, interest=Interest.SAME_UNIT, basis="同一单位",
        status=RecusalStatus.HINT, declared_at=NOON,
    )  # fmt: skip
    other = replace(recusal, expert=expert_id(2), basis="别人的情形")
    told = dossier(recusals=Recusals.of((other, recusal)))
    assert "别人的情形" not in str(questions(told, EXPERT))


def test_the_secretary_declares_too_and_an_observer_does_not() -> None:
    everybody = a_dossier([90, 90], phase=Phase.SCORING, experts=3)
    assert undeclared_secretaries(everybody) == undeclared_experts(everybody) == ()
    silent = replace(everybody, declarations=())
    assert [person.id for person in undeclared_secretaries(silent)] == ["P90"]
    assert must_declare(a_secretary())
    assert must_declare(an_expert(1))
    assert not must_declare(an_observer())


def test_only_what_is_certain_is_not_opened_by_an_explanation() -> None:
    (question,) = questions(dossier(), EXPERT)
    assert replace(question, strength=Strength.CERTAIN).is_close
    assert not replace(question, strength=Strength.LIKELY).is_close
