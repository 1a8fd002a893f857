"""The panel (评审小组): who takes part, in which role, and who may act now."""

from dataclasses import dataclass
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
class Person:
    """Somebody who takes part in the round."""

    id: PersonId
    name: str
    roles: frozenset[Role]
    unit: str = ""
    title: str = ""
    kind: PersonKind = PersonKind.OTHER
    group: str = ""

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
        return tuple(person for person in self.people if person.is_expert)

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
