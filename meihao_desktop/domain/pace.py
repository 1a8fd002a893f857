"""How fast long work goes and how long it will still take, told so calmly that one can plan by it.

Copying is measured in bytes, recognising in files. The estimate counts down by itself and is only
set anew where the work has become clearly faster or slower.
"""

from dataclasses import dataclass, replace
from enum import Enum

from meihao_desktop.domain.progress import Progress

WINDOW_SECONDS = 8.0
LEAST_SECONDS = 1.5
"""Nothing is estimated from less than this."""
SAMPLE_SECONDS = 0.25
TOLERANCE = 0.15
"""A new estimate within this share of the old one changes nothing."""
FEW_SECONDS = 2.0
MINUTE = 60
SMOOTH_UNTIL = 10 * MINUTE


class Stage(Enum):
    """The two halves of an inspection."""

    COPYING = "复制校验"
    RECOGNISING = "识别"


@dataclass(frozen=True, slots=True)
class Mark:
    """How much was done at one moment."""

    at: float
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What was heard so far; ``after`` gives the pace with one more progress heard."""

    stage: Stage = Stage.COPYING
    marks: tuple[Mark, ...] = ()
    left: int = 0
    ends_at: float | None = None

    def after(self, progress: Progress, at: float) -> "Pace":
        """The pace once ``progress`` was heard at the moment ``at``, in seconds of any clock."""
        stage, done, total = _measured(progress)
        if stage is not self.stage or (self.marks and done < self.marks[-1].done):
            return Pace(stage=stage, marks=(Mark(at, done),), left=total - done)
        heard = replace(self, marks=_with(self.marks, Mark(at, done)), left=total - done)
        return replace(heard, ends_at=heard._end(at))  # noqa: SLF001 - its own kind

    @property
    def per_second(self) -> float | None:
        """Bytes or files in a second, over the last few of them."""
        if len(self.marks) < 2:
            return None
        first, last = self.marks[0], self.marks[-1]
        if last.at - first.at < LEAST_SECONDS or last.done == first.done:
            return None
        return (last.done - first.done) / (last.at - first.at)

    def seconds_left(self, at: float) -> int | None:
        """Seconds until this stage is done, in steps that people say; ``None`` while unknown."""
        if self.ends_at is None:
            return None
        return _rounded(max(0.0, self.ends_at - at))

    def _end(self, at: float) -> float | None:
        speed = self.per_second
        if speed is None:
            return self.ends_at
        fresh = at + self.left / speed
        if self.ends_at is None:
            return fresh
        moved = abs(fresh - self.ends_at)
        is_close = moved <= max(FEW_SECONDS, TOLERANCE * (self.ends_at - at))
        return self.ends_at if is_close and self.ends_at > at else fresh


def duration(seconds: int) -> str:
    """Seconds as people say them."""
    if seconds < MINUTE:
        return f"{seconds} 秒"
    minutes, rest = divmod(seconds, MINUTE)
    return f"{minutes} 分 {rest} 秒" if rest else f"{minutes} 分钟"


def _measured(progress: Progress) -> tuple[Stage, int, int]:
    """Bytes while there are some left to copy, then files."""
    if progress.total_bytes == 0 or progress.done_bytes < progress.total_bytes:
        return Stage.COPYING, progress.done_bytes, progress.total_bytes
    return Stage.RECOGNISING, progress.done_files, progress.total_files


def _with(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """The marks of the last few seconds; the newest one replaces one that is hardly older."""
    kept = marks
    if len(kept) > 1 and mark.at - kept[-2].at < SAMPLE_SECONDS:
        kept = kept[:-1]
    first = next((at for at, each in enumerate(kept) if mark.at - each.at <= WINDOW_SECONDS), 0)
    return (*kept[first:], mark)


def _rounded(seconds: float) -> int:
    """Up to whole seconds, fives, tens or half minutes: the further off, the coarser."""
    step = 1 if seconds <= 5 else 5 if seconds <= 30 else 10 if seconds <= 2 * MINUTE else 30
    if seconds > SMOOTH_UNTIL:
        step = MINUTE
    return -int(-seconds // step) * step
