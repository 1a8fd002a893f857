"""The planted round: every conflict is found where it was put, and near misses block nobody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity
from meihao_desktop.domain.standing import standing_of
from scripts import make_catalogue
from tests.support.planted import FAMILIES, Outcome, moments, outcome, planted_round
from tests.support.planted_bed import Planted, a_bed, id_of
from tests.support.planted_scores import TIED_ACROSS
from tests.support.planted_stock import COUNTIES, EXPERTS

BLOCKED_AT_MOST = 0.02


@pytest.fixture(scope="module")
def seen() -> Outcome:
    return outcome()


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return planted_round().dossier()


@pytest.fixture(scope="module")
def findings(dossier: Dossier) -> Sequence[Finding]:
    return run_all(dossier)


def test_the_round_is_as_large_as_a_real_one(dossier: Dossier) -> None:
    assert len(dossier.estates) == sum(COUNTIES.values()) >= 35
    assert len(dossier.counties) >= 8
    assert len(dossier.panel.experts) == EXPERTS == 9


def test_there_are_enough_plants_and_near_misses_of_every_family(seen: Outcome) -> None:
    bed = planted_round()
    assert len(bed.plants) >= 60
    assert len(bed.near_misses) >= 200
    for codes in FAMILIES.values():
        assert all(seen.planted[code] and seen.near_misses[code] for code in codes)


def test_the_families_name_every_check_there_is() -> None:
    named = [code for codes in FAMILIES.values() for code in codes]
    assert sorted(named) == sorted(make_catalogue.SUBJECTS)


def test_every_plant_is_found_by_its_code_at_its_place(seen: Outcome) -> None:
    assert not seen.overlooked
    assert seen.found == seen.planted


def test_near_misses_are_hardly_ever_reported_as_blocking(
    seen: Outcome, record_property: Callable[[str, object], None]
) -> None:
    record_property("counts", seen.told)
    assert seen.blocked_share <= BLOCKED_AT_MOST, seen.blocked


def test_only_the_lower_of_two_levels_speaks_of_a_near_miss(seen: Outcome) -> None:
    """A total just short of an alarm is beyond the hint, and is to be told as no more than that."""
    assert seen.reported[Severity.WARNING].total() == seen.reported[Severity.WARNING]["outlier"]
    assert not seen.reported[Severity.NOTE]


def test_no_plant_stands_where_a_near_miss_of_the_same_kind_stands() -> None:
    """Otherwise one finding would count as both."""
    for bed in moments():
        planted = {replace(record, why="") for record in bed.plants}
        near = {replace(record, why="") for record in bed.near_misses}
        assert not near & planted


def test_the_same_round_is_planted_every_time(dossier: Dossier) -> None:
    again = planted_round().dossier()
    assert again.sheets == dossier.sheets
    assert again.estates == dossier.estates


def test_honest_points_alone_give_no_finding_about_anybody() -> None:
    """What the plants are found among is silent, but for two quotas and lists that are close."""
    bed = a_bed({estate: Decimal("0.7") + Decimal("0.005") * estate for estate in range(1, 45)})
    codes = {finding.code for finding in run_all(bed.dossier())}
    assert codes <= {"county_quota", "fragile"}


def test_ties_at_both_lines_wait_for_the_panel(dossier: Dossier) -> None:
    undecided = {line.size: set(line.undecided) for line in standing_of(dossier).ranking.cut_lines}
    assert undecided == {line: {id_of(one), id_of(other)} for one, other, line in TIED_ACROSS}


def test_every_finding_tells_a_whole_chinese_sentence(findings: Sequence[Finding]) -> None:
    for finding in findings:
        assert finding.sentence.endswith("。"), finding
        assert "None" not in finding.sentence
        assert len(finding.sentence) < 200, finding


def test_no_two_findings_share_a_key(findings: Sequence[Finding]) -> None:
    keys = [finding.key for finding in findings]
    assert len(set(keys)) == len(keys)


def test_a_record_is_told_only_by_a_finding_of_its_code_and_place(
    findings: Sequence[Finding],
) -> None:
    tie = next(finding for finding in findings if finding.code == "tie")
    one, other, line = TIED_ACROSS[0]
    record = Planted(code="tie", why="", estates=(one, other), says=f"第 {line} 名")
    assert record.is_told_by(tie)
    assert not Planted(code="tie", why="", estates=(one, 44)).is_told_by(tie)
    assert not Planted(code="fragile", why="").is_told_by(tie)


def test_a_bed_brings_a_sheet_to_any_total_it_can_hold() -> None:
    bed = a_bed({1: Decimal("0.8")})
    for total in map(Decimal, (60, 75, 90)):
        bed.bring_to(3, 1, total)
        assert bed.total(3, 1) == total
