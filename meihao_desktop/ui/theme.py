"""The look of the whole window: sizes that grow together, fonts, palette and style."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from meihao_desktop import resources
from meihao_desktop.ui import colours
from meihao_desktop.ui.metrics import LARGEST, SMALLEST, USUAL, Metrics
from meihao_desktop.ui.stylesheet import stylesheet

FAMILIES = ("Meihao Hei", "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", "Meihao Song")
FIRST_FONTS = ("meihao-hei.ttf", "meihao-hei-bold.ttf")
LATER_FONTS = ("meihao-song.ttf", "meihao-song-rest.ttf")


class _Look(QObject):
    """The size in force; ``scaled`` is heard by every widget that computes sizes of its own."""

    scaled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.metrics = Metrics()
        self.translator = QTranslator(self)
        self.rest = QTranslator(self)


_look = _Look()


def metrics() -> Metrics:
    """The sizes in force."""
    return _look.metrics


def follow(adapt: Callable[[], None]) -> None:
    """Call a widget's method now and whenever the text size changes, as long as it lives."""
    adapt()
    _look.scaled.connect(adapt)


def within(points: int) -> int:
    """The nearest text size that the window offers."""
    return max(SMALLEST, min(LARGEST, points))


def begin(app: QApplication, points: int = USUAL) -> None:
    """Give the program its style, its fonts and Chinese words for Qt's own sentences."""
    # The system's own file dialogs could not be covered when a seat locks, nor closed by it.
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    load_fonts(FIRST_FONTS)
    _speak_chinese(app)
    scale(points)


def load_later_fonts() -> None:
    """The large faces for rare characters; they can wait until the first frame is shown."""
    load_fonts(LATER_FONTS)


def load_fonts(names: tuple[str, ...]) -> None:
    """Make shipped faces known to Qt; a face that is not there is left out."""
    for name in names:
        file = resources.fonts_dir() / name
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


def scale(points: int) -> None:
    """Set the text size of the whole interface; everything else follows."""
    _look.metrics = Metrics(within(points))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(font())
        app.setStyleSheet(stylesheet(_look.metrics))
    _look.scaled.emit()


def font(pixels: int = 0, *, is_strong: bool = False) -> QFont:
    """The interface's face at this height; the running text's without one."""
    return QFont(_face(pixels or _look.metrics.text, is_strong))  # whoever asks may change it


@lru_cache(maxsize=32)
def _face(pixels: int, is_strong: bool) -> QFont:
    face = QFont()
    face.setFamilies(list(FAMILIES))
    face.setPixelSize(pixels)
    face.setBold(is_strong)
    return face


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: colours.PAPER, role.WindowText: colours.INK,
        role.Base: colours.SURFACE, role.AlternateBase: colours.SUNKEN,
        role.Text: colours.INK, role.PlaceholderText: colours.DISABLED_INK,
        role.Button: colours.SURFACE, role.ButtonText: colours.INK,
        role.BrightText: colours.ON_ACCENT, role.Link: colours.ACCENT,
        role.Highlight: colours.ACCENT, role.HighlightedText: colours.ON_ACCENT,
        role.ToolTipBase: colours.INK, role.ToolTipText: colours.SURFACE,
        role.Mid: colours.HAIRLINE, role.Midlight: colours.SUNKEN,
        role.Dark: colours.BORDER, role.Shadow: colours.BORDER, role.Light: colours.SURFACE,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.DISABLED_INK))
    return palette


def _speak_chinese(app: QApplication) -> None:
    """Qt's own buttons and menus in Chinese, from the translations that came with Qt."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if _look.translator.isEmpty() and _look.translator.load("qtbase_zh_CN", folder):
        app.installTranslator(_look.translator)
    rest = str(resources.path("translations", "file_dialog_zh_CN.qm"))
    if _look.rest.isEmpty() and _look.rest.load(rest):  # what Qt's own translation leaves out
        app.installTranslator(_look.rest)
