"""The lock: who sits here stands in large letters, and only this person's PIN opens it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meihao_desktop.operations import identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.wait_notice import WaitNotice
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.pin_field import PinField, PinPad
from meihao_desktop.ui.widgets.text import body, soft

LEAST_NAME = 44
"""Pixels of the name: 33 pt, more where the text is larger."""

SWITCH = "换人登录"
SURE = "确认换人：未确认的输入不保留"


class Cover(QWidget):
    """Lies over all that a window shows."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(colours.ACCENT))


class LockScreen(QDialog):
    """``opened`` after the right PIN; ``switch_asked`` when somebody else wants to sit down."""

    opened = Signal()
    switch_asked = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context = context
        self._actor = context.somebody()
        self._is_done = False
        self.setObjectName("page")
        self.setWindowTitle("已锁定")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.name = QLabel(self._actor.name)
        self.field = PinField()
        self.refusal = WaitNotice(context)
        self.pad = PinPad(self.field, "解锁")
        self.switch = buttons.quiet(SWITCH, self._switch, "logout")
        self.field.returnPressed.connect(self._open)
        self.pad.entered.connect(self._open)
        self._lay_out()
        self.setGeometry(window.frameGeometry() if window.isVisible() else window.geometry())
        self.refusal.follow(self._actor.id)
        self.field.setFocus()

    def end(self) -> None:
        """The lock is gone."""
        self._is_done = True
        self.hide()
        self.deleteLater()

    def come_up(self) -> None:
        """Over whatever was opened since: the last modal window has the keyboard."""
        self.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def reject(self) -> None:
        """Escape does not open the lock."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._is_done)

    def _open(self) -> None:
        typed = self.field.text()
        self.field.clear()
        if not typed:
            self.refusal.say("请输入 PIN。")
            return
        self.refusal.say("PIN 不正确，请重新输入。")  # stands there when the check refuses
        self.refusal.look_soon()
        identify_person.prove(self._context, typed)
        self.opened.emit()

    def _switch(self) -> None:
        """Asked twice, for what stands unconfirmed in open dialogs goes."""
        if self.switch.text() == SURE:
            self.switch_asked.emit()
        else:
            self.switch.setText(SURE)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        card = Card()
        for part in (self._head(), self._hint(), self.field, self.refusal, self.pad, self.switch):
            card.content.addWidget(part)
        card.setFixedWidth(theme.metrics().text * 18)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def _head(self) -> QWidget:
        size = max(LEAST_NAME, theme.metrics().headline)
        self.name.setFont(theme.font(size, is_strong=True))
        self.name.setStyleSheet(f"font-size: {size}px; font-weight: bold;")
        self.name.setWordWrap(True)
        sign = QLabel()
        sign.setPixmap(picture("lock", colours.ACCENT, size))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit * 2)
        row.addWidget(sign)
        row.addWidget(self.name, 1)
        return head

    def _hint(self) -> QLabel:
        shown = identify_person.rehearsal_pins(self._context).get(self._actor.id, "")
        roles = "、".join(role.value for role in self._actor.roles)
        if shown:
            return soft(f"{roles} · 已锁定　演练 PIN：{shown}")
        return body(f"{roles} · 已锁定，请输入 PIN 继续。")
