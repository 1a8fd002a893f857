"""What keeps a round from its next phase, and the desk where it is mended."""

from dataclasses import replace
from datetime import UTC, datetime

from meihao_desktop.domain.blocker import blockers, warnings
from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision, Finding, Severity, Where
from meihao_desktop.domain.handover import Absence, Handover, Mark
from meihao_desktop.domain.ink import open_ink
from meihao_desktop.domain.panel import ReviewPanel, Role
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundMode, TieStep, TieStepKind
from meihao_desktop.domain.signature import InkSignature
from meihao_desktop.domain.submission import Submission, newest_versions
from tests.support.builders import (
    NOON,
    a_dossier,
    a_recusal,
    a_round,
    a_rubric,
    a_settlement,
    a_veto,
    county_id,
    estate_id,
    expert_id,
    settled,
)

CHAIN = (TieStep(kind=TieStepKind.VOTE),)
DECIDED = [95, 90, 85, 84, 83]


def told(dossier: Dossier) -> list[tuple[str, str]]:
    return [(blocker.desk, blocker.sentence) for blocker in blockers(dossier)]


def signed(dossier: Dossier) -> Dossier:
    return replace(dossier, sheets=tuple(sheet.signed() for sheet in dossier.sheets))


def inked(dossier: Dossier) -> Dossier:
    """Everybody has signed what is open now."""
    found = [
        InkSignature(
            paper=ink.paper.name, check_code=ink.check_code, signer=person.id, noted_by="P01",
            noted_at=NOON,
        )
        for ink in open_ink(dossier)
        for person in ink.lacking
    ]  # fmt: skip
    return replace(dossier, ink_signatures=tuple(found))


def test_faulty_rules_and_an_unknown_section_keep_a_round_in_preparation() -> None:
    dossier = a_dossier(phase=Phase.PREPARING, notice_days=0)
    assert told(dossier) == [
        ("settings", "公示天数至少为 1 个工作日。"),
        ("settings", "并列规则引用的第 6 部分不在评分标准中。"),
    ]
    assert told(a_dossier(phase=Phase.PREPARING, rubric=a_rubric())) == []


def test_sealing_needs_estates_experts_and_a_chair_but_no_observer() -> None:
    empty = replace(a_dossier(phase=Phase.RECEIVING), panel=ReviewPanel())
    assert [desk for desk, _ in told(empty)] == ["import", "panel", "panel"]
    assert "现有专家 0 人，少于 3 人" in told(empty)[1][1]
    ready = a_dossier([90], phase=Phase.RECEIVING)
    without_observer = tuple(p for p in ready.panel.people if Role.OBSERVER not in p.roles)
    assert told(ready) == []
    assert told(replace(ready, panel=ReviewPanel(without_observer))) == []


def test_scoring_ends_when_every_sheet_is_in() -> None:
    dossier = a_dossier([[90, None, 90, 90, 90], [90, None, None, 90, 90]], phase=Phase.SCORING)
    assert told(dossier) == [
        ("secretary", "专家02还有 2 份评分表没有提交。"),
        ("secretary", "专家03还有 1 份评分表没有提交。"),
    ]


def test_scoring_ends_when_every_expert_has_declared() -> None:
    dossier = a_dossier([90, 90], experts=3, phase=Phase.SCORING)
    assert told(dossier) == []
    second = replace(dossier, declarations=dossier.declarations[1:])
    assert told(second) == [
        ("secretary", "专家01还没有作回避申报，请本人登录后在评分台申报。"),
    ]
    *experts, _secretary = dossier.declarations
    assert told(replace(dossier, declarations=tuple(experts))) == [
        ("panel", "秘书还没有作回避申报，请本人登录后在小组台申报。"),
    ]
    short = replace(dossier.declarations[0], estates=dossier.declarations[0].estates[:1])
    assert len(told(replace(dossier, declarations=(short, *dossier.declarations[1:])))) == 1
    without = a_dossier([90], phase=Phase.SCORING, declaration_first=False)
    assert told(replace(without, declarations=())) == []


def test_an_open_blocking_finding_keeps_a_round_from_signing() -> None:
    dossier = a_dossier([95, 90, 90], nomination_quota=2, tie_chain=CHAIN)
    (blocker,) = blockers(dossier)
    (finding,) = tie.check(dossier)
    assert (blocker.desk, blocker.finding) == ("secretary", finding.key)
    settlement = a_settlement(finding, Decision.BOTH_ADMITTED)
    assert told(settled(dossier, settlement)) == []


def test_an_undecided_recusal_sends_to_the_panel_desk() -> None:
    recusal = a_recusal(1, 1, RecusalStatus.DECLARED)
    assert [desk for desk, _ in told(a_dossier(DECIDED, recusals=[recusal]))] == ["panel"]


def test_a_round_is_final_only_with_every_signature() -> None:
    dossier = a_dossier(DECIDED, phase=Phase.SIGNING)
    assert ("secretary", "专家01还有 5 份评分表没有登记签字。") in told(dossier)
    assert len(told(dossier)) == 5
    assert told(signed(dossier)) == []


def test_a_recused_sheet_needs_no_signature() -> None:
    dossier = signed(a_dossier(DECIDED, experts=6, phase=Phase.SIGNING))
    unsigned = a_dossier(DECIDED, experts=6).sheets[0]
    with_one = replace(dossier, sheets=(unsigned, *dossier.sheets[1:]))
    assert len(told(with_one)) == 1
    recused = replace(with_one, recusals=a_dossier(recusals=[a_recusal(1)]).recusals)
    assert told(recused) == []


def test_a_tie_is_told_once() -> None:
    dossier = signed(a_dossier([95, 90, 90], phase=Phase.SIGNING, tie_chain=CHAIN))
    assert len(told(dossier)) == 1


def test_a_result_is_published_only_on_signed_papers() -> None:
    dossier = signed(a_dossier(DECIDED, phase=Phase.FINAL))
    assert [blocker.target for blocker in blockers(dossier)] == [
        "signatures/OPENING", "signatures/TALLY", "signatures/RANKING",
    ]  # fmt: skip
    assert {desk for desk, _ in told(dossier)} == {"secretary"}
    assert told(inked(dossier)) == []
    assert warnings(dossier) == ()


def test_a_paper_that_the_rules_do_not_name_keeps_nothing_back() -> None:
    dossier = a_dossier(DECIDED, phase=Phase.FINAL, opening_needs_ink=False, tally_needs_ink=False)
    (blocker,) = blockers(signed(dossier))
    assert "《排名表》" in blocker.sentence


def test_a_rehearsal_is_only_warned_of_open_ink() -> None:
    dossier = signed(a_dossier(DECIDED, phase=Phase.FINAL))
    rehearsal = replace(dossier.review_round, mode=RoundMode.REHEARSAL)
    rehearsed = replace(dossier, review_round=rehearsal)
    assert blockers(rehearsed) == ()
    assert [each.target for each in warnings(rehearsed)] == [
        each.target for each in blockers(dossier)
    ]
    assert warnings(inked(rehearsed)) == ()


def test_ink_under_an_older_result_opens_the_papers_again() -> None:
    dossier = inked(signed(a_dossier(DECIDED, phase=Phase.FINAL)))
    vetoed = replace(dossier, vetoes=(a_veto(1),))
    assert [blocker.target for blocker in blockers(vetoed)] == [
        "signatures/TALLY", "signatures/RANKING",
    ]  # fmt: skip


def test_an_unsigned_sheet_keeps_the_result_back_to_the_end() -> None:
    dossier = inked(a_dossier(DECIDED, phase=Phase.FINAL))
    assert ("secretary", "专家01还有 5 份评分表没有登记签字。") in told(dossier)


def test_phases_without_conditions_are_free() -> None:
    for phase in (Phase.PUBLISHED, Phase.CLOSED):
        assert blockers(replace(a_dossier(), review_round=a_round(phase))) == ()


def a_submission(version: int, *findings: Finding, county: int = 1) -> Submission:
    return Submission(
        county=county_id(county), version=version, source_name="报送材料", container="文件夹",
        digest="0" * 64, received_at=datetime(2025, 8, 29, tzinfo=UTC), received_by="秘书",
        findings=findings,
    )  # fmt: skip


def at_the_door(severity: Severity) -> Finding:
    return Finding(
        severity=severity, code="door_form_missing", where=Where(estate=estate_id(1)),
        sentence="缺申报表。",
    )  # fmt: skip


def test_what_the_counter_found_is_settled_before_sealing() -> None:
    ready = a_dossier([90], phase=Phase.RECEIVING)
    finding = at_the_door(Severity.BLOCKING)
    dossier = replace(ready, submissions=(a_submission(1, finding, at_the_door(Severity.WARNING)),))
    assert told(dossier) == [("secretary", "缺申报表。")]
    assert told(settled(dossier, a_settlement(finding, Decision.ACKNOWLEDGED))) == []


def test_a_newer_delivery_takes_the_older_ones_findings_with_it() -> None:
    ready = a_dossier([90], phase=Phase.RECEIVING)
    first, second = a_submission(1, at_the_door(Severity.BLOCKING)), a_submission(2)
    for delivered in ((first, second), (second, first)):
        assert told(replace(ready, submissions=delivered)) == []


def test_each_county_keeps_its_own_newest_version() -> None:
    versions = (a_submission(1), a_submission(1, county=2), a_submission(2))
    assert [(s.county, s.version) for s in newest_versions(versions)] == [("C01", 2), ("C02", 1)]


def a_handover(serial: int, digest: str) -> Handover:
    return Handover(
        digest=f"{serial}{digest}", expert=expert_id(1), serial=serial, machine="m",
        fingerprint="f", pack_serial=1, log_seq=1, log_head="h", jumps=0, made_at=NOON,
        received_at=NOON, marks=(Mark(estate=estate_id(1), revision=1, digest=digest),),
    )  # fmt: skip


def test_bundles_that_are_still_shut_or_contradict_each_other_keep_the_round() -> None:
    scoring = a_dossier([[None, 90, 90, 90, 90]], phase=Phase.SCORING)
    shut = replace(scoring, handovers=(a_handover(1, "a"),))
    assert told(shut) == [("secretary", "还有 1 位专家的评分包没有拆封。")]
    contested = replace(scoring, handovers=(a_handover(1, "a"), a_handover(2, "b")))
    assert "专家01的同一份评分表有两种内容" in told(contested)[0][1]
    assert not any("没有拆封" in sentence for _, sentence in told(contested))


def test_nobody_waits_for_the_declaration_of_an_expert_whose_absence_was_noted() -> None:
    scoring = a_dossier([[None, 90, 90, 90, 90]], phase=Phase.SCORING)
    silent = tuple(each for each in scoring.declarations if each.expert != expert_id(1))
    bare = replace(scoring, declarations=silent)
    assert "专家01还没有作回避申报" in told(bare)[0][1]
    absence = Absence(expert=expert_id(1), reason="已离会", noted_by=expert_id(90), noted_at=NOON)
    assert told(replace(bare, absences=(absence,))) == []


def test_sheets_that_nobody_signed_in_ink_keep_the_round_from_being_final() -> None:
    dossier = a_dossier([90], phase=Phase.SIGNING, experts=5, outlier_needs_hearing=False)
    assert ("secretary", "专家01还有 1 份评分表没有登记签字。") in told(dossier)
    assert not any("登记签字" in sentence for _, sentence in told(signed(dossier)))
