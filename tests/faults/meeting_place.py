"""Where the state machine plays: a meeting in the middle of scoring, copied anew for each run.

It lies in memory where the system has such a place, because nothing here is about flushing.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from pathlib import Path
from unittest.mock import patch

from meihao_desktop import fsops
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.operations import begin_round, exchange_sheets, pins
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY, declare
from tests.support.sticks import StickMeeting

AWAY = EXPERTS[1]
"""The expert who sits at a laptop; the others share the secretary's machine."""
HERE = (CHAIR, EXPERTS[2])
_MEMORY = Path("/dev/shm")  # noqa: S108 -- of Linux; elsewhere the usual place serves
_MADE: dict[tuple[RoundMode, "Begun"], Path] = {}


class Begun(Enum):
    """How far the meeting has come when a run begins."""

    EARLY = "early"
    HANDED = "handed over"
    LATE = "late"


def new_place() -> Path:
    """An empty folder for one run."""
    return Path(tempfile.mkdtemp(prefix="machine-", dir=_MEMORY if _MEMORY.is_dir() else None))


@contextmanager
def cheap() -> Iterator[None]:
    """Real rounds make slow hashes and hold room back on the disk: here both are small."""
    with (
        patch.object(pins, "STANDARD_COST", pins.OPEN_COST),
        patch.object(fsops, "BALLAST_BYTES", 4096),
    ):
        yield


def template(mode: RoundMode, begun: Begun) -> Path:
    """A meeting in the middle of scoring, made once; the PINs of a real one are open, too.

    Handed over, the bundle of the laptop is on the stick; late, it was received and opened and
    everybody has sealed.
    """
    if (mode, begun) not in _MADE:
        place = new_place()
        meeting = StickMeeting(place / "meeting")
        with meeting.secretary():
            settings = meeting.desk.store.settings
            with meeting.desk.transaction("save_rules"):
                settings.save_round(replace(settings.review_round(), mode=mode))
        meeting.pack()
        seat = meeting.seat(AWAY, "laptop")
        meeting.score(seat, AWAY)
        with meeting.secretary():
            declare(meeting.desk, *HERE)
        if begun is not Begun.EARLY:
            meeting.hand_over(seat, AWAY)
        if begun is Begun.LATE:
            finish(meeting)
        with meeting.secretary():
            begin_round.close_round(meeting.desk)
        meeting.close()
        _MADE[mode, begun] = place
    return _MADE[mode, begun] / "meeting"


def finish(meeting: StickMeeting) -> None:
    """Those who sit here seal, and the bundle is taken in and opened."""
    for expert in HERE:
        meeting.sit(expert)
        meeting.score(meeting.desk, expert)
    meeting.sit(SECRETARY)
    with meeting.secretary():
        desk = meeting.desk
        exchange_sheets.receive(desk, exchange_sheets.bundles_on(meeting.stick))
        exchange_sheets.open_bundles(desk)


def clear() -> None:
    while _MADE:
        shutil.rmtree(_MADE.popitem()[1])
