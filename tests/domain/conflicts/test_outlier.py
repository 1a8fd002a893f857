"""Totals and items far from what the others gave, at two levels."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import outlier
from meihao_desktop.domain.finding import Finding, Severity
from tests.support.builders import a_dossier, a_plain_rubric, a_sheet, codes, sealed

MANY_ITEMS = a_plain_rubric(*["2.5"] * 40)


def about(totals: Sequence[int], expert: str = "P01") -> list[Finding]:
    """Findings about one expert's total; no item of this rubric can be far off."""
    dossier = a_dossier([totals], rubric=MANY_ITEMS, experts=len(totals))
    return [finding for finding in outlier.check(dossier) if finding.where.expert == expert]


@pytest.mark.parametrize(
    ("own", "severity"),
    [
        (90, None),
        (81, None),
        (80, Severity.WARNING),
        (72, Severity.WARNING),
        (71, Severity.BLOCKING),
        (99, None),
        (100, Severity.WARNING),
    ],
)
def test_a_total_is_measured_against_the_others(own: int, severity: Severity | None) -> None:
    found = about([own, 90, 90, 90, 90])
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_the_sentence_gives_total_mean_side_and_share() -> None:
    (low,) = about([60, 90, 90, 90, 90])
    assert "总分 60，其他专家均值 90.00，畸低 33.33%，须书面说明" in low.sentence
    (high,) = about([100, 90, 90, 90, 90])
    assert "畸高 11.11%，请核对" in high.sentence


def test_a_total_where_the_others_gave_nothing_is_all_of_it_too_high() -> None:
    (finding,) = about([50, 0, 0])
    assert "畸高 100%" in finding.sentence


def test_thirty_percent_of_the_common_mean_is_an_alarm_by_itself() -> None:
    dossier = a_dossier([[52, 90, 90]], rubric=MANY_ITEMS, experts=3)
    rules = dossier.review_round.rules
    lax = replace(rules.outlier, alarm_share_of_others=rules.outlier.alarm_share_of_mean * 9)
    alarmed = replace(
        dossier, review_round=replace(dossier.review_round, rules=replace(rules, outlier=lax))
    )
    assert Severity.BLOCKING in {f.severity for f in outlier.check(alarmed)}


def test_a_wide_range_is_a_warning() -> None:
    dossier = a_dossier([[80, 90, 95]], rubric=MANY_ITEMS, experts=3)
    (finding,) = [f for f in outlier.check(dossier) if f.code == "range"]
    assert "相差 15 分，超过 14 分" in finding.sentence
    narrow = a_dossier([[81, 90, 95]], rubric=MANY_ITEMS, experts=3)
    assert "range" not in codes(outlier.check(narrow))


def test_two_experts_are_too_few_to_compare() -> None:
    assert codes(outlier.check(a_dossier([[50, 90]], experts=2))) == []


def test_an_item_far_from_the_mean_is_an_alarm() -> None:
    rubric = a_plain_rubric(10, 90)
    dossier = a_dossier([100], rubric=rubric)
    low = sealed(a_sheet(1, points={"1.1": 3, "2.1": 90}), rubric)
    (finding,) = outlier.check(replace(dossier, sheets=(low, *dossier.sheets[1:])))
    assert finding.code == "outlier_item"
    assert "给 3 分，全部专家均值 8.60" in finding.sentence


def test_a_settlement_for_an_outlier_lapses_with_any_other_sheet() -> None:
    (before,) = about([60, 90, 90, 90, 90])
    (after,) = about([60, 90, 90, 90, 91])
    assert before.key != after.key
