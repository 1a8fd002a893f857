"""The ranking desk: places, cut lines and how each place came about."""

from collections.abc import Mapping
from dataclasses import dataclass

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import Standing
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingDesk:
    """The ranking of this moment; ``is_final`` from 定稿 on, before that it is a draft."""

    dossier: Dossier
    standing: Standing
    phase: Phase
    is_final: bool
    findings: tuple[FindingRow, ...]
    explanations: Mapping[EstateId, tuple[str, ...]]
    check_code: str
    may_print: bool
    may_settle_results: bool


def ranking_desk(context: Context) -> RankingDesk:
    """Everything about the ranking; only once the scores are open to the actor."""
    raise NotImplementedError


def explain(context: Context, estate: EstateId) -> tuple[str, ...]:
    """How the estate's figure and place came about, one sentence a step."""
    raise NotImplementedError
