"""A finding (核查发现): one result of one check, and the settlement a person gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import NewType

from meihao_desktop.domain.errors import RuleViolation

FindingKey = NewType("FindingKey", str)


class Severity(Enum):
    """How much a finding weighs; BLOCKING holds the round until it is mended or settled."""

    BLOCKING = "阻断"
    WARNING = "警告"
    NOTE = "提示"


class Decision(Enum):
    """What a settlement decides."""

    ACKNOWLEDGED = "已核实，予以保留"
    REPLACED = "以其他专家的均值替换"
    UNIFIED = "核对佐证后统一"
    ORDERED = "经评审小组表决确定先后"
    DRAWN = "经见证抽签确定先后"
    BOTH_ADMITTED = "并列小区一并列入"
    DISMISSED = "核查不成立"


DECISIONS: Mapping[str, tuple[Decision, ...]] = {
    "tie": (Decision.ORDERED, Decision.BOTH_ADMITTED, Decision.DRAWN),
    "objective": (Decision.UNIFIED, Decision.ACKNOWLEDGED, Decision.DISMISSED),
    "outlier": (Decision.ACKNOWLEDGED, Decision.REPLACED, Decision.DISMISSED),
    "outlier_item": (Decision.ACKNOWLEDGED, Decision.REPLACED, Decision.DISMISSED),
    "missing": (),
    "contested": (),
    "out_of_range": (),
    "old_version": (),
    "all_replaced": (),
    "undecided_recusal": (),
    "interest_hint": (),
    "term_limit": (),
}
"""Codes whose findings ask for other decisions than to keep or to dismiss."""
ORDERING = frozenset({Decision.ORDERED, Decision.DRAWN})
"""Decisions that put tied estates in an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a finding is about; empty parts do not apply."""

    county: str = ""
    estate: str = ""
    expert: str = ""
    criterion: str = ""
    file: str = ""

    @property
    def key(self) -> str:
        return f"{self.county}/{self.estate}/{self.expert}/{self.criterion}/{self.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence about one place, found by one check.

    ``sentence`` tells what was found and what to do. ``basis`` is a text that changes whenever
    the figures behind the finding change, so that a settlement never covers a newer state.
    """

    severity: Severity
    code: str
    where: Where
    sentence: str
    basis: str = ""

    @property
    def key(self) -> FindingKey:
        return FindingKey(f"{self.code}:{self.where.key}:{self.basis}")

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What people may decide about it, the usual one first; empty where it must be mended."""
        return DECISIONS.get(self.code, (Decision.ACKNOWLEDGED, Decision.DISMISSED))

    def require(self, settlement: "Settlement") -> None:
        """Refuse a settlement that cannot settle this finding."""
        if not self.decisions:
            raise RuleViolation(f"此项不能以处理意见代替更正：{self.sentence}")
        if settlement.decision not in self.decisions:
            offered = "、".join(decision.value for decision in self.decisions)
            raise RuleViolation(f"此项核查发现可选的处理为：{offered}。")
        tied = self.where.estate.split("+")
        if settlement.decision in ORDERING and sorted(settlement.order) != sorted(tied):
            raise RuleViolation("请把并列的每个小区按表决的先后各列一次。")
        settlement.require_complete()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """处理意见: a reasoned decision on a finding, with the person and the moment.

    ``where`` repeats the place of the finding. ``order`` lists the tied estates, best first where
    the decision orders them; ``votes`` the recorded votes each received. ``approval`` tells who
    approved that all are admitted, ``seed`` and ``witness`` belong to a lot, ``agreed`` is the
    figure that objective points were brought to.
    """

    finding: FindingKey
    where: Where = field(default_factory=Where)
    decision: Decision
    reason: str
    actor: str
    settled_at: datetime
    order: tuple[str, ...] = ()
    votes: Mapping[str, int] = field(default_factory=dict[str, int])
    approval: str = ""
    seed: str = ""
    witness: str = ""
    agreed: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise RuleViolation("处理意见必须写明理由，请填写后再确认。")

    def require_complete(self) -> None:
        """Refuse a decision without what it cannot stand without."""
        if self.decision is Decision.BOTH_ADMITTED and not self.approval.strip():
            raise RuleViolation("一并列入会超出名额，请写明批准人或批准文号。")
        if self.decision is Decision.DRAWN and not (self.seed and self.witness):
            raise RuleViolation("抽签须有当场报出的种子和一位见证人。")
        if self.decision is Decision.UNIFIED and self.agreed is None:
            raise RuleViolation("请填写核对佐证后各专家一致认定的得分。")
        is_even = len(self.votes) > 1 and len(set(self.votes.values())) == 1
        if self.decision is Decision.ORDERED and is_even:
            raise RuleViolation("票数相同，分不出先后；请再次表决，或改为见证抽签。")

    @property
    def most_voted(self) -> tuple[str, ...]:
        """The estates of the vote, the one with most votes first."""
        return tuple(sorted(self.votes, key=lambda estate: (-self.votes[estate], estate)))
