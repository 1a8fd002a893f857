"""Who scores what: the members of the panel every estate, a substitute (替评) only some."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel
from meihao_desktop.domain.recusal import Recusals

SUBSTITUTE = "（替评）"
"""What stands after the name of an expert who scores only where somebody else stands back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorers:
    """``members`` score every estate they need not stand back from.

    ``substitutes`` are reserves who came for the estates of others' recusals, named in ``own``.
    """

    members: tuple[Person, ...] = ()
    substitutes: tuple[Person, ...] = ()
    own: Mapping[PersonId, frozenset[EstateId]] = field(
        default_factory=dict[PersonId, frozenset[EstateId]]
    )

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody whose points may count: the members, then their substitutes."""
        return (*self.members, *self.substitutes)

    def is_substitute(self, expert: PersonId) -> bool:
        return expert in self.own

    def are_asked(self, expert: PersonId, estate: EstateId) -> bool:
        """Whether the estate is this expert's business; a substitute came for some only."""
        return expert not in self.own or estate in self.own[expert]

    def label(self, person: Person) -> str:
        """The name, with a word that tells a substitute from a member."""
        return f"{person.name}{SUBSTITUTE}" if self.is_substitute(person.id) else person.name


def scorers_of(panel: ReviewPanel, recusals: Recusals) -> Scorers:
    """The panel as the recusals leave it."""
    own = {p.id: found for p in panel.reserves if (found := recusals.succeeded_by(p.id))}
    return Scorers(
        members=panel.experts,
        substitutes=tuple(person for person in panel.reserves if person.id in own),
        own=own,
    )
