"""What the desk does with papers: one is previewed, the whole set is saved."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from meihao_desktop.operations import print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.secretary_desk.paper_rows import PaperRow
from meihao_desktop.ui.secretary_desk.papers_pane import PapersPane


class PaperActs:
    """Saves one paper between two events, so that the window answers in the meantime."""

    def __init__(self, context: Context, announcer: Announcer, pane: PapersPane) -> None:
        self._context = context
        self._announcer = announcer
        self._pane = pane
        self._set: list[PaperRow] = []
        pane.preview_asked.connect(self.preview)
        pane.set_asked.connect(self.save_set)

    def preview(self, row: PaperRow) -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        owner: QWidget = self._pane.window()
        show(self._context, self._announcer, row.paper, subject=row.subject, parent=owner)

    def save_set(self) -> None:
        self._set = [row for row in self._pane.rows if row.is_of_set]
        if self._set:
            self._wait_for(0)

    def _wait_for(self, at: int) -> None:
        self._pane.show_saving(at, len(self._set), self._set[at].title)
        QTimer.singleShot(0, self._pane, lambda: self._save(at))

    def _save(self, at: int) -> None:
        row, count = self._set[at], len(self._set)
        self._pane.show_saving(at, count, "")  # no words are left standing where it is refused
        document = print_documents.render(self._context, row.paper, row.subject)
        path, change = print_documents.save(self._context, document)
        self._announcer.tell(change)
        if at + 1 < count:
            self._wait_for(at + 1)
        else:
            self._pane.show_saved(count, path.parent)
