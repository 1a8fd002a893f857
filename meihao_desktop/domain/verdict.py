"""The verdict on a file or a code that somebody brings along (核验)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """The answer in one word."""

    CURRENT = "一致"
    OUTDATED = "已过期"
    MISMATCH = "不符"
    UNKNOWN = "无法核验"


class Weight(Enum):
    """What one point says for the whole: it holds, it was overtaken, it is wrong, or just a note.

    SOUND holds in itself, which says nothing yet of the records; AGREES holds against them.
    """

    AGREES = "与记录相符"
    SOUND = "完好"
    OLD = "已过期"
    WRONG = "不符"
    NOTE = "说明"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that was looked at; ``advice`` says what to do where it is not as it should be."""

    weight: Weight
    name: str
    told: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found: the first sentence is the answer, further ones say what to do."""

    outcome: Outcome
    title: str
    sentences: tuple[str, ...]
    details: tuple[Point, ...]


def outcome_of(points: Iterable[Point]) -> Outcome:
    """One wrong point outweighs everything; where nothing met the records, nothing is known."""
    weights = {point.weight for point in points}
    if Weight.WRONG in weights:
        return Outcome.MISMATCH
    if Weight.OLD in weights:
        return Outcome.OUTDATED
    return Outcome.CURRENT if Weight.AGREES in weights else Outcome.UNKNOWN
