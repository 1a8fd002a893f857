"""Who votes in a hearing."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.panel import Person


def voters(dossier: Dossier, hearing: Hearing) -> tuple[Person, ...]:
    """The experts but the one concerned and whoever is recused from the estate."""
    estate = EstateId(hearing.where.estate)
    return tuple(
        person
        for person in dossier.panel.experts
        if person.id != hearing.expert and not dossier.recusals.cover(person.id, estate)
    )
