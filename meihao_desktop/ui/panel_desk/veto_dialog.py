"""Entering a confirmed fact that bars an estate."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.operations.convene_panel import PanelDesk
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import body
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox


class VetoDialog(Dialog):
    """Estate, ground, day of the event and the document that shows it."""

    def __init__(self, desk: PanelDesk, today: date, parent: QWidget | None = None) -> None:
        super().__init__("登记一票否决", parent, confirm="登记")
        self._estate = ChoiceBox()
        self._ground = ChoiceBox()
        self._day = DayBox()
        self._document = line_field(hint="文号或材料名称")
        self._ground.setEditable(True)
        self._ground.addItems(list(desk.veto_grounds))
        for estate in desk.estates:
            self._estate.addItem(estate.name, estate.id)
        self._day.setDate(QDate(today.year, today.month, today.day))
        self._day.setMaximumDate(self._day.date())
        self.add(body("一票否决是有依据的事实，不是零分；登记后该小区列在排名之外。"))
        rows = FieldRows()
        for label, field in (
            ("小区", self._estate),
            ("事由", self._ground),
            ("发生日期", self._day),
            ("依据文件", self._document),
        ):
            rows.add(label, field)
        self.add(rows)

    @property
    def estate(self) -> EstateId:
        return EstateId(self._estate.currentData())

    @property
    def ground(self) -> str:
        return self._ground.currentText().strip()

    @property
    def happened_on(self) -> date:
        day = self._day.date()
        return date(day.year(), day.month(), day.day())

    @property
    def document(self) -> str:
        return self._document.text().strip()

    def fault(self) -> str:
        if not self.ground:
            return "请填写事由。"
        return "" if self.document else "请填写依据文件。"
