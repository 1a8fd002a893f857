"""申报依据不足: an interest that was declared in a word or two and that no record supports."""

from collections.abc import Iterator
from dataclasses import replace

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.interests.hints import hints
from meihao_desktop.domain.recusal import Recusal


def check(dossier: Dossier) -> Iterator[Finding]:
    """Whoever stays away from a neighbour's case should say why, or scores are lost for nothing."""
    short = [recusal for recusal in dossier.recusals if _is_short(dossier, recusal)]
    named = {recusal.estate for recusal in short}
    estates = tuple(estate for estate in dossier.estates if estate.id in named)
    hinted = {(hint.person, hint.estate) for hint in hints(replace(dossier, estates=estates))}
    for recusal in short:
        if (recusal.expert, recusal.estate) in hinted:
            continue
        yield Finding(
            severity=Severity.WARNING,
            code="unfounded_recusal",
            where=Where(expert=recusal.expert, estate=recusal.estate),
            sentence=(
                f"{dossier.panel.name(recusal.expert)}对“{dossier.estate_name(recusal.estate)}”"
                f"申报的回避只写了“{recusal.basis.strip()}”，登记的情况中也找不到线索，"
                "请本人补充具体情形，再作认定。"
            ),
            basis=f"{recusal.status.name}|{recusal.basis}",
        )


def _is_short(dossier: Dossier, recusal: Recusal) -> bool:
    """What the declaration and the decision say together, marks not counted."""
    said = sum(map(str.isalnum, folded(recusal.basis + recusal.decision_reason)))
    return recusal.status.forbids_scoring and said < dossier.review_round.rules.basis_characters
