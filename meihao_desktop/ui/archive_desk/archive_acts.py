"""What the archive desk does: prepare at once, write in the background, enter in the records."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from meihao_desktop.domain.archive import Archive
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import archive_round, foresight, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper, PaperSet
from meihao_desktop.ui import background, late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.archive_desk.archive_pane import ArchivePane
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.stick_dialog import ask_stick

Result = TypeVar("Result")
WHERE = "归档写成一个新文件夹，不覆盖已有的内容。写好并读回核对之前，请勿拔出 U 盘。"


class ArchiveActs(QObject):
    """Carries out what the archive pane asks for."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, pane: ArchivePane
    ) -> None:
        super().__init__(pane)
        self._context = context
        self._announcer = announcer
        self._services = services
        self._pane = pane
        pane.archive_asked.connect(self.ask_place)
        pane.list_asked.connect(self.show_list)

    def refresh(self) -> None:
        self._pane.show_desk(archive_round.archive_desk(self._context))

    def ask_place(self) -> None:
        place = ask_stick("归档", WHERE, self._pane.window())
        if place is not None:
            self.archive(place)

    def archive(self, place: Path) -> None:
        """Step by step: the press comes in, papers are collected, all is fixed, then written."""
        self._pane.say_done("")
        task = background.run(
            foresight.papers_ahead(), owner=self, on_done=lambda _done: self._collect(place)
        )
        self._pane.work.begin("正在归档", task.cancel)

    def _collect(self, place: Path) -> None:
        papers = self._refused_or(lambda: print_documents.collect_all(self._context))
        QTimer.singleShot(0, self, lambda: self._fix(place, papers))

    def _fix(self, place: Path, papers: PaperSet) -> None:
        """What the archive says is fixed now; writing it may take minutes."""
        prepared = self._refused_or(
            lambda: archive_round.prepare(self._context, place, papers.press)
        )
        task = background.run(
            lambda watch: archive_round.write(prepared, watch),
            owner=self,
            on_done=self._written,
            on_progress=self._pane.work.show_progress,
            on_failed=self._failed,
        )
        self._pane.work.begin("正在归档", task.cancel)

    def show_list(self) -> None:
        """归档目录, to be printed and signed."""
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, Paper.ARCHIVE_LIST, parent=self._pane.window())

    def _written(self, archive: Archive) -> None:
        self._pane.work.end()
        self._announcer.tell(archive_round.note_archive(self._context, archive))
        self._pane.say_done(
            f"已归档并逐字节读回核对：{archive.place}。请打印归档目录，核对后签名，与纸质件一并保管。"
        )
        if not self._pane.isVisible():  # whoever looks at the desk reads it there
            self._services.say("归档完成。")

    def _refused_or(self, step: Callable[[], Result]) -> Result:
        """A refusal ends the work that is shown, and flies on."""
        try:
            return step()
        except MeihaoError:
            self._pane.work.end()
            raise

    def _failed(self, error: MeihaoError) -> None:
        self._pane.work.end()
        raise error
