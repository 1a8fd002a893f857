"""What the person sees when something is refused, or when the program itself fails."""

import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption

NUMBER = re.compile(r"(?=（\d+）)")
"""Before a numbered fault of several; each stands on a line of its own."""


def show_refusal(sentence: str, parent: QWidget | None = None) -> None:
    """A forbidden act or a refusing disk: the sentence says what to do."""
    dialog = refusal(sentence, parent)
    dialog.exec()
    dialog.deleteLater()


def show_crash(report: Path, parent: QWidget | None = None) -> None:
    """A fault of the program: it goes on, and says where the report lies."""
    dialog = crash(report, parent)
    dialog.exec()
    dialog.deleteLater()


def refusal(sentence: str, parent: QWidget | None = None) -> Dialog:
    dialog = Dialog("暂时不能这样做", parent, confirm="知道了", cancel="")
    for line in NUMBER.split(sentence):
        dialog.add(body(line))
    dialog.mark(Tone.WARNING, "warning")
    return dialog


def crash(report: Path, parent: QWidget | None = None) -> Dialog:
    dialog = Dialog("程序出了一点问题", parent, confirm="继续使用", cancel="")
    dialog.add(body("刚才的操作没有完成，已保存的内容不受影响，可以继续使用。"))
    dialog.add(body("如果再次出现，请把下面的报告文件交给维护人员："))
    dialog.add(caption(str(report), is_selectable=True))
    dialog.mark(Tone.BLOCKING, "blocking")
    return dialog
