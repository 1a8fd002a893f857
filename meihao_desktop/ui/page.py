"""What every desk's page is: a title, a refresh, and what the window gives it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from meihao_desktop.operations.change import Change

if TYPE_CHECKING:  # most pages never hear of it
    from meihao_desktop.operations.restore_round import RestoreOrder


def _no_projector(_what: str) -> None:
    """Where there is no window around the page, there is nothing to project from."""


def _no_restoring(_ordered: "RestoreOrder") -> None:
    """Where there is no window around the page, nobody could open the round again."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the window does for its pages.

    ``show_desk(desk, target)`` goes to another desk (import panel scoring secretary ranking
    settings) and hands the target to its page; ``say(sentence)`` shows one calm sentence in the
    window's foot line for a while; ``show_wall(what)`` opens the projector's window with the
    ``agenda`` or the ``reveal``; ``restore(order)`` closes the round, puts a backup in its place
    and opens it again.
    """

    show_desk: Callable[[str, str], None]
    say: Callable[[str], None]
    show_wall: Callable[[str], None] = _no_projector
    restore: Callable[["RestoreOrder"], None] = _no_restoring


class Page(QWidget):
    """A desk: shows a snapshot and sends intentions.

    A page shows its data at once in its constructor; ``refresh`` is called after every operation
    with what it changed, also while the page is not in view.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setObjectName("page")

    def refresh(self, change: Change) -> None:
        """Redraw what the change touched."""

    def show_target(self, target: str) -> None:
        """Bring one thing into view: a finding key, an estate or a person, as the desk says."""

    def may_leave(self) -> bool:
        """Asked before another desk, the log-out or the end of the program; keeps unsaved input."""
        return True

    def keep_input(self) -> None:
        """Make what was typed durable, as far as that asks nothing: the seat is about to lock."""

    def hindrance(self) -> str:
        """Why nobody else can sit down just now; work that cannot be broken off."""
        return ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The desk's own keys for F1: (key, what it does)."""
        return ()


class HeavyPage(Page):
    """A page whose snapshot takes a while: read anew only in view, or when next it comes up."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._is_outdated = False

    def refresh(self, change: Change) -> None:
        if not self.cares_about(change):
            return
        self._is_outdated = True
        if self.isVisible():
            self._read_anew()

    def cares_about(self, change: Change) -> bool:
        return change != Change()

    def show_snapshot(self) -> None:
        """Read the snapshot and show it."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._read_anew()

    def _read_anew(self) -> None:
        self._is_outdated = False
        self.show_snapshot()
