"""What the window and the process that plays a video say to each other: one short line each.

The window asks for deeds; the player tells of the film. Pictures lie in the memory both share, one
at a time: the player puts the next one there only after the window has taken the last.
"""

import json
from dataclasses import dataclass
from enum import StrEnum

ARGUMENT = "--playing-child"
"""What __main__ knows the process by."""

BYTES_A_PIXEL = 4
MOST_EDGE = 4096
MOST_MILLISECONDS = 1000 * 3600 * 1000


class Deed(StrEnum):
    """What the window asks for."""

    OPEN = "open"
    PLAY = "play"
    PAUSE = "pause"
    GO_TO = "go to"
    SPEED = "speed"
    VOLUME = "volume"
    MUTE = "mute"
    FIT = "fit"
    TAKEN = "taken"


class News(StrEnum):
    """What the player tells."""

    ALIVE = "alive"
    TIME = "time"
    PLAYING = "playing"
    SOUND = "sound"
    PICTURE = "picture"
    REFUSED = "refused"


class Gibberish(ValueError):
    """A line that nobody of ours would write."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the player: two whole numbers say all."""

    news: News
    first: int = 0
    second: int = 0


def asked(deed: Deed, *values: float | str) -> bytes:
    """A line for the player."""
    return json.dumps([deed.value, *values], ensure_ascii=True).encode()


def understood_deed(line: bytes) -> tuple[Deed, list[float | str]]:
    """In the player: what the window asked for."""
    name, *values = json.loads(line)
    return Deed(name), values


def told(news: News, first: int = 0, second: int = 0) -> bytes:
    """A line for the window."""
    return f"{news.value} {first} {second}\n".encode()


def understood(line: bytes) -> Told:
    """In the window: the line read with distrust; ``Gibberish`` whatever else it is."""
    words = line.decode("ascii", errors="replace").split()
    if len(words) != 3 or words[0] not in set(News):
        raise Gibberish
    if not all(word.isascii() and word.isdigit() and len(word) < 12 for word in words[1:]):
        raise Gibberish
    found = Told(News(words[0]), int(words[1]), int(words[2]))
    most = MOST_EDGE if found.news is News.PICTURE else MOST_MILLISECONDS
    least = 1 if found.news is News.PICTURE else 0
    if not (least <= found.first <= most and least <= found.second <= most):
        raise Gibberish
    return found
