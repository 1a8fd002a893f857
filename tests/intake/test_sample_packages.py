"""The four shipped packages, in shapes that officials send, are read with every figure right."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from meihao_desktop.intake import read_submission
from tests.support.submissions import codes

SOURCES = {
    "广州市": ("广州市", "文件夹"),
    "深圳市": ("深圳市报送材料.zip", "ZIP（GBK 文件名）"),
    "珠海市": ("珠海市报送材料.zip", "ZIP（UTF-8 文件名）"),
    "佛山市": ("佛山市", "文件夹"),
}
ESTATES = {
    "凯旋会花园": "广州市",
    "保利花园": "广州市",
    "朗悦花园": "深圳市",
    "长城二花园": "深圳市",
    "华发世纪城": "珠海市",
    "金域蓝湾": "佛山市",
    "千灯湖1号": "佛山市",
}
SEED = Path(__file__).parents[2] / "scripts" / "sample" / "seed-estates.json"
WRONG_ON_PURPOSE = ("华发世纪城", FactName.HOUSEHOLDS, Decimal(5451))


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReceivedSubmission]:
    """All four, read once."""
    folder = resources.path("sample", "packages")
    return {
        county: read_submission(folder / name, tmp_path_factory.mktemp("in") / "s", Watch())
        for county, (name, _) in SOURCES.items()
    }


@pytest.fixture(scope="module")
def entries(counties: dict[str, ReceivedSubmission]) -> dict[str, EstateEntry]:
    return {entry.name: entry for received in counties.values() for entry in received.estates}


def seed(name: str) -> dict[str, Any]:
    estates = json.loads(SEED.read_text(encoding="utf-8"))["estates"]
    return next(estate for estate in estates if estate["name"] == name)


def figures_of(name: str) -> dict[FactName, tuple[Decimal, str]]:
    """What the published text says, with exact numbers."""
    facts = seed(name)
    satisfaction = facts["resident_satisfaction"]
    told = {
        FactName.FLOOR_AREA: (facts["floor_area_m2"], "㎡"),
        FactName.HOUSEHOLDS: (facts["households"], "户"),
        FactName.GREENING_RATE: (facts["greening_rate_pct"], "%"),
        FactName.FEE_COLLECTION: (facts["fee_collection"]["pct"], "%"),
        FactName.RESIDENT_SATISFACTION: (
            (satisfaction["pct"], "%")
            if satisfaction["score"] is None
            else (satisfaction["score"], "分")
        ),
    }
    return {
        name: (Decimal(str(figure)), unit)
        for name, (figure, unit) in told.items()
        if figure is not None
    }


def figures_in(facts: dict[FactName, Fact]) -> dict[FactName, tuple[Decimal, str]]:
    return {
        name: (fact.value, fact.unit)
        for name, fact in facts.items()
        if isinstance(fact.value, Decimal) and name is not FactName.RECOMMENDED_PLACE
    }


@pytest.mark.parametrize("county", SOURCES)
def test_a_package_is_what_it_is_and_of_its_county(
    counties: dict[str, ReceivedSubmission], county: str
) -> None:
    received = counties[county]
    assert (received.source_name, received.container) == SOURCES[county]
    assert received.county_name == county
    assert {entry.name for entry in received.estates} == {
        name for name, place in ESTATES.items() if place == county
    }


@pytest.mark.parametrize("name", ESTATES)
def test_every_figure_of_the_summary_is_right(entries: dict[str, EstateEntry], name: str) -> None:
    wanted = figures_of(name)
    read = figures_in(dict(entries[name].summary_facts))
    assert read == {fact: figure for fact, figure in wanted.items() if fact in read}
    assert not [f for f in entries[name].summary_facts.values() if f.value is None]


@pytest.mark.parametrize("name", ESTATES)
def test_every_figure_of_the_form_is_right(entries: dict[str, EstateEntry], name: str) -> None:
    form = entries[name].application_form
    assert form is not None
    wanted = figures_of(name)
    if name == WRONG_ON_PURPOSE[0]:
        wanted[WRONG_ON_PURPOSE[1]] = (WRONG_ON_PURPOSE[2], "户")
    assert figures_in(dict(form.facts)) == wanted


@pytest.mark.parametrize("name", ESTATES)
def test_every_text_of_the_form_is_that_of_the_published_facts(
    entries: dict[str, EstateEntry], name: str
) -> None:
    form = entries[name].application_form
    assert form is not None
    facts = seed(name)
    wanted = {
        FactName.ADDRESS: facts["address"],
        FactName.PROPERTY_COMPANY: facts["property_company"],
        FactName.SUBDISTRICT: facts["subdistrict"],
        FactName.COMMUNITY: facts["community"],
        FactName.HANDED_OVER_ON: facts["delivered"]["as_written"],
        FactName.HONOURS: "；".join(honour["name"] for honour in facts["honours"]) or None,
    }
    assert {key: form.facts[key].value if key in form.facts else None for key in wanted} == wanted
    assert len(form.practices) > 150


def test_the_summaries_leave_out_what_the_text_leaves_out(entries: dict[str, EstateEntry]) -> None:
    read = {name: set(figures_in(dict(entries[name].summary_facts))) for name in ESTATES}
    assert read["凯旋会花园"] == read["保利花园"] == set()
    assert read["朗悦花园"] == {FactName.FLOOR_AREA, FactName.HOUSEHOLDS, FactName.GREENING_RATE}
    assert read["华发世纪城"] == {FactName.FLOOR_AREA, FactName.HOUSEHOLDS}
    assert len(read["金域蓝湾"]) == len(read["千灯湖1号"]) == 5
    assert len(read["长城二花园"]) == 4


def test_raw_texts_and_cells_of_the_office_with_wide_digits_are_kept(
    entries: dict[str, EstateEntry],
) -> None:
    facts = entries["金域蓝湾"].summary_facts
    area = facts[FactName.FLOOR_AREA]
    assert (area.raw, area.source.label) == ("７３．５", "佛山市推荐汇总表.xlsx › 推荐汇总表!E5")
    assert facts[FactName.FEE_COLLECTION].raw == "９９．７％"
    assert entries["千灯湖1号"].summary_facts[FactName.RESIDENT_SATISFACTION].is_guessed


def test_the_findings_are_the_promised_ones(counties: dict[str, ReceivedSubmission]) -> None:
    assert {county: codes(received.findings) for county, received in counties.items()} == {
        "广州市": ["opinion_empty", "facts_missing", "facts_missing"],
        "深圳市": ["facts_missing", "facts_missing"],
        "珠海市": ["figure_differs", "facts_missing"],
        "佛山市": ["name_guessed", "unit_guessed"],
    }
    assert "保利花园" in counties["广州市"].findings[0].sentence
    assert "县（市、区）" in counties["广州市"].findings[0].sentence
    assert "5451户" in counties["珠海市"].findings[0].sentence


def test_other_spellings_are_shown_for_confirmation(
    counties: dict[str, ReceivedSubmission],
) -> None:
    shown = {(m.written, m.where.value, m.estate): m.is_guessed for m in counties["佛山市"].matches}
    assert shown == {
        ("万科金域蓝湾", "文件夹名", "金域蓝湾"): True,
        ("千灯湖1号小区", "文件夹名", "千灯湖1号"): False,
    }


@pytest.mark.parametrize("name", ESTATES)
def test_every_estate_has_its_ten_materials_of_all_kinds(
    entries: dict[str, EstateEntry], name: str
) -> None:
    kinds = [material.kind for material in entries[name].materials]
    assert sorted(kinds, key=lambda kind: kind.name) == [
        *[MaterialKind.IMAGE] * 3, *[MaterialKind.PDF] * 2, MaterialKind.TEXT,
        *[MaterialKind.WORD] * 2, *[MaterialKind.WORKBOOK] * 2,
    ]  # fmt: skip


def test_only_the_summaries_belong_to_no_estate(counties: dict[str, ReceivedSubmission]) -> None:
    for received in counties.values():
        shared = [material.file_name for material in received.shared_materials]
        assert len(shared) == 1
        assert "推荐汇总表" in shared[0]
