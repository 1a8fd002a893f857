"""The audit log: read the events, and check that nothing was changed behind their back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from meihao_desktop.db.codec import Json, loads
from meihao_desktop.db.connection import pragma, version
from meihao_desktop.db.errors import REFUSALS, Unreadable, damaged, explained
from meihao_desktop.db.event_chain import GENESIS, LoggedEvent, chain_hash, logged
from meihao_desktop.db.fault_words import structure_words
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.migrations import schema_digest
from meihao_desktop.db.replay import Tables, apply, disagreements, naming_of, tables_now
from meihao_desktop.domain.event_words import event_word, subject_text

Entered = tuple[int, str]
"""Number and name of the event that first told of a row."""
MOST_FAULTS = 100
_MISNAMED = (  # SQLite names these itself, so that the digest of the schema leaves them out
    "SELECT 1 FROM sqlite_master WHERE type = 'index' AND sql IS NULL "
    "AND name NOT GLOB 'sqlite_autoindex_' || tbl_name || '_[0-9]*'"
)
SETTLING = frozenset({"enter_secretary", "take_seat", "adopt_copy", "restore_round"})
"""Events whose detail names the machine that the round lives on from then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """What a check of the whole log found; ``head`` is the hash to compare with inked paper.

    ``machine`` is the computer that the round was last settled on, as its events tell;
    ``first`` is the hash of its first event; ``notes`` are no faults, but worth knowing.
    """

    count: int
    head: str
    faults: tuple[str, ...] = ()
    machine: str = ""
    first: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.faults


class AuditLog:
    """The append-only, hash-chained list of everything that was done."""

    def __init__(self, journal: Journal, db: Database, folder: Path) -> None:
        self._journal = journal
        self._db = db
        self._folder = folder

    def head(self) -> tuple[int, str]:
        """Number and hash of the last event."""
        return self._journal.head

    def first_hash(self) -> str:
        """The hash of the first event: the same in every copy of this round and in no other."""
        return self._journal.select("SELECT hash FROM event WHERE seq = 1")[0][0]

    def hash_at(self, seq: int) -> str:
        """The hash of one event; empty where the log does not reach so far."""
        rows = self._journal.select("SELECT hash FROM event WHERE seq = ?", [seq])
        return rows[0][0] if rows else ""

    def events(self, since: int = 0) -> tuple[LoggedEvent, ...]:
        """Events with a number above ``since``, in order."""
        rows = self._journal.select(
            "SELECT seq, hash, body FROM event WHERE seq > ? ORDER BY seq", [since]
        )
        return tuple(logged(*row) for row in rows)

    def entered(self, table: str) -> Mapping[tuple[str, ...], Entered]:
        """By key of the row, the event of the log that first told of it; reads the whole log."""
        found: dict[tuple[str, ...], Entered] = {}
        told = f'%["{table}",%'
        for seq, body in self._journal.select(
            "SELECT seq, body FROM event WHERE body LIKE ? ORDER BY seq", (told,)
        ):
            item = loads(body)
            for named, key, _row in item["changes"]:
                if named == table:
                    found.setdefault(tuple(key), (seq, item["event"]))
        return found

    def verify(self) -> LogReport:
        """Check chain, schema and that the replay of all events equals the tables."""
        return verified(self._db, self._folder)


class _Reading:
    """One pass over all events: the chain is checked and the tables are built anew."""

    def __init__(self) -> None:
        self.seq = 0
        self.hash = GENESIS
        self.count = 0
        self.tables: Tables = {}
        self.schema: Json = None
        self.machine = self.first = ""

    def take(self, seq: int, prev_hash: str, hash_: str, body: str) -> Iterator[str]:
        """Go on by one event; yields what is wrong with it."""
        if seq != self.seq + 1:
            yield f"第 {self.seq} 号记录之后应是第 {self.seq + 1} 号，却是第 {seq} 号，有记录缺失。"
        if prev_hash != self.hash:
            yield f"第 {seq} 号记录与前一条记录衔接不上，前面的记录可能被改动或替换。"
        if chain_hash(prev_hash, body) != hash_:
            yield f"第 {seq} 号记录{self._told(body)}的内容与它的校验值不符，内容已被改动。"
        self.seq, self.hash, self.count = seq, hash_, self.count + 1
        self.first = self.first or hash_
        try:
            self._carry_out(seq, loads(body))
        except (Unreadable, KeyError, TypeError, ValueError, AttributeError):
            yield f"第 {seq} 号记录的内容无法读取。"

    def _told(self, body: str) -> str:
        """An event in brackets, with the names known so far, as far as it can still be read."""
        names = naming_of(self.tables).names
        try:
            item = loads(body)
            what = f"{event_word(item['event'])} {subject_text(item['subject'], names)}".strip()
            return f"（{what}，{names.get(item['actor'], item['actor']) or '程序'}）"
        except (Unreadable, KeyError, TypeError, AttributeError):
            return ""

    def _carry_out(self, seq: int, item: Json) -> None:
        if item["seq"] != seq:
            raise ValueError(seq)
        self.schema = item.get("schema", self.schema)
        if item["event"] in SETTLING:
            self.machine = str(item["detail"].get("machine", self.machine))
        apply(self.tables, item["changes"])


def replayed(db: Database) -> Tables:
    """The tables as the events tell them."""
    tables: Tables = {}
    for (body,) in db.execute("SELECT body FROM event ORDER BY seq"):
        apply(tables, loads(body)["changes"])
    return tables


def verified(db: Database, folder: Path) -> LogReport:
    """The report on an open database, whatever state it is in."""
    reading = _Reading()
    faults: list[str] = []
    try:
        for fault in _faults(db, reading):
            if len(faults) == MOST_FAULTS:
                faults.append("问题太多，后面的没有列出。")
                break
            faults.append(fault)
    except REFUSALS as error:
        # The statements are ours and tried: what they stumble over is the file.
        faults.append(str(explained(error, folder) or damaged(folder, "内容读不出来")))
    return LogReport(
        count=reading.count,
        head=reading.hash,
        faults=tuple(faults),
        machine=reading.machine,
        first=reading.first,
    )


def _faults(db: Database, reading: _Reading) -> Iterator[str]:
    if (state := pragma(db, "integrity_check")) != "ok":
        yield f"{structure_words(str(state))}。"
    for row in db.execute("SELECT seq, prev_hash, hash, body FROM event ORDER BY seq"):
        yield from reading.take(*row)
    schema = {"version": version(db), "digest": schema_digest(db)}
    if reading.schema != schema or db.execute(_MISNAMED).fetchone():
        yield "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。"
    yield from disagreements(reading.tables, tables_now(db))
