"""Rules for tallying any table of points: trimming, rounding, weights, cut lines, tie chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, cast

from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.tally_rules import (
    Combination,
    EntryTerms,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    Trim,
    TrimScope,
)
from meihao_desktop.intake.toml_file import BrokenTomlFile, read_toml
from meihao_desktop.intake.toml_table import TomlTable

T = TypeVar("T")
WHAT = "汇总规则文件"
MODES = {"half_up": RoundingMode.HALF_UP, "half_even": RoundingMode.HALF_EVEN}
SCOPES = {"total": TrimScope.TOTAL, "criterion": TrimScope.CRITERION}
STAGES = {
    "weighted_points": RoundingStage.WEIGHTED_POINTS,
    "expert_total": RoundingStage.EXPERT_TOTAL,
    "criterion_mean": RoundingStage.CRITERION_MEAN,
    "part_points": RoundingStage.PART_POINTS,
    "entry_mean": RoundingStage.ENTRY_MEAN,
    "final": RoundingStage.FINAL,
}
COMBINATIONS = {
    "expert_totals": Combination.EXPERT_TOTALS,
    "part_means": Combination.PART_MEANS,
    "places": Combination.PLACES,
}
STEPS = {
    "head_to_head": TieStepKind.HEAD_TO_HEAD,
    "smaller_spread": TieStepKind.SMALLER_SPREAD,
    "vote": TieStepKind.VOTE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRuling:
    """A recorded decision on a tie: the tied entries, best first."""

    order: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRules:
    """What a rules file says; ``sections`` lists the criteria of each section by number."""

    title: str = ""
    tally: TallyRules = field(default_factory=TallyRules)
    cut_lines: tuple[int, ...] = ()
    tie_chain: tuple[TieStep, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    section_names: Mapping[str, str] = field(default_factory=dict[str, str])
    rulings: tuple[NamedRuling, ...] = ()
    terms: Mapping[str, EntryTerms] = field(default_factory=dict[str, EntryTerms])


def read_tally_rules(path: Path) -> RecheckRules:
    """The rules in the file; everything that is wrong with it is told at once."""
    values = read_toml(path, WHAT)
    faults: list[str] = []
    tally = TallyRules(
        trim=_trim(_inner(values, "trim", faults)),
        rounding=_rounding(_inner(values, "rounding", faults)),
        weights=_numbers(values, "weights", faults),
        criterion_weights=_numbers(values, "criterion_weights", faults),
    )
    terms = _terms(values, faults)
    lines = _cut_lines(values.pop("cut_lines", []), faults)
    rules = replace(_rules(TomlTable(values, "文件", faults), tally, lines), terms=terms)
    faults = faults or list(rules.tally.faults())
    if faults:
        raise BrokenTomlFile(WHAT, path, faults)
    return rules


def _inner(values: dict[str, Any], key: str, faults: list[str]) -> TomlTable:
    found = values.pop(key, {})
    if not isinstance(found, dict):
        faults.append(f"“{key}”应写成表，例如 [{key}]。")
        found = {}
    return TomlTable(cast("dict[str, Any]", found), f"[{key}]", faults)


def _rules(table: TomlTable, tally: TallyRules, cut_lines: tuple[int, ...]) -> RecheckRules:
    sections = table.read("sections", _section)
    rules = RecheckRules(
        title=table.text("title", default=""),
        tally=replace(tally, combination=_combination(table)),
        cut_lines=cut_lines,
        tie_chain=tuple(step for text in table.texts("ties") if (step := _step(table, text))),
        sections={number: criteria for number, _, criteria in sections},
        section_names={number: name for number, name, _ in sections},
        rulings=table.read("rulings", _ruling),
    )
    table.close()
    return rules


def _trim(table: TomlTable) -> Trim:
    """Without the table nothing is trimmed."""
    scope = _choice(table, "scope", SCOPES, TrimScope.TOTAL)
    trim = Trim(
        highest=_whole(table, "highest", 0),
        lowest=_whole(table, "lowest", 0),
        scope=scope,
        minimum_experts=_whole(table, "minimum_experts", 5),
    )
    table.close()
    return trim


def _rounding(table: TomlTable) -> Rounding:
    own: dict[RoundingStage, tuple[int | None, RoundingMode | None]] = {}
    for text in table.texts("stages"):
        stage = _stage(text)
        if stage is None:
            table.fault(
                f"的“stages”不认识“{text}”，只能写 {'、'.join(STAGES)}，"
                f"后面可加空格和小数位数，再加空格和 {'、'.join(MODES)}"
            )
        else:
            own[stage[0]] = stage[1:]
    rounding = Rounding(
        places=_whole(table, "places", 2),
        mode=_choice(table, "mode", MODES, RoundingMode.HALF_UP),
        stages=frozenset(own),
        stage_places={stage: each for stage, (each, _) in own.items() if each is not None},
        stage_modes={stage: each for stage, (_, each) in own.items() if each is not None},
    )
    table.close()
    return rounding


def _stage(text: str) -> tuple[RoundingStage, int | None, RoundingMode | None] | None:
    """A stage with places and mode of its own, "final 1 half_even"; ``None`` where unknown."""
    name, *own = text.split(" ")
    modes = [MODES[word] for word in own if word in MODES]
    numbers = [int(word) for word in own if word.isdecimal()]
    if (
        name not in STAGES
        or len(modes) + len(numbers) < len(own)
        or max(len(modes), len(numbers)) > 1
    ):
        return None
    return STAGES[name], next(iter(numbers), None), next(iter(modes), None)


def _numbers(values: dict[str, Any], key: str, faults: list[str]) -> Mapping[str, Decimal]:
    """A table of names and numbers, such as the weights of parts."""
    found = values.get(key, {})
    table = _inner(values, key, faults)
    return {name: table.number(name) for name in (found if isinstance(found, dict) else {})}


def _terms(values: dict[str, Any], faults: list[str]) -> Mapping[str, EntryTerms]:
    """Factors and deductions by the name of the entry."""
    factors = _numbers(values, "factors", faults)
    deductions = _numbers(values, "deductions", faults)
    if any(factor <= 0 for factor in factors.values()):
        faults.append("“factors”中的系数应大于 0。")
    if any(deduction < 0 for deduction in deductions.values()):
        faults.append("“deductions”中的扣分应为正数，写多少扣多少。")
    return {
        name: EntryTerms(
            factor=factors.get(name, Decimal(1)), deduction=deductions.get(name, Decimal(0))
        )
        for name in (*factors, *deductions)
    }


def _combination(table: TomlTable) -> Combination:
    return _choice(table, "combination", COMBINATIONS, Combination.EXPERT_TOTALS)


def _choice(table: TomlTable, key: str, choices: Mapping[str, T], default: T) -> T:
    text = table.text(key, default="")
    if text and text not in choices:
        table.fault(f"的“{key}”只能写 {'、'.join(choices)}")
    return choices.get(text, default)


def _whole(table: TomlTable, key: str, default: int) -> int:
    number = table.number(key, default=Decimal(default))
    if number != number.to_integral_value():
        table.fault(f"的“{key}”应为整数")
    return int(number)


def _cut_lines(found: object, faults: list[str]) -> tuple[int, ...]:
    if isinstance(found, list) and all(type(line) is int and line > 0 for line in found):
        return tuple(found)
    faults.append("“cut_lines”应为名额的列表，例如 [2, 5]。")
    return ()


def _step(table: TomlTable, text: str) -> TieStep | None:
    kind, _, section = text.partition(" ")
    if kind == "section" and section:
        return TieStep(kind=TieStepKind.SECTION, section=section)
    if text in STEPS:
        return TieStep(kind=STEPS[text])
    table.fault(f"的“ties”有不认识的“{text}”，只能写 section 编号、{'、'.join(STEPS)}")
    return None


def _section(table: TomlTable) -> tuple[str, str, tuple[str, ...]]:
    number = table.text("number")
    return number, table.text("name", default=number), table.texts("criteria")


def _ruling(table: TomlTable) -> NamedRuling:
    return NamedRuling(order=table.texts("order"), reason=table.text("reason", default=""))
