"""Stands before the scoring desk until the expert has declared."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from meihao_desktop.operations.declare_interests import DeclarationDesk
from meihao_desktop.ui.declaration.declaration_pane import DeclarationPane, Submit

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class DeclarationGate:
    """Shows the form in place of the room, and the room again once nothing is asked any more."""

    def __init__(self, page: QWidget, room: QWidget, submit: Submit) -> None:
        self._page = page
        self._room = room
        self._submit = submit
        self.pane: DeclarationPane | None = None

    def show_desk(self, desk: DeclarationDesk) -> None:
        """What was typed stays as long as the form asks the same."""
        is_asked = desk.is_due and desk.may_declare and bool(desk.lines)
        if self.pane is not None and not (is_asked and self.pane.desk == desk):
            self.pane.hide()
            self.pane.deleteLater()
            self.pane = None
        if is_asked and self.pane is None:
            self.pane = DeclarationPane(desk, self._submit)
            around = self._page.layout()
            assert around is not None  # noqa: S101 - the room lies in the layout of the page
            around.addWidget(self.pane)
            self.pane.show()
        self._room.setVisible(not is_asked)
        for key in self._page.findChildren(QShortcut, options=DIRECT):
            key.setEnabled(not is_asked)  # digits would go to a sheet that nobody sees
