"""排名表 as a workbook that a bureau opens, filters and prints."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.printing.ranking_workbook import ranking_workbook
from tests.printing.papers_at_hand import STAMP, a_full_dossier
from tests.support.builders import (
    a_dossier,
    a_recusal,
    a_rehearsal,
    a_settlement,
    a_term,
    a_veto,
    settled,
)

FORMULA = '=HYPERLINK("http://example.invalid","点我")'


def data_of(dossier: Dossier) -> bytes:
    return ranking_workbook(dossier, standing_of(dossier), STAMP)


def opened(dossier: Dossier) -> Workbook:
    return load_workbook(BytesIO(data_of(dossier)))


def rows(workbook: Workbook, name: str) -> list[tuple[object, ...]]:
    return list(workbook[name].iter_rows(values_only=True))


def test_five_worksheets_tell_everything() -> None:
    workbook = opened(a_full_dossier())
    assert workbook.sheetnames == ["排名", "得分矩阵", "各指标均分", "处理意见", "说明"]


def test_the_ranking_has_numbers_that_can_be_reckoned_with() -> None:
    table = rows(opened(a_full_dossier()), "排名")
    assert "正式" in str(table[0][0])
    assert table[1][:3] == ("名次", "小区", "县（市、区）")
    assert table[2][:2] == (1, "保利花园")
    assert table[2][4] == 94
    assert table[2][6] == "推荐上报、拟公示"
    worksheet = opened(a_full_dossier())["排名"]
    assert worksheet["E3"].number_format == "0.00"
    assert worksheet["E3"].data_type == "n"


@pytest.mark.parametrize("name", [FORMULA, "+1", "-2+3", "@SUM(A1)", "#N/A", "=1"])
def test_a_name_never_becomes_a_formula(name: str) -> None:
    dossier = a_full_dossier()
    estates = (replace(dossier.estates[0], name=name), *dossier.estates[1:])
    workbook = opened(replace(dossier, estates=estates))
    found = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in found if cell.value == name]
    assert len(named) >= 3
    assert {cell.data_type for cell in named} == {"s"}
    if name != "#N/A":
        assert all(cell.quotePrefix for cell in named)
    assert not [cell for cell in found if cell.data_type in ("f", "e")]


def test_control_characters_do_not_break_the_file() -> None:
    dossier = a_full_dossier()
    estates = (replace(dossier.estates[0], name="朗悦\x07花园"), *dossier.estates[1:])
    names = [row[1] for row in rows(opened(replace(dossier, estates=estates)), "排名")]
    assert "朗悦花园" in names


def test_the_matrix_explains_what_was_dropped_recused_and_replaced() -> None:
    dossier = a_full_dossier(recusals=Recusals.of([a_recusal(2, 3)]))
    outlier = next(f for f in run_all(dossier) if f.code == "outlier")
    table = rows(opened(settled(dossier, a_settlement(outlier, Decision.REPLACED))), "得分矩阵")
    by_name = {row[1]: row for row in table}
    assert by_name["凯旋会花园"][3] == "回避"
    assert "专家02原得分 72.00，因回避不计入" in str(by_name["凯旋会花园"][-1])
    assert "专家02原得分 60.00，经处理替换为 94.50" in str(by_name["保利花园"][-1])
    trimmed = {row[1]: row for row in rows(opened(a_full_dossier()), "得分矩阵")}
    assert "专家04 92.00 按规则去掉" in str(trimmed["朗悦花园"][-1])


def test_a_vetoed_estate_stands_below_without_a_place() -> None:
    table = rows(opened(a_full_dossier(vetoes=(a_veto(1),))), "排名")
    assert table[-1][0] == "—"
    assert table[-1][1] == "朗悦花园"
    assert (table[-1][6], table[-1][-1]) == ("取消参评资格", "材料弄虚作假")


def test_settlements_and_method_are_in_it() -> None:
    dossier = a_full_dossier()
    outlier = next(f for f in run_all(dossier) if f.code == "outlier")
    workbook = opened(settled(dossier, a_settlement(outlier, reason="已书面说明")))
    told = [row for row in rows(workbook, "处理意见") if row[4] == "已书面说明"]
    assert told[0][3] == "已核实，予以保留"
    assert told[0][5:] == ("专家01", "2025-09-10 20:00")
    notes = dict(row[:2] for row in rows(workbook, "说明"))
    assert notes["计算办法"] == standing_of(dossier).tally.method
    assert notes["校验码"] == STAMP.check_code


def test_every_page_prints_on_a4_with_its_mark_and_header() -> None:
    workbook = opened(a_full_dossier(Phase.COLLATING, review_round=a_rehearsal(Phase.COLLATING)))
    for worksheet in workbook:
        assert int(worksheet.page_setup.paperSize) == 9
        assert worksheet.freeze_panes is not None
        assert worksheet.print_title_rows
        assert "演练草稿" in worksheet.oddHeader.right.text
        assert "&P" in worksheet.oddFooter.center.text


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    worksheet = opened(a_full_dossier())["排名"]
    assert worksheet.column_dimensions["D"].width >= 2 * len("保利物业服务有限公司")


def test_the_same_ranking_is_the_same_bytes_and_carries_no_clock() -> None:
    dossier = a_full_dossier()
    assert data_of(dossier) == data_of(dossier)
    later = replace(STAMP, printed_at=STAMP.printed_at + timedelta(hours=1))
    assert ranking_workbook(dossier, standing_of(dossier), later) != data_of(dossier)


def test_turns_are_numbers_and_terms_are_told() -> None:
    dossier = replace(
        a_dossier([90, 80, 70], shortlist_size=2, nomination_quota=1), terms=(a_term(3, 1),)
    )
    workbook = opened(dossier)
    row = rows(workbook, "排名")[-1]
    assert row[7:9] == (1, "－1")
    told = "".join(str(cell) for line in rows(workbook, "说明") for cell in line)
    assert (
        "凯旋会花园扣 1 分（逾期补正；依据：补正通知书，2025-09-10；秘书登记、专家01确认）" in told
    )
