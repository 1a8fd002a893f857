"""Earlier rounds beside this one: added from their folders, listed, compared, removed."""

from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    compare_years,
    import_submission,
    keep_settings,
)
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support.rounds import a_new_round, a_plan, a_received, a_round_in


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.RECEIVING)


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    """A whole round of the year before, with its result."""
    folder = tmp_path / "2024年评审"
    plan = replace(a_plan(), title="2024年度玉林市“美好家园”小区评审", year=2024)
    begin_round.close_round(a_round_in(Phase.FINAL, folder, plan))
    return folder


def staged(context: Context) -> list[Path]:
    return list((context.folder / "staging").iterdir())


def test_an_added_round_is_listed_with_its_result(context: Context, last_year: Path) -> None:
    change = compare_years.add_earlier_round(context, last_year)
    assert change.is_findings
    desk = compare_years.years_desk(context)
    (earlier,) = desk.rounds
    assert (earlier.year, earlier.has_result, len(earlier.honoured)) == (2024, True, 2)
    assert earlier.file_count == len(earlier.estates) == 3
    assert desk.may_keep
    assert staged(context) == []


def test_what_was_handed_in_and_honoured_then_is_asked_about_now(
    context: Context, last_year: Path
) -> None:
    rules = replace(context.store.settings.review_round().rules, honour_rest_years=2)
    keep_settings.save_rules(context, rules)
    compare_years.add_earlier_round(context, last_year)
    honoured = compare_years.years_desk(context).rounds[0].honoured[0]
    received = a_received(context, honoured.county, [honoured.name, "新小区"])
    plan = import_submission.plan_acceptance(context, received)
    assert {"earlier_honour", "earlier_file"} <= {row.finding.code for row in plan.foreseen}
    import_submission.accept(context, received)
    rows = {row.finding.code: row for row in collate_sheets.secretary_desk(context).findings}
    assert rows["earlier_honour"].is_blocking
    assert "获得称号后 2 年内不得再次申报" in rows["earlier_honour"].finding.sentence
    assert f"与 2024 年“{honoured.name}”报送的内容完全相同" in rows["earlier_file"].finding.sentence


def test_reading_and_remembering_can_be_two_steps(context: Context, last_year: Path) -> None:
    """The window reads in the background and then remembers."""
    place = compare_years.new_place(context)
    other = compare_years.read_round(last_year, place)
    assert not place.exists()
    compare_years.add_round(context, other)
    assert compare_years.years_desk(context).rounds[0].id == other.identity


def test_adding_twice_brings_it_up_to_date(context: Context, last_year: Path) -> None:
    compare_years.add_earlier_round(context, last_year)
    compare_years.add_earlier_round(context, last_year)
    assert len(compare_years.years_desk(context).rounds) == 1


def test_a_removed_round_asks_nothing_any_more(context: Context, last_year: Path) -> None:
    compare_years.add_earlier_round(context, last_year)
    (earlier,) = compare_years.years_desk(context).rounds
    compare_years.remove_earlier_round(context, earlier.id)
    assert compare_years.years_desk(context).rounds == ()
    events = [event.event for event in context.store.audit_log.events()]
    assert events[-2:] == ["add_earlier_round", "remove_earlier_round"]
    assert context.store.audit_log.verify().is_sound


def test_what_is_no_earlier_round_is_refused_and_leaves_nothing(
    context: Context, tmp_path: Path
) -> None:
    copy = tmp_path / "本次的副本"
    copy.mkdir()
    backup = context.store.backup("copy")
    (copy / "round.db").write_bytes(backup.read_bytes())
    empty = tmp_path / "空评审"
    begin_round.close_round(a_new_round(empty, a_plan()))
    formal = tmp_path / "正式"
    begin_round.close_round(a_new_round(formal, a_plan(mode=RoundMode.FORMAL)))
    for folder, told in (
        (copy, "这就是本次评审的文件夹"),
        (empty, "没有可以比对的内容"),
        (formal, "两者的数据不能混用"),
        (tmp_path, "不是评审目录"),
    ):
        with pytest.raises(MeihaoError, match=told):
            compare_years.add_earlier_round(context, folder)
    assert compare_years.years_desk(context).rounds == ()
    assert staged(context) == []


def test_after_sealing_the_list_stands(round_in: RoundIn, last_year: Path) -> None:
    context = round_in(Phase.SEALED)
    assert not compare_years.years_desk(context).may_keep
    with pytest.raises(RuleViolation, match="只能在筹备、收件阶段添加或移除往年评审"):
        compare_years.add_earlier_round(context, last_year)
