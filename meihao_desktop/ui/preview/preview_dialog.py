"""One paper on the screen: looked through, printed, saved; imported when first asked for."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget

from meihao_desktop.operations import print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Document, DocumentKind, Paper
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.materials.page_layout import Fit
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.materials.page_strip import PageStrip
from meihao_desktop.ui.preview.page_press import pages_of, press
from meihao_desktop.ui.preview.saved_dialog import SavedDialog
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Notice
from meihao_desktop.ui.widgets.asking import confirmed, is_accepted
from meihao_desktop.ui.widgets.elided import ElidedLabel

REFUSED = "打印机没有接受这份文书，请检查打印机是否已连接、有纸，然后再试；也可以先保存为 PDF。"

IN_CLEAR = (
    "文件里有全部 PIN 的明文，谁拿到文件谁就能以这些人的名义登录。"
    "请只在无法直接打印时保存到自己的 U 盘，打印后立即删除。"
)


class PreviewDialog(QDialog):
    """The pages in the middle, their zoom above, what can be done with them below."""

    def __init__(
        self, context: Context, announcer: Announcer, document: Document, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._announcer = announcer
        self._paper = document
        self._is_secret = document.paper is Paper.PIN_SLIPS
        self._source = PageSource(document.data)
        self.view = PageStrip(self)
        self.view.open(self._source, self._source.pages().sizes)
        self._title = ElidedLabel(document.title)
        self._pages = QLabel()
        self._fit = buttons.quiet(Fit.WIDTH.value, self._next_fit)
        self.told = Notice(Tone.GOOD, "check")
        self.refused = Notice(Tone.BLOCKING, "blocking")
        self.setWindowTitle(f"预览：{document.title}")
        self.setModal(True)
        self._lay_out()
        self.view.page_changed.connect(self._show_page_number)
        self._show_page_number()
        self._add_keys()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As high as the screen allows, as wide as a page needs to be read."""
        room = (self.screen() or QGuiApplication.primaryScreen()).availableSize()
        wanted = max(round(room.height() * 1.05), theme.metrics().text * 36)
        return QSize(min(wanted, round(room.width() * 0.96)), round(room.height() * 0.94))

    @property
    def _count(self) -> int:
        return len(self.view.sizes)

    def ask_printer(self) -> None:
        """Let a printer be chosen, then print; refused at once where it could not be noted."""
        print_documents.require_noting(self._context, self._paper)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._paper.title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._count)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)
        dialog.deleteLater()

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages chosen and note it in the log."""
        print_documents.require_noting(self._context, self._paper)
        pages = pages_of(printer, self._count)
        self._say("", "")
        is_printed = press(
            self._source, printer, pages, lambda done: self._show_progress(done, len(pages))
        )
        if not is_printed:
            self._say("", REFUSED)
            return
        self._announcer.tell(print_documents.note_printed(self._context, self._paper))
        self._say(f"已送打印 {len(pages)} 页，打印时间已记录。", "")

    def save(self, folder: Path | None = None) -> None:
        """Write the paper to a folder, or into the round's own; PINs only when told twice."""
        if self._is_secret and not confirmed("保存 PIN 密封条", IN_CLEAR, self, confirm="仍然保存"):
            return
        path, change = print_documents.save(self._context, self._paper, folder)
        self._announcer.tell(change)
        self._say(f"已保存到 {path}", "")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "选择保存的文件夹")
        if folder:
            self.save(Path(folder))

    def _say(self, done: str, refused: str) -> None:
        self.told.say(done)
        self.refused.say(refused)

    def _show_progress(self, done: int, count: int) -> None:
        self.told.say(f"正在打印第 {done}/{count} 页……")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _show_page_number(self) -> None:
        self._pages.setText(f"第 {self.view.page + 1}/{self._count} 页")
        self._fit.setText(self.view.fit.value.strip())

    def _next_fit(self) -> None:
        self.view.set_fit(self.view.fit.next)

    def _go(self, step: int) -> None:
        self.view.show_page(self.view.page + step)

    def _zoom(self, step: int) -> None:
        self.view.zoom_by(step, self.view.viewport().height() // 2)

    def _add_keys(self) -> None:
        for key, act in {
            "Ctrl+P": self.ask_printer,
            "Ctrl+S": self._ask_folder if self._is_secret else self.save,
            "PgDown": lambda: self._go(1),
            "PgUp": lambda: self._go(-1),
        }.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _lay_out(self) -> None:
        head, foot = Bar(), Bar(is_foot=True)
        self._title.setProperty("level", "strong")
        head.content.addWidget(self._title, 1)
        head.content.addWidget(buttons.icon_only("up", "上一页（PgUp）", lambda: self._go(-1)))
        head.content.addWidget(self._pages)
        head.content.addWidget(buttons.icon_only("down", "下一页（PgDn）", lambda: self._go(1)))
        for icon_name, hint, step in (("zoom-out", "缩小", -1), ("zoom-in", "放大", 1)):
            zoom = buttons.icon_only(icon_name, hint, lambda by=step: self._zoom(by))
            head.content.addWidget(zoom)
        head.content.addWidget(self._fit)
        foot.content.addWidget(buttons.quiet("关闭", self.reject))
        foot.content.addStretch(1)
        foot.content.addWidget(buttons.plain("另存为…", self._ask_folder, "save"))
        if not self._is_secret:
            foot.content.addWidget(buttons.plain("保存到评审目录", self.save, "folder"))
        print_it = buttons.primary("打印…", self.ask_printer, "print")
        foot.content.addWidget(print_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self.told, self.refused, self.view, foot):
            column.addWidget(part, 1 if part is self.view else 0)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        print_it.setFocus()


def show_paper(
    context: Context,
    announcer: Announcer,
    paper: Paper,
    *,
    subject: str = "",
    parent: QWidget | None = None,
) -> None:
    """Show a paper; a workbook is saved at once, since only its own program can show it."""
    document = _rendered(context, paper, subject)
    if document.kind is DocumentKind.WORKBOOK:
        path, change = print_documents.save(context, document)
        announcer.tell(change)
        is_accepted(SavedDialog(context, announcer, document, path, parent))
        return
    show_document(context, announcer, document, parent=parent)


def show_document(
    context: Context, announcer: Announcer, document: Document, *, parent: QWidget | None = None
) -> None:
    """Show a paper that is rendered already."""
    dialog = PreviewDialog(context, announcer, document, parent)
    dialog.exec()
    dialog.deleteLater()


def _rendered(context: Context, paper: Paper, subject: str) -> Document:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return print_documents.render(context, paper, subject)
    finally:
        QApplication.restoreOverrideCursor()
