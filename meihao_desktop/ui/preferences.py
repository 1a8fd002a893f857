"""What this machine remembers of its people: the text size and the rounds opened last."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from meihao_desktop.ui import theme
from meihao_desktop.ui.metrics import USUAL

RECENT_ROUNDS = 5


class RecentRound(NamedTuple):
    """A round folder that was opened before, and the title it had."""

    folder: Path
    title: str


class Preferences:
    """An ini file in the data home; a file that cannot be read or written costs nothing else."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._file = QSettings(str(home / "preferences.ini"), QSettings.Format.IniFormat)

    @property
    def points(self) -> int:
        """The text size chosen last."""
        stored = str(self._file.value("window/points", USUAL))
        return theme.within(int(stored)) if stored.isdigit() else USUAL

    def set_points(self, points: int) -> None:
        self._file.setValue("window/points", points)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood when it was closed."""
        stored = self._file.value("window/geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def set_geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    @property
    def recent_rounds(self) -> tuple[RecentRound, ...]:
        """Newest first; folders that are gone are left out."""
        return tuple(one for one in self._stored() if (one.folder / "round.db").is_file())

    def remember_round(self, folder: Path, title: str) -> None:
        others = [one for one in self._stored() if one.folder != folder]
        kept = [RecentRound(folder, title), *others][:RECENT_ROUNDS]
        self._file.beginWriteArray("rounds", len(kept))
        for at, one in enumerate(kept):
            self._file.setArrayIndex(at)
            self._file.setValue("folder", str(one.folder))
            self._file.setValue("title", one.title)
        self._file.endArray()

    def save(self) -> None:
        """Write at once, as before the program ends."""
        self._file.sync()

    def _stored(self) -> Iterator[RecentRound]:
        rounds = []
        for at in range(self._file.beginReadArray("rounds")):
            self._file.setArrayIndex(at)
            folder = str(self._file.value("folder", ""))
            rounds.append(RecentRound(Path(folder), str(self._file.value("title", folder))))
        self._file.endArray()
        return iter(rounds)
