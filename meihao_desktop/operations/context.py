"""What every operation needs: the store, the clock and the person who acts."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from meihao_desktop.db.store import Store
from meihao_desktop.domain import permission
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.pins import STANDARD_COST, PinCost


class Clock(Protocol):
    """Where moments come from."""

    def now(self) -> datetime:
        """The moment, with its time zone."""
        ...


class SystemClock:
    """The clock of the machine, in the local time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()  # noqa: TID251  the one place that asks the machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The second person of a two-person act, with the PIN typed at this moment."""

    person: PersonId
    pin: str = field(repr=False)


@dataclass
class Context:
    """One open round and the person at the machine; ``actor`` changes with the login."""

    store: Store
    clock: Clock
    actor: Actor | None = None
    pin_cost: PinCost = STANDARD_COST

    @property
    def folder(self) -> Path:
        return self.store.folder

    @property
    def phase(self) -> Phase:
        return self.store.settings.review_round().phase

    def now(self) -> datetime:
        return self.clock.now()

    def dossier(self) -> Dossier:
        """Everything known at this moment."""
        return self.store.dossier()

    def may(self, act: Act) -> bool:
        """Whether the person at the machine may do this now; for what a desk offers."""
        return permission.may(act, self.actor, self.phase)

    def require(self, act: Act) -> Actor:
        """The person at the machine, or the sentence that says who may do this and when."""
        permission.require(act, self.actor, self.phase)
        return self.somebody()

    def somebody(self) -> Actor:
        """The person at the machine; nobody is refused."""
        if self.actor is None:
            raise RuleViolation("请先登录。")
        return self.actor

    def person(self, person_id: PersonId) -> Person | None:
        people = self.store.panels.people()
        return next((person for person in people if person.id == person_id), None)

    def people_with(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.store.panels.people() if role in person.roles)

    def transaction(
        self, event: str, *, subject: str = "", detail: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[None]:
        """One operation's writing, and its one line in the audit log."""
        actor = self.actor.id if self.actor else ""
        return self.store.transaction(
            event, actor=actor, at=self.now(), subject=subject, detail=detail
        )
