"""The frame of every dialog: a heading, a part that scrolls, Chinese buttons, never too large."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, title

SCREEN_SHARE = 0.92
SCROLL_BAR = 16
"""Left free: a scroll bar that was there once makes lines break sooner, and so keeps itself."""


class Dialog(QDialog):
    """Add parts with ``add``; the part in the middle scrolls when the screen is small.

    ``confirm`` and ``cancel`` are the words on the buttons; an empty ``cancel`` leaves it out.
    Override ``fault()`` to hold the dialog open with a sentence.
    """

    def __init__(
        self,
        heading: str,
        parent: QWidget | None = None,
        *,
        confirm: str = "确定",
        cancel: str = "取消",
        width: int = 26,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setModal(True)
        self._characters = width
        self._sign = QLabel()
        self._sign.hide()
        self._heading = title(heading)
        self._fault = body()
        self._fault.setProperty("tone", Tone.BLOCKING.value)
        self._fault.hide()
        self._middle = _Middle()
        self._middle.setObjectName("scrolled")
        self._middle.installEventFilter(self)
        self.content = QVBoxLayout(self._middle)
        self.confirm_button = buttons.primary(confirm, self.try_accept)
        self.confirm_button.setDefault(True)
        self.cancel_button = buttons.plain(cancel, self.reject)
        if not cancel:
            self.cancel_button.hide()
        self._lay_out()

    def add(self, part: QWidget | QLayout) -> None:
        """Put a widget or a layout under what is already there."""
        if isinstance(part, QWidget):
            self.content.addWidget(part)
        else:
            self.content.addLayout(part)

    def mark(self, tone: Tone, icon_name: str) -> None:
        """A sign beside the heading."""
        size = round(theme.metrics().title * 1.4)
        self._sign.setPixmap(picture(icon_name, SHADES[tone].text, size))
        self._sign.show()

    def fault(self) -> str:
        """Why the dialog cannot be confirmed yet, as a sentence; empty where it can."""
        return ""

    def try_accept(self) -> None:
        """Accept, or show what is missing."""
        sentence = self.fault()
        self.show_fault(sentence)
        if not sentence:
            self.accept()

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        if self.isVisible():
            self._grow()

    def setVisible(self, visible: bool) -> None:
        was_visible = self.isVisible()
        super().setVisible(visible)
        if visible and not was_visible:
            self.fit()  # only now do all parts know how high the style makes them
            self._centre()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the parts in the middle, whose wishes end at the scroll area."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        self.resize(self.size().expandedTo(self.sizeHint()))
        self._keep_on_screen(self.frameGeometry())

    def _centre(self) -> None:
        """Over the window: Qt placed it before it had its size."""
        parent = self.parentWidget()
        place = self.frameGeometry()
        if parent is not None:
            place.moveCenter(parent.window().frameGeometry().center())
        self._keep_on_screen(place)

    def _keep_on_screen(self, place: QRect) -> None:
        room = (self.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        place.moveBottomRight(
            QPoint(min(place.right(), room.right()), min(place.bottom(), room.bottom()))
        )
        self.move(max(place.left(), room.left()), max(place.top(), room.top()))

    def fit(self) -> None:
        """Take the size that the parts ask for; Qt alone would stop at two thirds of a screen."""
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self.content.invalidate()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Wide enough for its sentences, never larger than the screen."""
        metrics = theme.metrics()
        room = self._room()
        width = min(metrics.text * (self._characters + 4), room.width())
        self._scroll.setMinimumHeight(0)
        inner = width - 6 * metrics.unit - SCROLL_BAR
        needed = self._middle.layout()
        tall = needed.totalHeightForWidth(inner) if needed and needed.hasHeightForWidth() else 0
        tall = max(tall, self._middle.sizeHint().height() if not tall else 0)
        frame = self._head.sizeHint().height() + self._foot.sizeHint().height() + 9 * metrics.unit
        if not self._fault.isHidden():
            frame += self._fault.heightForWidth(inner) + 2 * metrics.unit
        return QSize(width, min(tall + frame, room.height()))

    def _room(self) -> QSize:
        screen = self.screen() or QGuiApplication.primaryScreen()
        return screen.availableSize() * SCREEN_SHARE

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self.content.setContentsMargins(0, 0, unit, 0)
        self.content.setSpacing(unit * 3 // 2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._middle)
        self._head = head = QHBoxLayout()
        head.setSpacing(unit * 3 // 2)
        head.addWidget(self._sign, 0)
        head.addWidget(self._heading, 1)
        self._foot = foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.confirm_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 3, unit * 3, unit * 3, unit * 2)
        column.setSpacing(unit * 2)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._fault)
        column.addLayout(foot)


class _Middle(QWidget):
    """Asks for no height of its own: Qt would take that of its narrowest lines, and scroll."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least
