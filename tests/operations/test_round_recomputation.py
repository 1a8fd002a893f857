"""A round and `tally` are one arithmetic: the same points and rules give the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meihao_desktop import intake, resources
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.panel import PersonId, ReviewPanel
from meihao_desktop.domain.place_tally import tally_table
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import ReviewRound, RoundRules
from meihao_desktop.domain.rubric import Part, Rubric
from meihao_desktop.domain.standing import Standing, standing_of
from meihao_desktop.domain.tally import PointsTable
from meihao_desktop.domain.tally_rules import (
    ROUND_STAGES,
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    TermLimits,
    Trim,
    TrimScope,
)
from meihao_desktop.domain.workings import exact_text, workings
from meihao_desktop.intake.tally_rules_file import RecheckRules
from meihao_desktop.operations.recheck_table import Recheck, recheck
from tests.support.builders import (
    a_criterion,
    a_rubric,
    a_section,
    a_sheet,
    a_term,
    an_estate,
    an_expert,
    sealed,
)
from tests.support.source_tree import ROOT

EXAMPLES = resources.path("tally")
OWN = ROOT / "tests" / "samples" / "tally"
EXAMPLE_FOLDERS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())
IN_A_ROUND = [folder for folder in EXAMPLE_FOLDERS if not folder.name.endswith("名次平均")]
WIDE = TermLimits(factor_min=Decimal("0.5"), factor_max=Decimal(2), deduction_max=Decimal(10))


def a_round_of(table: PointsTable, rules: RecheckRules | TallyRules, **more: object) -> Dossier:
    """The table as sealed sheets of a round with these tally rules."""
    tally = rules.tally if isinstance(rules, RecheckRules) else rules
    rubric = _rubric(table, tally)
    names = list(table)
    experts = sorted({expert for row in table.values() for expert in row})
    people = [an_expert(at, name=name) for at, name in enumerate(experts, start=1)]
    estates = [an_estate(at, name) for at, name in enumerate(names, start=1)]
    sheets = [
        sealed(_sheet(table[estate.name][person.name], person.id, estate), rubric)
        for estate in estates
        for person in people
        if person.name in table[estate.name]
    ]
    lines = rules.cut_lines if isinstance(rules, RecheckRules) else ()
    return Dossier(
        review_round=ReviewRound(
            title="核算", year=2025, bureau="住房和城乡建设局",
            rules=RoundRules(
                tally=tally, minimum_experts=1, tie_chain=(), terms=WIDE,
                nomination_quota=min(lines, default=1), shortlist_size=max(lines, default=1),
                runners_up=0,
            ),
        ),
        rubric=rubric,
        estates=tuple(estates),
        panel=ReviewPanel(tuple(people)),
        recusals=Recusals.of(()),
        sheets=tuple(sheets),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _rubric(table: PointsTable, tally: TallyRules) -> Rubric:
    layout: dict[str, list[str]] = {}
    for experts in table.values():
        for parts in experts.values():
            for part, cells in parts.items():
                layout.setdefault(part, list(cells))
    return a_rubric(
        [
            a_section(
                part, part,
                *(a_criterion(number, 100, step=Decimal("0.01")) for number in numbers),
                part=part,
            )
            for part, numbers in layout.items()
        ],
        parts=tuple(
            Part(name=part, weight=tally.weights.get(part, Decimal(1))) for part in layout
        ),
    )  # fmt: skip


def _sheet(points: Mapping[str, Mapping[str, object]], expert: PersonId, estate: Estate):  # noqa: ANN202
    given = {
        number: Decimal(str(whole)) / 100
        for cells in points.values()
        for number, whole in cells.items()
    }
    return replace(a_sheet(1, points=given), expert=expert, estate=estate.id)


def the_table(folder: Path) -> PointsTable:
    table: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for row in intake.read_points_table(folder / "得分.csv"):
        parts = table.setdefault(row.entry, {}).setdefault(row.expert, {})
        parts.setdefault(row.part, {})[row.criterion] = int(row.points * 100)
    return table


def the_terms(rules: RecheckRules, table: PointsTable) -> Iterator[RecordedTerm]:
    for at, name in enumerate(table, start=1):
        terms = rules.terms.get(name)
        if terms is None:
            continue
        if terms.factor != 1:
            yield a_term(at, terms.factor, TermKind.FACTOR)
        if terms.deduction:
            yield a_term(at, terms.deduction, number=2)


def names_of(dossier: Dossier, entries: Sequence[str]) -> list[str]:
    return [dossier.estate(EstateId(entry)).name for entry in entries]


def told(dossier: Dossier, standing: Standing) -> list[tuple[int, str, object, object]]:
    return [
        (p.place, dossier.estate_name(p.entry), p.final_points, p.shown_points)
        for p in standing.ranking.placings
    ]


@pytest.mark.parametrize("folder", [*IN_A_ROUND, OWN], ids=lambda folder: folder.name)
def test_an_example_in_a_round_gives_what_tally_gives(folder: Path) -> None:
    rules, table = intake.read_tally_rules(folder / "规则.toml"), the_table(folder)
    found: Recheck = recheck(folder / "规则.toml", folder / "得分.csv")
    dossier = a_round_of(table, rules, terms=tuple(the_terms(rules, table)))
    assert bool(dossier.review_round.rules.faults()) is rules.tally.weighs_criteria
    standing = standing_of(dossier)
    wanted = {p.entry: (p.final_points, p.shown_points) for p in found.ranking.placings}
    assert {name: figures for _, name, *figures in told(dossier, standing)} == {
        name: list(figures) for name, figures in wanted.items()
    }
    by_name = {dossier.estate_name(key): each for key, each in standing.tally.entries.items()}
    for name, entry in found.tally.entries.items():
        own = by_name[name]
        assert sorted(own.expert_totals.values()) == sorted(entry.expert_totals.values())
        assert own.part_points == entry.part_points
        assert len(own.dropped) == len(entry.dropped)
    if not rules.tie_chain:
        for line in found.ranking.cut_lines:
            (twin,) = [each for each in standing.ranking.cut_lines if each.size == line.size]
            assert names_of(dossier, twin.inside) == list(line.inside)
            assert sorted(names_of(dossier, twin.undecided)) == sorted(line.undecided)


def test_mean_places_are_refused_as_the_rules_of_a_round() -> None:
    (folder,) = set(EXAMPLE_FOLDERS) - set(IN_A_ROUND)
    rules = intake.read_tally_rules(folder / "规则.toml")
    faults = RoundRules(tally=rules.tally).faults()
    assert faults == ("按名次取平均只用于核算其他评选，不能作为评审的汇总办法。",)


STAGES = st.sets(st.sampled_from(ROUND_STAGES))
TALLY_RULES = st.builds(
    TallyRules,
    trim=st.builds(
        Trim, highest=st.integers(0, 2), lowest=st.integers(0, 1),
        scope=st.sampled_from(TrimScope), minimum_experts=st.just(4),
    ),
    rounding=st.builds(
        Rounding, places=st.integers(0, 2), mode=st.sampled_from(RoundingMode),
        stages=STAGES.map(frozenset),
        stage_places=st.dictionaries(st.sampled_from(RoundingStage), st.integers(0, 2)),
        stage_modes=st.dictionaries(
            st.sampled_from(RoundingStage), st.sampled_from(RoundingMode)
        ),
    ),
    combination=st.sampled_from([Combination.EXPERT_TOTALS, Combination.PART_MEANS]),
    weights=st.just({"材料": Decimal("0.6"), "现场": Decimal("0.4")}),
).filter(lambda rules: not rules.faults())  # fmt: skip


@settings(max_examples=60)
@given(TALLY_RULES, st.lists(st.lists(st.integers(0, 400), min_size=5, max_size=5), max_size=4))
def test_whatever_the_rules_a_round_counts_as_tally_does(
    rules: TallyRules, rows: list[list[int]]
) -> None:
    table: PointsTable = {
        f"小区{at}": {
            f"专家{n:02}": {
                "材料": {"1": points * 25, "2": (400 - points) * 10},
                "现场": {"3": (points * 7) % 100 * 100},
            }
            for n, points in enumerate(row, start=1)
        }
        for at, row in enumerate(rows, start=1)
    }
    dossier = a_round_of(table, rules)
    standing, wanted = standing_of(dossier), tally_table(table, rules)
    for entry in standing.tally.entries.values():
        name = dossier.estate_name(entry.entry)
        assert entry.final_points == wanted.entries[name].final_points
        last = list(workings(entry))[-1]
        assert exact_text(entry.final_points) in last
