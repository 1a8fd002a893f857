"""Doubts about bundles: contradictions, wrong clocks, machines of two experts."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.domain.conflicts import merge
from meihao_desktop.domain.conflicts.run_all import CHECKS
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Finding, Severity
from meihao_desktop.domain.handover import BundleState, Handover, Mark
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import ReviewRound, RoundRules
from tests.support.builders import NOON, a_rubric

FIRST, SECOND = PersonId("P03"), PersonId("P04")
ESTATE = EstateId("C01-E01")


def a_handover(expert: PersonId = FIRST, digest: str = "a", **fields: object) -> Handover:
    usual = {
        "digest": digest, "expert": expert, "serial": 1, "machine": f"m-{expert}",
        "fingerprint": "f", "pack_serial": 1, "log_seq": 1, "log_head": "", "jumps": 0,
        "made_at": NOON, "received_at": NOON + timedelta(minutes=5),
        "marks": (Mark(estate=ESTATE, revision=1, digest="x"),), **fields,
    }  # fmt: skip
    return Handover(**usual)  # type: ignore[arg-type]


def found(*handovers: Handover, rules: RoundRules | None = None) -> list[Finding]:
    dossier = Dossier(
        review_round=ReviewRound(
            title="评审", year=2025, bureau="市住建局", rules=rules or RoundRules()
        ),
        rubric=a_rubric(),
        handovers=handovers,
    )
    return list(merge.check(dossier))


def test_bundles_that_agree_give_no_reason_to_ask() -> None:
    assert found(a_handover(), a_handover(SECOND, "b")) == []
    assert found(a_handover(), a_handover(digest="b", serial=2)) == []


def test_two_contents_of_one_sheet_block_until_the_chair_has_decided() -> None:
    other = a_handover(digest="b", marks=(Mark(estate=ESTATE, revision=1, digest="y"),))
    (finding,) = found(a_handover(), other)
    assert (finding.code, finding.severity) == ("contested", Severity.BLOCKING)
    assert "裁定以哪一份为准" in finding.sentence
    assert found(a_handover(), replace(other, state=BundleState.SET_ASIDE)) == []


def test_bundles_that_say_the_same_are_told_as_one_content() -> None:
    other = a_handover(digest="b", marks=(Mark(estate=ESTATE, revision=1, digest="y"),))
    again = replace(other, digest="c", serial=2)
    (finding,) = found(a_handover(), other, again)
    assert "第 1 版评分表有 2 份不同的内容，" in finding.sentence
    assert finding.basis == "a|b|c"


def test_a_laptop_whose_clock_is_far_ahead_is_asked_about() -> None:
    ahead = a_handover(made_at=NOON + timedelta(minutes=16))
    (finding,) = found(ahead)
    assert (finding.code, finding.severity) == ("clock_jump", Severity.WARNING)
    assert "快 11 分钟" in finding.sentence
    assert found(a_handover(made_at=NOON + timedelta(minutes=15))) == []


def test_a_clock_that_went_back_while_the_expert_worked_is_asked_about() -> None:
    (finding,) = found(a_handover(jumps=2))
    assert "往回拨了 2 次" in finding.sentence


def test_how_far_two_clocks_may_differ_is_a_rule_of_the_round() -> None:
    ahead = a_handover(made_at=NOON + timedelta(minutes=16))
    assert found(ahead, rules=RoundRules(clock_ahead_minutes=11)) == []
    (finding,) = found(a_handover(jumps=1), rules=RoundRules(clock_back_minutes=5))
    assert "每次超过 5 分钟" in finding.sentence
    assert RoundRules(clock_back_minutes=-1).faults() == ("时钟相差的分钟数不能为负。",)


def test_a_bundle_from_long_ago_is_no_wrong_clock() -> None:
    assert found(a_handover(received_at=NOON + timedelta(days=1))) == []


def test_two_experts_on_one_machine_are_noted() -> None:
    (finding,) = found(a_handover(machine="m"), a_handover(SECOND, "b", machine="m"))
    assert (finding.code, finding.severity) == ("shared_machine", Severity.NOTE)
    assert "本人登录" in finding.sentence


def test_the_check_is_among_those_that_are_run() -> None:
    assert merge.check in CHECKS
