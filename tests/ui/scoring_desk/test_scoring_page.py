"""The scoring desk, told as experts use it; every figure is read back from the store."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.score_sheet import CellState, EvidencePin
from meihao_desktop.operations import begin_round, convene_panel
from meihao_desktop.operations.change import Change
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from tests.support import rounds
from tests.ui.scoring_desk.desks import EXPERT, NUMBERS, DeskStory


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskStory]:
    told = DeskStory(qtbot, tmp_path / "round")
    yield told
    begin_round.close_round(told.context)


@pytest.fixture
def page(story: DeskStory) -> ScoringPage:
    return story.open()


def test_a_whole_sheet_is_typed_without_the_mouse(story: DeskStory, page: ScoringPage) -> None:
    for text in ("93%", "9.6", "5", "4", "60"):
        story.types(text)
    assert story.kept_points() == {
        "1.1": Decimal("7.2"), "1.2": Decimal("9.6"), "6.1": Decimal(5), "6.5": Decimal(4),
        "9.1": Decimal(60),
    }  # fmt: skip
    assert page.room.rubric.answered.text() == "已评 5/5"
    assert page.room.rubric.total.text() == "合计 85.8 / 100"
    assert [state.text for state in page.room.rubric.rail.states] == [
        "16.8 / 20", "9 / 10", "60 / 70",
    ]  # fmt: skip
    row = page.row
    assert row is not None
    assert (row.state, row.answered, row.points) == (CellState.DRAFT, 5, Decimal("85.8"))


def test_every_entry_is_kept_with_its_time_before_it_says_so(
    story: DeskStory, page: ScoringPage
) -> None:
    assert page.room.rubric.saved.text() == ""
    story.types("93%")
    assert page.room.rubric.saved.text().startswith("已保存 ")
    assert story.kept_cell("1.1").points == Decimal("7.2")


def test_arrows_move_between_criteria(story: DeskStory, page: ScoringPage) -> None:
    rows = page.room.rubric.rows
    story.press(Qt.Key.Key_Down, control=False)
    story.press(Qt.Key.Key_Down, control=False)
    assert rows.current.criterion.number == "6.1"
    story.press(Qt.Key.Key_Up, control=False)
    assert rows.current.criterion.number == "1.2"
    assert page.room.rubric.rail.states[0].unanswered == 2


def test_digits_typed_outside_a_field_begin_the_current_criterion(
    story: DeskStory, page: ScoringPage
) -> None:
    page.room.rubric.rows.go_to(NUMBERS[4])
    page.room.materials.list.view.setFocus()
    story.qtbot.keyClick(page.room.materials.list.view, Qt.Key.Key_4)
    story.qtbot.keyClick(story.focus, Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    story.press(Qt.Key.Key_Return, control=False)
    assert story.kept_cell("9.1").points == Decimal(42)


def test_undo_and_redo_are_saved_at_once(story: DeskStory, page: ScoringPage) -> None:
    story.types("93%")
    story.types("9.6")
    story.press(Qt.Key.Key_Z)
    assert story.kept_points() == {"1.1": Decimal("7.2")}
    assert page.room.rubric.rows.rows[NUMBERS[1]].field.text() == ""
    story.press(Qt.Key.Key_Z)
    assert story.kept_points() == {}
    story.press(Qt.Key.Key_Y)
    assert story.kept_points() == {"1.1": Decimal("7.2")}
    assert page.room.rubric.rows.current.criterion.number == "1.1"


def test_each_estate_has_its_own_history(story: DeskStory, page: ScoringPage) -> None:
    story.types("93%")
    story.press(Qt.Key.Key_Right)
    assert not page.room.bar.undo_button.isEnabled()
    story.press(Qt.Key.Key_Z)
    assert story.kept_points(story.estates[0]) == {"1.1": Decimal("7.2")}


def test_a_refused_value_is_explained_kept_visible_and_never_saved(
    story: DeskStory, page: ScoringPage
) -> None:
    story.types("9")
    row = page.room.rubric.rows.rows[NUMBERS[0]]
    assert "0 至 8 分" in row.fault.text()
    assert row.field.text() == "9"
    assert story.kept_points() == {}
    story.press(Qt.Key.Key_Right)
    assert row.field.text() == ""
    story.press(Qt.Key.Key_Left)
    assert row.field.text() == "9"
    assert row.has_fault
    row.field.selectAll()
    page.room.rubric.rows.go_to(NUMBERS[0])
    story.types("8")
    assert story.kept_points() == {"1.1": Decimal(8)}


def test_points_of_one_estate_never_appear_on_another(story: DeskStory, page: ScoringPage) -> None:
    first, second, third = story.estates
    rows = page.room.rubric.rows
    for at, estate in enumerate((first, second, third, second, first, third)):
        page.show_estate(estate)
        rows.go_to(NUMBERS[4])
        rows.current.field.selectAll()
        story.qtbot.keyClicks(rows.current.field, f"{10 + at}")
        rows.rows[NUMBERS[3]].reason.setPlainText(f"理由{at}")
        story.press(Qt.Key.Key_Right if at % 2 else Qt.Key.Key_Left)
    page.room.rubric.flush()
    assert [story.kept_cell("9.1", estate).points for estate in story.estates] == [14, 13, 15]
    reasons = [story.kept_cell("6.5", estate).reason for estate in story.estates]
    assert reasons == ["理由4", "理由3", "理由5"]


def test_a_reason_being_typed_survives_the_change_of_estate(
    story: DeskStory, page: ScoringPage
) -> None:
    row = page.room.rubric.rows.rows[NUMBERS[1]]
    page.room.rubric.rows.go_to(NUMBERS[1])
    story.types("12")
    row.reason.setPlainText("台账齐全，回访率高")
    page.step(1)
    assert story.kept_cell("1.2", story.estates[0]).reason == "台账齐全，回访率高"
    assert story.kept(story.estates[1]) is None
    page.step(-1)
    assert row.reason.toPlainText() == "台账齐全，回访率高"


def test_closing_keeps_what_is_being_typed(story: DeskStory, page: ScoringPage) -> None:
    story.qtbot.keyClicks(story.focus, "7.2")
    page.room.rubric.rows.remark.setPlainText("整体较好")
    assert page.may_leave()
    sheet = story.kept()
    assert sheet is not None
    assert (sheet.total, sheet.remark) == (Decimal("7.2"), "整体较好")


def test_keys_of_the_desk_stay_silent_while_a_reason_is_typed(
    story: DeskStory, page: ScoringPage
) -> None:
    story.types("93%")
    row = page.room.rubric.rows.rows[NUMBERS[1]]
    row.reason_button.click()
    assert row.reason.hasFocus()
    story.qtbot.keyClicks(row.reason, "12")
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Right, Qt.Key.Key_Left):
        story.press(key)
    assert page.estate == story.estates[0]
    assert story.kept_points() == {"1.1": Decimal("7.2")}
    assert row.field.text() == ""


def test_the_wheel_changes_nothing_anywhere(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    before = story.kept()
    inside = page.room.rubric.rows.widget()
    assert inside is not None
    for widget in inside.findChildren(QWidget):
        QApplication.sendEvent(widget, a_wheel())
    page.room.rubric.flush()
    assert story.kept() == before


def test_the_place_in_the_viewer_becomes_evidence(story: DeskStory, page: ScoringPage) -> None:
    page.room.materials.step(1)
    story.qtbot.waitUntil(lambda: page.room.materials.shelf.viewer.place() != "", timeout=30000)
    page.room.rubric.rows.go_to(NUMBERS[1])
    story.press(Qt.Key.Key_E)
    material = page.row.estate.materials[0] if page.row else None
    assert material is not None
    pin = EvidencePin(material=material.digest, file_name="说明.txt", place="第 1 行")
    assert story.kept_cell("1.2").pins == (pin,)
    page.room.materials.step(-1)
    row = page.room.rubric.rows.rows[NUMBERS[1]]
    story.qtbot.mouseClick(row.pins.chips[0], Qt.MouseButton.LeftButton)
    assert page.room.materials.bar.name_label.text() == "说明.txt"


def test_the_facts_can_be_pinned_too(story: DeskStory, page: ScoringPage) -> None:
    story.press(Qt.Key.Key_E)
    assert story.kept_cell("1.1").pins == (EvidencePin(material="", file_name="申报信息"),)


def test_a_declared_interest_closes_the_estate_at_once(story: DeskStory, page: ScoringPage) -> None:
    story.types("93%")
    page.announcer.tell(
        convene_panel.declare(
            story.context, story.estates[0], Interest.OWNER_OR_RESIDENT, "本人住在该小区"
        )
    )
    assert page.room.stack.currentWidget() is page.room.closed
    assert "本人住在该小区" in page.room.closed.sentence.text()
    assert page.room.materials.bar.name_label.text() == ""
    assert page.sheet is None
    story.press(Qt.Key.Key_Right)
    assert page.room.stack.currentWidget() is page.room.work
    assert page.estate == story.estates[1]


def test_a_recused_estate_shows_neither_material_nor_rubric(story: DeskStory) -> None:
    convene_panel.declare(story.context, story.estates[0], Interest.SAME_UNIT, "同一公司")
    page = story.open()
    assert page.estate == story.estates[1]
    page.show_estate(story.estates[0])
    assert page.room.materials.isHidden() or not page.room.materials.isVisible()
    assert not page.room.rubric.isVisible()
    assert page.room.closed.heading.text() == "回避：朗悦花园"


def test_other_desks_hear_of_a_run_of_entries(story: DeskStory, page: ScoringPage) -> None:
    heard: list[Change] = []
    story.announcer.changed.connect(heard.append)
    story.types("93%")
    story.types("9.6")
    story.qtbot.waitUntil(lambda: len(heard) == 1, timeout=5000)
    assert heard[0].touches_sheet(EXPERT, story.estates[0])


def test_a_change_by_others_is_read_anew(story: DeskStory, page: ScoringPage) -> None:
    story.types("93%")
    page.may_leave()
    rounds.sit(story.context, rounds.CHAIR)
    rounds.sit(story.context, EXPERT)
    page.refresh(Change.everything())
    assert page.room.rubric.rows.rows[NUMBERS[0]].field.text() == "7.2"


def test_a_target_brings_estate_and_criterion_into_view(
    story: DeskStory, page: ScoringPage
) -> None:
    page.show_target(f"{story.estates[2]}/9.1")
    assert page.estate == story.estates[2]
    assert page.room.rubric.rows.current.criterion.number == "9.1"


def test_the_desk_tells_its_keys(page: ScoringPage) -> None:
    keys = dict(page.keys())
    assert "依据" in keys["Ctrl+E"]


def a_wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
