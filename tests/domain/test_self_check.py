"""What a check of the machine leaves open, and what it says of itself."""

from dataclasses import replace
from datetime import UTC, datetime

from meihao_desktop.domain.blocker import blockers
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome, SelfCheck
from tests.support.builders import a_dossier, a_round

AT = datetime(2025, 9, 10, 8, 0, tzinfo=UTC)


def a_check(*failed: CheckItem, **reasons: str) -> SelfCheck:
    items = tuple(
        CheckResult(
            item=item,
            outcome=Outcome.FAILED if item in failed else Outcome.PASSED,
            told="看过了。",
        )
        for item in CheckItem
    )
    return SelfCheck(number=1, made_by=PersonId("P90"), made_at=AT, items=items, exceptions=reasons)


def told(check: SelfCheck | None, mode: RoundMode = RoundMode.FORMAL) -> list[str]:
    review_round = replace(a_round(Phase.SEALED), mode=mode)
    dossier = replace(a_dossier(), review_round=review_round, self_check=check)
    return [blocker.sentence for blocker in blockers(dossier)]


def test_a_real_round_is_not_scored_before_the_machine_was_looked_at() -> None:
    assert told(None) == ["还没有做会前自检，请秘书在设置的“会前自检”中完成。"]
    assert told(a_check()) == []


def test_a_rehearsal_asks_for_no_check() -> None:
    assert told(None, RoundMode.REHEARSAL) == []


def test_what_failed_holds_the_round_until_it_has_its_reason() -> None:
    held = told(a_check(CheckItem.POWER, CheckItem.STICK))
    assert held == [
        "会前自检“电源”不合格，还没有写明理由。",
        "会前自检“U 盘读写”不合格，还没有写明理由。",
    ]
    assert told(a_check(CheckItem.POWER, CheckItem.STICK, POWER="备有发电机")) == held[1:]


def test_a_blocker_leads_to_its_item() -> None:
    review_round = replace(a_round(Phase.SEALED), mode=RoundMode.FORMAL)
    check = a_check(CheckItem.CLOCK)
    (blocker,) = blockers(replace(a_dossier(), review_round=review_round, self_check=check))
    assert (blocker.desk, blocker.target) == ("settings", "readiness/CLOCK")


def test_what_nobody_answered_is_open_and_a_hint_is_not() -> None:
    results = (
        CheckResult(item=CheckItem.CLOCK, outcome=Outcome.WAITING, told=""),
        CheckResult(item=CheckItem.ENCRYPTION, outcome=Outcome.HINT, told=""),
    )
    check = replace(a_check(), items=results)
    assert [result.item for result in check.open_items] == [CheckItem.CLOCK]
    assert check.passed == 0
    assert CheckItem.POWER in check.missing
    assert CheckItem.CLOCK not in check.missing


def test_the_verdict_names_what_failed_and_whether_it_has_its_reasons() -> None:
    others = len(CheckItem) - 1
    assert a_check().verdict == f"{others + 1} 项合格，没有不合格"
    open_one = a_check(CheckItem.POWER).verdict
    assert open_one == f"{others} 项合格，1 项未通过，1 项待处理"
    explained = a_check(CheckItem.POWER, POWER="备用电池已接上").verdict
    assert explained == f"{others} 项合格，1 项未通过，均已写明理由"
