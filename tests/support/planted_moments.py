"""Conflicts that need a moment of their own: ways of scoring, the lists, groups, small panels."""

from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.panel import PersonKind
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.planted_bed import Bed, a_bed
from tests.support.planted_stock import EXPERTS, JUDGED, Points

D = Decimal
ESTATES = range(1, 45)
CROSSWISE = 7
"""Estate n gets the sheet meant for n times this, modulo 45: an order without rhyme."""
TOP = {1: "0.95", 5: "0.94", 2: "0.93", 3: "0.92", 9: "0.91"}
SIXTH, SEVENTH = 13, 17


def habits_bed() -> Bed:
    """All sheets are in; some experts have a way of scoring that gives reason to ask."""
    bed = a_bed({estate: D("0.70") + D("0.004") * estate for estate in ESTATES}, "habits")
    _one_level(bed, 2, D("0.8"), exceptions=24)
    bed.plant("uniform", "九成五的得分是满分的 80%", expert=2)
    _one_level(bed, 3, D("0.7"), exceptions=25)
    bed.near("uniform", "不到九成五的得分是满分的 70%", expert=3)
    honest = {pair: dict(points) for pair, points in bed.points.items()}
    for estate in ESTATES:
        _judge_as(bed, 4, estate, honest[4, 45 - estate])
        _judge_as(bed, 5, estate, honest[5, estate * CROSSWISE % 45 or 1])
    bed.plant("contrary", "排序正好相反", expert=4)
    bed.near("contrary", "排序没有规律", expert=5)
    for expert, estates in ((6, (10, 20, 30)), (7, (11, 21)), (8, (12, 22, 32))):
        for estate in estates[1:]:
            _judge_as(bed, expert, estate, bed.points[expert, estates[0]])
    bed.plant("repeated", "三个小区各项相同", 10, 20, 30, expert=6)
    bed.near("repeated", "只有两个小区各项相同", 11, 21, expert=7)
    bed.points[8, 32]["9.1"] -= D("0.1")
    bed.near("repeated", "第三个小区有一项差 0.1 分", 12, 22, expert=8)
    for expert in (1, 6, 7, 8, 9):
        bed.near("uniform", "逐项评分", expert=expert)
        bed.near("contrary", "排序与其他专家大体相同", expert=expert)
    return bed


def _judge_as(bed: Bed, expert: int, estate: int, points: Points) -> None:
    """Give an estate another one's points where the expert judges; what is measured stays."""
    bed.points[expert, estate].update({c.number: points[c.number] for c in JUDGED})


def _one_level(bed: Bed, expert: int, level: Decimal, *, exceptions: int) -> None:
    """This expert gives one level for everything, but for so many cells."""
    for estate in ESTATES:
        left = exceptions - (estate - 1)
        points: Points = {c.number: c.max_points * level for c in JUDGED}
        if left > 0:
            points["9.3"] -= D("0.1") * estate
        bed.points[expert, estate].update(points)


def lists_bed() -> Bed:
    """Lists that hang on one expert and on one recusal, with at most two estates of a county."""
    usual = {estate: f"{0.65 + 0.003 * estate:.3f}" for estate in ESTATES}
    straddling = dict.fromkeys((SIXTH, SEVENTH), "0.85")
    bed = a_bed({e: D(level) for e, level in {**usual, **straddling, **TOP}.items()}, "lists")
    bed.rules["county_cap"] = 2
    for expert in range(1, EXPERTS + 1):
        bed.bring_to(expert, SIXTH, D(86) if expert in (8, 9) else D(85))
        bed.bring_to(expert, SEVENTH, D("85.1") if expert < 5 else D(85))
    bed.recuse(9, 44, RecusalStatus.CONFIRMED)
    del bed.points[9, 44]
    for code, why in (
        ("fragile", "不计一位专家，第 5 名就换成别的小区"),
        ("common_experts", "只按评过全部小区的专家，第 5 名就换成别的小区"),
        ("passed_over", "一县已有两个小区在前"),
    ):
        bed.plant(code, why, says="前 5 名")
        bed.near(code, "前两名没有这种情形", says="前 2 名")
    return bed


def groups_bed() -> Bed:
    """Two expert groups, one of which did not judge every estate."""
    bed = a_bed({estate: D("0.70") + D("0.005") * estate for estate in range(39, 45)}, "groups")
    for number, person in list(bed.people.items()):
        if person.is_expert:
            bed.people[number] = replace(person, group="资料组" if number < 5 else "现场组")
    bed.estates = {number: bed.estates[number] for number in range(39, 45)}
    for expert in range(5, EXPERTS + 1):
        bed.mark(expert, 44, abstain_reason="没有到现场")
    for expert in range(5, EXPERTS):
        bed.mark(expert, 43, abstain_reason="没有到现场")
    bed.plant("expert_groups", "现场组没有评这个小区", 44)
    bed.near("expert_groups", "每组至少有一人评", 43)
    return bed


def panel_bed(experts: int, bureau: int) -> Bed:
    """A round whose panel has so many experts, the first so many of them from the bureau."""
    bed = a_bed({estate: D("0.70") + D("0.01") * estate for estate in range(1, 5)}, "panel")
    bed.estates = {number: bed.estates[number] for number in range(1, 5)}
    for number, person in list(bed.people.items()):
        if person.is_expert and number > experts:
            del bed.people[number]
        elif person.is_expert:
            kind = PersonKind.BUREAU if number <= bureau else PersonKind.ASSOCIATION
            bed.people[number] = replace(person, kind=kind)
    for is_found, words, why in (
        (experts % 2 == 0, "双数", f"{experts} 人"),
        (experts < 5, "少于建议的", f"{experts} 人"),
        ((experts - bureau) / experts < 0.66, "以外的只有", f"{experts} 人中 {bureau} 人来自本局"),
    ):
        (bed.plant if is_found else bed.near)("composition", why, says=words)
    return bed
