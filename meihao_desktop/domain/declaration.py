"""The declaration (申报): what an expert says of every estate before opening any of them."""

from dataclasses import dataclass
from datetime import datetime

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HintAnswer:
    """Why a hint does not hold, in the expert's words; ``is_close`` for hints that agree fully.

    The estate of a close hint stays shut until the chair or the observer has decided.
    """

    estate: EstateId
    statement: str
    is_close: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One expert's declaration; interests themselves are kept as recusals.

    ``estates`` are those it speaks of: an estate that came later is not declared yet.
    """

    expert: PersonId
    declared_at: datetime
    estates: tuple[EstateId, ...]
    answers: tuple[HintAnswer, ...] = ()

    def answer(self, estate: EstateId) -> HintAnswer | None:
        return next((each for each in self.answers if each.estate == estate), None)

    def covers(self, estate: EstateId) -> bool:
        return estate in self.estates
