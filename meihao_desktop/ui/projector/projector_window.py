"""The window that the room sees: full screen, led by keys, on the other screen if there is one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.permission import Act
from meihao_desktop.operations import present_meeting
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.projector.slides import Slide, agenda_slides, reveal_slides
from meihao_desktop.ui.projector.stage import Stage

NEXT = (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Return)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
BLACK = (Qt.Key.Key_B, Qt.Key.Key_Period)
KEYS = "空格 → 下一步　← 上一步　B 黑屏　Esc 结束"
ACTS = {"agenda": Act.SHOW_AGENDA, "reveal": Act.SHOW_RESULT}


class ProjectorWindow(QWidget):
    """Reads what it shows through the operation, which refuses before the time has come."""

    def __init__(self, context: Context, what: str, parent: QWidget | None = None) -> None:
        self._slides, self._mark = _read(context, what)  # refused before there is a window
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._what = what
        self._at = 0
        self.stage = Stage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage)
        self.setWindowTitle("大屏：会议议程" if what == "agenda" else "大屏：名次公布")
        self._show()

    @property
    def slide(self) -> Slide:
        return self._slides[self._at]

    def begin(self) -> None:
        """Full screen, on another screen than the one the secretary sits at."""
        screens = QGuiApplication.screens()
        owner = self.parentWidget()
        own = owner.screen() if owner is not None else screens[0]
        chosen = pick_screen(screens, own)
        self.setGeometry(chosen.geometry())
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()

    def refresh(self, change: Change) -> None:
        """Follow what changed; what may no longer be shown goes."""
        if change == Change():
            return
        if not self._context.may(ACTS[self._what]):
            self.close()
            return
        self._slides, self._mark = _read(self._context, self._what)
        self._at = min(self._at, len(self._slides) - 1)
        self._show()

    def go(self, step: int) -> None:
        """Forward or back; a black screen comes back first."""
        if self.stage.is_black:
            self.stage.blacken(is_black=False)
            return
        self._at = max(0, min(len(self._slides) - 1, self._at + step))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in NEXT:
            self.go(1)
        elif key in BACK:
            self.go(-1)
        elif key == Qt.Key.Key_Home:
            self.go(-len(self._slides))
        elif key == Qt.Key.Key_End:
            self.go(len(self._slides))
        elif key in BLACK:
            self.stage.blacken(is_black=not self.stage.is_black)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.go(-1 if event.button() is Qt.MouseButton.RightButton else 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        owner = self.parentWidget()
        if owner is not None and owner.isVisible():
            owner.activateWindow()

    def _show(self) -> None:
        position = f"{self._at + 1}/{len(self._slides)}" if self._at else KEYS
        self.stage.show_slide(self.slide, mark=self._mark, position=position)


def pick_screen(screens: Sequence[QScreen], own: QScreen) -> QScreen:
    """The first other screen; the only one where there is no other."""
    return next((screen for screen in screens if screen is not own), own)


def _read(context: Context, what: str) -> tuple[tuple[Slide, ...], str]:
    """The slides and the mark that stands on each of them."""
    if what == "agenda":
        agenda = present_meeting.agenda(context)
        return agenda_slides(agenda), agenda.mark
    reveal = present_meeting.reveal(context)
    return reveal_slides(reveal), reveal.mark
