"""Mean of places: each expert's totals become an order, and the orders are averaged.

Met in published contests; a round of this program never uses it. Equal totals share the mean of
their places (two in first place stand at 1.5 each), so that every expert hands out the same sum.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tally import (
    NO_TERMS_AT_ALL,
    Hundredths,
    PointsTable,
    Tally,
    collate,
)
from meihao_desktop.domain.tally_rules import Combination, EntryTerms, TallyRules, Trim

PLACE = "名次"


def tally_table(
    table: PointsTable, rules: TallyRules, terms: Mapping[str, EntryTerms] = NO_TERMS_AT_ALL
) -> Tally:
    """Tally any table, by points or by places as its rules say."""
    if rules.combination is not Combination.PLACES:
        return collate(table, rules, terms)
    totals = _totals(table, rules)
    places: dict[str, dict[str, Mapping[str, Mapping[str, Hundredths]]]] = {
        entry: {} for entry in totals
    }
    for who in dict.fromkeys(who for given in totals.values() for who in given):
        own = {entry: given[who] for entry, given in totals.items() if who in given}
        if len(own) < len(totals):
            missing = "、".join(entry for entry in totals if entry not in own)
            raise RuleViolation(
                f"{who}没有评“{missing}”，按名次取平均要求每位专家评全部对象，请补齐后再汇总。"
            )
        for entry, place in _places(own).items():
            places[entry][who] = {PLACE: {PLACE: place * 100}}
    plain = replace(rules, combination=Combination.EXPERT_TOTALS, weights={}, criterion_weights={})
    tally = collate(places, plain, terms)
    return Tally(tally.entries, rules, tally.is_trimmed, goes_by_places=True)


def _totals(table: PointsTable, rules: TallyRules) -> Mapping[str, Mapping[str, Fraction]]:
    untrimmed = replace(
        rules, combination=Combination.EXPERT_TOTALS, trim=Trim(highest=0, lowest=0)
    )
    tally = collate(table, untrimmed)
    return {entry: figures.expert_totals for entry, figures in tally.entries.items()}


def _places(own: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    ordered = sorted(own.values(), reverse=True)
    return {
        entry: Fraction(2 * ordered.index(total) + ordered.count(total) + 1, 2)
        for entry, total in own.items()
    }
