"""The keys of the scoring desk; text that is being typed always comes first."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

DIGITS = "0123456789."
KEYS = (
    ("0–9 和小数点", "直接输入当前评分项的得分；率值项可输入“93%”"),
    ("回车 或 ↓", "保存并转到下一个评分项"),
    ("↑", "回到上一个评分项"),
    ("Tab", "转到理由、下一栏"),
    ("Ctrl+← / Ctrl+→", "上一个 / 下一个小区"),
    ("Ctrl+PageUp / PageDown", "上一份 / 下一份材料"),
    ("Ctrl+F", "在正在看的材料中查找"),
    ("Ctrl+Shift+F", "在本小区全部材料的文字中查找"),
    ("Ctrl+E", "把材料中正在看的位置作为当前评分项的依据"),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做（立即保存）"),
)


def bind(owner: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Keys that work anywhere on the desk; a text field that wants the key keeps it."""
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def bind_digits(owner: QWidget, begin: Callable[[str], object]) -> None:
    """A digit typed outside any field begins the points of the current criterion."""
    bind(owner, {digit: _typed(begin, digit) for digit in DIGITS})


def _typed(begin: Callable[[str], object], digit: str) -> Callable[[], object]:
    return lambda: begin(digit)
