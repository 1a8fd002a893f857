"""The field for points: digits and one decimal mark, checked when the person goes on."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.buttons import repolish

_MARKS = {"。": ".", "．": ".", "，": ".", ",": ".", "·": "."}
_WIDE = {chr(ord("０") + digit): str(digit) for digit in range(10)}
_CHARACTERS = frozenset("0123456789.")
_LONGEST = 6
_GOES_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class PointsBox(QLineEdit):
    """Points of one criterion; nothing is taken over until Enter, an arrow or leaving the field.

    ``committed`` carries a ``Decimal``, or ``None`` where the field was emptied. Points that the
    criterion refuses are never saved: ``refused`` carries the sentence, the field keeps what was
    typed and is marked; on leaving it shows the last saved points again. The wheel is the page's.
    """

    committed = Signal(object)
    refused = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    entered = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._points: Decimal | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(_LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(f"{criterion.number} {criterion.name} 得分")
        self.setPlaceholderText("—")
        self.textEdited.connect(self._tidy)
        theme.follow(self._adapt)

    @property
    def points(self) -> Decimal | None:
        """The points last shown or committed."""
        return self._points

    def show_points(self, points: Decimal | None) -> None:
        """Show what is saved; also while the field has the focus."""
        self._points = points
        shown = "" if points is None else plain(points)
        if self.text() != shown:
            self.setText(shown)
        self._mark(is_refused=False)

    def show_criterion(self, criterion: Criterion, points: Decimal | None) -> None:
        """Use the same field for another criterion."""
        self.criterion = criterion
        self.setAccessibleName(f"{criterion.number} {criterion.name} 得分")
        self.show_points(points)

    def commit(self) -> bool:
        """Take over what was typed; false where the criterion refuses it."""
        typed = self._typed()
        if typed == self._points:
            self.show_points(self._points)
            return True
        if typed is not None and (sentence := self.criterion.fault(typed)):
            self._mark(is_refused=True)
            self.refused.emit(f"{sentence}没有保存，请改正。")
            return False
        self._points = typed
        self.show_points(typed)
        self.committed.emit(typed)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _GOES_ON:
            if self.commit():
                self.next_asked.emit()
        elif event.key() == Qt.Key.Key_Up:
            if self.commit():
                self.previous_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.show_points(self._points)
            self.selectAll()
        else:
            self._type(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.commit():
            self.show_points(self._points)

    def _type(self, event: QKeyEvent) -> None:
        """Pass on editing keys and digits; letters go to the page's own keys."""
        text = event.text()
        has_command = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if text and text.isprintable() and not has_command:
            self._insert(text)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _insert(self, text: str) -> None:
        for character in text:
            digit = _WIDE.get(character, _MARKS.get(character, character))
            if digit in _CHARACTERS:
                self.insert(digit)
        self._tidy()

    def _tidy(self) -> None:
        """Keep digits and the first decimal mark of whatever was typed or pasted."""
        kept = ""
        for character in self.text():
            digit = _WIDE.get(character, _MARKS.get(character, character))
            if digit in _CHARACTERS and not (digit == "." and "." in kept):
                kept += digit
        if kept != self.text():
            self.setText(kept)
        self._mark(is_refused=False)

    def _typed(self) -> Decimal | None:
        text = self.text().rstrip(".")
        return Decimal(text) if text else None

    def _mark(self, *, is_refused: bool) -> None:
        state = "refused" if is_refused else ""
        if (self.property("state") or "") != state:
            self.setProperty("state", state)
            repolish(self)

    def _adapt(self) -> None:
        metrics = theme.metrics()
        self.setFixedWidth(max(metrics.target * 2, metrics.text * 4))
