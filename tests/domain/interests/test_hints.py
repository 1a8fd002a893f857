"""What ties an expert to an estate is found, and what merely looks like it is not."""

# ruff: noqa: ANN401 -- keyword arguments are passed on as fields of the expert

from dataclasses import replace
from typing import Any

import pytest

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.domain.interests.hints import (
    Hint,
    Mention,
    Strength,
    hints,
    open_hints,
    undetected,
)
from meihao_desktop.domain.panel import Background, FormerUnit, ReviewPanel, Seat
from meihao_desktop.domain.phone import phone_mark, phone_salt
from meihao_desktop.domain.recusal import Interest, Recusals, RecusalStatus
from tests.support.builders import (
    a_county,
    a_fact,
    a_recusal,
    a_round,
    a_rubric,
    a_secretary,
    an_estate,
    an_expert,
    estate_id,
    expert_id,
)

COMPANY = "佛山市中海物业服务有限公司"
PHONE = "13800000000"


def an_estate_with(**facts: str) -> Estate:
    told = {FactName[name.upper()]: raw for name, raw in facts.items()}
    told.setdefault(FactName.PROPERTY_COMPANY, COMPANY)
    return an_estate(1, summary_facts={name: a_fact(name, raw, raw) for name, raw in told.items()})


def beside(
    estate: Estate | None = None, *, rules: dict[str, Any] | None = None, **who: Any
) -> Dossier:
    """One estate of 北流市 and one expert with these fields."""
    return Dossier(
        review_round=a_round(**(rules or {})),
        rubric=a_rubric(),
        counties=(a_county(1, "北流市"),),
        estates=(estate or an_estate_with(),),
        panel=ReviewPanel((a_secretary(), an_expert(1, **who))),
    )


def the_hint(dossier: Dossier) -> tuple[Interest, Strength] | None:
    found = hints(dossier)
    assert len(found) <= 1
    return (found[0].interest, found[0].strength) if found else None


def test_the_same_phone_is_certain_and_the_number_is_not_kept() -> None:
    mark = phone_mark(PHONE, phone_salt(a_round()))
    dossier = beside(
        an_estate_with(phone="0757-8600 0000 / 138 0000 0000"),
        background=Background(phone_mark=mark),
    )
    assert the_hint(dossier) == (Interest.RECOMMENDING_UNIT, Strength.CERTAIN)
    assert PHONE not in repr(dossier.panel)


def test_another_phone_is_nothing() -> None:
    mark = phone_mark("13800000001", phone_salt(a_round()))
    assert (
        the_hint(beside(an_estate_with(phone=PHONE), background=Background(phone_mark=mark)))
        is None
    )


@pytest.mark.parametrize(
    ("unit", "strength"),
    [
        (COMPANY, Strength.CERTAIN),
        ("佛山市中海物业管理有限责任公司", Strength.CERTAIN),
        ("中海物业管理广州有限公司", Strength.LIKELY),
        ("中海物业佛山分公司", Strength.LIKELY),
    ],
)
def test_the_same_enterprise_is_certain_and_the_same_group_likely(
    unit: str, strength: Strength
) -> None:
    assert the_hint(beside(unit=unit)) == (Interest.SAME_UNIT, strength)


@pytest.mark.parametrize(
    "unit",
    [
        "中海油物业管理有限公司",
        "佛山市物业服务有限公司",
        "佛山市物业行业协会",
        "玉林市住房和城乡建设局",
        "海中物业服务有限公司",
        "",
    ],
)
def test_units_that_share_only_weak_words_are_nothing(unit: str) -> None:
    assert the_hint(beside(unit=unit)) is None


def test_a_group_goes_by_every_word_of_the_rounds_table() -> None:
    table = {"company_groups": (CompanyGroup(name="中海", words=("优你互联",)),)}
    assert the_hint(beside(unit="优你互联物业服务有限公司", rules=table)) == (
        Interest.SAME_UNIT, Strength.LIKELY,
    )  # fmt: skip
    assert the_hint(beside(unit="优你互联物业服务有限公司")) is None


def test_the_group_entered_for_a_member_counts_like_the_unit() -> None:
    background = Background(group_company="中海物业集团有限公司")
    assert the_hint(beside(background=background)) == (Interest.SAME_UNIT, Strength.LIKELY)


@pytest.mark.parametrize(
    ("until", "years", "is_hint"),
    [(2025, 3, True), (2022, 3, True), (2021, 3, False), (None, 3, True), (2021, 5, True)],
)
def test_a_former_unit_counts_for_as_many_years_as_the_rules_say(
    until: int | None, years: int, is_hint: bool
) -> None:
    former = FormerUnit(unit=COMPANY, from_year=2010, until_year=until)
    dossier = beside(background=Background(former_units=(former,)), rules={"interest_years": years})
    expected = (Interest.EMPLOYMENT, Strength.CERTAIN) if is_hint else None
    assert the_hint(dossier) == expected


def test_name_and_unit_are_certain_and_the_name_alone_only_possible() -> None:
    estate = an_estate_with(contact="专家01（项目经理）13900000000")
    assert the_hint(beside(estate)) == (Interest.RECOMMENDING_UNIT, Strength.POSSIBLE)
    both = hints(beside(estate, unit=COMPANY))
    assert {(hint.interest, hint.strength) for hint in both} == {
        (Interest.RECOMMENDING_UNIT, Strength.CERTAIN),
        (Interest.SAME_UNIT, Strength.CERTAIN),
    }


def test_a_longer_name_is_another_name() -> None:
    assert the_hint(beside(an_estate_with(contact="专家011"))) is None


@pytest.mark.parametrize("county", ["北流市", "北流"])
def test_somebody_of_the_recommending_county_is_certain(county: str) -> None:
    dossier = beside(background=Background(counties=(county,)))
    assert the_hint(dossier) == (Interest.RECOMMENDING_UNIT, Strength.CERTAIN)


def test_a_unit_of_the_recommending_county_is_likely_and_of_another_nothing() -> None:
    assert the_hint(beside(unit="北流市住房和城乡建设局")) == (
        Interest.RECOMMENDING_UNIT, Strength.LIKELY,
    )  # fmt: skip
    assert the_hint(beside(unit="容县住房和城乡建设局")) is None


def test_home_and_coaching_are_compared_as_people_spell_estates() -> None:
    estate = replace(an_estate_with(), name="千灯湖1号")
    at_home = beside(estate, background=Background(homes=("千灯湖一号小区",)))
    assert the_hint(at_home) == (Interest.OWNER_OR_RESIDENT, Strength.CERTAIN)
    coached = beside(estate, background=Background(coached=("千灯湖 1 号",)))
    assert the_hint(coached) == (Interest.COACHED, Strength.CERTAIN)
    assert the_hint(beside(estate, background=Background(homes=("千灯湖2号",)))) is None


def test_a_member_of_the_committee_or_the_community_is_certain() -> None:
    estate = an_estate_with(community="桂城街道灯湖社区居委会")
    assert the_hint(beside(estate, unit="桂城街道灯湖社区居委会")) == (
        Interest.SAME_UNIT, Strength.CERTAIN,
    )  # fmt: skip
    assert the_hint(beside(estate, unit="桂城街道")) is None


def a_mention(words: str, *, is_unit: bool, file: str = "汇报.docx") -> Mention:
    return Mention(
        person=expert_id(1), estate=estate_id(1), words=words, is_unit=is_unit, file=file,
        place="第 3 段",
    )  # fmt: skip


def test_a_name_in_the_materials_is_possible_and_with_the_unit_beside_it_likely() -> None:
    dossier = beside()
    (alone,) = hints(dossier, [a_mention("专家01", is_unit=False)])
    assert alone.strength is Strength.POSSIBLE
    assert "汇报.docx › 第 3 段" in alone.basis
    both = [a_mention("专家01", is_unit=False), a_mention("物业协会01", is_unit=True)]
    assert [hint.strength for hint in hints(dossier, both)] == [Strength.LIKELY]
    apart = [both[0], a_mention("物业协会01", is_unit=True, file="台账.xlsx")]
    assert [hint.strength for hint in hints(dossier, apart)] == [Strength.POSSIBLE]


@pytest.mark.parametrize("status", list(RecusalStatus))
def test_once_a_pair_is_on_record_its_hints_are_silent(status: RecusalStatus) -> None:
    dossier = beside(unit=COMPANY)
    assert open_hints(dossier)
    on_record = replace(dossier, recusals=Recusals.of([a_recusal(1, status=status)]))
    assert open_hints(on_record) == ()
    assert hints(on_record)


def test_what_was_declared_without_any_hint_is_listed_the_other_way_round() -> None:
    dossier = replace(beside(), recusals=Recusals.of([a_recusal(1)]))
    assert undetected(dossier, hints(dossier)) == ((expert_id(1), estate_id(1)),)
    hinted = replace(beside(unit=COMPANY), recusals=dossier.recusals)
    assert undetected(hinted, hints(hinted)) == ()
    dismissed = Recusals.of([a_recusal(1, status=RecusalStatus.DISMISSED)])
    assert undetected(replace(dossier, recusals=dismissed), ()) == ()


def test_the_secretary_is_looked_at_too_and_somebody_replaced_is_not() -> None:
    dossier = beside(unit=COMPANY)
    secretary = replace(a_secretary(), unit=COMPANY)
    gone = replace(dossier.panel.people[1], seat=Seat(replaced_by="P05"))
    found = hints(replace(dossier, panel=ReviewPanel((secretary, gone))))
    assert [hint.person for hint in found] == [secretary.id]


def test_the_basis_says_what_was_compared_and_where_it_stood() -> None:
    (hint,) = hints(beside(unit="中海物业佛山分公司"))
    assert isinstance(hint, Hint)
    assert "中海物业佛山分公司" in hint.basis
    assert COMPANY in hint.basis


def test_no_enterprise_or_no_phone_in_the_materials_hints_at_nothing() -> None:
    blank = an_estate(
        1, summary_facts={FactName.PROPERTY_COMPANY: a_fact(FactName.PROPERTY_COMPANY, " ", "")}
    )
    assert the_hint(beside(blank, unit=COMPANY)) is None


def test_a_former_unit_of_the_same_group_is_likely_and_of_another_nothing() -> None:
    def former(unit: str) -> Background:
        return Background(former_units=(FormerUnit(unit=unit, until_year=2024),))

    likely = beside(background=former("中海物业管理广州有限公司"))
    assert the_hint(likely) == (Interest.EMPLOYMENT, Strength.LIKELY)
    assert the_hint(beside(background=former("中海油物业管理有限公司"))) is None


def test_a_mention_of_somebody_who_left_hints_at_nothing_any_more() -> None:
    gone = replace(a_mention("专家01", is_unit=False), person=expert_id(7))
    assert hints(beside(), [gone]) == ()
