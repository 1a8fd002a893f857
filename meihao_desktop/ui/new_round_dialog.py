"""What a new round needs: its name, the bureau, the secretary, and whether it is a rehearsal."""

import os
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QRadioButton, QWidget

from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import round_door, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.asking import is_accepted, line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, figure
from meihao_desktop.ui.widgets.wheel_proof import NumberBox

FORBIDDEN_IN_NAMES = '\\/:*?"<>|'
UNNAMED = "评审"


class NewRoundDialog(Dialog):
    """The folder is made under ``home``, or wherever else is chosen, and named after the round."""

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__("新建评审", parent, confirm="建立", width=32)
        self._home = home
        self.year_box = NumberBox(2000, 2100)
        self.year_box.setValue(QDate.currentDate().year())
        self.title_field = line_field(
            hint=f"例如：玉林市{self.year_box.value()}年度“美好家园”小区评审"
        )
        self.bureau_field = line_field(hint="例如：玉林市住房和城乡建设局")
        self.secretary_field = line_field(hint="操作本程序的工作人员")
        self.formal_box = QRadioButton("正式评审")
        self.rehearsal_box = QRadioButton("演练（文书上印“演练”字样）")
        self.formal_box.setChecked(True)
        self._place = caption(is_selectable=True)
        self.title_field.textChanged.connect(lambda _text: self._show_place())
        self._lay_out_fields()
        self._show_place()
        self.title_field.setFocus()

    @property
    def folder(self) -> Path:
        """A folder that is not there yet, named after the round."""
        typed = self.title_field.text().strip()
        name = "".join(c for c in typed if c not in FORBIDDEN_IN_NAMES) or UNNAMED
        folder, at = self._home / name, 2
        while folder.exists():
            folder, at = self._home / f"{name}-{at}", at + 1
        return folder

    @property
    def plan(self) -> RoundPlan:
        return RoundPlan(
            title=self.title_field.text().strip(),
            year=self.year_box.value(),
            bureau=self.bureau_field.text().strip(),
            secretary=self.secretary_field.text().strip(),
            rubric=begin_round.standard_rubric(),
            mode=RoundMode.REHEARSAL if self.rehearsal_box.isChecked() else RoundMode.FORMAL,
        )

    def fault(self) -> str:
        fields = (
            ("评审名称", self.title_field),
            ("主办单位", self.bureau_field),
            ("秘书姓名", self.secretary_field),
        )
        missing = [name for name, field in fields if not field.text().strip()]
        if missing:
            return f"请填写{'、'.join(missing)}。"
        if not _is_writable(self._home):
            return f"不能在“{self._home}”中建立评审目录，请换一个位置。"
        return ""

    def _choose_home(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "评审目录建在哪里", str(self._home))
        if chosen:
            self._home = Path(chosen)
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(f"评审目录将建在 {self.folder}")
        self.show_fault("")

    def _lay_out_fields(self) -> None:
        unit = theme.metrics().unit
        rows = QFormLayout()
        rows.setSpacing(unit)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in (
            ("评审名称", self.title_field), ("年度", self.year_box),
            ("主办单位", self.bureau_field), ("秘书姓名", self.secretary_field),
        ):  # fmt: skip
            rows.addRow(label, field)
        modes = QHBoxLayout()
        modes.setSpacing(unit * 3)
        modes.addWidget(self.formal_box)
        modes.addWidget(self.rehearsal_box, 1)
        place = QHBoxLayout()
        place.setSpacing(unit)
        place.addWidget(self._place, 1)
        place.addWidget(buttons.plain("更改位置…", self._choose_home, "folder"))
        self.add(rows)
        self.add(modes)
        self.add(caption("正式或演练在建立之后不能更改；其余规则在封存之前都可以修改。"))
        self.add(place)


class FirstPinDialog(Dialog):
    """A PIN is shown once and kept nowhere in the clear."""

    def __init__(self, name: str, pin: str, parent: QWidget | None = None) -> None:
        super().__init__("请记下 PIN", parent, confirm="已记下", cancel="")
        self.mark(Tone.NOTE, "lock")
        self.add(body(f"{name}登录用的 PIN，只显示这一次，请记下并妥善保管："))
        digits = figure(f"{pin[:3]} {pin[3:]}")
        digits.setProperty("level", "pin")
        digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(digits)
        self.add(caption("输入时不必打空格。只有秘书能重新发放 PIN，请勿遗失。"))


def new_round(parent: QWidget, home: Path) -> Context | None:
    """Ask, create, show the PIN; ``None`` where the person thought better of it."""
    dialog = NewRoundDialog(home, parent)
    if not is_accepted(dialog):
        return None
    plan = dialog.plan
    context, pin = round_door.begin(dialog.folder, plan)
    is_accepted(FirstPinDialog(plan.secretary, pin, parent))
    return context


def _is_writable(folder: Path) -> bool:
    """Whether the folder, or the nearest one above it that is there, takes a new folder."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK)
