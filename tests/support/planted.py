"""The planted round: one round with conflicts of every family, and cases that come just short.

``planted_round`` holds nearly all of them at once. What needs a moment of its own (a complete set
of sheets, another panel) stands in further states of the same round.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.finding import Finding, Severity
from tests.support.planted_bed import Bed, Planted
from tests.support.planted_materials import plant_materials
from tests.support.planted_moments import groups_bed, habits_bed, lists_bed, panel_bed
from tests.support.planted_people import plant_people
from tests.support.planted_records import bundles_bed, terms_bed
from tests.support.planted_scores import scored_bed

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "回避": ("interest_hint", "recused", "undecided_recusal", "unfounded_recusal", "no_deputy"),
    "评分表": (
        "missing", "out_of_range", "objective", "reason", "extreme", "old_version", "all_replaced",
    ),
    "专家之间": (
        "outlier", "outlier_item", "range", "identical", "uniform", "repeated", "hasty", "contrary",
    ),
    "评分包": ("contested", "clock_jump", "shared_machine"),
    "系数和扣分": ("term", "term_withdrawn", "term_limit"),
    "小组": ("composition", "quorum", "expert_groups"),
    "名次和名单": ("tie", "fragile", "common_experts", "passed_over"),
    "报送材料": (
        "county_quota", "late", "changed_material", "same_estate", "company_spelling",
        "implausible", "implausible_year", "duplicate_file", "look_alike", "look_alike_within",
        "earlier_file", "earlier_photo", "earlier_honour", "earlier_company",
    ),
}  # fmt: skip


@dataclass
class Outcome:
    """What the checks said of the plants and the near misses, code by code."""

    planted: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    near_misses: Counter[str] = field(default_factory=Counter[str])
    reported: dict[Severity, Counter[str]] = field(
        default_factory=lambda: {severity: Counter[str]() for severity in Severity}
    )
    overlooked: list[Planted] = field(default_factory=list[Planted])
    blocked: list[tuple[Planted, Finding]] = field(default_factory=list[tuple[Planted, Finding]])

    @property
    def blocked_share(self) -> float:
        """The share of near misses that were reported as blocking."""
        return len(self.blocked) / self.near_misses.total()

    @property
    def told(self) -> str:
        """The counts in one line."""
        levels = "，".join(f"{s.value} {counter.total()}" for s, counter in self.reported.items())
        return (
            f"植入 {self.planted.total()}，找到 {self.found.total()}；"
            f"近似情形 {self.near_misses.total()}，报出：{levels}"
        )


def planted_round() -> Bed:
    """44 estates of eleven counties, nine experts, and everything that is planted among them."""
    bed = scored_bed()
    plant_people(bed)
    plant_materials(bed)
    return bed


def moments() -> Iterator[Bed]:
    """The planted round, and the states of it that need a moment of their own."""
    yield planted_round()
    yield habits_bed()
    yield lists_bed()
    yield groups_bed()
    yield bundles_bed()
    yield terms_bed()
    for experts, bureau in ((8, 4), (4, 1), (5, 1), (6, 2)):
        yield panel_bed(experts, bureau)


def outcome() -> Outcome:
    """Run all checks over every moment and compare with what was planted."""
    seen = Outcome()
    for bed in moments():
        findings = run_all(bed.dossier())
        for plant in bed.plants:
            is_found = any(plant.is_told_by(finding) for finding in findings)
            seen.planted[plant.code] += 1
            seen.found[plant.code] += is_found
            if not is_found:
                seen.overlooked.append(plant)
        for near in bed.near_misses:
            seen.near_misses[near.code] += 1
            told = [finding for finding in findings if near.is_told_by(finding)]
            if told:
                _count(seen, near, told[0])
    return seen


def _count(seen: Outcome, near: Planted, finding: Finding) -> None:
    """Findings come with the weightiest first, so that a near miss counts by the worst."""
    seen.reported[finding.severity][near.code] += 1
    if finding.severity is Severity.BLOCKING:
        seen.blocked.append((near, finding))
