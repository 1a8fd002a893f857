"""A large button of two lines: a name and what there is to know about it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.stylesheet import tile_height
from meihao_desktop.ui.widgets.elided import ElidedLabel


class Tile(QPushButton):
    """Both lines are shortened with an ellipsis where there is no room; the hint has them whole."""

    def __init__(
        self, name: str, about: str, icon_name: str, on_click: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self.name = name
        self._icon_name = icon_name
        self._sign = QLabel()
        self._name = ElidedLabel(name)
        self._name.setProperty("level", "strong")
        self._about = ElidedLabel(about)
        self._about.setProperty("level", "caption")
        self.setProperty("look", "tile")
        self.setToolTip(f"{name}\n{about}")
        self.setAccessibleName(f"{name} {about}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._name)
        lines.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit * 2, unit, unit * 2, unit)
        row.setSpacing(unit * 2)
        row.addWidget(self._sign)
        row.addLayout(lines, 1)
        for label in (self._sign, self._name, self._about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())  # noqa: PLW0108 - drops Qt's argument
        theme.follow(self._adapt)

    def sizeHint(self) -> QSize:
        """Room for both lines; a push button by itself knows only of its text."""
        return QSize(super().sizeHint().width(), tile_height(theme.metrics()))

    def _adapt(self) -> None:
        self._sign.setPixmap(picture(self._icon_name, colours.ACCENT, theme.metrics().title))
        self._about.setVisible(bool(self._about.whole))
        self.updateGeometry()
