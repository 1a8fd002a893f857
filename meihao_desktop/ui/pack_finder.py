"""Looks out for review packs on sticks while the start window is in view, and leads to a seat."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import take_seat
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.take_seat import PackOffer
from meihao_desktop.ui import background, sticks
from meihao_desktop.ui.seat_pane import SeatPane
from meihao_desktop.ui.start_window import StartWindow

EVERY_MS = 3000
Places = Callable[[], tuple[Path, ...]]


class PackFinder(QObject):
    """``found`` tells the packs that lie on the sticks, whenever they are others than before."""

    found = Signal(object)

    def __init__(
        self,
        parent: QObject,
        places: Places = sticks.mounted,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._places = places
        self._is_wanted = is_wanted
        self._known: tuple[PackOffer, ...] = ()
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now, and again every few seconds."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """One look, beside the window; a slow stick is not asked twice at a time."""
        if self._is_looking or not self._is_wanted():
            return
        self._is_looking = True
        background.run(
            lambda watch: packs_on(self._places(), watch), owner=self, on_done=self._take,
            on_failed=lambda _error: self._take(()),
        )  # fmt: skip

    def _take(self, offers: tuple[PackOffer, ...]) -> None:
        self._is_looking = False
        if offers != self._known:
            self._known = offers
            self.found.emit(offers)


def packs_on(places: tuple[Path, ...], watch: Watch) -> tuple[PackOffer, ...]:
    """All packs on these sticks, the broken ones with what is wrong with them."""
    offers: list[PackOffer] = []
    for place in places:
        watch.check()
        offers.extend(take_seat.find_packs(place))
    return tuple(offers)


def lead(
    window: StartWindow, home: Path, show_login: Callable[[Context], None], *, is_wanted: bool
) -> None:
    """From a pack on a stick to the login of an expert; not where nothing may be opened."""
    if not is_wanted:
        return

    def offer_seat(offer: PackOffer) -> None:
        pane = SeatPane(offer, home)
        pane.taken.connect(show_login)
        pane.back_asked.connect(window.show_rounds)
        window.show_pane(pane, offer.title)

    finder = PackFinder(window, is_wanted=window.isVisible)
    finder.found.connect(window.show_packs)
    window.pack_asked.connect(offer_seat)
    finder.begin()
