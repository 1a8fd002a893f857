"""What this program is, which version runs, and where its files lie."""

from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop import __version__, resources
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import body, caption, title


class AboutPane(QWidget):
    """Facts that a maintainer asks for on the telephone."""

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._facts = FactTable()
        card = Card()
        card.content.addWidget(title("美好家园评审"))
        card.content.addWidget(
            body("市级“美好家园”小区评审会的离线程序，从收件到排名，全程不联网。")
        )
        card.content.addWidget(self._facts)
        card.content.addWidget(
            caption("界面字体为 Meihao 系列，改自思源黑体、思源宋体等，按 SIL OFL 1.1 许可使用。")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit * 2, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_round(self, folder: Path) -> None:
        self._facts.show_facts(
            (
                ("版本", __version__),
                ("界面库", f"Qt {qVersion()}"),
                ("评审目录", str(folder)),
                ("数据目录", str(resources.data_home())),
                ("程序日志", str(resources.data_home() / "logs")),
            )
        )
