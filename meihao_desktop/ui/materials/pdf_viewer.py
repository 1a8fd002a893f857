"""Pdf files inside the window; imported when the first one is opened, as QtPdf is heavy."""

from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui.materials.page_layout import Fit
from meihao_desktop.ui.materials.pdf_strip import PdfStrip
from meihao_desktop.ui.materials.viewer import ToolBar, Viewer, column, notice_label, number_in

_REFUSALS = {
    QPdfDocument.Error.IncorrectPassword: "这份 PDF 设有密码，请向报送单位索取不加密的文件。",
    QPdfDocument.Error.UnsupportedSecurityScheme: "这份 PDF 的加密方式无法识别，请索取原文件。",
    QPdfDocument.Error.InvalidFileFormat: "这份 PDF 已损坏，无法显示，请联系秘书核对原文件。",
}
_BLANK = "本页含有文字，但文件没有内嵌字体，本机显示为空白。请点“在系统程序中打开”核对。"


class PdfViewer(Viewer):
    """Continuous pages with zoom, rotation and page number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = PdfStrip(self)
        self.notice = notice_label()
        self._wanted_page: int | None = None
        self._tools = self._make_tools()
        column(self, self._tools, self.notice, self.strip)
        self.strip.page_changed.connect(self._show_page_number)
        self.strip.pages.blank_found.connect(lambda _page: self._show_page_number())

    def _make_tools(self) -> ToolBar:
        tools = ToolBar(self)
        tools.add_icon("zoom-out", "缩小", lambda: self.strip.zoom_by(-1))
        tools.add_icon("zoom-in", "放大", lambda: self.strip.zoom_by(1))
        self._fit_button = tools.add_button(Fit.WIDTH.value, "切换整页和适宽", self._next_fit)
        tools.add_icon("turn", "顺时针旋转", self.strip.turn)
        tools.add_space()
        tools.add_icon("up", "上一页", lambda: self._go(-1))
        self.page_label = tools.add_label()
        tools.add_icon("down", "下一页", lambda: self._go(1))
        return tools

    def show_file(self, path: Path) -> None:
        error = self.strip.open(path)
        refusal = "" if error is QPdfDocument.Error.None_ else "这份 PDF 无法打开。"
        self._say(_REFUSALS.get(error, refusal))
        self._show_page_number()
        if self._wanted_page is not None:
            self.strip.show_page(self._wanted_page)
            self._wanted_page = None
        self.opened.emit()

    def clear(self) -> None:
        self._wanted_page = None
        self.strip.close_document()
        self._say("")

    def place(self) -> str:
        return f"第 {self.strip.page + 1} 页" if self.strip.pages.document.pageCount() else ""

    def show_place(self, place: str) -> None:
        page = number_in(place)
        if page is None:
            return
        self.strip.show_page(page - 1)
        if not self.strip.pages.document.pageCount():
            self._wanted_page = page - 1

    def _go(self, step: int) -> None:
        self.strip.show_page(self.strip.page + step)

    def _next_fit(self) -> None:
        self.strip.set_fit(self.strip.fit.next)

    def _show_page_number(self) -> None:
        count = self.strip.pages.document.pageCount()
        self._fit_button.setText(self.strip.fit.value.strip())
        self.page_label.setText(f"{self.strip.page + 1} / {count}" if count else "")
        if count:
            self._say(_BLANK if self.strip.page in self.strip.pages.blank else "")
        self.place_changed.emit()

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
