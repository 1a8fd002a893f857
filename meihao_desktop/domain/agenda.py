"""会议议程: which estates are dealt with together, and who leaves the room meanwhile."""

from dataclasses import dataclass

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.panel import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEstate:
    """One estate as it is called in the room."""

    name: str
    county: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """Estates that the same people stay away from; ``returning`` may come back in before it."""

    number: int
    leaving: tuple[str, ...]
    returning: tuple[str, ...]
    estates: tuple[AgendaEstate, ...]

    @property
    def call(self) -> str:
        """Who must leave or may stay, as it is said to the room."""
        if not self.leaving:
            return "全体评审专家在场"
        return f"请回避离场：{'、'.join(self.leaving)}"

    @property
    def welcome(self) -> str:
        """Who may come back; empty for nobody."""
        return f"请回到会场：{'、'.join(self.returning)}" if self.returning else ""


def agenda_of(dossier: Dossier) -> tuple[AgendaItem, ...]:
    """Estates grouped by who must leave: first those that everybody may hear.

    Why somebody leaves is nobody's business in the room and is not told.
    """
    groups: dict[tuple[PersonId, ...], list[Estate]] = {(): []}
    for estate in dossier.contenders:
        groups.setdefault(_recused(dossier, estate), []).append(estate)
    items: list[AgendaItem] = []
    before: tuple[str, ...] = ()
    for leaving, estates in groups.items():
        if not estates:
            continue
        names = tuple(dossier.panel.name(who) for who in leaving)
        items.append(
            AgendaItem(
                number=len(items) + 1,
                leaving=names,
                returning=tuple(name for name in before if name not in names),
                estates=tuple(
                    AgendaEstate(name=estate.name, county=dossier.county_of(estate))
                    for estate in estates
                ),
            )
        )
        before = names
    return tuple(items)


def _recused(dossier: Dossier, estate: Estate) -> tuple[PersonId, ...]:
    """In the order of the panel, whatever the order of the declarations."""
    return tuple(
        person.id for person in dossier.panel.people if dossier.recusals.cover(person.id, estate.id)
    )
