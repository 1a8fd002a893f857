"""An expert reads, scores, explains and seals their own sheets; nobody else's are reachable."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.handing_over import require_no_interest
from meihao_desktop.domain.interests.gate import Shut, shut_because
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.provenance import shared_sources
from meihao_desktop.domain.recusal import Recusal, Recusals
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import Criterion, CriterionId, Rubric
from meihao_desktop.domain.score_sheet import CellState, ScoreCell, ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import signer
from meihao_desktop.operations.openness import require_open
from meihao_desktop.operations.reopening import reopening
from meihao_desktop.operations.witness import check_pin, confirm_pair


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateRow:
    """One estate of the actor's list.

    ``answered`` counts criteria with points, ``points`` is their sum so far; ``is_outdated`` says
    that the sheet was begun on an older version of the materials. ``sources`` are the county's
    shared files that figures of the estate were read from. Where the estate is ``shut`` for the
    actor, neither its materials nor any points stand here.
    """

    estate: Estate
    county_name: str
    state: CellState
    answered: int
    criteria: int
    points: Decimal
    recusal: Recusal | None
    revision: int
    is_signed: bool
    is_outdated: bool
    sources: tuple[Material, ...] = ()
    shut: Shut | None = None

    @property
    def is_closed(self) -> bool:
        """A recused estate, or one that waits for the declaration, cannot be opened."""
        return self.shut is not None

    @property
    def is_recused(self) -> bool:
        return self.state is CellState.RECUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringDesk:
    """The actor's own work; ``due`` counts the estates that are not recused."""

    expert: Person
    rubric: Rubric
    phase: Phase
    estates: tuple[EstateRow, ...]
    may_score: bool
    may_declare: bool

    @property
    def due(self) -> int:
        return sum(not row.is_recused for row in self.estates)

    @property
    def handed_in(self) -> int:
        done = (CellState.SUBMITTED, CellState.ABSTAINED)
        return sum(row.state in done for row in self.estates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A durable change: the sheet as it is now, and the moment it was kept."""

    sheet: ScoreSheet
    saved_at: datetime
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One criterion with the actor's points for each estate; ``None`` where nothing is entered."""

    criterion: Criterion
    points: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The actor's own points side by side, estates in columns."""

    estates: tuple[Estate, ...]
    states: tuple[CellState, ...]
    rows: tuple[ComparisonRow, ...]
    totals: tuple[Decimal, ...]


def open_desk(context: Context) -> ScoringDesk:
    """The actor's estates with their progress."""
    expert = _expert(context)
    own = _own_dossier(context, expert)
    return ScoringDesk(
        expert=expert,
        rubric=own.rubric,
        phase=own.review_round.phase,
        estates=tuple(_row(own, expert.id, estate) for estate in own.estates_for(expert.id)),
        may_score=context.may(Act.SCORE),
        may_declare=context.may(Act.DECLARE_INTEREST),
    )


def open_sheet(context: Context, estate: EstateId) -> ScoreSheet:
    """The actor's sheet for one estate, or a blank one; a recused estate is refused with why."""
    return _own_sheet(context, _expert(context).id, estate)


def set_cell(context: Context, estate: EstateId, criterion: CriterionId, cell: ScoreCell) -> Saved:
    """Keep what was entered for one criterion; an empty cell clears it."""
    actor = context.require(Act.SCORE)
    sheet = _own_sheet(context, actor.id, estate)
    changed = sheet.with_cell(context.store.settings.rubric().criterion(criterion), cell)
    return _keep(context, sheet, changed, event="set_cell")


def set_remark(context: Context, estate: EstateId, remark: str) -> Saved:
    """Keep the remark on the estate."""
    actor = context.require(Act.SCORE)
    sheet = _own_sheet(context, actor.id, estate)
    return _keep(context, sheet, sheet.with_remark(remark), event="set_remark")


def abstain(context: Context, estate: EstateId, reason: str) -> Saved:
    """Choose not to score; takes effect when the sheet is submitted."""
    actor = context.require(Act.SCORE)
    sheet = _own_sheet(context, actor.id, estate)
    return _keep(context, sheet, sheet.abstained(reason), event="abstain")


def resume(context: Context, estate: EstateId) -> Saved:
    """Take an abstention back before it is submitted."""
    actor = context.require(Act.SCORE)
    sheet = _own_sheet(context, actor.id, estate)
    open_again = replace(sheet.with_remark(sheet.remark), abstain_reason="")
    return _keep(context, sheet, open_again, event="resume")


def adopt_version(context: Context, estate: EstateId) -> Saved:
    """Confirm that the newest version of the materials has been looked at."""
    actor = context.require(Act.SCORE)
    sheet = _own_sheet(context, actor.id, estate)
    version = _estate(context, estate).submission_version
    newest = replace(sheet.with_remark(sheet.remark), material_version=version)
    return _keep(context, sheet, newest, event="adopt_version")


def add_seconds(context: Context, estate: EstateId, seconds: int) -> Change:
    """Record time spent on an estate; nothing happens to a sheet not begun or already sealed."""
    actor = context.require(Act.SCORE)
    sheet = context.store.score_sheets.get(actor.id, estate)
    if sheet is None or sheet.status is not SheetStatus.DRAFT or seconds <= 0:
        return Change()
    spent = replace(sheet, seconds_spent=sheet.seconds_spent + seconds)
    _keep(context, sheet, spent, event="add_seconds")
    return Change()


def submit(context: Context, estate: EstateId, pin: str) -> Change:
    """The expert hands in a sheet, sealed with their PIN."""
    actor = context.require(Act.SUBMIT_SHEET)
    sheet = _own_sheet(context, actor.id, estate)
    settings = context.store.settings
    rubric = settings.rubric()
    seal = seal_sheet(sheet, rubric, settings.review_round().title)
    handed_in = sheet.submitted(rubric, digest=seal.digest, at=context.now())
    check_pin(context, actor.id, pin)
    signed = signer(context, actor.id, pin).signature(
        context.store.round_id, handed_in, context.now()
    )
    detail = {"digest": seal.digest, "fingerprint": signed.fingerprint}
    with context.transaction("submit_sheet", subject=sheet.key, detail=detail):
        context.store.score_sheets.save(handed_in)
        context.store.signatures.add(signed)
    return Change.of_sheet(actor.id, estate)


def reopen(
    context: Context, expert: PersonId, estate: EstateId, *, reason: str, witness: Witness
) -> Change:
    """Chair and observer open a sealed sheet again, as its next revision."""
    actor = context.require(Act.REOPEN_SHEET, estate)
    require_no_interest(context.dossier(), actor.id, estate)
    prepared = reopening(context, expert, estate, reason)
    second = confirm_pair(context, witness, estate)
    fresh = prepared.fresh
    detail = {"reason": fresh.reopen_reason, "witness": second.id}
    with context.transaction("reopen_sheet", subject=fresh.key, detail=detail):
        prepared.write(context)
    return Change.of_sheet(expert, estate)


def comparison(context: Context) -> Comparison:
    """The actor's own points of all estates."""
    expert = _expert(context)
    own = _own_dossier(context, expert)
    estates = own.estates_for(expert.id)
    sheets = [_open_sheet(own, expert.id, estate.id) for estate in estates]
    rows = tuple(
        ComparisonRow(
            criterion=criterion,
            points=tuple(sheet.points(criterion.number) if sheet else None for sheet in sheets),
        )
        for criterion in own.rubric
    )
    return Comparison(
        estates=estates,
        states=tuple(own.state(expert.id, estate.id) for estate in estates),
        rows=rows,
        totals=tuple(sheet.total if sheet else Decimal(0) for sheet in sheets),
    )


def _open_sheet(own: Dossier, expert: PersonId, estate: EstateId) -> ScoreSheet | None:
    """The sheet as far as the estate is open to the expert."""
    return None if shut_because(own, expert, estate) else own.sheet(expert, estate)


def _expert(context: Context) -> Person:
    actor = context.somebody()
    person = context.person(actor.id)
    if person is None or not person.is_expert:
        raise RuleViolation(f"评分台只供评审专家使用，当前登录的是{actor.name}。")
    return person


def _own_dossier(context: Context, expert: Person) -> Dossier:
    """What this expert may know: everything but the others' sheets."""
    store = context.store
    estates = store.submissions.estates()
    sheets = [store.score_sheets.get(expert.id, estate.id) for estate in estates]
    return Dossier(
        review_round=store.settings.review_round(),
        rubric=store.settings.rubric(),
        counties=store.submissions.counties(),
        submissions=store.submissions.submissions(),
        estates=estates,
        panel=ReviewPanel((expert,)),
        recusals=Recusals.of(store.panels.recusals()),
        declarations=store.interests.declarations(),
        sheets=tuple(sheet for sheet in sheets if sheet is not None),
    )


def _row(own: Dossier, expert: PersonId, estate: Estate) -> EstateRow:
    if shut := shut_because(own, expert, estate.id):
        return _closed_row(own, expert, estate, shut)
    sheet = own.sheet(expert, estate.id)
    criteria = len(own.rubric.by_number)
    return EstateRow(
        estate=estate,
        county_name=own.county_of(estate),
        state=own.state(expert, estate.id),
        answered=criteria - len(sheet.unanswered(own.rubric)) if sheet else 0,
        criteria=criteria,
        points=sheet.total if sheet else Decimal(0),
        recusal=own.recusals.between(expert, estate.id),
        revision=sheet.revision if sheet else 1,
        is_signed=sheet is not None and sheet.status is SheetStatus.SIGNED,
        is_outdated=sheet is not None and sheet.material_version < estate.submission_version,
        sources=shared_sources(own, estate.id),
    )


def _closed_row(own: Dossier, expert: PersonId, estate: Estate, shut: Shut) -> EstateRow:
    """What the list says of an estate that the actor may not look into: its name, and why."""
    sheet = own.sheet(expert, estate.id)
    return EstateRow(
        estate=replace(estate, materials=(), summary_facts={}, application_form=None),
        county_name=own.county_of(estate),
        state=own.state(expert, estate.id),
        answered=0,
        criteria=len(own.rubric.by_number),
        points=Decimal(0),
        recusal=own.recusals.between(expert, estate.id),
        revision=sheet.revision if sheet else 1,
        is_signed=False,
        is_outdated=False,
        shut=shut,
    )


def _own_sheet(context: Context, expert: PersonId, estate_id: EstateId) -> ScoreSheet:
    """The sheet as kept, or a blank one that remembers which materials it will judge."""
    estate = _estate(context, estate_id)
    require_open(context, expert, estate_id)
    kept = context.store.score_sheets.get(expert, estate_id)
    version = estate.submission_version
    return kept or ScoreSheet(expert=expert, estate=estate_id, material_version=version)


def _estate(context: Context, estate_id: EstateId) -> Estate:
    estates = context.store.submissions.estates()
    found = next((estate for estate in estates if estate.id == estate_id), None)
    if found is None:
        raise MissingRecord("小区", estate_id)
    return found


def _keep(context: Context, before: ScoreSheet, after: ScoreSheet, *, event: str) -> Saved:
    """Make the sheet durable; nothing is written where nothing changed."""
    if after == before:
        return Saved(sheet=before, saved_at=context.now(), change=Change())
    with context.transaction(event, subject=after.key):
        context.store.score_sheets.save(after)
    change = Change.of_sheet(after.expert, after.estate)
    return Saved(sheet=after, saved_at=context.now(), change=change)
