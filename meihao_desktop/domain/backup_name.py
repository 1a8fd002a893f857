"""How backups are named, and which of them are kept: the newest ones and one of each phase."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meihao_desktop.domain.review_round import Phase

RECENT_BACKUPS = 7
ENDING = ".db"
_UNFIT = re.compile(r"[^\w-]+")
_NAME = re.compile(r"(\d{6,})-(?:([^-]+)-)?(.+)\.db")
_PHASES = {phase.value: phase for phase in Phase}


@dataclass(frozen=True, slots=True)
class BackupName:
    """``000123-评分-提交评分表.db``: the event, the phase and the occasion."""

    seq: int
    phase: Phase | None
    reason: str
    text: str

    @classmethod
    def of(cls, seq: int, phase: Phase, reason: str) -> "BackupName":
        short = _UNFIT.sub("-", reason).strip("-") or "备份"
        return cls(seq, phase, short, f"{seq:06d}-{phase.value}-{short}{ENDING}")

    @classmethod
    def read(cls, text: str) -> "BackupName | None":
        """What a file's name says; ``None`` for what is no backup of this program."""
        match = _NAME.fullmatch(text)
        if match is None:
            return None
        seq, word, reason = match.groups()
        phase = _PHASES.get(word or "")
        told = reason if phase or not word else f"{word}-{reason}"
        return cls(int(seq), phase, told, text)


def to_thin_out(names: Iterable[str], *, recent: int = RECENT_BACKUPS) -> tuple[str, ...]:
    """What may go: neither among the newest, nor the last of its phase, nor named otherwise.

    Backups before a new version of the program carry no phase and are always kept.
    """
    read = (BackupName.read(name) for name in names)
    known = sorted((name for name in read if name is not None), key=lambda n: (n.seq, n.text))
    kept = {name.text for name in known[-recent:]}
    last_of_phase = {name.phase: name.text for name in known}
    kept.update(last_of_phase.values())
    kept.update(name.text for name in known if name.phase is None)
    return tuple(name.text for name in known if name.text not in kept)
