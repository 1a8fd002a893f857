"""What every entry of the panel must satisfy, however it came in."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import Background, FormerUnit, PersonId, Role, Seat
from meihao_desktop.domain.phone import phone_mark, phone_salt
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import membership
from tests.operations.conftest import RoundIn
from tests.support.builders import a_panel, a_secretary, an_expert
from tests.support.rounds import CHAIR

PEOPLE = a_panel(3).people


def test_a_member_is_found_by_id_or_missed_by_it(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    assert membership.named_member(context, CHAIR).name == "专家01"
    with pytest.raises(MissingRecord, match="评审小组成员"):
        membership.named_member(context, PersonId("P99"))


def test_a_phone_becomes_the_mark_of_this_round(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    kept = membership.with_phone(context, an_expert(1, title=" 会长 "), "+86 138-0000-0001")
    salt = phone_salt(context.store.settings.review_round())
    assert kept.background.phone_mark == phone_mark("13800000001", salt)
    assert kept.title == "会长"
    assert membership.with_phone(context, kept, " ") == kept
    with pytest.raises(RuleViolation, match="不像电话号码"):
        membership.with_phone(context, kept, "内线")


def test_a_sound_member_stands_beside_the_others() -> None:
    newcomer = an_expert(9, unit="高校")
    assert membership.fault_of(newcomer, PEOPLE) is None
    membership.require_sound(newcomer, PEOPLE)
    same = replace(newcomer, name="专家01", unit="物业协会01")
    with pytest.raises(RuleViolation, match="已登记过同单位的“专家01”"):
        membership.require_sound(same, PEOPLE)


def test_the_first_fault_is_the_persons_own() -> None:
    assert membership.fault_of(an_expert(9, name=""), PEOPLE) == "请填写姓名。"
    both = an_expert(9, Role.EXPERT, Role.OBSERVER)
    assert "不能同时担任秘书或监督员" in (membership.fault_of(both, PEOPLE) or "")
    reserve = replace(a_secretary(), seat=Seat(is_reserve=True))
    assert "后备人员须是评审专家" in (membership.fault_of(reserve, PEOPLE) or "")


def test_years_may_be_open_but_not_reversed() -> None:
    def fault(begun: int | None, ended: int | None) -> str | None:
        former = FormerUnit(unit="甲物业", from_year=begun, until_year=ended)
        person = an_expert(9, background=Background(former_units=(former,)))
        return membership.fault_of(person, PEOPLE)

    assert fault(2019, None) is None
    assert fault(None, 2019) is None
    assert fault(2019, 2019) is None
    assert "离开年份早于到任年份" in (fault(2020, 2019) or "")


def test_the_last_secretary_stays_one() -> None:
    told = membership.fault_of(replace(a_secretary(), roles=frozenset({Role.OBSERVER})), PEOPLE)
    assert told == "评审小组至少要有一位秘书。"
