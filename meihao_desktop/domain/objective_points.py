"""Objective points (客观分): what the experts gave where all must arrive at the same figure."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import CriterionId


def objective_basis(dossier: Dossier, estate: EstateId, criterion: CriterionId) -> str:
    """What was given by whom; it changes with every figure behind a disagreement."""
    given = {s.expert: s.points(criterion) for s in dossier.counted_sheets(estate)}
    return "|".join(f"{expert}={points}" for expert, points in sorted(given.items()))
