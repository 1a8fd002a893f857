"""Re-checking a table of points from elsewhere: every figure, exact and rounded."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import recheck_table

SAMPLES = Path(__file__).parents[1] / "samples" / "tally"
RULES, SCORES = SAMPLES / "规则.toml", SAMPLES / "得分.csv"
# by hand: 朗悦 90, 91.5, 88, 91 → 90 and 91 stay; 保利 90, 91.5, 88, 91 → the same; the tie is
# broken by section 1, whose means are 40 and 38; 凯旋会 70, 71, 70.33, 70.34 → 70.33 and 70.34 stay


def test_the_figures_are_those_of_a_calculation_by_hand() -> None:
    told = recheck_table.as_json(recheck_table.recheck(RULES, SCORES))
    assert [(e["place"], e["entry"], e["final"]) for e in told["entries"]] == [
        (1, "朗悦花园", {"exact": "181/2", "shown": "90.50"}),
        (2, "保利花园", {"exact": "181/2", "shown": "90.50"}),
        (3, "=凯旋会花园", {"exact": "14067/200", "shown": "70.34"}),
    ]
    first = told["entries"][0]
    assert {e["expert"]: (e["total"]["exact"], e["is_dropped"]) for e in first["experts"]} == {
        "专家01": ("90", False),
        "专家02": ("183/2", True),
        "专家03": ("88", True),
        "专家04": ("91", False),
    }
    assert {c["criterion"]: c["mean"]["exact"] for c in first["criteria"]} == {
        "1.1": "40",
        "2.1": "401/8",
    }
    assert "按第 1 部分“居民满意度”得分比较，朗悦花园 40.00，保利花园 38.00" in first["explanation"]
    assert (told["is_decided"], [line["inside"] for line in told["cut_lines"]]) == (
        True,
        [["朗悦花园"], ["朗悦花园", "保利花园"]],
    )


def test_it_is_written_as_json_and_as_a_workbook(tmp_path: Path) -> None:
    rechecked = recheck_table.recheck(RULES, SCORES)
    recheck_table.write(rechecked, tmp_path / "核算.json")
    kept = json.loads((tmp_path / "核算.json").read_text(encoding="utf-8"))
    assert kept == recheck_table.as_json(rechecked)
    recheck_table.write(rechecked, tmp_path / "核算.xlsx")
    workbook = load_workbook(BytesIO((tmp_path / "核算.xlsx").read_bytes()))
    rows = list(workbook["排名"].iter_rows(max_col=4, values_only=True))
    assert (1, "朗悦花园", 90.5, "181/2") in rows
    assert (3, "=凯旋会花园", 70.34, "14067/200") in rows
    experts = {row[:2] for row in workbook["专家总分"].iter_rows(values_only=True)}
    assert ("保利花园", "专家04") in experts
    means = list(workbook["评分项均分"].iter_rows(values_only=True))
    assert any(row[0] == "朗悦花园" and row[-1] == "401/8" for row in means)


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    recheck_table.write(recheck_table.recheck(RULES, SCORES), tmp_path / "核算.xlsx")
    workbook = load_workbook(tmp_path / "核算.xlsx")
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    told = {str(cell.value) for row in workbook["排名"].iter_rows() for cell in row}
    assert "=凯旋会花园" in told


def test_another_suffix_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(MeihaoError, match=r"以 \.json 或 \.xlsx 结尾"):
        recheck_table.write(recheck_table.recheck(RULES, SCORES), tmp_path / "核算.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_hole_in_the_table_is_never_taken_for_a_zero(tmp_path: Path) -> None:
    lines = SCORES.read_text(encoding="utf-8").splitlines()
    holed = tmp_path / "得分.csv"
    holed.write_text("\n".join(line for line in lines if "专家04,2.1,53" not in line), "utf-8")
    with pytest.raises(MeihaoError, match="专家04对“保利花园”"):
        recheck_table.recheck(RULES, holed)


def test_a_recorded_vote_breaks_a_tie_and_a_strange_name_is_told(tmp_path: Path) -> None:
    text = RULES.read_text(encoding="utf-8").replace('"section 1", ', "")
    undecided = tmp_path / "规则.toml"
    undecided.write_text(text, encoding="utf-8")
    assert not recheck_table.recheck(undecided, SCORES).ranking.is_decided
    voted = tmp_path / "表决.toml"
    vote = '\n[[rulings]]\norder = ["保利花园", "{}"]\nreason = "记名表决"\n'
    voted.write_text(text + vote.format("朗悦花园"), encoding="utf-8")
    ranking = recheck_table.recheck(voted, SCORES).ranking
    assert ranking.inside(1) == ("保利花园",)
    voted.write_text(text + vote.format("无此小区"), encoding="utf-8")
    with pytest.raises(MeihaoError, match="无此小区"):
        recheck_table.recheck(voted, SCORES)
