"""Interests that the record hints at and nobody has declared or decided."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.interests.hints import Hint, Strength, open_hints

SEVERITIES = {
    Strength.CERTAIN: Severity.BLOCKING,
    Strength.LIKELY: Severity.WARNING,
    Strength.POSSIBLE: Severity.NOTE,
}


def check(dossier: Dossier) -> Iterator[Finding]:
    """The expert declares, or the chair or the observer decides; a dismissed hint stays silent."""
    for hint in open_hints(dossier):
        yield Finding(
            severity=SEVERITIES[hint.strength],
            code="interest_hint",
            where=Where(expert=hint.person, estate=hint.estate),
            sentence=_sentence(dossier, hint),
            basis=f"{hint.interest.name}|{hint.basis}",
        )


def _sentence(dossier: Dossier, hint: Hint) -> str:
    person = dossier.panel.person(hint.person)
    name, estate = dossier.panel.name(hint.person), dossier.estate_name(hint.estate)
    told = f"{name}与“{estate}”可能有利害关系（{hint.interest.value}）：{hint.basis}。"
    if person is not None and not person.is_expert:
        return f"{told}请由他人经办该小区的事项，并作出认定。"
    return f"{told}请本人申报，或由组长、监督员认定是否成立。"
