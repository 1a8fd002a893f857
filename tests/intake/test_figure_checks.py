"""What the figures of one submission give reason to ask, and what they do not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.intake.figure_checks import check_estate, check_repeats
from meihao_desktop.intake.figures import read_figure
from tests.support.submissions import codes

AREA, HOUSEHOLDS, DATE = FactName.FLOOR_AREA, FactName.HOUSEHOLDS, FactName.HANDED_OVER_ON
SATISFACTION, COMPANY = FactName.RESIDENT_SATISFACTION, FactName.PROPERTY_COMPANY
SOUND = {AREA: "110700㎡", HOUSEHOLDS: "1018户", SATISFACTION: "93%", COMPANY: "甲物业公司"}


def facts(told: dict[FactName, str]) -> dict[FactName, Fact]:
    found: dict[FactName, Fact] = {}
    for name, raw in told.items():
        reading = read_figure(name, raw)
        found[name] = Fact(
            name=name,
            raw=raw,
            value=reading.value,
            unit=reading.unit,
            source=FactSource(file="汇总表.xlsx", place="表!C5"),
            is_guessed=reading.is_guessed,
            note=reading.note,
        )
    return found


def entry(
    summary: dict[FactName, str], form: dict[FactName, str] | None = None, name: str = "朗悦花园"
) -> EstateEntry:
    box = OpinionBox(label="社区意见", text="同意", is_filled=True)
    written = ApplicationForm(
        file="申报表.docx",
        estate_name=name,
        facts=facts(form or {}),
        practices="支部建在小区。",
        opinions=(box,),
    )
    return EstateEntry(
        name=name,
        summary_facts=facts({**SOUND, **summary}),
        application_form=written if form is not None else None,
    )


def asked(one: EstateEntry) -> list[Finding]:
    return list(check_estate(one))


def test_a_sound_estate_is_not_asked_about() -> None:
    assert asked(entry({DATE: "2014年6月建成"}, {HOUSEHOLDS: "1018"})) == []


def test_no_households_at_all_are_asked_about_once() -> None:
    assert codes(asked(entry({HOUSEHOLDS: "0户"}))) == ["figure_zero"]


@pytest.mark.parametrize(("raw", "code"), [("101%", "rate_over"), ("优秀", "figure_unparsed")])
def test_a_rate_above_a_hundred_is_told_apart_from_words(raw: str, code: str) -> None:
    assert codes(asked(entry({SATISFACTION: raw}))) == [code]


@pytest.mark.parametrize(
    ("summary", "form"),
    [
        ({DATE: "2014.6"}, {DATE: "2014年6月建成"}),
        ({DATE: "2014年"}, {DATE: "2014-06"}),
        ({AREA: "11.07万㎡"}, {AREA: "110700平方米"}),
        ({COMPANY: "万科物业服务有限公司"}, {COMPANY: "万科物业"}),
        ({FactName.ADDRESS: "环兴路"}, {FactName.ADDRESS: "坪环社区环兴路1号"}),
    ],
)
def test_other_words_for_the_same_do_not_differ(
    summary: dict[FactName, str], form: dict[FactName, str]
) -> None:
    assert asked(entry(summary, form)) == []


@pytest.mark.parametrize(
    ("summary", "form"),
    [
        ({DATE: "2014.6"}, {DATE: "2013年6月建成"}),
        ({AREA: "11.07万㎡"}, {AREA: "110701平方米"}),
        ({SATISFACTION: "93%"}, {SATISFACTION: "93分"}),
        ({COMPANY: "万科物业服务有限公司"}, {COMPANY: "保利物业服务有限公司"}),
    ],
)
def test_what_differs_is_told_with_both_readings(
    summary: dict[FactName, str], form: dict[FactName, str]
) -> None:
    assert codes(asked(entry(summary, form))) == ["figure_differs"]


def test_facts_that_nobody_gives_are_listed_together() -> None:
    one = replace(entry({}), summary_facts=facts({AREA: "110700㎡", COMPANY: "甲物业"}))
    (finding,) = asked(one)
    assert finding.code == "door_facts_missing"
    assert "户数、居民满意度" in finding.sentence


def test_a_form_without_practices_is_told() -> None:
    one = entry({}, {HOUSEHOLDS: "1018"})
    assert one.application_form is not None
    bare = replace(one, application_form=replace(one.application_form, practices=" "))
    assert codes(asked(bare)) == ["practices_missing"]


def test_one_company_in_two_spellings_is_asked_about() -> None:
    one = entry({COMPANY: "保利（广州）物业发展有限公司"}, name="金域蓝湾")
    other = entry({COMPANY: "保利广州物业"}, name="朗悦花园")
    (finding,) = check_repeats([one, other])
    assert finding.code == "door_company_spellings"
    assert "“金域蓝湾”、“朗悦花园”" in finding.sentence
    assert list(check_repeats([one, replace(one, name="乙")])) == []
    assert list(check_repeats([one, entry({COMPANY: "保利物业"}, name="乙")])) == []


def test_spellings_that_the_round_asks_about_are_not_asked_about_twice() -> None:
    one = entry({COMPANY: "佛山市万科物业服务有限公司"}, name="金域蓝湾")
    assert list(check_repeats([one, entry({COMPANY: "佛山万科物业"}, name="乙")])) == []


def test_one_file_with_several_forms_is_no_repeated_file() -> None:
    shared = Material(path="申报表.xlsx", digest="d", size=1, kind=MaterialKind.WORKBOOK)
    owners = [replace(entry({}, name=name), materials=(shared,)) for name in "甲乙"]
    assert list(check_repeats(owners)) == []
    copy = replace(owners[1], materials=(replace(shared, path="乙/申报表.xlsx"),))
    assert codes(check_repeats([owners[0], copy])) == ["same_file"]


def test_figures_are_decimals() -> None:
    assert facts(SOUND)[AREA].value == Decimal(110700)
