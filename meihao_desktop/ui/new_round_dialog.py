"""What a new round needs: its name, the bureau, the secretary, and whether it is a rehearsal."""

from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import round_door, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, figure
from meihao_desktop.ui.widgets.wheel_proof import NumberBox

FORBIDDEN_IN_NAMES = '\\/:*?"<>|'


class NewRoundDialog(Dialog):
    """The folder is made under ``home`` and named after the round."""

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__("新建评审", parent, confirm="建立", width=32)
        self._home = home
        self.year_box = NumberBox(2000, 2100)
        self.year_box.setValue(QDate.currentDate().year())
        self.title_field = QLineEdit()
        self.title_field.setPlaceholderText("例如：玉林市2025年度“美好家园”小区评审")
        self.bureau_field = QLineEdit()
        self.bureau_field.setPlaceholderText("例如：玉林市住房和城乡建设局")
        self.secretary_field = QLineEdit()
        self.rehearsal_box = QCheckBox("这是演练（文书上印“演练”，不与正式评审混用）")
        rows = QFormLayout()
        rows.setSpacing(theme.metrics().unit)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in (
            ("评审名称", self.title_field), ("年度", self.year_box),
            ("主办单位", self.bureau_field), ("秘书姓名", self.secretary_field),
        ):  # fmt: skip
            rows.addRow(label, field)
        self.add(rows)
        self.add(self.rehearsal_box)
        self.add(caption(f"评审目录将建在 {home}", is_selectable=True))
        self.title_field.setFocus()

    @property
    def folder(self) -> Path:
        """A folder that is not there yet, named after the round."""
        name = "".join(c for c in self.title_field.text().strip() if c not in FORBIDDEN_IN_NAMES)
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
        return f"请填写{'、'.join(missing)}。" if missing else ""


class FirstPinDialog(Dialog):
    """A PIN is shown once and kept nowhere in the clear."""

    def __init__(self, name: str, pin: str, parent: QWidget | None = None) -> None:
        super().__init__("请记下 PIN", parent, confirm="已记下", cancel="")
        self.mark(Tone.NOTE, "lock")
        self.add(body(f"{name}登录用的 PIN，只显示这一次："))
        self.add(figure(pin))


def new_round(parent: QWidget, home: Path) -> Context | None:
    """Ask, create, show the PIN; ``None`` where the person thought better of it."""
    dialog = NewRoundDialog(home, parent)
    if not is_accepted(dialog):
        return None
    plan = dialog.plan
    context, pin = round_door.begin(dialog.folder, plan)
    is_accepted(FirstPinDialog(plan.secretary, pin, parent))
    return context
