"""The lines of a search result, their wording, and how an excerpt is cut."""

import pytest

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.operations.search_materials import Found, Hit, SearchResult
from meihao_desktop.ui.materials.search_delegate import excerpt
from meihao_desktop.ui.materials.search_rows import (
    HeadingRow,
    HitRow,
    SearchModel,
    WordlessRow,
    rows_of,
    told,
    wordless,
)


def a_material(name: str, kind: MaterialKind = MaterialKind.PDF) -> Material:
    return Material(path=f"朗悦花园/{name}", digest="0" * 64, size=1, kind=kind)


def a_hit(place: str = "第 3 页", before: str = "小区", after: str = "为 35%") -> Hit:
    return Hit(place=place, before=before, match="绿化率", after=after)


RESULT = SearchResult(
    found=(
        Found(material=a_material("合同.pdf"), hits=(a_hit(), a_hit("第 9 页"))),
        Found(material=a_material("绿化率.jpg", MaterialKind.IMAGE), hits=(a_hit("", "", ".jpg"),)),
    ),
    without_text=(
        a_material("绿化率.jpg", MaterialKind.IMAGE),
        a_material("门岗.jpg", MaterialKind.IMAGE),
        a_material("扫描件.pdf"),
    ),
)


def test_each_material_stands_above_its_hits_and_the_wordless_ones_come_last() -> None:
    rows = rows_of(RESULT)
    assert rows[0] == HeadingRow("合同.pdf", "2 处")
    hits = [row.place for row in rows if isinstance(row, HitRow)]
    assert hits == ["第 3 页", "第 9 页", "文件名"]
    assert rows[5] == HeadingRow("没有文字，搜不到（照片 2、扫描件 1）", "3 份")
    assert [row.material.file_name for row in rows if isinstance(row, WordlessRow)] == [
        "绿化率.jpg",
        "门岗.jpg",
        "扫描件.pdf",
    ]


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (RESULT, "2 份材料中有 3 处“绿化率”。"),
        (SearchResult(), "材料的文字中没有找到“绿化率”。"),
        (
            SearchResult(found=RESULT.found, is_cut=True),
            "2 份材料中有 3 处“绿化率”，只列出前面的部分。",
        ),
    ],
)
def test_the_count_is_one_sentence(result: SearchResult, sentence: str) -> None:
    assert told(result, "绿化率") == sentence


def test_nothing_is_said_of_wordless_materials_where_there_are_none() -> None:
    assert wordless(SearchResult(found=RESULT.found)) == ""
    assert rows_of(SearchResult()) == ()


def test_the_arrow_keys_pass_over_headings() -> None:
    model = SearchModel()
    model.show_rows(rows_of(RESULT))
    assert model.next_choice(-1, 1) == 1
    assert model.next_choice(2, 1) == 4
    assert model.next_choice(4, -1) == 2
    assert model.next_choice(1, -1) is None
    assert model.next_choice(len(model.rows) - 1, 1) is None


def test_every_line_can_be_read_aloud() -> None:
    model = SearchModel()
    model.show_rows(rows_of(RESULT))
    spoken = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
    assert spoken[:2] == ["合同.pdf 2 处", "第 3 页：小区绿化率为 35%"]
    assert spoken[-1] == "扫描件.pdf"


@pytest.mark.parametrize(
    ("before", "after", "characters", "shown"),
    [
        ("小区", "为 35%", 30, "小区绿化率为 35%"),
        ("住宅小区按合同约定的", "不低于百分之三十五", 13, "…同约定的绿化率不低于百分…"),
        ("", "不低于百分之三十五", 8, "绿化率不低于百分…"),
        ("住宅小区按合同约定的", "", 8, "…合同约定的绿化率"),
        ("住宅小区", "不低于", 2, "…绿化率…"),
    ],
)
def test_an_excerpt_keeps_the_words_in_view(
    before: str, after: str, characters: int, shown: str
) -> None:
    text, at, length = excerpt(a_hit("", before, after), characters)
    assert text == shown
    assert text[at : at + length] == "绿化率"
