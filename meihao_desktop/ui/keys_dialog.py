"""F1: which keys do what."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import caption

WINDOW_KEYS = (
    ("Alt+1 … 6", "换到另一个台面"),
    ("Ctrl+加号 / 减号", "放大 / 缩小全部文字"),
    ("Ctrl+0", "恢复常用字号"),
    ("Ctrl+L", "锁定座位：离开时使用，回来输入 PIN 继续"),
    ("F1", "显示本页"),
)


class KeysDialog(Dialog):
    """The page's own keys first."""

    def __init__(self, page_keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("快捷键", parent, confirm="知道了", cancel="", width=36)
        self.tables: list[FactTable] = []
        for heading, keys in (("本台面", page_keys), ("整个窗口", WINDOW_KEYS)):
            if keys:
                table = FactTable()
                table.show_facts(list(keys))
                self.tables.append(table)
                self.add(caption(heading))
                self.add(table)

    def fit(self) -> None:
        """All keys in one column, however many tables there are."""
        names = max(table.name_width for table in self.tables)
        for table in self.tables:
            table.keep_names_wide(names)
        super().fit()
