"""Who sits at the machine: login by person and PIN, and issuing PINs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.permission import Actor
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRow:
    """One person of the login window; ``waits_until`` is set while no try is accepted."""

    person: Person
    has_pin: bool
    is_locked: bool = False
    waits_until: datetime | None = None


def people(context: Context) -> tuple[LoginRow, ...]:
    """Everybody who can log in, in the panel's order."""
    raise NotImplementedError


def rehearsal_pins(context: Context) -> Mapping[PersonId, str]:
    """The openly shown PINs of a rehearsal round; always empty in a real one."""
    raise NotImplementedError


def log_in(context: Context, person_id: PersonId, pin: str) -> Actor:
    """Make this person the actor; refused with the number of tries left or the time to wait."""
    raise NotImplementedError


def log_out(context: Context) -> None:
    """Nobody sits at the machine."""
    raise NotImplementedError


def issue_pin(
    context: Context, person_id: PersonId, witness: Witness | None = None
) -> tuple[str, Change]:
    """A fresh PIN, shown once; from sealing on a second PIN needs chair or observer as witness."""
    raise NotImplementedError
