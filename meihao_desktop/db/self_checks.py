"""Checks of the machine before the meeting, one row each; the newest is in force."""

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, in_text, many, mapping, named, record
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome, SelfCheck

CHECK_RESULT = record(CheckResult, item=named(CheckItem), outcome=named(Outcome), told=TEXT)
SELF_CHECK = record(
    SelfCheck, number=WHOLE, made_by=TEXT, made_at=MOMENT, items=in_text(many(CHECK_RESULT)),
    exceptions=in_text(mapping(TEXT, TEXT)),
)  # fmt: skip


class SelfChecks:
    """Every check that was kept, by its number."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._checks = RowReader(journal, "self_check", SELF_CHECK)

    def all(self) -> tuple[SelfCheck, ...]:
        return self._checks.all("ORDER BY number")

    def latest(self) -> SelfCheck | None:
        found = self._checks.all("ORDER BY number DESC LIMIT 1")
        return found[0] if found else None

    def next_number(self) -> int:
        latest = self.latest()
        return latest.number + 1 if latest else 1

    def save(self, check: SelfCheck) -> None:
        self._journal.put("self_check", SELF_CHECK.encode(check))
