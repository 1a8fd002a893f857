"""A seven by five table ranked by hand, with no line of the engine in the calculation.

The points below were added up and put in order with paper and pencil: 7 estates, 5 experts,
three criteria each; the highest and the lowest total are left out and the other three averaged.
"""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import (
    ESTATE_NAMES,
    a_dossier,
    a_plain_rubric,
    a_settlement,
    a_sheet,
    sealed,
    settled,
)

# estate → five experts, each of them of 40, of 40 and of 20
TABLE = {
    "朗悦花园": "36+35.5+18  37+36+17.5  35+36.5+18  38+37+19  34+35+16",
    "长城二花园": "33+34+17  34+33.5+16  35+34+18  32+33+15  36+35+18",
    "凯旋会花园": "38+38+19  37.5+38.5+18  36+37+18.5  39+39+19.5  37+38+19",
    "保利花园": "30+31+15  31+30.5+14  32+31+16  29+30+13  33+32+16",
    "华发世纪城": "35+36+18.5  37+36+17.5  36+36+17.5  38+37+19  34+35+16",
    "金域蓝湾": "28+30+14  29+29+14  30+30+15  27+28+12  31+30+15",
    "千灯湖1号": "34+34.5+17  35+33+17  34+35+17.5  33+34+16  36+36+18",
}
POINTS = {name: [tuple(given.split("+")) for given in row.split()] for name, row in TABLE.items()}

# what the pencil gave: trimmed mean and place
BY_HAND = {
    "凯旋会花园": ("94.33", 1),
    "朗悦花园": ("89.83", 2),
    "华发世纪城": ("89.83", 2),
    "千灯湖1号": ("85.67", 4),
    "长城二花园": ("84.83", 5),
    "保利花园": ("76.83", 6),
    "金域蓝湾": ("73.00", 7),
}


def the_dossier() -> Dossier:
    rubric = a_plain_rubric(40, 40, 20)
    filled = a_dossier([0] * 7, rubric=rubric, tie_chain=(TieStep(kind=TieStepKind.VOTE),))
    sheets = tuple(
        sealed(
            a_sheet(expert, estate, points=dict(zip(("1.1", "2.1", "3.1"), given, strict=True))),
            rubric,
        )
        for estate, name in enumerate(ESTATE_NAMES, start=1)
        for expert, given in enumerate(POINTS[name], start=1)
    )
    return replace(filled, sheets=sheets)


def names_and_places(dossier: Dossier) -> dict[str, tuple[str, int]]:
    return {
        dossier.estate_name(placing.entry): (str(placing.shown_points), placing.place)
        for placing in standing_of(dossier).ranking.placings
    }


def test_the_ranking_is_what_paper_and_pencil_give() -> None:
    assert names_and_places(the_dossier()) == BY_HAND


def test_a_second_calculation_without_the_engine_gives_the_same() -> None:
    figures: dict[str, Decimal] = {}
    for name, experts in POINTS.items():
        totals = sorted(sum(map(Decimal, given)) for given in experts)
        figures[name] = (totals[1] + totals[2] + totals[3]) / 3
    for name, figure in figures.items():
        shown = figure.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        place = 1 + sum(other > figure for other in figures.values())
        assert BY_HAND[name] == (str(shown), place)


def test_the_tie_at_the_second_place_waits_for_the_panel_and_then_is_decided() -> None:
    dossier = the_dossier()
    (finding,) = tie.check(dossier)
    assert "朗悦花园、华发世纪城得分同为 89.83，并列跨第 2 名" in finding.sentence
    order = tuple(EstateId(estate) for estate in reversed(finding.where.estate.split("+")))
    decided = settled(dossier, a_settlement(finding, Decision.ORDERED, order=order))
    assert standing_of(decided).ranking.inside(2) == ("C01-E03", "C01-E05")
    assert names_and_places(decided)["朗悦花园"] == ("89.83", 3)
