"""Where a file was saved, with the ways on: its folder, or a copy somewhere else."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from meihao_desktop.operations import print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Document
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, strong


class SavedDialog(Dialog):
    """Tells the path; a copy elsewhere is noted as another saving."""

    def __init__(
        self,
        context: Context,
        announcer: Announcer,
        document: Document,
        path: Path,
        parent: QWidget | None,
    ) -> None:
        super().__init__("已保存", parent, confirm="知道了", cancel="", width=32)
        self._context = context
        self._announcer = announcer
        self._paper = document
        self._path = path
        self.where = caption(str(path), is_selectable=True)
        self.mark(Tone.GOOD, "check")
        self.add(strong(document.title))
        self.add(body("已保存到评审目录，并记入操作记录："))
        self.add(self.where)
        acts = QHBoxLayout()
        acts.setSpacing(theme.metrics().unit)
        acts.addWidget(buttons.plain("打开文件夹", self._open, "folder"))
        acts.addWidget(buttons.plain("另存一份…", self._ask_folder, "save"))
        acts.addStretch(1)
        self.add(acts)

    def save_copy(self, folder: Path) -> None:
        path, change = print_documents.save(self._context, self._paper, folder)
        self._announcer.tell(change)
        self._path = path
        self.where.setText(str(path))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "选择保存的文件夹")
        if folder:
            self.save_copy(Path(folder))
