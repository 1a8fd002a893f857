"""What a restoring would cost: the records after a backup, by person and one by one, in words."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from meihao_desktop.db.event_chain import LoggedEvent
from meihao_desktop.db.salvage import Parting, parting
from meihao_desktop.db.store import Store
from meihao_desktop.domain.event_words import event_word

QUIET = frozenset(
    {"count_pin_try", "accept_pin", "log_in", "log_out", "lock_screen", "lock_pin", "add_seconds"}
)
"""Counted but not listed: nobody has to do them again."""
_PARTS = re.compile(r"[/ ]")
PROGRAM = "程序"
MOMENT = "%m-%d %H:%M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What is in the round and not in the backup.

    ``by_person`` says who did what how often, ``lines`` each record that matters; ``only_then``
    counts what only the backup has, because the round went another way since. ``is_whole`` is
    false where the file of the round could not be read to its end. ``end`` is number and hash of
    the last record that could be read.
    """

    count: int
    last_at: datetime | None
    by_person: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    only_then: int = 0
    is_whole: bool = True
    end: tuple[int, str] = (0, "")

    @property
    def sentence(self) -> str:
        """How much is lost, and until when."""
        if self.count:
            at = f"，最后一条在 {self.last_at.astimezone():%Y-%m-%d %H:%M}" if self.last_at else ""
            told = f"备份之后有 {self.count} 条记录{at}。恢复后不再有效，须重新办理。"
        elif self.is_whole:
            told = "备份之后没有新的记录，恢复不会丢失内容。"
        else:
            told = "损坏的文件里没有读到更晚的记录；请与签过字的纸质文书核对。"
        if self.count and not self.is_whole:
            told += "文件后面的部分读不出来，可能还有更多。"
        if self.only_then:
            told += f"这份备份另有 {self.only_then} 条记录不在现在的数据中，恢复后重新生效。"
        return told


def loss_of(backup: Path, present: Path | bytes, *, shows_points: bool) -> Loss:
    """Compare a backup with the round; points are told only to those who may see them."""
    parted = parting(backup, present)
    events = parted.only_now
    last = events[-1] if events else None
    return Loss(
        count=len(events),
        last_at=last.at if last else None,
        by_person=_by_person(parted),
        lines=tuple(
            line_of(event, parted.names, shows_points=shows_points)
            for event in events
            if event.event not in QUIET
        ),
        only_then=len(parted.only_then),
        is_whole=parted.is_whole,
        end=parted.end,
    )


def line_of(event: LoggedEvent, names: Mapping[str, str], *, shows_points: bool) -> str:
    """One record, so that it can be done again."""
    who = names.get(event.actor, event.actor) or PROGRAM
    subject = _subject(event.subject, names, who)
    entered = "；".join(event.detail.get("cells", ())) if shows_points else ""
    what = "　".join(part for part in (event_word(event.event), subject, entered) if part)
    return f"第 {event.seq} 号　{event.at.astimezone():{MOMENT}}　{who}：{what}"


def restorings(store: Store) -> tuple[str, ...]:
    """Every time that people put a backup in the place of this round, as it is on record."""
    names: dict[str, str] = {person.id: person.name for person in store.panels.people()}
    return tuple(
        _restoring(event, names)
        for event in store.audit_log.events()
        if event.event == "restore_round"
    )


def _restoring(event: LoggedEvent, names: Mapping[str, str]) -> str:
    told = event.detail
    who = [names.get(one, one) for one in (event.actor, str(told["witness"])) if one]
    made = datetime.fromisoformat(str(told["backup_at"])).astimezone()
    return (
        f"第 {event.seq} 号记录：{event.at.astimezone():%Y-%m-%d %H:%M}，{'、'.join(who)}"
        f"恢复到 {made:%Y-%m-%d %H:%M} 第 {told['backup_seq']} 号记录时的备份，"
        f"之后的 {told['lost']} 条记录不再有效。理由：{told['reason']}。"
    )


def _subject(subject: str, names: Mapping[str, str], who: str) -> str:
    """People and estates by name; who acted is not named twice, and a number is a revision."""
    told = (names.get(part, part) for part in _PARTS.split(subject) if part)
    return " ".join(f"第 {part} 版" if part.isdigit() else part for part in told if part != who)


def _by_person(parted: Parting) -> tuple[tuple[str, str], ...]:
    """Who did what how often, in the order in which people first appear."""
    counts: dict[str, Counter[str]] = {}
    for event in parted.only_now:
        if event.event not in QUIET:
            who = parted.names.get(event.actor, event.actor) or PROGRAM
            counts.setdefault(who, Counter())[event_word(event.event)] += 1
    return tuple(
        (who, "，".join(f"{word} {number} 次" for word, number in words.items()))
        for who, words in counts.items()
    )
