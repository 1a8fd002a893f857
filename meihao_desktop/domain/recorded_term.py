"""系数和扣分: what the rules let people add to one estate's figure, each with its document.

A factor belongs to what was entered and is known before anybody scores; it multiplies every point,
so that it is recorded before scoring begins and never afterwards. A deduction rests on a fact that
may become known later; it may be recorded until the papers are signed. One that was recorded once
scores could be seen says so for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import EntryTerms, TermLimits


class TermKind(Enum):
    """What is done to the estate's figure."""

    FACTOR = "系数"
    DEDUCTION = "扣分"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTerm:
    """One factor or deduction, by two people; ``number`` counts those of one estate.

    ``dated_on`` is the day of the document, ``phase`` the phase it was recorded in. A withdrawn one
    stays on record with the reason and again two people.
    """

    estate: EstateId
    number: int
    kind: TermKind
    amount: Decimal
    reason: str
    document: str
    dated_on: date
    recorded_by: PersonId
    confirmed_by: PersonId
    recorded_at: datetime
    phase: Phase
    withdrawn_by: str = ""
    withdrawal_confirmed_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.document.strip():
            raise RuleViolation(f"{self.kind.value}必须写明理由和依据文件，请填写后再确认。")
        if self.amount <= 0 or self.amount * 100 != int(self.amount * 100):
            raise RuleViolation(f"{self.kind.value}应大于 0，最多两位小数。")

    @property
    def is_in_force(self) -> bool:
        return self.withdrawn_at is None

    @property
    def came_after_scores(self) -> bool:
        """Whether the scores could already be seen when it was recorded."""
        return not self.phase.is_before(Phase.COLLATING)

    @property
    def text(self) -> str:
        """What it does, as a sentence part."""
        if self.kind is TermKind.FACTOR:
            return f"乘以系数 {plain(self.amount)}"
        return f"扣 {plain(self.amount)} 分"

    @property
    def grounds(self) -> str:
        """What it rests on, as a sentence part."""
        return f"{self.reason}；依据：{self.document}，{self.dated_on.isoformat()}"

    def withdrawn(self, *, by: str, confirmed_by: str, at: datetime, reason: str) -> "RecordedTerm":
        """The same out of force; nothing is deleted."""
        if not self.is_in_force:
            raise RuleViolation("此项已经撤销。")
        if not reason.strip():
            raise RuleViolation("撤销必须写明理由，请填写后再确认。")
        return replace(
            self,
            withdrawn_by=by,
            withdrawal_confirmed_by=confirmed_by,
            withdrawn_at=at,
            withdrawal_reason=reason.strip(),
        )


def entry_terms(recorded: Iterable[RecordedTerm]) -> Mapping[str, EntryTerms]:
    """What is in force for each estate: the factor, and all deductions added up."""
    found: dict[str, EntryTerms] = {}
    for term in recorded:
        if not term.is_in_force:
            continue
        known = found.get(term.estate, EntryTerms())
        if term.kind is TermKind.FACTOR:
            found[term.estate] = replace(known, factor=term.amount)
        else:
            found[term.estate] = replace(known, deduction=known.deduction + term.amount)
    return found


def require_allowed(term: RecordedTerm, others: Iterable[RecordedTerm], limits: TermLimits) -> None:
    """Refuse what the rules do not allow for this estate beside what is in force already."""
    beside = [each for each in others if each.estate == term.estate and each.is_in_force]
    if term.kind is TermKind.FACTOR:
        if any(each.kind is TermKind.FACTOR for each in beside):
            raise RuleViolation("此小区已有系数；如需更改，请先撤销原来的一项。")
        if not term.phase.is_before(Phase.SCORING):
            raise RuleViolation(
                "系数改变每一分的分量，只能在评分开始之前登记；评分开始之后不再受理。"
            )
    terms = entry_terms((*beside, term))[term.estate]
    if outside := limits.outside(terms):
        raise RuleViolation(f"{outside}，不能登记。")
