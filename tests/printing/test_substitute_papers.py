"""替评 on paper: the substitute is named as such, and stands where the recused expert does not."""

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import ReviewPanel, Seat
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.printing.attendance_pdf import attendance_pdf
from meihao_desktop.printing.ranking_workbook import ranking_workbook
from meihao_desktop.printing.recusals_pdf import recusals_pdf
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from meihao_desktop.printing.tally_pdf import tally_pdf
from tests.printing.papers_at_hand import STAMP, seen, with_sheet
from tests.support.builders import (
    a_dossier,
    a_recusal,
    a_sheet,
    an_expert,
    estate_id,
    expert_id,
    sealed,
)


def substituted() -> Dossier:
    """Expert 2 stands back from 朗悦花园 with a sealed sheet; expert 6 scored it instead."""
    dossier = a_dossier([[90, 70, 90, 90, 90], [80] * 5])
    reserve = replace(an_expert(6), seat=Seat(is_reserve=True))
    recusal = replace(a_recusal(2, 1), successor=expert_id(6))
    dossier = replace(
        dossier,
        panel=ReviewPanel((*dossier.panel.people, reserve)),
        recusals=Recusals.of([recusal]),
    )
    own = sealed(a_sheet(6, 1, points={"1.1": 90}), dossier.rubric)
    return with_sheet(dossier, own)


def test_the_tally_names_the_substitute_and_strikes_the_recused_figure_through() -> None:
    dossier = substituted()
    words = seen(tally_pdf(dossier, standing_of(dossier), STAMP))
    assert "专家06（替评）" in words
    assert "70.00" in words, "the recused sheet is kept and shown"
    entry = standing_of(dossier).entry(estate_id(1))
    assert entry is not None
    assert set(entry.expert_totals) == {expert_id(number) for number in (1, 3, 4, 5, 6)}
    assert entry.final_points == 90


def test_the_workbook_leaves_the_other_estates_of_a_substitute_blank() -> None:
    dossier = substituted()
    data = ranking_workbook(dossier, standing_of(dossier), STAMP)
    page = load_workbook(BytesIO(data))["得分矩阵"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    header = next(row for row in rows if "小区" in row)
    at = header.index("专家06（替评）")
    by_name = {row[header.index("小区")]: row for row in rows if row[at] is not None}
    assert by_name["朗悦花园"][at] == 90
    assert by_name["长城二花园"][at] == "—"


def test_the_register_of_recusals_tells_who_scores_instead_and_counts_them() -> None:
    words = seen(recusals_pdf(substituted(), STAMP))
    assert "本小区由专家06替评" in words
    without = replace(substituted(), recusals=Recusals.of([a_recusal(2, 1)]))
    assert "少于建议的5人" not in words
    assert "少于建议的5人" in seen(recusals_pdf(without, STAMP))


def test_the_score_sheet_of_a_substitute_says_for_whom() -> None:
    dossier = substituted()
    words = seen(score_sheets_pdf(dossier, [(expert_id(6), estate_id(1))], STAMP))
    assert "替评：专家02对本小区回避，由本专家单独评本小区。" in words
    others = seen(score_sheets_pdf(dossier, [(expert_id(1), estate_id(1))], STAMP))
    assert "替评" not in others


def test_the_attendance_list_tells_which_estate_a_substitute_came_for() -> None:
    assert "替评，只评朗悦花园" in seen(attendance_pdf(substituted(), STAMP))
