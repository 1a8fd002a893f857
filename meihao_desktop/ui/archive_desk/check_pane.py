"""核验文件: a file is dropped, chosen or a code pasted; the answer comes in one word."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import check_file
from meihao_desktop.operations.check_file import Examined
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.archive_desk.check_verdict import VerdictView
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice, scrolled
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.text import caption
from meihao_desktop.ui.widgets.work_line import WorkLine

DROP = (
    "把文件拖到这里，或点“选择文件”。\n"
    "可以核验：打印保存的 pdf 和电子表格、签字评分表的照片或扫描件、评分包、评审包、归档文件夹。"
)
WORTH = (
    "核验说明文件自签署后有没有改动、与哪份记录相同；它不能代替手写签名，"
    "也防不住掌握本机管理员权限的人。以签字的纸质原件为准。"
)
FILES = (
    "文书、照片和评审文件 (*.pdf *.xlsx *.sig *.meihao *.jpg *.jpeg *.png *.heic *.tif *.bmp);;"
    "所有文件 (*)"
)
NO_ROUND = "没有打开评审，只看签名"


class CheckPane(QWidget):
    """Against the open round, an archive that is chosen, or nothing."""

    def __init__(self, context: Context | None = None) -> None:
        super().__init__()
        self._context = context
        self._archive: Path | None = None
        self._task: background.Task | None = None
        self._last: Examined | None = None
        self.setAcceptDrops(True)
        self.field = line_field()
        self.field.setPlaceholderText("粘贴二维码文字，或输入页脚的校验码")
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self.check_text)
        self.by = QLabel()
        self.by.setWordWrap(True)
        self.other = buttons.quiet("对照归档…", self._ask_archive, "archive")
        self.own = buttons.quiet("", self.use_round, "undo")
        self.refused = Notice(Tone.BLOCKING, "blocking")
        self.work = WorkLine()
        self.view = VerdictView()
        self._stack = QStackedWidget()
        self._empty = EmptyState(DROP, "shield")
        self._shown = scrolled(self.view)
        self._stack.addWidget(scrolled(self._empty))
        self._stack.addWidget(self._shown)
        self._lay_out()
        self.use_round()

    def check(self, source: Path | str) -> None:
        """Read beside the window, then hold it against the records."""
        self.refused.say("")
        if self._task is not None:
            self._task.cancel()
        task = background.run(
            lambda watch: check_file.examine(source, watch),
            owner=self,
            on_done=self._weigh,
            on_progress=self.work.show_progress,
            on_failed=self._refuse,
        )
        self._task = task
        self.work.begin("正在核验", task.cancel)

    def check_text(self) -> None:
        if text := self.field.text().strip():
            self.check(text)

    def use_archive(self, folder: Path) -> None:
        """Hold files against the records in this archive from now on."""
        self._archive = folder
        self._show_reference()

    def use_round(self) -> None:
        """Hold files against the open round, or nothing, from now on."""
        self._archive = None
        self._show_reference()

    def refresh(self) -> None:
        """The records have changed: what was looked at last is judged anew."""
        if self._last is not None and self._task is None:
            self._weigh(self._last)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """One file, one folder, or the text of a code."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            self.check(Path(urls[0].toLocalFile()))
        elif event.mimeData().hasText():
            self.field.setText(event.mimeData().text())
            self.check_text()
        event.acceptProposedAction()

    def _weigh(self, found: Examined) -> None:
        self._task = None
        self._last = found
        self.work.end()
        try:
            if self._archive is not None:
                verdict = check_file.weigh_by_archive(self._archive, found)
            else:
                verdict = check_file.weigh(self._context, found)
        except MeihaoError as refusal:
            self._refuse(refusal)
            return
        self.view.show_verdict(verdict)
        self._stack.setCurrentWidget(self._shown)

    def _refuse(self, refusal: MeihaoError) -> None:
        self._task = None
        self.work.end()
        self.refused.say(str(refusal))

    def _show_reference(self) -> None:
        if self._archive is not None:
            told = f"归档“{self._archive.name}”"
        elif self._context is not None:
            told = f"{self._context.store.settings.review_round().title}（现在的记录）"
        else:
            told = NO_ROUND
        self.by.setText(f"对照：{told}")
        self.own.setText("对照本次评审" if self._context is not None else "不对照")
        self.own.setVisible(self._archive is not None)
        self.refresh()

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择要核验的文件", "", FILES)
        if chosen:
            self.check(Path(chosen))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择归档或评审包的文件夹")
        if chosen:
            self.check(Path(chosen))

    def _ask_archive(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择拿来对照的归档文件夹")
        if chosen:
            self.use_archive(Path(chosen))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = Bar()
        head.content.addWidget(buttons.primary("选择文件…", self._ask_file, "document"))
        head.content.addWidget(buttons.plain("选择文件夹…", self._ask_folder, "folder"))
        head.content.addWidget(self.field, 1)
        head.content.addWidget(buttons.plain("核验", self.check_text, "search"))
        reference = QHBoxLayout()
        reference.setSpacing(unit)
        reference.addWidget(self.by, 1)
        reference.addWidget(self.own)
        reference.addWidget(self.other)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addLayout(reference)
        inner.addWidget(self.refused)
        inner.addWidget(self.work)
        inner.addWidget(self._stack, 1)
        inner.addWidget(caption(WORTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)
