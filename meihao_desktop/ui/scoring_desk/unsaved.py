"""What was entered at the scoring desk and could not be kept: it stays until it is."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from meihao_desktop.domain.errors import MeihaoError, StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell

K = TypeVar("K")
V = TypeVar("V")


class Unsaved:
    """The newest entry of each criterion and remark that the disk refused, and its sentence.

    ``on_changed`` hears when something begins to wait, or waits no more.
    """

    def __init__(self, on_changed: Callable[[], None]) -> None:
        self._on_changed = on_changed
        self.sentence = ""
        self.cells: dict[tuple[EstateId, CriterionId], tuple[ScoreCell, int]] = {}
        self.remarks: dict[EstateId, str] = {}
        self.seconds: dict[EstateId, int] = {}

    def __bool__(self) -> bool:
        """Whether anything waits that somebody typed; time alone is no reason for alarm."""
        return bool(self.cells or self.remarks)

    @property
    def told(self) -> str:
        """What the desk says of it."""
        count = len(self.cells) + len(self.remarks)
        return f"有 {count} 处输入还没有保存，仍留在屏幕上。{self.sentence}" if self else ""

    def of(self, estate: EstateId) -> Mapping[CriterionId, ScoreCell]:
        """The waiting cells of one estate."""
        return {
            number: cell for (where, number), (cell, _) in self.cells.items() if where == estate
        }

    def waits(self, estate: EstateId) -> bool:
        """Whether the sheet of this estate lacks something that was entered."""
        return bool(self.of(estate)) or estate in self.remarks

    def attempt(self, save: Callable[[], None], waiting: dict[K, V], key: K, entry: V) -> None:
        """Save something, or let its entry wait where the disk refuses it."""
        try:
            save()
        except StorageError as error:
            waiting[key] = entry
            self.wait(error)
        else:
            if waiting.pop(key, None) is not None:
                self._on_changed()

    def wait(self, error: MeihaoError) -> None:
        """Why it waits."""
        self.sentence = str(error)
        self._on_changed()

    def give_up(self) -> None:
        """What waits is not wanted any more."""
        self.cells.clear()
        self.remarks.clear()
        self._on_changed()
