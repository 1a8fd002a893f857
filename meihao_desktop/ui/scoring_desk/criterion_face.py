"""How one line of the rubric looks: its parts, what is shown in them, and which line is current."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.domain.score_sheet import ScoreCell, needs_reason
from meihao_desktop.ui import colours
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.scoring_desk.cell_entry import EMPTY, reason_hint
from meihao_desktop.ui.scoring_desk.entries import entry_for
from meihao_desktop.ui.scoring_desk.pin_bar import PinBar
from meihao_desktop.ui.scoring_desk.points_field import PointsField
from meihao_desktop.ui.scoring_desk.reason_box import ReasonBox
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, caption, strong

EDGE = 5
LEFT, RIGHT, FOOT, GAP = 12, 10, 2, 4
_RESHAPING = (QEvent.Type.LayoutRequest, QEvent.Type.Show)


class CriterionFace(QWidget):
    """Number, name, entry, points, expected evidence, reason and pins; it saves nothing.

    Only what stands above the reason has a layout. Reason and pins are put below it by hand, so
    that opening a reason moves nothing else in the row.
    """

    grown = Signal()
    pin_asked = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion
        self.cell = EMPTY
        self.is_current = False
        self.is_read_only = False
        self.wants_reason = False
        self.entry = entry_for(criterion)
        self.field = PointsField()
        self.field.setAccessibleName(f"{criterion.number} {criterion.name} 得分")
        self.fault = body()
        self.fault.setProperty("tone", Tone.BLOCKING.value)
        self.fault.hide()
        self.reason = ReasonBox(self)
        self.pins = PinBar(self)
        self._top = QWidget(self)
        self._top_height: int | None = None
        self._top_widths = (0, 0)
        self._shape = (0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing shines through a row
        self._lay_out()
        self.fit()
        self.reason.height_asked.connect(self.fit)

    def _lay_out(self) -> None:
        criterion = self.criterion
        mark = caption(f"{criterion.kind.value} · {plain(criterion.max_points)} 分")
        mark.setWordWrap(False)
        number_label = strong(criterion.number)
        number_label.setWordWrap(False)
        name = strong(criterion.name)
        name.setToolTip(criterion.guidance)
        expected = caption(f"应有：{criterion.evidence}" if criterion.evidence else "")
        expected.setToolTip(criterion.guidance)
        self.reason_button = buttons.icon_only("score", "写理由", self.ask_reason)
        self.pin_button = buttons.icon_only(
            "pin", "把材料中正在看的位置作为依据（Ctrl+E）", self.ask_pin
        )
        for button in (self.reason_button, self.pin_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self._top)
        column.setContentsMargins(LEFT, 8, RIGHT, GAP)
        column.setSpacing(GAP)
        column.addLayout(_line(number_label, name, mark, wide=name))
        entering = _line(self.entry, self.field, wide=self.entry)
        entering.setAlignment(self.field, Qt.AlignmentFlag.AlignTop)
        column.addLayout(entering)
        column.addWidget(self.fault)
        column.addLayout(_line(expected, self.reason_button, self.pin_button, wide=expected))
        QWidget.setTabOrder(self.field, self.reason)

    @property
    def has_fault(self) -> bool:
        return bool(self.fault.text())

    def set_read_only(self, *, is_read_only: bool) -> None:
        if is_read_only == self.is_read_only:
            return
        self.is_read_only = is_read_only
        self.field.setReadOnly(is_read_only)
        self.reason.setReadOnly(is_read_only)
        self.entry.set_read_only(is_read_only=is_read_only)
        self.reason_button.setEnabled(not is_read_only)
        self.pin_button.setEnabled(not is_read_only)

    def set_current(self, *, is_current: bool) -> None:
        if is_current != self.is_current:
            self.is_current = is_current
            self.update()

    def begin_typing(self, text: str) -> None:
        """A digit typed elsewhere on the desk begins the points of this criterion."""
        self.field.setFocus()
        if not self.field.isReadOnly():
            self.field.selectAll()
            self.field.insert(text)
            self.field.textEdited.emit(self.field.text())

    def show_values(self, cell: ScoreCell) -> None:
        self.cell = cell
        self.entry.show_cell(cell)
        self.pins.show_pins(cell.pins, is_read_only=self.is_read_only)
        is_asked = needs_reason(self.criterion, cell)
        is_wanted = is_asked or bool(cell.reason) or self.wants_reason
        self.reason.set_open(is_open=is_wanted)
        if is_wanted:
            self.reason.show_hint(reason_hint(self.criterion, cell))

    def say(self, sentence: str) -> None:
        """Why the last entry cannot stand; empty where it can."""
        if sentence != self.fault.text():
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))
            self._top_height = None

    def ask_reason(self) -> None:
        self.wants_reason = True
        self.reason.set_open(is_open=True)
        self.reason.setFocus()

    def ask_pin(self) -> None:
        self.take_up()
        self.pin_asked.emit()

    def take_up(self) -> None:
        """Somebody works here now."""

    def sizeHint(self) -> QSize:
        return QSize(self._top_widths[0], self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._top_widths[1], self.minimumHeight())

    def fit(self) -> None:
        """Take the height that the parts need, and put them where they belong."""
        if self._top_height is None:
            self._top_height = self._top.heightForWidth(self.width())
            least = self._top.minimumSizeHint().width()
            self._top_widths = (self._top.sizeHint().width(), least)
        self._put_below(self._top_height)

    def event(self, event: QEvent) -> bool:
        if event.type() in _RESHAPING:
            self._top_height = None
            self.fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._top_height = None
            self.fit()
        if self.is_current and event.size().height() > event.oldSize().height():
            self.grown.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = colours.SURFACE if self.is_current else colours.PAPER
        painter.fillRect(event.rect(), QColor(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.HAIRLINE))
        if self.is_current:
            painter.fillRect(0, 0, EDGE, self.height(), QColor(colours.ACCENT))
        painter.end()

    def _put_below(self, top: int) -> None:
        """Reason and pins under the rest; the row ends a little below the last of them."""
        width, pinned = self.width(), self._pinned
        shape = width, top, self.reason.wanted_height, pinned
        if shape == self._shape:
            return
        self._shape = shape
        self._top.setGeometry(0, 0, width, top)
        bottom = top
        for part, height in ((self.reason, self.reason.wanted_height), (self.pins, pinned)):
            part.setGeometry(LEFT, bottom, width - LEFT - RIGHT, height)
            bottom += height + GAP if height else 0
        if self.minimumHeight() != bottom + FOOT:
            self.setFixedHeight(bottom + FOOT)

    @property
    def _pinned(self) -> int:
        return self.pins.sizeHint().height() if self.cell.pins else 0


def _line(*parts: QWidget, wide: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, 1 if part is wide else 0)
    return line
