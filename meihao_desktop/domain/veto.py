"""Veto (一票否决): a confirmed fact that bars an estate; it is not a zero score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A bar with the day of the event, the document that shows it and who confirmed it."""

    estate: EstateId
    ground: str
    happened_on: date
    document: str
    confirmed_by: PersonId
    confirmed_at: datetime


def veto_of(vetoes: Iterable[Veto], estate: EstateId) -> Veto | None:
    """What bars this estate, if anything does."""
    return next((veto for veto in vetoes if veto.estate == estate), None)
