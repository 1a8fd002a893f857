"""Changes: added up without losing anything, and asked by the desks that care."""

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations.change import Change

EXPERT, ESTATE, OTHER = PersonId("P03"), EstateId("C01-E01"), EstateId("C01-E02")


def test_two_changes_add_up() -> None:
    both = Change.of_sheet(EXPERT, ESTATE) | Change(estates=frozenset({OTHER}), is_panel=True)
    assert both.touches_sheet(EXPERT, ESTATE)
    assert not both.touches_sheet(EXPERT, OTHER)
    assert both.touches_estate(OTHER)
    assert not both.touches_estate(ESTATE)
    assert (both.is_findings, both.is_panel, both.is_round) == (True, True, False)


def test_everything_touches_whatever_is_asked() -> None:
    change = Change() | Change.everything()
    assert change.touches_sheet(EXPERT, ESTATE)
    assert change.touches_estate(ESTATE)
    assert change.has_sheets
    assert change.has_estates
    assert change.is_settings


def test_no_change_touches_nothing() -> None:
    change = Change()
    assert (change.has_sheets, change.has_estates) == (False, False)
    assert not change.touches_estate(ESTATE)


def test_points_and_papers_leave_the_head_of_the_window_alone() -> None:
    quiet = Change.of_sheet(EXPERT, ESTATE) | Change(is_printings=True)
    assert not quiet.touches_the_way
    for loud in (Change(is_panel=True), Change(is_round=True), Change(estates=frozenset({OTHER}))):
        assert (quiet | loud).touches_the_way
    assert Change.everything().touches_the_way
