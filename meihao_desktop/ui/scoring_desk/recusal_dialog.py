"""An expert declares an interest in one estate; it is closed to them at once."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.recusal import Interest
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox


class RecusalDialog(Dialog):
    """Which interest, and how it came about."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(f"回避申报：{name}", parent, confirm="申报回避")
        self.interest_box = ChoiceBox()
        for interest in Interest:
            self.interest_box.addItem(interest.value, interest)
        self.basis_field = reason_field()
        self.add(body("申报后本小区立即对您关闭，不再查看和评分；由组长或监督员认定。"))
        self.add(soft("利害关系"))
        self.add(self.interest_box)
        self.add(soft("具体情形（将写入回避登记表）"))
        self.add(self.basis_field)

    @property
    def interest(self) -> Interest:
        return Interest(self.interest_box.currentText())

    @property
    def basis(self) -> str:
        return self.basis_field.toPlainText().strip()

    def fault(self) -> str:
        return "" if self.basis else "请写明具体情形。"
