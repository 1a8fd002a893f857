"""The catalogue of checks in the manual says what the program says."""

import importlib

import pytest

from meihao_desktop.domain.conflicts import run_all
from meihao_desktop.domain.finding import DECISIONS
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut, Refusal
from meihao_desktop.operations import finding_row
from scripts import make_catalogue

CHECKS = make_catalogue.checks()


def page() -> str:
    return make_catalogue.DOCUMENT.read_text(encoding="utf-8")


def test_the_page_is_made_from_the_code_of_today() -> None:
    assert page() == make_catalogue.catalogue(), "python scripts/make_catalogue.py"


@pytest.mark.parametrize("door", Door)
def test_every_code_of_the_counter_is_listed_with_its_weight(door: Door) -> None:
    assert f"| `door_{door.name.lower()}` | {door.severity.value} |" in page()


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_listed(refusal: Refusal) -> None:
    assert f"| `{refusal.code}` | " in page()


@pytest.mark.parametrize("left", LeftOut)
def test_everything_that_is_left_out_is_listed(left: LeftOut) -> None:
    assert f"| `{left.code}` | " in page()


def test_every_check_that_runs_has_its_line() -> None:
    run = {check.__module__.rpartition(".")[2] for check in run_all.CHECKS}
    assert {check.module for check in CHECKS} == run


def test_codes_that_other_rooms_know_are_codes_that_exist() -> None:
    codes = {check.code for check in CHECKS}
    assert codes >= set(DECISIONS)
    assert codes >= set(finding_row.POINT_FREE)


def test_a_code_is_explained_once_and_nothing_else_is() -> None:
    assert sorted(make_catalogue.SUBJECTS) == sorted(check.code for check in CHECKS)


def test_a_check_says_what_its_module_says() -> None:
    for check in CHECKS:
        module = importlib.import_module(f"meihao_desktop.domain.conflicts.{check.module}")
        assert (module.__doc__ or "").startswith(check.meaning)


@pytest.mark.parametrize(
    ("code", "weights", "rules"),
    [
        ("outlier", ("阻断", "警告"), "hint_share_of_others"),
        ("outlier_item", ("阻断",), "alarm_item_points"),
        ("range", ("警告",), "hint_range"),
        ("county_quota", ("警告",), "county_quota_min"),
        ("quorum", ("阻断", "警告"), "minimum_experts"),
    ],
)
def test_weight_and_threshold_of_a_check_are_told(
    code: str, weights: tuple[str, ...], rules: str
) -> None:
    check = next(check for check in CHECKS if check.code == code)
    assert check.weights == weights
    assert rules in check.rules


def test_thresholds_are_called_as_the_settings_desk_calls_them() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| `implausible`")]
    assert "户均建筑面积，下限 40 ㎡；户均建筑面积，上限 250 ㎡" in lines[0]
    assert "提示：偏离其他专家均分 10%" in page()
    assert "每个小区的有效专家，至少 3 人" in page()


def test_no_braces_are_left_for_the_reader_to_fill_in() -> None:
    assert "{" not in page()
