"""What this round will remember of another one."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import (
    EarlierEstate,
    EarlierFile,
    EarlierRound,
    EarlierRoundId,
)
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.review_round import Phase, ReviewRound
from meihao_desktop.domain.standing import standing_of


def remembered(dossier: Dossier, identity: str) -> EarlierRound:
    """Estates, enterprises, honours and files; nobody's points are taken over."""
    has_result = not dossier.review_round.phase.is_before(Phase.FINAL)
    honoured = _honoured(dossier) if has_result else frozenset[str]()
    return EarlierRound(
        id=EarlierRoundId(identity),
        title=dossier.review_round.title,
        year=dossier.review_round.year,
        has_result=has_result,
        estates=tuple(
            EarlierEstate(
                name=estate.name,
                county=dossier.county_of(estate),
                company=estate.shown(FactName.PROPERTY_COMPANY),
                is_honoured=estate.id in honoured,
                files=_files(estate),
            )
            for estate in dossier.estates
        ),
    )


def require_comparable(present: ReviewRound, other: ReviewRound) -> None:
    """Refuse a round of the other mode or of a later year."""
    if present.is_rehearsal != other.is_rehearsal:
        raise RuleViolation(
            f"“{other.title}”是{other.mode.value}评审，本次是{present.mode.value}评审，"
            "两者的数据不能混用。"
        )
    if other.year > present.year:
        raise RuleViolation(
            f"“{other.title}”是 {other.year} 年的评审，晚于本次的 {present.year} 年，"
            "不能作为往年评审，请另选文件夹。"
        )


def _honoured(dossier: Dossier) -> frozenset[str]:
    ranking = standing_of(dossier).ranking
    return frozenset(ranking.inside(dossier.review_round.rules.shortlist_size))


def _files(estate: Estate) -> tuple[EarlierFile, ...]:
    return tuple(
        EarlierFile(path=material.path, digest=material.digest, look=material.look)
        for material in estate.materials
        if material.size
    )
