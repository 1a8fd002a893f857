"""A re-checked table as a workbook: every figure, rounded and exact."""

from fractions import Fraction
from io import BytesIO

from openpyxl import load_workbook

from meihao_desktop.domain.ranking import rank
from meihao_desktop.domain.tally import Tally, collate
from meihao_desktop.domain.tally_rules import TallyRules, Trim
from meihao_desktop.domain.tie_chain import TieRules
from meihao_desktop.printing.recheck_workbook import recheck_workbook

NAME = "=1+1"


def a_tally() -> Tally:
    given = {NAME: (8000, 8001, 8001), "朗悦花园": (9000, 100, 5000)}
    table = {
        entry: {who: {"材料": {"1": p}} for who, p in zip("甲乙丙", points, strict=True)}
        for entry, points in given.items()
    }
    return collate(table, TallyRules(trim=Trim(highest=1, lowest=1, minimum_experts=3)))


def test_places_totals_parts_means_and_method_are_all_there() -> None:
    tally = a_tally()
    ranking = rank(tally, cut_lines=(1,), ties=TieRules())
    workbook = load_workbook(BytesIO(recheck_workbook(tally, ranking, title="复核")))
    assert workbook.sheetnames == ["排名", "专家总分", "组成部分", "评分项均分", "说明"]
    places = list(workbook["排名"].iter_rows(min_row=3, values_only=True))
    assert places[0][:2] == (1, NAME)
    assert workbook["排名"]["B3"].data_type == "s"
    totals = list(workbook["专家总分"].iter_rows(min_row=2, values_only=True))
    assert sum(row[4] == "去掉" for row in totals) == 4
    means = list(workbook["评分项均分"].iter_rows(min_row=2, values_only=True))
    assert Fraction(str(means[0][4])) == Fraction(24002, 300)
    notes = dict(row[:2] for row in workbook["说明"].iter_rows(values_only=True))
    assert notes["计算办法"] == tally.method
