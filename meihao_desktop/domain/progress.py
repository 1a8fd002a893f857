"""Progress of long work, and the wish of the person in the room to stop it."""

from collections.abc import Callable
from dataclasses import dataclass

from meihao_desktop.domain.errors import MeihaoError


class Cancelled(MeihaoError):
    """The person asked to stop; nothing was taken over."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动任何资料。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far long work has come; totals are 0 while they are not known."""

    done_bytes: int = 0
    total_bytes: int = 0
    done_files: int = 0
    total_files: int = 0
    current: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether bytes and files have all been done."""
        return self.done_bytes >= self.total_bytes and self.done_files >= self.total_files

    @property
    def percent(self) -> int | None:
        """Whole percents of the bytes, or of the files where bytes say nothing."""
        for done, total in (
            (self.done_bytes, self.total_bytes),
            (self.done_files, self.total_files),
        ):
            if total > 0:
                return min(100, done * 100 // total)
        return None


def _ignore(_progress: Progress) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What long work calls: where it tells its progress and where it asks whether to stop."""

    on_progress: Callable[[Progress], None] = _ignore
    is_cancelled: Callable[[], bool] = _never

    def tell(self, progress: Progress) -> None:
        """Tell the progress, then stop if that was asked for."""
        self.on_progress(progress)
        self.check()

    def check(self) -> None:
        """Stop here if that was asked for."""
        if self.is_cancelled():
            raise Cancelled
