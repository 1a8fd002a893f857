"""Whole rounds on disk for tests: opened, filled and moved on by the operations themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from meihao_desktop.domain.dossier import pairs_of
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.review_round import Phase, RoundMode, RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    declare_interests,
    identify_person,
    import_submission,
    score_estate,
)
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from tests.support.builders import a_plain_rubric

SECRETARY, OBSERVER, CHAIR = PersonId("P01"), PersonId("P02"), PersonId("P03")
EXPERTS = (CHAIR, PersonId("P04"), PersonId("P05"))
PLACES = {
    "玉州区": ("朗悦花园", "长城二花园"),
    "福绵区": ("凯旋会花园",),
}


class SteppingClock:
    """A clock that goes on by one second each time it is asked."""

    def __init__(self, start: datetime = datetime(2025, 9, 10, 9, 0, tzinfo=UTC)) -> None:
        self.moment = start
        self.run = 0.0

    def now(self) -> datetime:
        self.wait(1)
        return self.moment

    def monotonic(self) -> float:
        return self.run

    def wait(self, seconds: int) -> None:
        """Time goes by."""
        self.turn(timedelta(seconds=seconds))
        self.run += seconds

    def turn(self, by: timedelta) -> None:
        """Somebody turns the clock on the wall."""
        self.moment += by


def a_plan(
    rubric: Rubric | None = None, mode: RoundMode = RoundMode.REHEARSAL, **rules: object
) -> RoundPlan:
    """A small round: three experts are enough, nothing is trimmed."""
    usual = {
        "shortlist_size": 2, "nomination_quota": 1, "county_quota_min": 1,
        "outlier_needs_hearing": False, **rules,
    }  # fmt: skip
    return RoundPlan(
        title="2025年度玉林市“美好家园”小区评审",
        year=2025,
        bureau="玉林市住房和城乡建设局",
        secretary="秘书",
        rubric=rubric or a_plain_rubric(60, 40),
        mode=mode,
        rules=RoundRules(tie_chain=(), **usual),  # type: ignore[arg-type]
    )


def a_new_round(folder: Path, plan: RoundPlan | None = None) -> Context:
    """The secretary sits at a round that has just begun."""
    context, pin = begin_round.create_round(folder, plan or a_plan(), SteppingClock())
    identify_person.log_in(context, SECRETARY, pin)
    return context


def sit(context: Context, person: PersonId) -> None:
    """This person takes the place at the machine."""
    identify_person.log_in(context, person, open_pin(person))


def convene(context: Context) -> None:
    """Observer, chair and two experts are entered and get their PINs."""
    members = (
        Person(id=OBSERVER, name="监督员", roles=frozenset({Role.OBSERVER})),
        *(
            Person(
                id=expert, name=f"专家{number:02}", unit="行业协会", roles=frozenset({Role.EXPERT})
            )
            for number, expert in enumerate(EXPERTS, start=1)
        ),
    )
    for member in members:
        convene_panel.save_person(context, member)
        identify_person.issue_pin(context, member.id)
    convene_panel.elect_chair(context, CHAIR)


def a_received(
    context: Context, county: str, names: Iterable[str], text: str = "初稿"
) -> ReceivedSubmission:
    """A submission staged by hand: one text for each estate, one for all."""
    staging = import_submission.new_staging(context)
    shared = _staged(staging, "推荐汇总表.txt", f"{county} {text}")
    entries = tuple(
        EstateEntry(name=name, materials=(_staged(staging, f"{name}/说明.txt", f"{name} {text}"),))
        for name in names
    )
    digest = sha256(f"{county} {[e.materials for e in entries]}".encode()).hexdigest()
    return ReceivedSubmission(
        source_name=f"{county}报送材料",
        container="文件夹",
        county_name=county,
        estates=entries,
        shared_materials=(shared,),
        digest=digest,
        staging=str(staging),
    )


def _staged(staging: Path, path: str, text: str) -> Material:
    data = text.encode()
    digest = sha256(data).hexdigest()
    (staging / digest).write_bytes(data)
    return Material(path=path, digest=digest, size=len(data), kind=MaterialKind.TEXT)


def receive(context: Context) -> None:
    """Both counties hand in."""
    for county, names in PLACES.items():
        import_submission.accept(context, a_received(context, county, names))


def estates(context: Context) -> tuple[EstateId, ...]:
    return tuple(estate.id for estate in context.store.submissions.estates())


def declare(context: Context, *experts: PersonId) -> None:
    """These experts, or all and the secretary, declare that nothing ties them to any estate."""
    if not experts:
        sit(context, SECRETARY)
        declare_interests.declare_as_secretary(context, (), open_pin(SECRETARY))
    for expert in experts or EXPERTS:
        sit(context, expert)
        declare_interests.declare_all(context, (), open_pin(expert))


def score(context: Context, estate: EstateId, *points: int | str) -> None:
    """The actor enters points, criterion by criterion."""
    for criterion, given in zip(context.store.settings.rubric(), points, strict=False):
        cell = ScoreCell(points=Decimal(given), reason="见材料")
        score_estate.set_cell(context, estate, criterion.number, cell)


def score_all(context: Context, table: Sequence[Sequence[tuple[int | str, ...]]]) -> None:
    """``table`` has a row of points for each expert and, in it, each estate; all are sealed."""
    for expert, row in zip(EXPERTS, table, strict=True):
        sit(context, expert)
        for estate, points in zip(estates(context), row, strict=True):
            score(context, estate, *points)
            score_estate.submit(context, estate, open_pin(expert))


CLEAR = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((56, 34), (51, 35), (44, 30)),
)
"""Points with a clear order and nothing to settle."""

TIED = (
    ((55, 35), (55, 35), (45, 30)),
    ((54, 35), (54, 35), (45, 31)),
    ((56, 34), (56, 34), (44, 30)),
)
"""Points that leave two estates on one figure across the line of one nomination."""


def a_round_in(phase: Phase, folder: Path, plan: RoundPlan | None = None) -> Context:
    """A round that has honestly come as far as ``phase``; the secretary sits at it."""
    context = a_new_round(folder, plan)
    if phase is Phase.PREPARING:
        return context
    convene(context)
    begin_round.advance(context)
    if phase is Phase.RECEIVING:
        return context
    receive(context)
    while context.phase is not phase:
        if context.phase is Phase.SCORING:
            score_all(context, CLEAR)
        if context.phase is Phase.SIGNING:
            sit(context, SECRETARY)
            collate_sheets.register_signatures(context, list(pairs_of(context.dossier())))
        sit(context, SECRETARY)
        begin_round.advance(context)
        if context.phase is Phase.SEALED:
            declare(context)
    sit(context, SECRETARY)
    return context


def with_rubric(plan: RoundPlan, rubric: Rubric) -> RoundPlan:
    return replace(plan, rubric=rubric)
