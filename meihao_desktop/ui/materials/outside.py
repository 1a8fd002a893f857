"""Opening a handed-in file in another program, never without a warning."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.material import Material
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body


def outside_dialog(material: Material, parent: QWidget) -> Dialog:
    """The warning before a file from a stick goes to another program."""
    dialog = Dialog("在系统程序中打开", parent, confirm="打开", width=24)
    dialog.add(body(f"将用本机的程序打开“{material.file_name}”。"))
    dialog.add(
        body(
            "文件来自报送单位，其中可能含有宏或链接：请不要启用宏、不要点击链接。"
            "文件为只读，在其他程序中的修改不会影响评审。"
        )
    )
    return dialog


def open_outside(path: Path) -> None:
    """Hand the file to whatever program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
