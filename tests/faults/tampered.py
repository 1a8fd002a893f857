"""A round with something in every table, and what somebody with a SQLite shell can do to it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from meihao_desktop.db.event_chain import chain_hash
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.operations import (
    begin_round,
    convene_panel,
    exchange_sheets,
    score_estate,
    verify_log,
)
from meihao_desktop.operations.pins import open_pin
from tests.db.rounds import meddle
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, declare, estates, score, sit
from tests.support.sticks import POINTS, StickMeeting, at


def a_full_round(place: Path) -> Path:
    """Two experts by stick, the chair at the machine, one recusal; gives the round's folder."""
    meeting = StickMeeting(place)
    meeting.pack()
    for expert in EXPERTS[1:]:
        meeting.handed(expert)
    with meeting.secretary():
        desk = meeting.desk
        declare(desk, CHAIR)
        first, second, third = estates(desk)
        for estate, given in zip((first, second), POINTS[CHAIR], strict=False):
            score(desk, estate, *given)
            score_estate.submit(desk, estate, open_pin(CHAIR))
        convene_panel.declare(desk, third, Interest.KIN, "亲属在该小区")
        sit(desk, OBSERVER)
        convene_panel.decide_recusal(
            desk, CHAIR, third, RecusalStatus.CONFIRMED, reason="已核对户籍"
        )
        sit(desk, SECRETARY)
        exchange_sheets.receive(desk, exchange_sheets.bundles_on(meeting.stick))
        exchange_sheets.open_bundles(desk)
        begin_round.close_round(desk)
    meeting.close()
    return place / "desk" / "round"


def told_of(folder: Path) -> tuple[str, ...]:
    """What the check of the log says."""
    with at(folder.parent / "home"):
        return verify_log.verify(folder).faults


def copied(folder: Path, place: Path) -> Path:
    shutil.copytree(folder.parent, place)
    return place / folder.name


def forge(folder: Path, event: str, old: str, new: str, *statements: str) -> None:
    """Rewrite an event, compute every later hash anew, and bring the tables into line."""
    with closing(sqlite3.connect(folder / "round.db")) as conn:
        rows = conn.execute("SELECT seq, prev_hash, body FROM event ORDER BY seq").fetchall()
    at_seq = next(seq for seq, _, body in rows if f'"event":"{event}"' in body and old in body)
    changes: list[str] = []
    last = rows[at_seq - 1][1]
    for seq, _, body in rows[at_seq - 1 :]:
        text = body.replace(old, new) if seq == at_seq else body
        own = chain_hash(last, text)
        quoted = text.replace("'", "''")
        changes.append(
            f"UPDATE event SET prev_hash = '{last}', hash = '{own}', body = '{quoted}' "  # noqa: S608
            f"WHERE seq = {seq}"
        )
        last = own
    meddle(folder, *changes, *statements)


Tamper = Callable[[Path], None]
