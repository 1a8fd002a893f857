"""The head of the window: everything in one row, or two rows in which the title comes first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Actor
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui import theme
from meihao_desktop.ui.desks import DESKS, desks_of
from meihao_desktop.ui.header import DeskBar, Header
from meihao_desktop.ui.header_plan import PLANS, plan_for
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.text_size import TextSize

TITLE = "玉林市2025年度“美好家园”小区评审"
SEATS = {
    "秘书": frozenset({Role.SECRETARY}),
    "专家02": frozenset({Role.EXPERT}),
    "专家01": frozenset({Role.EXPERT, Role.PANEL_CHAIR}),
}
WIDTHS = {
    "mode": 50, "title": 400, "small_title": 300, "desks": 400, "phase": 200, "short_phase": 120,
    "person": 60, "roles": 60, "text_size": 90, "logout": 130, "short_logout": 44,
}  # fmt: skip


def an_overview(name: str, mode: RoundMode = RoundMode.REHEARSAL) -> RoundOverview:
    person = Person(id=PersonId("P09"), name=name, roles=SEATS[name])
    return RoundOverview(
        review_round=ReviewRound(title=TITLE, year=2025, bureau="市住房和城乡建设局", mode=mode),
        rubric_title="", folder=Path(), people=(person,), earlier_phases=(), blockers=(),
        actor=Actor(id=person.id, name=name, roles=person.roles), log_head="",
        phase=Phase.SCORING, next_phase=Phase.COLLATING, may_return=False, is_read_only=False,
        may_advance=Role.SECRETARY in person.roles,
    )  # fmt: skip


@pytest.fixture
def a_header(qtbot: QtBot, own_home: Path) -> Callable[[RoundOverview, int], Header]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def made(overview: RoundOverview, width: int) -> Header:
        assert overview.actor is not None
        bar = DeskBar(desks_of(overview.actor, DESKS))
        header = Header(bar, TextSize(Preferences(own_home), window))
        header.setParent(window)
        header.setFixedWidth(width)
        header.show_overview(overview)
        header.show()
        QApplication.processEvents()
        return header

    return made


def shown(header: Header) -> set[str]:
    return {name for name, part in header._parts.items() if part.isVisible()}


@pytest.mark.parametrize("width", [1366, 1920])
@pytest.mark.parametrize("points", [18, 24, 30])
@pytest.mark.parametrize("name", list(SEATS))
def test_the_title_is_shown_whole_on_every_screen_at_every_size(
    a_header: Callable[[RoundOverview, int], Header], name: str, points: int, width: int
) -> None:
    theme.scale(points)
    header = a_header(an_overview(name), width)
    assert header._title.text() == TITLE
    assert header._person.text() == name
    assert "评分" in header.phase_button.text()


@pytest.mark.parametrize("points", [18, 24, 30])
@pytest.mark.parametrize("name", list(SEATS))
def test_no_part_of_the_head_is_narrower_than_its_words(
    a_header: Callable[[RoundOverview, int], Header], name: str, points: int
) -> None:
    theme.scale(points)
    header = a_header(an_overview(name), 1366)
    for part in header.findChildren(QWidget):
        if part.isVisible() and part is not header._title:
            assert part.width() >= part.sizeHint().width() - 1, part.accessibleName()
        if part.isVisible():
            right = part.mapTo(header, part.rect().topRight()).x()
            assert right < 1366


def test_one_row_is_left_when_the_text_grows_and_taken_again(
    a_header: Callable[[RoundOverview, int], Header],
) -> None:
    header = a_header(an_overview("专家02"), 1920)
    assert header._second.count() == 0
    theme.scale(30)
    QApplication.processEvents()
    assert header._second.count() > 0
    theme.scale(18)
    QApplication.processEvents()
    assert header._second.count() == 0


def test_a_formal_round_carries_no_mark_of_a_rehearsal(
    a_header: Callable[[RoundOverview, int], Header],
) -> None:
    assert "mode" in shown(a_header(an_overview("秘书"), 1366))
    assert "mode" not in shown(a_header(an_overview("秘书", RoundMode.FORMAL), 1366))


def test_only_one_way_to_log_out_is_shown(
    a_header: Callable[[RoundOverview, int], Header],
) -> None:
    for width in (1366, 1600, 1920, 2400):
        assert len(shown(a_header(an_overview("秘书"), width)) & {"logout", "short_logout"}) == 1


@pytest.mark.parametrize("room", range(300, 2400, 50))
def test_the_plan_fits_its_room_and_never_loses_a_desk_or_the_log_out(room: int) -> None:
    plan = plan_for(WIDTHS, room=room, gap=8)
    names = {*plan.top, *plan.second}
    assert {"desks", "person"} <= names
    assert names & {"logout", "short_logout"}
    assert names & {"title", "small_title"}
    assert names & {"phase", "short_phase"}
    if room >= 620:
        for row in (plan.top, plan.second):
            assert sum(WIDTHS[name] for name in row) + 8 * max(len(row) - 1, 0) <= room


def test_a_single_row_is_worth_a_smaller_title_and_nothing_else() -> None:
    for room in range(300, 2400, 10):
        plan = plan_for(WIDTHS, room=room, gap=8)
        assert plan.second or {"phase", "roles", "text_size"} <= set(plan.top)
    assert plan_for(WIDTHS, room=300, gap=8) == PLANS[-1]
    assert plan_for(WIDTHS, room=2400, gap=8) == PLANS[0]


def test_a_part_without_a_width_stands_nowhere() -> None:
    widths = {name: width for name, width in WIDTHS.items() if name != "mode"}
    assert "mode" not in plan_for(widths, room=2400, gap=8).top
