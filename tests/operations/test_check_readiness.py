"""The machine is looked at before the meeting; nothing is kept half, and reasons are kept."""

import errno
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome
from meihao_desktop.operations import (
    back_up_round,
    begin_round,
    check_readiness,
    machine,
    print_documents,
)
from meihao_desktop.operations.ballast import REHEARSED_BYTES
from meihao_desktop.operations.check_readiness import Sights
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from tests.operations.conftest import RoundIn
from tests.printing.reading import page_texts
from tests.support.faults import FaultPlan, counted, faults

SIGHTS = Sights(screen=(1366, 768), printers=("打印机01",))


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def looked(context: Context, sights: Sights = SIGHTS) -> dict[CheckItem, CheckResult]:
    quick = check_readiness.look(context, sights)
    slow = check_readiness.survey(check_readiness.survey_of(context), Watch())
    return {result.item: result for result in (*quick, *slow)}


def reasons(results: dict[CheckItem, CheckResult]) -> dict[CheckItem, str]:
    return {item: "会场另备" for item, result in results.items() if result.needs_reason}


def test_every_item_is_looked_at_and_what_needs_hands_waits(context: Context) -> None:
    results = looked(context)
    assert set(results) == set(CheckItem)
    waiting = {i for i, result in results.items() if result.outcome is Outcome.WAITING}
    assert waiting == check_readiness.BY_HAND
    assert results[CheckItem.EVENT_KEY].outcome is Outcome.PASSED
    for item in (
        CheckItem.PROGRAM,
        CheckItem.DATABASE,
        CheckItem.RECORDS,
        CheckItem.FOLDER,
        CheckItem.MATERIALS,
        CheckItem.FONTS,
        CheckItem.SCREEN,
        CheckItem.RESERVE,
    ):
        assert results[item].outcome is Outcome.PASSED, results[item].told


def test_the_reserve_lies_in_the_round_and_gives_way_when_the_disk_is_full(
    context: Context,
) -> None:
    looked(context)
    ballast = context.folder / fsops.BALLAST
    assert ballast.stat().st_size == REHEARSED_BYTES
    assert fsops.release(ballast)
    assert not fsops.release(ballast)
    assert not ballast.exists()


def test_before_the_sealing_there_is_no_key_yet(round_in: RoundIn) -> None:
    results = looked(round_in(Phase.RECEIVING))
    assert results[CheckItem.EVENT_KEY].outcome is Outcome.HINT


def test_what_is_wrong_fails_with_a_sentence_that_helps(
    context: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(check_readiness, "LEAST_FREE", 1 << 60)
    monkeypatch.setattr(machine, "power", lambda: (False, 20))
    monkeypatch.setattr(machine, "fonts", lambda: ("meihao-hei.ttf",))
    material = next(f for f in (context.folder / "materials").rglob("*") if len(f.name) == 64)
    material.chmod(0o644)
    material.write_text("改过")
    results = looked(context, Sights(screen=(1024, 768), printers=()))
    failed = {i for i, result in results.items() if result.outcome is Outcome.FAILED}
    assert failed == {
        CheckItem.SPACE, CheckItem.POWER, CheckItem.FONTS, CheckItem.MATERIALS,
        CheckItem.SCREEN, CheckItem.PRINTER, CheckItem.BACKUPS,
    }  # fmt: skip
    assert "1 个内容被改动" in results[CheckItem.MATERIALS].told
    back_up_round.choose_place(context, tmp_path)
    assert looked(context)[CheckItem.BACKUPS].outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({}, (None, None)),
        ({"AC/type": "Mains", "AC/online": "1"}, (True, None)),
        (
            {"AC/type": "Mains", "AC/online": "0", "B/type": "Battery", "B/capacity": "55"},
            (False, 55),
        ),
    ],
)
def test_mains_and_battery_are_read(
    tmp_path: Path, files: dict[str, str], wanted: Sequence[object]
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{text}\n")
    assert machine.power(tmp_path) == wanted


def test_the_digest_of_the_program_is_the_same_twice_and_tells_its_progress() -> None:
    told: list[Progress] = []
    first = machine.program_digest(Watch(on_progress=told.append))
    assert first == machine.program_digest(Watch())
    assert len(told) == first[1] > 100


def test_a_stick_is_written_and_read_back(tmp_path: Path) -> None:
    result = check_readiness.try_stick(tmp_path, Watch())
    assert result.outcome is Outcome.PASSED
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_fails_at_any_step_is_told(tmp_path: Path) -> None:
    with faults(counted()) as plan:
        check_readiness.try_stick(tmp_path, Watch())
    for step in (2, 3, 4, len(plan.steps) // 2, len(plan.steps)):
        with faults(FaultPlan(step, errno.EIO)):
            result = check_readiness.try_stick(tmp_path, Watch())
        assert result.outcome is Outcome.FAILED
        assert result.told


def test_the_whole_check_is_kept_with_its_reasons(context: Context) -> None:
    results = looked(context)
    clock = check_readiness.answered(results[CheckItem.CLOCK], "与手表相符。", is_good=True)
    results[CheckItem.CLOCK] = clock
    given = {**reasons(results), CheckItem.FONTS: "不需要的理由"}
    check_readiness.record(context, tuple(results.values()), given)
    desk = check_readiness.readiness_desk(context)
    assert desk.latest is not None
    assert (desk.latest.number, desk.made_by) == (1, "秘书")
    assert desk.latest.open_items == ()
    assert desk.latest.reason(CheckItem.FONTS) == ""
    assert clock in desk.latest.items
    assert context.store.audit_log.verify().is_sound


def test_half_a_check_is_not_kept(context: Context) -> None:
    quick = check_readiness.look(context, SIGHTS)
    with pytest.raises(RuleViolation, match="程序版本与文件、材料校验"):
        check_readiness.record(context, quick, {})
    assert check_readiness.readiness_desk(context).latest is None


def test_a_real_round_goes_to_scoring_only_after_its_check(context: Context) -> None:
    with context.transaction("make_formal"):
        review_round = context.store.settings.review_round()
        context.store.settings.save_round(replace(review_round, mode=RoundMode.FORMAL))
    with pytest.raises(RuleViolation, match="还没有做会前自检"):
        begin_round.advance(context)
    results = looked(context)
    check_readiness.record(context, tuple(results.values()), {})
    with pytest.raises(RuleViolation, match="“U 盘读写”待确认，还没有写明理由"):
        begin_round.advance(context)
    check_readiness.record(context, tuple(results.values()), reasons(results))
    begin_round.advance(context)
    assert context.phase is Phase.SCORING


def test_the_check_prints_on_one_page_with_every_item_and_reason(context: Context) -> None:
    results = looked(context)
    check_readiness.record(context, tuple(results.values()), reasons(results))
    document = print_documents.render(context, Paper.SELF_CHECK)
    pages = page_texts(document.data)
    assert len(pages) == 1
    text = "".join("".join(pages).split())
    for item in CheckItem:
        assert item.value.replace(" ", "") in text
    assert "理由：会场另备" in text
    assert check_readiness.trial_page(context).startswith(b"%PDF")


def test_a_check_that_was_never_made_is_not_offered_as_paper(context: Context) -> None:
    with pytest.raises(RuleViolation, match="还没有可以打印"):
        print_documents.render(context, Paper.SELF_CHECK)
    assert Paper.SELF_CHECK not in {offer.paper for offer in print_documents.offers(context)}
