"""The panel (评审小组): who takes part, in which role, and who may act now."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType

PersonId = NewType("PersonId", str)


class Role(Enum):
    """What a person is in the room; the panel chair is also an expert."""

    SECRETARY = "秘书"
    EXPERT = "专家"
    PANEL_CHAIR = "组长"
    OBSERVER = "监督员"


class PersonKind(Enum):
    """Where a member of the panel comes from."""

    BUREAU = "市住建局"
    ASSOCIATION = "行业协会"
    OTHER = "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerUnit:
    """A unit somebody worked for before; a year nobody knows is ``None``.

    Without ``until_year`` the person counts as still there, because nobody said otherwise.
    """

    unit: str
    from_year: int | None = None
    until_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is compared to find interests (利害关系); nothing of it is printed with scores.

    ``counties`` are those the person works for, ``homes`` the estates the person or near kin own a
    home or live in, ``coached`` those the person helped to build, design or prepare. ``phone_mark``
    is a digest that can only be compared (see ``phone``).
    """

    group_company: str = ""
    former_units: tuple[FormerUnit, ...] = ()
    counties: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    coached: tuple[str, ...] = ()
    phone_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """How a member sits on the panel: in reserve, replaced, present, pledged.

    ``replaced_by`` is the id of the successor; whoever is replaced left the panel and their
    conclusions are void (招标投标法实施条例 art. 48).
    """

    is_reserve: bool = False
    replaced_by: str = ""
    replaced_because: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    pledged_at: datetime | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the member takes part now."""
        return not self.is_reserve and not self.replaced_by

    @property
    def is_present(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part in the round; ``group`` is the expert group, e.g. 资料组."""

    id: PersonId
    name: str
    roles: frozenset[Role]
    unit: str = ""
    title: str = ""
    kind: PersonKind = PersonKind.OTHER
    group: str = ""
    background: Background = field(default_factory=Background)
    seat: Seat = field(default_factory=Seat)

    @property
    def is_expert(self) -> bool:
        return bool(self.roles & {Role.EXPERT, Role.PANEL_CHAIR})

    @property
    def roles_text(self) -> str:
        return "、".join(role.value for role in Role if role in self.roles)


@dataclass(frozen=True, slots=True)
class ReviewPanel:
    """Everybody in the room, in the order they were entered."""

    people: tuple[Person, ...] = ()

    @property
    def experts(self) -> tuple[Person, ...]:
        """Those whose scores count now: neither in reserve nor replaced."""
        return tuple(p for p in self.people if p.is_expert and p.seat.is_taken)

    @property
    def reserves(self) -> tuple[Person, ...]:
        return tuple(p for p in self.people if p.is_expert and p.seat.is_reserve)

    @property
    def replaced(self) -> tuple[Person, ...]:
        return tuple(p for p in self.people if p.is_expert and p.seat.replaced_by)

    @property
    def chair(self) -> Person | None:
        return next((person for person in self.people if Role.PANEL_CHAIR in person.roles), None)

    def person(self, person_id: PersonId) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    def name(self, person_id: PersonId) -> str:
        person = self.person(person_id)
        return person.name if person else person_id

    def with_role(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.people if role in person.roles)
