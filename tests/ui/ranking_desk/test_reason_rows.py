"""What became of every expert's total, and the sections behind the figure."""

from meihao_desktop.domain.finding import Decision
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui.ranking_desk.reason_rows import expert_rows, section_rows
from tests.support.builders import (
    a_dossier,
    a_plain_rubric,
    a_recusal,
    a_settlement,
    estate_id,
    settled,
)
from tests.ui.ranking_desk.desks import a_desk


def fates(desk: RankingDesk, estate: int = 1) -> dict[str, str]:
    rows = expert_rows(desk.dossier, desk.standing, estate_id(estate))
    return {row.name: row.fate for row in rows}


def test_the_highest_and_the_lowest_are_told_as_dropped() -> None:
    told = fates(a_desk(a_dossier([[80, 85, 90, 91, 99]])))
    assert told == {
        "专家01": "去掉，不计入", "专家02": "计入", "专家03": "计入",
        "专家04": "计入", "专家05": "去掉，不计入",
    }  # fmt: skip


def test_a_recused_total_is_kept_and_struck_through() -> None:
    desk = a_desk(a_dossier([[60, 85, 90, 91, 99]], recusals=[a_recusal(1)]))
    row = expert_rows(desk.dossier, desk.standing, estate_id(1))[0]
    assert (row.total, row.is_struck, row.fate) == ("60", True, "回避，不计入")


def test_a_sheet_that_never_came_shows_no_figure() -> None:
    desk = a_desk(a_dossier([[None, 85, 90, 91, 99]]))
    row = expert_rows(desk.dossier, desk.standing, estate_id(1))[0]
    assert (row.total, row.is_struck, row.fate) == ("—", False, "未评，不计入")


def test_a_replaced_total_says_so_and_shows_the_others_mean() -> None:
    dossier = a_dossier([[20, 80, 82, 84]], experts=4)
    outlier = next(r.finding for r in a_desk(dossier).findings if r.finding.code == "outlier")
    assert outlier.where.expert == "P01"
    desk = a_desk(settled(dossier, a_settlement(outlier, Decision.REPLACED)))
    row = expert_rows(desk.dossier, desk.standing, estate_id(1))[0]
    assert (row.total, row.fate) == ("82.00", "替换后计入")


def test_sections_add_up_to_the_mean() -> None:
    desk = a_desk(a_dossier([70, 50], rubric=a_plain_rubric(60, 40)))
    rows = section_rows(desk.dossier, desk.standing, estate_id(1))
    assert [(row.name, row.mean, row.max_points) for row in rows] == [
        ("1 第1部分", "60.00", "60"), ("2 第2部分", "10.00", "40"),
    ]  # fmt: skip
