"""The composition root of the window: who opens rounds, shows windows and catches errors."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from meihao_desktop import __version__, resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.ui import late, theme
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.start_window import PROGRAM, StartWindow

if TYPE_CHECKING:  # importing them now would hold up the first frame
    from meihao_desktop.fsops import FolderLock
    from meihao_desktop.operations.context import Context
    from meihao_desktop.operations.restore_round import RestoreOrder
    from meihao_desktop.ui.main_window import MainWindow

SAMPLE_FOLDER = "演练样例"
ALREADY_RUNNING = "美好家园评审已经打开。请回到已打开的窗口继续；这个窗口可以关闭。"
BACKGROUND = "meihao_desktop.ui.background"
READING = "meihao_desktop.operations.read_material"
DIAGNOSTICS = "meihao_desktop.diagnostics"
PACKS = "meihao_desktop.ui.pack_finder"
CHECK = "meihao_desktop.ui.archive_desk.check_dialog"
FIRST_FRAME = "--first-frame-modules"
AFTER_FIRST_FRAME = (
    "meihao_desktop.ui.crash_handler",
    BACKGROUND,
    "sqlite_utils",
    "meihao_desktop.operations.begin_round",
    "meihao_desktop.ui.round_door",
    "meihao_desktop.ui.login_pane",
    PACKS,
    "meihao_desktop.ui.main_window",
)


class Program(QObject):
    """Leads from the start window to the login, to the desks and back."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.context: Context | None = None
        self._home_lock: FolderLock | None = None
        self.main_window: MainWindow | None = None
        self.start_window = StartWindow(preferences)
        self.start_window.sample_asked.connect(self.open_sample)
        self.start_window.folder_asked.connect(self.open_folder)
        self.start_window.new_asked.connect(self.begin_round)
        self.start_window.check_asked.connect(
            lambda: late.load(CHECK).show_check(self.start_window)
        )
        self.start_window.first_frame.connect(self._load_the_rest)

    def is_alone(self) -> bool:
        """Whether no other window of this program works on the same data; it is asked once.

        A second one says so, and nothing can be opened in it.
        """
        if self._home_lock is not None:
            return True
        fsops = late.load("meihao_desktop.fsops")
        lock = fsops.FolderLock(fsops.make_folder(self._preferences.home))
        if not lock.is_free():
            self.start_window.say(ALREADY_RUNNING)
            return False
        self._home_lock = lock
        return True

    def open_sample(self, folder: Path | None = None) -> None:
        """The rehearsal round, prepared in the data home the first time (in the background)."""
        where = folder or self._preferences.home / SAMPLE_FOLDER
        door = _door()
        if door.is_prepared(where):
            self.open_folder(where)
            return
        self.start_window.say("正在准备演练样例：收件、登记专家、录入评分，约需几秒……")

        def failed(error: MeihaoError) -> None:
            self.start_window.say("")
            raise error

        late.load(BACKGROUND).run(
            lambda _watch: door.prepare_sample(where),
            owner=self,
            on_done=lambda _nothing: self.open_folder(where),
            on_failed=failed,
        )

    def open_folder(self, folder: Path) -> None:
        """A round that was begun before."""
        opened = _door().open_folder(folder, self.start_window)
        if _door().is_order(opened):
            self.restore(opened)
        elif opened is not None:
            self.show_login(opened)

    def restore(self, ordered: "RestoreOrder") -> None:
        """Nobody has the round open while a backup is put in its place; then it comes back."""
        late.load(BACKGROUND).stop_all()
        self._drop_main_window()
        if self.context is not None:
            _door().let_go(self.context)
            self.context = None
        pane = late.load("meihao_desktop.ui.restore_pane").RestorePane(ordered)

        def come_back() -> None:
            self.start_window.show_rounds()
            self.open_folder(ordered.folder)

        pane.ended.connect(come_back)
        self.start_window.show_pane(pane, "")
        self.start_window.show()

    def begin_round(self) -> None:
        """Ask for what a new round needs, and show the secretary's PIN once."""
        dialogs = late.load("meihao_desktop.ui.new_round_dialog")
        context = dialogs.new_round(self.start_window, self._preferences.home)
        if context is not None:
            self.show_login(context)

    def show_login(self, context: "Context") -> None:
        """The people of a round that was just opened; it takes the place of any other."""
        self.close_round()
        self.context = context
        self._preferences.remember_round(context.folder, _door().title(context))
        self._offer_login(context)

    def show_desks(self) -> None:
        """The window of the person who has just logged in."""
        window = late.load("meihao_desktop.ui.main_window").MainWindow(
            self.context, self._preferences
        )
        window.logged_out.connect(self._back_to_login)
        window.restore_asked.connect(self.restore)
        self.main_window = window
        window.show()
        self.start_window.hide()

    def close_round(self) -> None:
        """Let go of the round that was open, if any."""
        self._drop_main_window()
        if self.context is not None:
            _door().at_close(self.context)
            self.context = None

    def end(self) -> None:
        """Leave nothing running and nothing locked."""
        if BACKGROUND in sys.modules:
            late.load(BACKGROUND).stop_all()
        if READING in sys.modules:
            late.load(READING).end_reading()
        self.close_round()
        self.start_window.close()
        self.start_window.deleteLater()
        self._preferences.save()
        if self._home_lock is not None:
            self._home_lock.release()
            self._home_lock = None

    def _load_the_rest(self) -> None:
        is_alone = self.is_alone()
        late.load(DIAGNOSTICS).begin(self._preferences.home)
        theme.load_later_fonts()
        late.load_in_turn(
            AFTER_FIRST_FRAME,
            self,
            lambda: late.load(PACKS).lead(
                self.start_window, self._preferences.home, self.show_login, is_wanted=is_alone
            ),
        )

    def _offer_login(self, context: "Context") -> None:
        pane = late.load("meihao_desktop.ui.login_pane").LoginPane(context)
        pane.logged_in.connect(self.show_desks)
        pane.back_asked.connect(self._another_round)
        self.start_window.say("")
        self.start_window.show_pane(pane, _door().title(context))
        self.start_window.show()

    def _back_to_login(self) -> None:
        if self.context is not None:
            self._offer_login(self.context)
        self._drop_main_window()

    def _another_round(self) -> None:
        self.close_round()
        self.start_window.show_rounds()

    def _drop_main_window(self) -> None:
        if self.main_window is not None:
            self.main_window.seat.watch.end()
            self.main_window.hide()
            self.main_window.deleteLater()
            self.main_window = None


class Options(NamedTuple):
    """What the command line asked of the window."""

    sample: bool = False
    round: Path | None = None
    smoke: Path | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window; the process' exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    is_trial = arguments == [FIRST_FRAME]
    options = Options() if is_trial or not arguments else _read(arguments)
    preferences = Preferences(resources.data_home())
    app = start_qt(sys.argv[:1])
    theme.begin(app, preferences.points)
    program = Program(preferences)
    if is_trial:
        return _first_frame_modules(app, program)
    if options.smoke is not None:
        return late.load("meihao_desktop.ui.smoke").smoke(app, program, options.smoke)
    sys.excepthook = _handle
    program.start_window.show()
    if options.sample and program.is_alone():
        program.open_sample()
    elif options.round is not None and program.is_alone():
        program.open_folder(options.round)
    code = app.exec()
    program.end()
    return code


def _door() -> ModuleType:
    return late.load("meihao_desktop.ui.round_door")


def _handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """No error ends the program; the handler itself is loaded after the first frame."""
    late.load("meihao_desktop.ui.crash_handler").handler(kind, error, trace)


def _read(arguments: list[str]) -> Options:
    told = late.load("meihao_desktop.ui.start_options").read(arguments)
    return Options(sample=told.sample, round=told.round, smoke=getattr(told, "folder", None))


def start_qt(arguments: Sequence[str]) -> QApplication:
    """The one application object, with its names."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(list(arguments))
    app.setApplicationName(PROGRAM)
    app.setApplicationVersion(__version__)
    return app


def _first_frame_modules(app: QApplication, program: Program) -> int:
    """Print what was imported by the time the first frame stood, for the test that holds it."""
    program.start_window.first_frame.disconnect()
    program.start_window.first_frame.connect(app.quit)
    program.start_window.show()
    app.exec()
    sys.stdout.write("\n".join(sorted(sys.modules)) + "\n")
    program.end()
    return 0
