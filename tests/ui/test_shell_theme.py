"""The look: every size is large enough, every text can be read, Qt speaks Chinese."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.metrics import LARGEST, SMALLEST, Metrics
from meihao_desktop.ui.widgets import badge, buttons
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox, NumberBox


@pytest.mark.parametrize(("ink", "ground"), colours.TEXT_PAIRS)
def test_every_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert colours.contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), colours.EDGE_PAIRS)
def test_the_edges_of_fields_and_buttons_can_be_seen(edge: str, ground: str) -> None:
    assert colours.contrast(edge, ground) >= 3


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_severity_and_state_has_an_icon_of_its_own_beside_its_word() -> None:
    for marks in (badge.SEVERITY_MARKS, badge.STATE_MARKS):
        icons = [icon for state, (_, icon) in marks.items() if state is not CellState.NOT_ASKED]
        assert len(set(icons)) == len(icons)
        assert all(icons)
    assert set(badge.SEVERITY_MARKS) == set(Severity)
    assert set(badge.STATE_MARKS) == set(CellState)


def test_18_points_are_24_pixels_and_30_points_are_40() -> None:
    assert (Metrics(18).text, Metrics(30).text) == (24, 40)


@pytest.mark.parametrize("points", range(SMALLEST, LARGEST + 1))
def test_targets_never_fall_below_44_pixels_and_lines_are_well_apart(points: int) -> None:
    metrics = Metrics(points)
    assert metrics.target >= 44
    assert metrics.line >= metrics.text * 1.3
    assert metrics.small < metrics.text < metrics.title < metrics.headline


@pytest.mark.parametrize(("asked", "given"), [(8, 18), (18, 18), (24, 24), (99, 30)])
def test_text_sizes_outside_the_range_are_brought_into_it(
    qtbot: QtBot, asked: int, given: int
) -> None:
    theme.scale(asked)
    assert theme.metrics().points == given


@pytest.mark.parametrize("points", [18, 24, 30])
def test_every_kind_of_control_is_as_large_as_a_target_must_be(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    controls = [
        buttons.primary("提交"), buttons.plain("打印"), buttons.quiet("返回"),
        buttons.danger("退回"), buttons.icon_only("print", "打印"),
        ChoiceBox(), NumberBox(), DayBox(),
    ]  # fmt: skip
    for control in controls:
        qtbot.addWidget(control)
        control.show()
        control.adjustSize()
        assert control.height() >= theme.metrics().target
        assert control.width() >= 44


def test_widgets_hear_of_a_new_size_until_they_are_gone(qtbot: QtBot) -> None:
    class Following(QLabel):
        heard = 0

        def adapt(self) -> None:
            self.heard += 1

    label = Following()
    qtbot.addWidget(label)
    theme.follow(label.adapt)
    theme.scale(24)
    assert label.heard == 2
    label.deleteLater()
    qtbot.wait(1)
    theme.scale(18)
    assert label.heard == 2


def test_the_shipped_face_is_what_the_window_is_written_in(qtbot: QtBot) -> None:
    assert "Meihao Hei" in QFontDatabase.families()
    assert theme.font().families()[0] == "Meihao Hei"
    assert theme.font(is_strong=True).weight() == QFont.Weight.Bold


def test_a_face_may_be_changed_by_whoever_asked_for_it(qtbot: QtBot) -> None:
    face = theme.font(20, is_strong=True)
    face.setStrikeOut(True)
    assert not theme.font(20, is_strong=True).strikeOut()
    assert theme.font(20).pixelSize() == 20
    assert not theme.font(20).bold()


def test_the_later_faces_bring_the_rare_characters(qtbot: QtBot) -> None:
    theme.load_later_fonts()
    assert any("Meihao Song" in family for family in QFontDatabase.families())


def test_qt_speaks_chinese_on_its_own_buttons(qtbot: QtBot) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_icons_are_drawn_in_the_colour_and_size_asked_for(qtbot: QtBot) -> None:
    drawn = picture("blocking", "#9B1C16", 48)
    assert (drawn.width(), drawn.height()) == (48, 48)
    shape = drawn.toImage()
    seen = {shape.pixelColor(x, y).name() for x in range(48) for y in range(48)}
    assert "#9b1c16" in seen


def test_the_style_is_fusion_whatever_the_desktop(qtbot: QtBot, qapp: QApplication) -> None:
    assert "QPushButton" in qapp.styleSheet()
    assert qapp.palette().window().color().name().upper() == colours.PAPER


def test_file_dialogs_are_the_programs_own_large_enough_and_chinese(qtbot: QtBot) -> None:
    dialog = QFileDialog(None, "选择文件夹")
    qtbot.addWidget(dialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.show()
    assert QApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    told = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    told += [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert "位置(&L)：" in told
    for text in told:
        assert not re.search(r"[A-Za-z]{2}", text), text
    text_size = theme.metrics().text
    assert dialog.width() >= 40 * text_size
    assert dialog.height() >= 24 * text_size
