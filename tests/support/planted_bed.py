"""A bed to plant in: the round as it is being made, and a record of everything put into it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierRound
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, FindingKey, Settlement
from meihao_desktop.domain.handover import Handover
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.panel import Background, Person, PersonId, ReviewPanel
from meihao_desktop.domain.recorded_term import RecordedTerm
from meihao_desktop.domain.recusal import Interest, Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet, SheetStatus, needs_reason
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.domain.submission import Submission
from meihao_desktop.domain.veto import Veto
from tests.support.builders import (
    NOON,
    a_fact,
    a_round,
    a_secretary,
    an_observer,
    county_id,
    estate_id,
    expert_id,
)
from tests.support.planted_stock import (
    EXPERTS,
    RUBRIC,
    STEP,
    Points,
    counties,
    county_of,
    estates,
    experts,
    honest_points,
    submissions,
)

Pair = tuple[int, int]
FREE = ("1.2", "1.3", "2.2", "2.3", "6.2", "6.3", "9.2", "9.3")
"""The criteria that a total is brought about with."""
_SECRETARY = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One conflict, or one near miss of it: which check, where, and why it is (none)."""

    code: str
    why: str
    estates: tuple[int, ...] = ()
    expert: int = 0
    county: int = 0
    criterion: str = ""
    says: str = ""

    def is_told_by(self, finding: Finding) -> bool:
        """Whether this finding is of this kind and about this place."""
        where = finding.where
        told = where.estate.split("+")
        return (
            finding.code == self.code
            and all(id_of(estate) in told for estate in self.estates)
            and (not self.expert or where.expert == person_id(self.expert))
            and (not self.county or where.county == county_id(self.county))
            and (not self.criterion or where.criterion == self.criterion)
            and self.says in finding.sentence
        )


def id_of(estate: int) -> EstateId:
    return estate_id(estate, county_of(estate))


def person_id(person: int) -> PersonId:
    return a_secretary().id if person == _SECRETARY else expert_id(person)


@dataclass
class Bed:
    """The round in the making; ``plants`` and ``near_misses`` record what was put where."""

    estates: dict[int, Estate] = field(default_factory=estates)
    people: dict[int, Person] = field(
        default_factory=lambda: {_SECRETARY: a_secretary(), **experts()}
    )
    submissions: dict[int, Submission] = field(default_factory=submissions)
    points: dict[Pair, Points] = field(default_factory=dict[Pair, Points])
    sheet_fields: dict[Pair, dict[str, Any]] = field(default_factory=dict[Pair, dict[str, Any]])
    unreasoned: set[tuple[int, int, str]] = field(default_factory=set[tuple[int, int, str]])
    recusals: list[Recusal] = field(default_factory=list[Recusal])
    vetoes: list[Veto] = field(default_factory=list[Veto])
    settlements: list[Settlement] = field(default_factory=list[Settlement])
    earlier: list[EarlierRound] = field(default_factory=list[EarlierRound])
    handovers: list[Handover] = field(default_factory=list[Handover])
    terms: list[RecordedTerm] = field(default_factory=list[RecordedTerm])
    rules: dict[str, Any] = field(default_factory=dict[str, Any])
    plants: list[Planted] = field(default_factory=list[Planted])
    near_misses: list[Planted] = field(default_factory=list[Planted])

    def plant(self, code: str, why: str, *estates: int, **fields: Any) -> None:  # noqa: ANN401
        """Record a conflict that has been planted."""
        self.plants.append(Planted(code=code, why=why, estates=estates, **fields))

    def near(self, code: str, why: str, *estates: int, **fields: Any) -> None:  # noqa: ANN401
        """Record what looks like a conflict and is none."""
        self.near_misses.append(Planted(code=code, why=why, estates=estates, **fields))

    def say(self, estate: int, name: FactName, raw: str, value: Decimal | None = None) -> None:
        """Change one fact of an estate's summary."""
        known = self.estates[estate]
        fact = a_fact(name, raw, raw if value is None else value)
        changed = {**known.summary_facts, name: fact}
        self.estates[estate] = replace(known, summary_facts=changed)

    def call(self, estate: int, name: str) -> None:
        """Give an estate another name."""
        self.estates[estate] = replace(self.estates[estate], name=name)

    def bring(self, estate: int, *materials: Material) -> None:
        """Add files to an estate."""
        known = self.estates[estate]
        self.estates[estate] = replace(known, materials=(*known.materials, *materials))

    def know(self, person: int, **background: Any) -> None:  # noqa: ANN401
        """Add to what is known of a person's background."""
        known = self.people[person]
        fields = {name: getattr(known.background, name) for name in Background.__slots__}
        self.people[person] = replace(known, background=Background(**{**fields, **background}))

    def recuse(self, expert: int, estate: int, status: RecusalStatus, **fields: Any) -> None:  # noqa: ANN401
        """Record a recusal with a sufficient basis."""
        usual = {"interest": Interest.SAME_UNIT, "basis": "在该小区物业服务企业任职多年", **fields}
        self.recusals.append(
            Recusal(
                expert=person_id(expert), estate=id_of(estate), status=status, declared_at=NOON,
                **usual,
            )
        )  # fmt: skip

    def mark(self, expert: int, estate: int, **fields: Any) -> None:  # noqa: ANN401
        """Change fields of one sheet."""
        self.sheet_fields.setdefault((expert, estate), {}).update(fields)

    def total(self, expert: int, estate: int) -> Decimal:
        return sum(self.points[expert, estate].values(), start=Decimal(0))

    def others_mean(self, expert: int, estate: int) -> Decimal:
        """The mean of the totals that all others gave."""
        others = [self.total(e, estate) for e in range(1, EXPERTS + 1) if e != expert]
        return sum(others, start=Decimal(0)) / len(others)

    def bring_to(self, expert: int, estate: int, total: Decimal) -> None:
        """Bring one sheet to this total (in tenths), evenly over the free criteria."""
        given = self.points[expert, estate]
        most = {c.number: c.max_points for c in RUBRIC if c.number in FREE}
        room = sum(most.values(), start=Decimal(0))
        while left := total.quantize(STEP) - self.total(expert, estate):
            before = dict(given)
            for number in FREE:
                share = left * most[number] / room
                step = share.quantize(STEP) or STEP.copy_sign(left)
                if abs(total.quantize(STEP) - self.total(expert, estate)) >= abs(step):
                    given[number] = min(max(given[number] + step, STEP), most[number] - STEP)
            assert given != before, (expert, estate, left)

    def sheet(self, expert: int, estate: int) -> ScoreSheet:
        """The sheet as it stands in the record, sealed where it was handed in."""
        fields = self.sheet_fields.get((expert, estate), {})
        cells: dict[CriterionId, ScoreCell] = {}
        for number, points in self.points[expert, estate].items():
            cell = ScoreCell(points=points)
            criterion = RUBRIC.criterion(CriterionId(number))
            wants = needs_reason(criterion, cell) and (expert, estate, number)
            is_told = wants and wants not in self.unreasoned
            cells[criterion.number] = replace(cell, reason="见材料") if is_told else cell
        sheet = ScoreSheet(
            **{
                "expert": expert_id(expert), "estate": id_of(estate), "cells": cells,
                "status": SheetStatus.SUBMITTED, "seconds_spent": 600, "submitted_at": NOON,
                "material_version": self.estates[estate].submission_version, **fields,
            }
        )  # fmt: skip
        return replace(sheet, digest=seal_sheet(sheet, RUBRIC, "演练").digest)

    def dossier(self) -> Dossier:
        """The round at this moment."""
        rules = {"submission_deadline": date(2025, 9, 5), "honour_rest_years": 3, **self.rules}
        return Dossier(
            review_round=a_round(Phase.COLLATING, **rules),
            rubric=RUBRIC,
            counties=counties(),
            submissions=tuple(self.submissions.values()),
            estates=tuple(self.estates.values()),
            panel=ReviewPanel((an_observer(), *self.people.values())),
            recusals=Recusals.of(self.recusals),
            vetoes=tuple(self.vetoes),
            sheets=tuple(self.sheet(*pair) for pair in self.points),
            settlements={FindingKey(s.finding): s for s in self.settlements},
            earlier_rounds=tuple(self.earlier),
            handovers=tuple(self.handovers),
            terms=tuple(self.terms),
        )


def a_bed(qualities: dict[int, Decimal], seed: str = "points") -> Bed:
    """A bed with honest points for estates of these qualities."""
    return Bed(points=honest_points(qualities, seed))


def at(day: int, hour: int = 9) -> datetime:
    """A moment in the month of the round."""
    return datetime(2025, 9, day, hour, 0, tzinfo=UTC)
