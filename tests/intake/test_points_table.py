"""Any table of points is read whole or refused with the cells that are wrong."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop import resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.intake import read_points_table
from meihao_desktop.intake.points_table import BrokenPointsTable, PointsRow
from tests.support.submissions import a_workbook

HEAD = "小区,部分,评分项,专家,得分"


def a_csv(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    path = tmp_path / "得分.csv"
    path.write_bytes("\r\n".join((head, *lines)).encode("utf-8-sig"))
    return path


def fault_of(path: Path) -> str:
    with pytest.raises(BrokenPointsTable) as caught:
        read_points_table(path)
    return str(caught.value)


def test_a_long_csv_with_chinese_headers(tmp_path: Path) -> None:
    rows = read_points_table(
        a_csv(tmp_path, "朗悦花园,材料,1.1,专家01,7.5", "朗悦花园,材料,1.1,专家02,８分")
    )
    assert rows[0] == PointsRow(
        entry="朗悦花园", part="材料", criterion="1.1", expert="专家01", points=Decimal("7.5"),
        place="得分!E2",
    )  # fmt: skip
    assert rows[1].points == 8


@pytest.mark.parametrize(
    "head",
    [
        "entry,part,criterion,judge,points",
        "Estate,Part,Criterion,Expert,Score",
        "候选,环节,指标,评委,分数",
    ],
)
def test_headers_of_other_tables_are_understood(tmp_path: Path, head: str) -> None:
    rows = read_points_table(a_csv(tmp_path, "A,材料,1,甲,90", head=head))
    assert (rows[0].entry, rows[0].part, rows[0].criterion, rows[0].expert) == (
        "A",
        "材料",
        "1",
        "甲",
    )


def test_a_table_of_totals_needs_three_columns_only(tmp_path: Path) -> None:
    rows = read_points_table(a_csv(tmp_path, "A,甲,90.25", head="小区名称,专家姓名,得分"))
    assert (rows[0].part, rows[0].criterion, rows[0].points) == ("", "总分", Decimal("90.25"))


def test_a_workbook_with_a_title_and_merged_entries(tmp_path: Path) -> None:
    rows = [("评分汇总",), ("小区", "专家", "得分"), ("A", "甲", 90), (None, "乙", 91.5), ()]
    path = tmp_path / "x.xlsx"
    path.write_bytes(a_workbook(rows, merged=["A1:C1", "A3:A4"]))
    assert [(r.entry, r.expert, r.points) for r in read_points_table(path)] == [
        ("A", "甲", 90),
        ("A", "乙", Decimal("91.5")),
    ]


@pytest.mark.parametrize("points", ["", "缺", "-1", "7.555", "NaN", "1e999"])
def test_a_cell_that_is_no_points_refuses_the_table_and_is_named(
    tmp_path: Path, points: str
) -> None:
    sentence = fault_of(a_csv(tmp_path, "A,材料,1,甲,9", f"A,材料,1,乙,{points}"))
    assert "得分!E3" in sentence
    assert "请改正" in sentence


def test_two_points_for_one_place_and_nameless_lines_are_named(tmp_path: Path) -> None:
    sentence = fault_of(a_csv(tmp_path, "A,材料,1,甲,9", "A,材料,1,甲,8", ",材料,1,乙,7"))
    assert "得分!E3 与 得分!E2 重复" in sentence
    assert "得分!E4 这一行没有写小区或专家" in sentence


def test_many_faults_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    sentence = fault_of(a_csv(tmp_path, *(f"A,材料,{n},甲,x" for n in range(9))))
    assert "等共 9 处" in sentence


def test_no_header_no_lines_and_no_file_say_what_is_needed(tmp_path: Path) -> None:
    assert "小区（entry）、专家（expert）、得分（points）" in fault_of(
        a_csv(tmp_path, "A,9", head="a,b")
    )
    assert "没有任何得分" in fault_of(a_csv(tmp_path))
    with pytest.raises(MeihaoError, match="找不到得分表"):
        read_points_table(tmp_path / "没有.csv")


def test_the_scores_of_the_sample_are_such_a_table() -> None:
    rows = read_points_table(resources.path("sample", "scores.csv"))
    assert len(rows) == 7 * 5 * 32 - 1
    assert {row.expert for row in rows} == {f"专家0{n}" for n in range(1, 6)}


@given(st.integers(min_value=0, max_value=10_000))
def test_every_hundredth_comes_back_exactly(tmp_path: Path, hundredths: int) -> None:
    points = Decimal(hundredths) / 100
    assert read_points_table(a_csv(tmp_path, f"A,材料,1,甲,{points}"))[0].points == points
