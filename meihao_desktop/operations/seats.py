"""The reception of score bundles as a table: each expert with what is in and what is missing."""

from dataclasses import dataclass
from enum import Enum

from meihao_desktop.domain.dossier import Dossier, sealed_digests
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.handover import (
    Absence,
    BundleState,
    Contest,
    Handover,
    PackOut,
    merged,
    newest,
)
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.veto import veto_of

HANDED = "handed"
"""The folder of a round where bundles and packs are kept just as they came and went."""

DESK_ACTS = frozenset(
    {
        Act.MAKE_PACK,
        Act.RECEIVE_BUNDLES,
        Act.OPEN_BUNDLES,
        Act.DECIDE_CONTEST,
        Act.NOTE_ABSENCE,
    }
)


def seat_phase(phase: Phase) -> Phase:
    """Where a round stands on an expert's laptop: scoring, or the hearings after it."""
    return phase if phase is Phase.COLLATING else Phase.SCORING


class SeatState(Enum):
    """How far the work of one expert has come back."""

    MISSING = "未收到"
    PARTIAL = "不齐"
    LOST = "须重新交回"
    CONTESTED = "有争议"
    SEALED = "已收到，待拆封"
    IN = "已收到"
    ABSENT = "缺席"

    @property
    def is_received(self) -> bool:
        return self in (SeatState.SEALED, SeatState.IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """One expert: ``missing`` are the estates of which no sealed sheet is here in any form."""

    person: Person
    state: SeatState
    due: int
    missing: tuple[Estate, ...]
    latest: Handover | None
    bundles: tuple[Handover, ...] = ()
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionDesk:
    """Who is in and who is not; ``contests`` name what the chair has to decide."""

    rows: tuple[SeatRow, ...]
    contests: tuple[Contest, ...]
    packs: tuple[PackOut, ...]
    sealed: int
    may: frozenset[Act]

    @property
    def received(self) -> int:
        return sum(row.state.is_received for row in self.rows)

    @property
    def missing(self) -> tuple[Person, ...]:
        gone = (SeatState.MISSING, SeatState.PARTIAL, SeatState.LOST, SeatState.CONTESTED)
        return tuple(row.person for row in self.rows if row.state in gone)

    @property
    def is_complete(self) -> bool:
        """Whether everybody is in or excused, so that opening needs no reason."""
        return not self.missing


def desk_of(dossier: Dossier, packs: tuple[PackOut, ...], may: frozenset[Act]) -> ReceptionDesk:
    contests = merged(dossier.handovers, sealed_digests(dossier)).contests
    rows = tuple(_row(dossier, person, contests) for person in dossier.scorers.all)
    sealed = sum(each.state is BundleState.SEALED for each in dossier.handovers)
    return ReceptionDesk(rows=rows, contests=contests, packs=packs, sealed=sealed, may=may)


def is_complete(dossier: Dossier) -> bool:
    """Whether everybody is in or excused."""
    return desk_of(dossier, (), frozenset()).is_complete


def _row(dossier: Dossier, person: Person, contests: tuple[Contest, ...]) -> SeatRow:
    own = tuple(each for each in dossier.handovers if each.expert == person.id)
    latest = newest(own, person.id)
    told = {
        mark.estate for each in own if each.state.counts
        for mark in each.marks
    }  # fmt: skip
    states = {
        estate.id: dossier.state(person.id, estate.id)
        for estate in dossier.estates_for(person.id)
        if veto_of(dossier.vetoes, estate.id) is None
    }
    due = [estate for estate, state in states.items() if state is not CellState.RECUSED]
    missing = tuple(
        dossier.estate(estate) for estate in due if states[estate].is_waiting and estate not in told
    )
    absence = next((each for each in dossier.absences if each.expert == person.id), None)
    state = _state(own, is_missing=bool(missing), is_begun=len(missing) < len(due))
    if any(contest.expert == person.id for contest in contests):
        state = SeatState.CONTESTED
    elif absence is not None and missing:
        state = SeatState.ABSENT
    return SeatRow(
        person=person, state=state, due=len(due), missing=missing, latest=latest, bundles=own,
        absence=absence,
    )  # fmt: skip


def _state(own: tuple[Handover, ...], *, is_missing: bool, is_begun: bool) -> SeatState:
    if is_missing:
        if own and own[-1].state is BundleState.LOST:
            return SeatState.LOST
        return SeatState.PARTIAL if is_begun or own else SeatState.MISSING
    is_shut = any(each.state is BundleState.SEALED for each in own)
    return SeatState.SEALED if is_shut else SeatState.IN
