"""What every operation needs: the store, the clock and the person who acts."""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from meihao_desktop.db.store import Store
from meihao_desktop.domain import permission
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handing_over import deputised_estates, deputy_roles
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.pin import STANDARD_COST, PinCost, ServedWaits
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import Phase

LOOKING = frozenset(
    {
        Act.SEE_ALL_SCORES,
        Act.SEE_RECEPTION,
        Act.SHOW_AGENDA,
        Act.SHOW_RESULT,
        Act.PRINT_RESULTS,
        Act.ADOPT_COPY,
    }
)
"""What may still be done where the round is open to be read only."""


SEATED = frozenset(
    {Act.DECLARE_INTEREST, Act.SCORE, Act.SUBMIT_SHEET, Act.ANSWER_NOTICE, Act.HAND_OVER}
)
"""What is done on an expert's laptop; everything else is done at the secretary's machine."""


class Clock(Protocol):
    """Where moments come from."""

    def now(self) -> datetime:
        """The moment, with its time zone."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go on, whatever is done to the clock on the wall."""
        ...


class SystemClock:
    """The clock of the machine, in the local time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()  # noqa: TID251  the one place that asks the machine

    def monotonic(self) -> float:
        return time.monotonic()


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
    waits: ServedWaits = field(default_factory=ServedWaits)

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

    def may(self, act: Act, *estates: str) -> bool:
        """Whether the person at the machine may do this now; for what a desk offers."""
        is_open = self.store.restriction is None or act in LOOKING
        is_here = act in SEATED or not self.is_seat
        return is_open and is_here and permission.may(act, self._acting(act, estates), self.phase)

    def require(self, act: Act, *estates: str) -> Actor:
        """The person at the machine, or the sentence that says who may do this and when.

        Where the act is about these ``estates`` the answer has the roles of those whose deputy
        the person is there.
        """
        restriction = self.store.restriction
        if restriction is not None and act not in LOOKING:
            raise RuleViolation(restriction.sentence)
        if act not in SEATED and self.is_seat:
            raise RuleViolation(f"本机是专家席位，不能{act.value}；请到秘书的电脑上办理。")
        acting = self._acting(act, estates)
        permission.require(act, acting, self.phase)
        return acting or self.somebody()

    @property
    def is_seat(self) -> bool:
        """Whether this is an expert's laptop, where the round came in a review pack."""
        return self.store.keys.is_seat()

    @property
    def recusals(self) -> Recusals:
        return Recusals.of(self.store.panels.recusals())

    @property
    def deputised(self) -> frozenset[EstateId]:
        """The estates that the person at the machine handles as somebody's deputy."""
        return deputised_estates(self.recusals, self.actor.id) if self.actor else frozenset()

    @property
    def is_officer(self) -> bool:
        """Whether the person at the machine runs, leads or watches the round, as no deputy does."""
        return bool(self.somebody().roles - {Role.EXPERT})

    def _acting(self, act: Act, estates: tuple[str, ...]) -> Actor | None:
        if self.actor is None or not estates or act not in permission.DEPUTISED:
            return self.actor
        panel = ReviewPanel(self.store.panels.people())
        further = deputy_roles(panel, self.recusals, self.actor.id, estates)
        return replace(self.actor, roles=self.actor.roles | further)

    def somebody(self) -> Actor:
        """The person at the machine; nobody is refused."""
        if self.actor is None:
            raise RuleViolation("请先登录。")
        return self.actor

    def person(self, person_id: PersonId) -> Person | None:
        people = self.store.panels.people()
        return next((person for person in people if person.id == person_id), None)

    def transaction(
        self, event: str, *, subject: str = "", detail: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[None]:
        """One operation's writing, and its one line in the audit log."""
        actor = self.actor.id if self.actor else ""
        return self.store.transaction(
            event, actor=actor, at=self.now(), subject=subject, detail=detail
        )
