"""Recusal (回避): an expert who must not score one estate, and on what ground."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId


class Interest(Enum):
    """利害关系: the grounds of a recusal that the declaration offers."""

    KIN = "亲属关系"
    EMPLOYMENT = "三年内劳动关系"
    OFFICE_OR_SHARES = "三年内任职或持股"
    SAME_UNIT = "同一单位"
    RECOMMENDING_UNIT = "申报或推荐单位人员"
    OWNER_OR_RESIDENT = "该小区业主或住户"
    COACHED = "参与创建、辅导、施工或设计"
    OTHER = "其他可能影响公正的关系"


class RecusalStatus(Enum):
    """How far a recusal has come."""

    HINT = "提示"
    DECLARED = "申报"
    CONFIRMED = "认定"
    DISMISSED = "不成立"
    WITHDRAWN = "撤销"

    @property
    def forbids_scoring(self) -> bool:
        """A declaration already closes the estate; only a decision opens it again."""
        return self in (RecusalStatus.DECLARED, RecusalStatus.CONFIRMED)

    @property
    def is_undecided(self) -> bool:
        return self in (RecusalStatus.HINT, RecusalStatus.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """One person's recusal from one estate.

    ``deputy`` stands in for a secretary or a chair in what concerns the estate; ``successor`` is
    the reserve who was called up because of it, or who scores this estate only (替评); after that
    the recused expert's scores never come back. ``unfilled`` is the reason why nobody was called up
    (不补评), as ``unfilled_by`` confirmed it.
    """

    expert: PersonId
    estate: EstateId
    interest: Interest
    basis: str
    status: RecusalStatus = RecusalStatus.DECLARED
    declared_at: datetime
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    deputy: str = ""
    successor: str = ""
    unfilled: str = ""
    unfilled_by: str = ""

    def __post_init__(self) -> None:
        if not self.basis.strip():
            raise RuleViolation("回避必须写明具体情形，请填写后再提交。")


@dataclass(frozen=True, slots=True)
class Recusals:
    """All recusals of a round; at most one for an expert and an estate."""

    all: tuple[Recusal, ...] = ()

    def __iter__(self) -> Iterator[Recusal]:
        return iter(self.all)

    def between(self, expert: PersonId, estate: EstateId) -> Recusal | None:
        return next((r for r in self.all if (r.expert, r.estate) == (expert, estate)), None)

    def cover(self, expert: PersonId, estate: EstateId) -> bool:
        """Whether this expert must not score this estate."""
        recusal = self.between(expert, estate)
        return recusal is not None and recusal.status.forbids_scoring

    def succeeded_by(self, person: PersonId) -> frozenset[EstateId]:
        """The estates that this person was called up for."""
        return frozenset(
            r.estate for r in self.all if r.successor == person and r.status.forbids_scoring
        )

    @classmethod
    def of(cls, recusals: Iterable[Recusal]) -> "Recusals":
        return cls(tuple(recusals))
