"""Begin, open, move on and close a round."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop import fsops, intake, resources
from meihao_desktop.db.place import place_of
from meihao_desktop.db.store import Store
from meihao_desktop.domain.blocker import Blocker, blockers, warnings
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode, RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.operations.ballast import hold_back
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Clock, Context, Witness
from meihao_desktop.operations.finding_row import visible_blockers
from meihao_desktop.operations.keys import round_keys_to_enter
from meihao_desktop.operations.memory import doubt, machine_id, remember
from meihao_desktop.operations.pins import cost_for, fresh_pins, records_of
from meihao_desktop.operations.proof import require_genuine
from meihao_desktop.operations.witness import confirm_pair

SECRETARY_ID = PersonId("P01")
STANDARD_RUBRIC = "reference-2025.toml"
TOLD_BLOCKERS = 5
LEAST_FREE_BYTES = 256 * 1024 * 1024
"""What a phase must have to begin with; the next one needs it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What the secretary fills in to begin a round."""

    title: str
    year: int
    bureau: str
    secretary: str
    rubric: Rubric
    mode: RoundMode = RoundMode.FORMAL
    rules: RoundRules = field(default_factory=RoundRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOverview:
    """Where the round stands and what keeps it from going on.

    ``is_read_only`` is true once it is closed or while it is open as a copy; ``earlier_phases`` are
    those it can be returned to; ``log_head`` is the short head of the audit log on papers. ``seat``
    names an expert's laptop by its pack and machine; it is empty on the secretary's. ``warnings``
    would keep a real round from going on, but not a rehearsal.
    """

    review_round: ReviewRound
    rubric_title: str
    folder: Path
    actor: Actor | None
    people: tuple[Person, ...]
    phase: Phase
    next_phase: Phase | None
    earlier_phases: tuple[Phase, ...]
    blockers: tuple[Blocker, ...]
    may_advance: bool
    may_return: bool
    is_read_only: bool
    log_head: str
    seat: str = ""
    warnings: tuple[Blocker, ...] = ()


def standard_rubric() -> Rubric:
    """The proposal that comes with the program, as a first choice."""
    return intake.read_rubric(resources.path("rubrics", STANDARD_RUBRIC))


def create_round(folder: Path, plan: RoundPlan, clock: Clock) -> tuple[Context, str]:
    """A new round folder, nobody logged in, and the secretary's first PIN (shown once)."""
    review_round = _planned(plan)
    _require_fit(folder, review_round)
    secretary = Person(
        id=SECRETARY_ID,
        name=plan.secretary.strip(),
        roles=frozenset({Role.SECRETARY}),
        unit=plan.bureau.strip(),
    )
    with _undone(folder):
        store = Store.create(folder, review_round, plan.rubric, actor=secretary.id, at=clock.now())
        context = Context(store, clock, pin_cost=cost_for(review_round))
        with _closed(store):
            pin = _enter_secretary(context, secretary)
    return context, pin


def open_round(folder: Path, clock: Clock) -> Context:
    """An existing round folder, nobody logged in."""
    store = Store.open(folder)
    with _closed(store):
        require_genuine(store)
        review_round = store.settings.review_round()
        _require_fit(folder, review_round)
        if not review_round.is_rehearsal:
            store.restrict(doubt(store))
        if store.restriction is None:
            hold_back(folder, review_round)
        return Context(store, clock, pin_cost=cost_for(review_round))


def warning(context: Context) -> str:
    """What a rehearsal is only warned of, where a real round would be refused or read only."""
    if not context.store.settings.review_round().is_rehearsal:
        return ""
    told = doubt(context.store)
    if sentence := place_of(context.folder).sentence(str(context.folder)):
        return f"演练可以继续，正式评审不允许：{sentence}"
    return f"演练可以继续，正式评审将只读打开：{told.sentence}" if told else ""


def close_round(context: Context) -> None:
    """Let go of the folder."""
    remember(context.store)
    let_go(context)


def let_go(context: Context) -> None:
    """The same without remembering the head: of what only stood in for a round."""
    context.actor = None
    context.store.close()


def overview(context: Context) -> RoundOverview:
    """Where the round stands; for everybody, logged in or not."""
    dossier = context.dossier()
    phase = dossier.review_round.phase
    shows_points = context.may(Act.SEE_ALL_SCORES)
    may_return = context.may(Act.RETURN_ROUND)
    _, head = context.store.audit_log.head()
    return RoundOverview(
        review_round=dossier.review_round,
        rubric_title=dossier.rubric.title,
        folder=context.folder,
        actor=context.actor,
        people=dossier.panel.people,
        phase=phase,
        next_phase=phase.next,
        earlier_phases=_earlier(phase) if may_return else (),
        blockers=visible_blockers(dossier, shows_points=shows_points),
        may_advance=context.may(Act.ADVANCE_ROUND),
        may_return=may_return,
        is_read_only=phase is Phase.CLOSED or context.store.restriction is not None,
        log_head=head,
        seat=_seat_name(context),
        warnings=warnings(dossier) if shows_points else (),
    )


def advance(context: Context) -> Change:
    """The next phase; refused with the first blockers' sentences. A backup is made before."""
    context.require(Act.ADVANCE_ROUND)
    dossier = context.dossier()
    standing_in_the_way = blockers(dossier)
    if standing_in_the_way:
        raise RuleViolation(_refusal(standing_in_the_way))
    before = dossier.review_round
    after = before.advanced()
    fsops.require_space(context.folder, LEAST_FREE_BYTES)
    context.store.backup(f"{before.phase.value}结束")
    detail = {"from": before.phase.name, "to": after.phase.name}
    keys = round_keys_to_enter(context) if after.phase is Phase.SEALED else ()
    with context.transaction("advance_round", subject=after.phase.name, detail=detail):
        context.store.settings.save_round(after)
        for key in keys:
            context.store.keys.save(key)
    hold_back(context.folder, after)
    return Change.everything()


def return_to(context: Context, phase: Phase, reason: str, witness: Witness) -> Change:
    """An earlier phase, by chair and observer together; what was printed since is then stale."""
    context.require(Act.RETURN_ROUND)
    before = context.store.settings.review_round()
    after = before.returned_to(phase, reason)
    second = confirm_pair(context, witness)
    context.store.backup(f"退回{phase.value}之前")
    detail = {
        "from": before.phase.name,
        "to": phase.name,
        "reason": reason.strip(),
        "witness": second.id,
    }
    with context.transaction("return_round", subject=phase.name, detail=detail):
        context.store.settings.save_round(after)
    return Change.everything()


def _seat_name(context: Context) -> str:
    seat = context.store.exchanges.seat()
    if seat is None:
        return ""
    told = f"专家席位 · 评审包第 {seat.pack_serial} 号"
    try:
        return f"{told} · 电脑 {machine_id()[:8]}"
    except WrongSecret:  # opened read only, which says why
        return told


@contextmanager
def _undone(folder: Path) -> Generator[None]:
    """A folder that began here is gone again when the beginning fails."""
    is_new = not folder.exists()
    try:
        yield
    except BaseException:
        if is_new:
            fsops.remove_tree(folder)
        raise


@contextmanager
def _closed(store: Store) -> Generator[None]:
    """The store is let go when what follows its opening fails."""
    try:
        yield
    except BaseException:
        store.close()
        raise


def _require_fit(folder: Path, review_round: ReviewRound) -> None:
    """A real round lies on a disk of this computer; a rehearsal is only warned."""
    place = place_of(folder)
    if not review_round.is_rehearsal and not place.is_fit:
        raise StorageError(place.sentence(str(folder)))


def _planned(plan: RoundPlan) -> ReviewRound:
    checks = (
        (not plan.title.strip(), "请填写评审名称。"),
        (not plan.bureau.strip(), "请填写主办单位。"),
        (not plan.secretary.strip(), "请填写秘书姓名。"),
        (not 2000 <= plan.year <= 2100, "请填写四位数的评审年度。"),
    )
    faults = (
        *(sentence for fails, sentence in checks if fails),
        *plan.rules.faults(),
        *plan.rubric.faults(),
    )
    if faults:
        raise RuleViolation("".join(faults))
    return ReviewRound(
        title=plan.title.strip(),
        year=plan.year,
        bureau=plan.bureau.strip(),
        mode=plan.mode,
        rules=plan.rules,
    )


def _enter_secretary(context: Context, secretary: Person) -> str:
    is_open = context.store.settings.review_round().is_rehearsal
    fresh = fresh_pins([secretary.id], is_open=is_open, cost=context.pin_cost)
    records = records_of(context, fresh, [secretary.id])
    detail = {"machine": machine_id()}
    with context.store.transaction(
        "enter_secretary", actor=secretary.id, at=context.now(), subject=secretary.id, detail=detail
    ):
        context.store.panels.save_person(secretary)
        for record in records:
            context.store.panels.save_pin(record)
    return fresh[0].pin


def _earlier(phase: Phase) -> tuple[Phase, ...]:
    return tuple(earlier for earlier in Phase if earlier.is_before(phase))


def _refusal(standing_in_the_way: tuple[Blocker, ...]) -> str:
    told = "".join(blocker.sentence for blocker in standing_in_the_way[:TOLD_BLOCKERS])
    rest = len(standing_in_the_way) - TOLD_BLOCKERS
    more = f"另有 {rest} 项未列出。" if rest > 0 else ""
    return f"还不能进入下一阶段：{told}{more}"
