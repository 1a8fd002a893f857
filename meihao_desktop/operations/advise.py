"""Advice (参考分析) beside the result: read from the round, for those who see all scores."""

from dataclasses import dataclass

from meihao_desktop.domain.advice.advice import Advice, advice_of
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.standing import Standing, is_final, ranking_seal, standing_of
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDesk:
    """The advice with what it was worked out from; ``is_final`` as the ranking is."""

    dossier: Dossier
    standing: Standing
    advice: Advice
    check_code: str
    is_final: bool
    may_print: bool


def advice(context: Context) -> AdviceDesk:
    """Everything beside the result; the place intervals repeat from the ranking's check code."""
    context.require(Act.SEE_ALL_SCORES)
    dossier = context.dossier()
    standing = standing_of(dossier)
    code = ranking_seal(dossier, standing).check_code
    return AdviceDesk(
        dossier=dossier,
        standing=standing,
        advice=advice_of(dossier, standing, seed=code),
        check_code=code,
        is_final=is_final(dossier, standing),
        may_print=context.may(Act.PRINT_RESULTS),
    )
