"""The row of tools above pages: small pages, search, zoom, fit, turn, page number."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.page_layout import Fit
from meihao_desktop.ui.materials.page_strip import PageStrip
from meihao_desktop.ui.materials.thumbnail_column import ThumbnailColumn
from meihao_desktop.ui.materials.viewer import ToolBar

SPARE = ("缩小", "放大", "上一页", "下一页")  # where there is no room: the wheel does the same

GAP = 4


class PageTools(ToolBar):
    """Acts on a strip of pages and shows which page is being read."""

    def __init__(
        self,
        strip: PageStrip,
        thumbnails: ThumbnailColumn,
        begin_search: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._strip = strip
        self._thumbnails = thumbnails
        self.add_icon("pages", "缩略图", self._toggle_thumbnails)
        self.add_icon("search", "查找（Ctrl+F）", begin_search)
        self.add_icon("zoom-out", "缩小", lambda: self._zoom(-1))
        self.add_icon("zoom-in", "放大", lambda: self._zoom(1))
        self.fit_button = self.add_button(Fit.WIDTH.value, "切换整页和适宽", self._next_fit)
        self.add_icon("turn", "顺时针旋转", strip.turn)
        self.add_space()
        self.add_icon("up", "上一页", lambda: self._go(-1))
        self.page_field = QLineEdit(self)
        self.page_field.setToolTip("输入页码后按回车")
        self.page_field.setAccessibleName("页码")
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.page_field.returnPressed.connect(self._enter_page)
        self.page_field.editingFinished.connect(self._show)
        self.add_widget(self.page_field)
        self.count_label: QLabel = self.add_label()
        self.count_label.setContentsMargins(0, 0, 6, 0)
        self.add_icon("down", "下一页", lambda: self._go(1))
        strip.page_changed.connect(self._show)
        theme.follow(self._adapt)
        self._show()

    def _adapt(self) -> None:
        digits = len(str(max(len(self._strip.sizes), 99)))
        self.page_field.setFixedWidth(round(theme.metrics().text * (0.7 * digits + 1.1)))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what the keys and the wheel can do as well, where the row is too long."""
        parts = [item.widget() for at in range(self._row.count()) if (item := self._row.itemAt(at))]
        widgets = [part for part in parts if part is not None]  # a stretch has none
        spare = {part.toolTip(): part for part in widgets if part.toolTip() in SPARE}
        widths = [
            min(part.sizeHint().width(), part.maximumWidth()) + GAP
            for part in widgets
            if part.toolTip() not in SPARE
        ]
        self.setMinimumWidth(sum(widths) + 2 * GAP)
        room = self.width() - self.minimumWidth()
        for pair in (SPARE[:2], SPARE[2:]):
            pair_width = sum(spare[hint].sizeHint().width() + GAP for hint in pair if hint in spare)
            is_roomy = room >= pair_width
            room -= pair_width if is_roomy else 0
            for hint in spare.keys() & set(pair):
                spare[hint].setVisible(is_roomy)

    def _toggle_thumbnails(self) -> None:
        self._thumbnails.setVisible(self._thumbnails.isHidden())

    def _zoom(self, steps: int) -> None:
        self._strip.zoom_by(steps, self._strip.viewport().height() // 2)

    def _next_fit(self) -> None:
        self._strip.set_fit(self._strip.fit.next)

    def _go(self, step: int) -> None:
        self._strip.show_page(self._strip.page + step)

    def _enter_page(self) -> None:
        if self.page_field.hasAcceptableInput():
            self._strip.show_page(int(self.page_field.text()) - 1)
            self._strip.setFocus()

    def _show(self) -> None:
        count = len(self._strip.sizes)
        self.fit_button.setText(self._strip.fit.value.strip())
        if self.count_label.text() != (f"/ {count}" if count else ""):
            self.count_label.setText(f"/ {count}" if count else "")
            self.page_field.setValidator(QIntValidator(1, max(count, 1), self.page_field))
            self._adapt()
        self.page_field.setEnabled(bool(count))
        self.page_field.setText(str(self._strip.page + 1) if count else "")
