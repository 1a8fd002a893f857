"""The dossier (案卷): everything known at one moment, one frozen value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from meihao_desktop.domain.archive import Archive
from meihao_desktop.domain.chair_election import ChairElection
from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.declaration import Declaration
from meihao_desktop.domain.earlier_round import EarlierRound
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import FindingKey, Settlement
from meihao_desktop.domain.handover import Absence, Handover, SheetKey
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.mention import NameSearch
from meihao_desktop.domain.panel import PersonId, ReviewPanel
from meihao_desktop.domain.recorded_term import RecordedTerm, entry_terms
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet, SheetStatus
from meihao_desktop.domain.scorers import Scorers, scorers_of
from meihao_desktop.domain.self_check import SelfCheck
from meihao_desktop.domain.signature import InkSignature, KeyChange, PublicKey, SheetSignature
from meihao_desktop.domain.signature_board import SignatureBoard
from meihao_desktop.domain.submission import Submission
from meihao_desktop.domain.tally_rules import EntryTerms
from meihao_desktop.domain.veto import Veto


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that checks, tally, ranking and paper are made from.

    ``sheets`` holds the latest revision of each expert × estate, ``earlier_sheets`` the others.
    Estates stand in the order of receipt, earlier rounds with the latest first. ``event_key`` is in
    force, ``event_keys`` are all that ever were. ``signatures`` and ``board`` are filled only for
    the papers that show them.
    """

    review_round: ReviewRound
    rubric: Rubric
    counties: tuple[County, ...] = ()
    submissions: tuple[Submission, ...] = ()
    estates: tuple[Estate, ...] = ()
    panel: ReviewPanel = field(default_factory=ReviewPanel)
    recusals: Recusals = field(default_factory=Recusals)
    declarations: tuple[Declaration, ...] = ()
    name_searches: tuple[NameSearch, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    terms: tuple[RecordedTerm, ...] = ()
    elections: tuple[ChairElection, ...] = ()
    sheets: tuple[ScoreSheet, ...] = ()
    earlier_sheets: tuple[ScoreSheet, ...] = ()
    settlements: Mapping[FindingKey, Settlement] = field(
        default_factory=dict[FindingKey, Settlement]
    )
    hearings: Mapping[FindingKey, Hearing] = field(default_factory=dict[FindingKey, Hearing])
    earlier_rounds: tuple[EarlierRound, ...] = ()
    handovers: tuple[Handover, ...] = ()
    absences: tuple[Absence, ...] = ()
    self_check: SelfCheck | None = None
    archives: tuple[Archive, ...] = ()
    round_id: str = ""
    event_key: PublicKey | None = None
    event_keys: tuple[PublicKey, ...] = ()
    key_changes: tuple[KeyChange, ...] = ()
    ink_signatures: tuple[InkSignature, ...] = ()
    signatures: tuple[SheetSignature, ...] = ()
    board: SignatureBoard = field(default_factory=SignatureBoard)

    @cached_property
    def scorers(self) -> Scorers:
        return scorers_of(self.panel, self.recusals)

    @cached_property
    def sheet_by_pair(self) -> Mapping[tuple[PersonId, EstateId], ScoreSheet]:
        return {(sheet.expert, sheet.estate): sheet for sheet in self.sheets}

    def sheet(self, expert: PersonId, estate: EstateId) -> ScoreSheet | None:
        return self.sheet_by_pair.get((expert, estate))

    def estate(self, estate_id: EstateId) -> Estate:
        try:
            return next(estate for estate in self.estates if estate.id == estate_id)
        except StopIteration:
            raise MissingRecord("小区", estate_id) from None

    def estate_name(self, estate_id: str) -> str:
        return next((estate.name for estate in self.estates if estate.id == estate_id), estate_id)

    def county(self, county_id: CountyId) -> County:
        try:
            return next(county for county in self.counties if county.id == county_id)
        except StopIteration:
            raise MissingRecord("县（市、区）", county_id) from None

    def county_of(self, estate: Estate) -> str:
        return self.county(estate.county).name

    def estates_of(self, county_id: CountyId) -> tuple[Estate, ...]:
        return tuple(estate for estate in self.estates if estate.county == county_id)

    @cached_property
    def entry_terms(self) -> Mapping[str, EntryTerms]:
        """Factor and deductions of the estates that have any in force."""
        return entry_terms(self.terms)

    @property
    def contenders(self) -> tuple[Estate, ...]:
        """The estates that may be ranked: all but the vetoed ones."""
        barred = {veto.estate for veto in self.vetoes}
        return tuple(estate for estate in self.estates if estate.id not in barred)

    @property
    def waiting(self) -> tuple[tuple[PersonId, EstateId], ...]:
        """The pairs that an expert still owes; nobody owes a vetoed estate anything."""
        return tuple(
            (expert.id, estate.id)
            for estate in self.contenders
            for expert in self.scorers.all
            if self.state(expert.id, estate.id).is_waiting
        )

    def estates_for(self, expert: PersonId) -> tuple[Estate, ...]:
        """The estates that are this expert's business: all, or those a substitute came for."""
        return tuple(e for e in self.estates if self.scorers.are_asked(expert, e.id))

    def state(self, expert: PersonId, estate: EstateId) -> CellState:
        """What this pair is now; REPLACED is decided by the tally, not here."""
        if not self.scorers.are_asked(expert, estate):
            return CellState.NOT_ASKED
        if self.recusals.cover(expert, estate):
            return CellState.RECUSED
        sheet = self.sheet(expert, estate)
        if sheet is None:
            return CellState.NOT_SCORED
        if sheet.status in (SheetStatus.VOID, SheetStatus.WITHDRAWN):
            return CellState.VOID
        if sheet.status is SheetStatus.DRAFT:
            return CellState.DRAFT
        return CellState.ABSTAINED if sheet.is_abstained else CellState.SUBMITTED

    def counted_sheets(self, estate: EstateId) -> tuple[ScoreSheet, ...]:
        """The sheets of an estate that enter arithmetic, in the panel's order.

        A sealed sheet with a hole in it, as a damaged or foreign file might bring, never does.
        """
        return self._counted.get(estate, ())

    @cached_property
    def _counted(self) -> Mapping[EstateId, tuple[ScoreSheet, ...]]:
        return {
            estate.id: tuple(
                sheet
                for expert in self.scorers.all
                if self.state(expert.id, estate.id).is_counted
                and not (sheet := self.sheet_by_pair[expert.id, estate.id]).unanswered(self.rubric)
            )
            for estate in self.estates
        }


def pairs_of(dossier: Dossier) -> Iterator[tuple[PersonId, EstateId]]:
    """Every expert × estate, estate by estate."""
    for estate in dossier.estates:
        for expert in dossier.scorers.all:
            yield expert.id, estate.id


def sealed_digests(dossier: Dossier) -> Mapping[SheetKey, str]:
    """Every revision that was ever sealed here, with the digest of what it says."""
    return {
        (sheet.expert, sheet.estate, sheet.revision): sheet.digest
        for sheet in (*dossier.earlier_sheets, *dossier.sheets)
        if sheet.digest
    }
