"""The window in which people sit at their desks."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.operations import (
    begin_round,
    foresight,
    identify_person,
    read_material,
    take_seat,
    witness,
)
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.roles import standing_in
from meihao_desktop.ui import background, late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.backup_keeper import BackupKeeper
from meihao_desktop.ui.copy_banner import CopyBanner
from meihao_desktop.ui.desks import DESKS, Desk, desks_of, first_desk
from meihao_desktop.ui.header import DeskBar, Header
from meihao_desktop.ui.icons import icon
from meihao_desktop.ui.keys_dialog import KeysDialog
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.page_area import PageArea
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.return_dialog import ReturnDialog
from meihao_desktop.ui.seat_lock import SeatLock
from meihao_desktop.ui.text_size import TextSize
from meihao_desktop.ui.toast import Toast
from meihao_desktop.ui.widgets.asking import is_accepted

WARM_AFTER_MS = 1500
"""By then the first desk has been drawn, and nobody has chosen a material yet."""


class MainWindow(QMainWindow):
    """Made after a login for the person who logged in; pages are made when first needed."""

    logged_out = Signal()
    restore_asked = Signal(object)

    def __init__(
        self, context: Context, preferences: Preferences, desks: tuple[Desk, ...] = DESKS
    ) -> None:
        super().__init__()
        self._context = context
        self._preferences = preferences
        self._actor = context.somebody()
        self._desks = {
            desk.name: desk
            for desk in desks_of(self._actor, desks, standing_in(context), is_seat=context.is_seat)
        }
        self._pages: dict[str, Page] = {}
        self._announcer = Announcer(self)
        self._announcer.changed.connect(self._refresh)
        self._desk_bar = DeskBar(tuple(self._desks.values()))
        self._desk_bar.desk_asked.connect(self.show_desk)
        self._header = Header(self._desk_bar, TextSize(preferences, self))
        self._header.phase_asked.connect(self.show_phases)
        self._header.logout_asked.connect(self.log_out)
        self._stack = QStackedWidget()
        self._toast = Toast(self)
        self._services = Services(
            self.show_desk, self._toast.say, self.show_wall, self.restore_asked.emit
        )
        self.banner = CopyBanner(context, self._announcer, self._services)
        self.backups = BackupKeeper(context, self._services, self)
        self._announcer.changed.connect(self.backups.look)
        self.seat = SeatLock(context, self, lambda: tuple(self._pages.values()))
        self.seat.left.connect(self.logged_out)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_keys)
        self._lay_out()
        self._header.show_overview(begin_round.overview(self._context))
        self.show_desk(first_desk(self._actor, context.phase, tuple(self._desks.values())))
        QTimer.singleShot(WARM_AFTER_MS, self, read_material.warm)

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self._stack.currentWidget()
        return shown.page if isinstance(shown, PageArea) else None

    @property
    def desk_names(self) -> tuple[str, ...]:
        return tuple(self._desks)

    def show_desk(self, name: str, target: str = "") -> None:
        """Go to a desk of this person's, and to one thing on it."""
        desk = self._desks.get(name)
        if desk is None:
            self._desk_bar.show_chosen(self._shown_desk())
            self._toast.say("这件事由其他人员处理，请与秘书联系。")
            return
        if self.page is not None and not self.page.may_leave():
            self._desk_bar.show_chosen(self._shown_desk())
            return
        page = self._pages.get(name) or self._make(desk)
        self._stack.setCurrentIndex(list(self._pages).index(name))
        self._desk_bar.show_chosen(name)
        self.setWindowTitle(f"{page.title} · {self._context.store.settings.review_round().title}")
        page.setFocus()
        if target:
            page.show_target(target)

    def show_phases(self) -> None:
        """Where the round stands; from here the secretary takes it on. On a laptop: its seat."""
        if self._context.is_seat:
            dialogs = late.load("meihao_desktop.ui.seat_dialog")
            is_accepted(dialogs.SeatDialog(take_seat.seat_desk(self._context), self))
            return
        overview = begin_round.overview(self._context)
        dialog = PhaseDialog(overview, self)
        dialog.desk_asked.connect(self.show_desk)
        dialog.return_asked.connect(self._return)
        if is_accepted(dialog):
            self._announcer.tell(begin_round.advance(self._context))
            self._toast.say(f"已进入“{self._context.phase.value}”阶段。")

    def show_wall(self, what: str) -> None:
        """The window for the room, on the other screen where there is one; gone with this login."""
        module = late.load("meihao_desktop.ui.projector.projector_window")
        for open_one in self.findChildren(module.ProjectorWindow):
            open_one.close()
        projector = module.ProjectorWindow(self._context, what, parent=self)
        self._announcer.changed.connect(projector.refresh)
        self.logged_out.connect(projector.close)
        projector.begin()

    def show_keys(self) -> None:
        """F1: the keys of the window and of the page in view."""
        is_accepted(KeysDialog(self.page.keys() if self.page else (), self))

    def log_out(self) -> None:
        """Leave the desk to the next person."""
        if self.page is not None and not self.page.may_leave():
            return
        identify_person.log_out(self._context)
        self.logged_out.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.may_leave():
            event.ignore()
            return
        self._preferences.set_geometry(self.saveGeometry())
        super().closeEvent(event)

    def _make(self, desk: Desk) -> Page:
        module = late.load(desk.module)
        page: Page = getattr(module, desk.page)(self._context, self._announcer, self._services)
        self._pages[desk.name] = page
        self._stack.addWidget(PageArea(page))
        return page

    def _shown_desk(self) -> str:
        return next((name for name, page in self._pages.items() if page is self.page), "")

    def _return(self) -> None:
        overview = begin_round.overview(self._context)
        dialog = ReturnDialog(overview, witness.seconds_of_pair(self._context), self)
        if is_accepted(dialog):
            change = begin_round.return_to(
                self._context, dialog.phase, dialog.reason, dialog.witness
            )
            self._announcer.tell(change)

    def _refresh(self, change: Change) -> None:
        """At once, or in a large round when its checks have been worked out beside the window."""
        work = foresight.ahead(self._context) if change.touches_the_way else None
        if work is None:
            self._show_change(change)
        else:
            background.run(work, owner=self, on_done=lambda _done: self._show_change(change))

    def _show_change(self, change: Change) -> None:
        if self._context.store.is_closed:
            return
        self.banner.show_state()
        if change.touches_the_way:
            self._header.show_overview(begin_round.overview(self._context))
        for page in self._pages.values():
            page.refresh(change)

    def _lay_out(self) -> None:
        self.setWindowIcon(icon("app"))
        centre = QWidget()
        centre.setObjectName("page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self.resize(self.screen().availableSize() * 0.9)
        self.restoreGeometry(self._preferences.geometry)
