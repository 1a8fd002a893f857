"""Short forms in dialogs: names at the left, fields in line, nothing above each other."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.asking import line_field, reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows


def test_every_field_stands_beside_its_name(qtbot: QtBot) -> None:
    dialog, fields = Dialog("登记成员"), [line_field(), line_field()]
    qtbot.addWidget(dialog)
    rows = FieldRows()
    for label, field in zip(("姓名", "单位"), fields, strict=True):
        rows.add(label, field)
    dialog.add(rows)
    dialog.show()
    QApplication.processEvents()
    labels = {label.text(): label for label in dialog.findChildren(QLabel)}
    for name, field in zip(("姓名", "单位"), fields, strict=True):
        assert labels[name].geometry().right() < field.geometry().left()
        assert abs(labels[name].geometry().top() - field.geometry().top()) <= 1


@pytest.mark.parametrize("points", [18, 24, 30])
def test_fields_of_two_forms_in_one_dialog_stand_in_line(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    dialog, first, second = Dialog("退回之前的阶段"), line_field(), line_field()
    qtbot.addWidget(dialog)
    for label, field in (("退回到", first), ("其 PIN", second)):
        rows = FieldRows()
        rows.add(label, field)
        dialog.add(rows)
    dialog.show()
    QApplication.processEvents()
    assert first.geometry().left() == second.geometry().left()


def test_a_name_is_read_to_those_who_cannot_see_it(qtbot: QtBot) -> None:
    rows, named, own = FieldRows(), line_field(), QLineEdit()
    own.setAccessibleName("第二人的 PIN")
    rows.add("依据文件", named)
    rows.add("其 PIN", own)
    assert named.accessibleName() == "依据文件"
    assert own.accessibleName() == "第二人的 PIN"


def test_a_row_without_a_name_continues_the_one_above(qtbot: QtBot) -> None:
    dialog, first, second = Dialog("登记成员"), line_field(), reason_field()
    qtbot.addWidget(dialog)
    rows = FieldRows()
    rows.add("角色", first)
    rows.add("", second)
    dialog.add(rows)
    dialog.show()
    QApplication.processEvents()
    assert first.geometry().left() == second.geometry().left()
    assert first.geometry().bottom() < second.geometry().top()
