"""Ranking desks out of dossiers, without a store."""

from meihao_desktop.domain.advice.advice import advice_of
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations.advise import AdviceDesk
from meihao_desktop.operations.finding_row import row_of
from meihao_desktop.operations.rank_estates import RankingDesk


def a_desk(dossier: Dossier) -> RankingDesk:
    """What the chair sees of this dossier."""
    phase = dossier.review_round.phase
    return RankingDesk(
        dossier=dossier,
        standing=standing_of(dossier),
        phase=phase,
        is_final=not phase.is_before(Phase.FINAL),
        findings=tuple(row_of(finding, dossier) for finding in run_all(dossier)),
        explanations={estate.id: (f"{estate.name}的由来。",) for estate in dossier.estates},
        check_code="AAAA-BBBB-CCCC-DDDD",
        may_print=True,
        may_settle_results=True,
    )


def an_advice_desk(dossier: Dossier, seed: str = "AAAA-BBBB-CCCC-DDDD") -> AdviceDesk:
    """What is advised on this dossier."""
    standing = standing_of(dossier)
    return AdviceDesk(
        dossier=dossier,
        standing=standing,
        advice=advice_of(dossier, standing, seed=seed),
        check_code=seed,
        is_final=False,
        may_print=True,
    )
