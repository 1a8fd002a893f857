"""The list of the panel out and in: looked at first, taken over whole, columns it lacks kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Background, Role, Seat
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, exchange_panel
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_panel import Effect
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, sit


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.RECEIVING)


def a_list(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "名单.csv"
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def test_a_list_that_went_out_changes_nothing_when_it_comes_in(
    context: Context, tmp_path: Path
) -> None:
    expert = context.person(EXPERTS[1])
    assert expert is not None
    told = Background(group_company="碧桂园", homes=("朗悦花园",))
    convene_panel.save_person(context, replace(expert, background=told), phone="13800000001")
    path = exchange_panel.export_list(context, tmp_path / "名单.xlsx")
    offer = exchange_panel.read_list(context, path)
    assert {row.effect for row in offer.rows} == {Effect.SAME}
    assert offer.counts == "不变 5"
    with pytest.raises(RuleViolation, match="没有需要新增或更新的人员"):
        exchange_panel.take_over(context, offer)


def test_new_members_come_in_and_known_ones_are_changed(context: Context, tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        "姓名,单位,职称,电话,席位",
        "专家02,行业协会,高级工程师,,正式",
        "专家04,高校,教授,13800000001,后备",
        "专家05,高校,教授,,正式",
    )
    offer = exchange_panel.read_list(context, path)
    assert [row.effect for row in offer.rows] == [Effect.CHANGED, Effect.NEW, Effect.NEW]
    assert offer.counts == "新增 2、更新 1"
    before = context.store.panels.people()
    assert len(before) == 5, "reading a list changes nothing"
    exchange_panel.take_over(context, offer)
    people = {person.name: person for person in context.store.panels.people()}
    assert people["专家02"].id == EXPERTS[1]
    assert people["专家02"].title == "高级工程师"
    assert (people["专家04"].id, people["专家05"].id) == ("P06", "P07")
    assert people["专家04"].seat.is_reserve
    assert len(people["专家04"].background.phone_mark) == 64
    assert people["专家05"].roles == {Role.EXPERT}


def test_columns_that_the_list_lacks_stay_as_they_were(context: Context, tmp_path: Path) -> None:
    expert = context.person(EXPERTS[1])
    assert expert is not None
    told = Background(homes=("朗悦花园",))
    convene_panel.save_person(context, replace(expert, background=told, seat=Seat(is_reserve=True)))
    path = a_list(tmp_path, "姓名,单位,职务", "专家02,行业协会,会长")
    exchange_panel.take_over(context, exchange_panel.read_list(context, path))
    kept = context.person(EXPERTS[1])
    assert kept is not None
    assert (kept.title, kept.background, kept.seat.is_reserve) == ("会长", told, True)


def test_the_only_one_of_a_name_is_found_after_a_change_of_unit(
    context: Context, tmp_path: Path
) -> None:
    path = a_list(tmp_path, "姓名,单位", "专家02,新单位")
    (row,) = exchange_panel.read_list(context, path).rows
    assert (row.effect, row.person.id, row.person.unit) == (Effect.CHANGED, EXPERTS[1], "新单位")


def test_the_chair_stays_the_chair(context: Context, tmp_path: Path) -> None:
    path = a_list(tmp_path, "姓名,单位,角色,职务", "专家01,行业协会,专家,会长")
    exchange_panel.take_over(context, exchange_panel.read_list(context, path))
    chair = context.dossier().panel.chair
    assert chair is not None
    assert (chair.id, chair.title) == (CHAIR, "会长")


def test_lines_that_cannot_be_are_told_and_left_out(context: Context, tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        "姓名,单位,角色",
        "专家07,甲,专家、秘书",
        "专家08,乙,专家",
        "专家08,乙,专家",
        "专家01,行业协会,监督员",
    )
    rows = exchange_panel.read_list(context, path).rows
    assert [row.effect for row in rows] == [
        Effect.REFUSED,
        Effect.NEW,
        Effect.SAME,
        Effect.REFUSED,
    ]
    assert "不能同时担任秘书或监督员" in rows[0].told


def test_the_list_is_for_the_secretary_alone(context: Context, tmp_path: Path) -> None:
    sit(context, OBSERVER)
    with pytest.raises(RuleViolation, match="只有秘书可以导出"):
        exchange_panel.export_list(context, tmp_path / "名单.xlsx")
    assert not (tmp_path / "名单.xlsx").exists()


def test_an_empty_form_can_be_filled_in(context: Context, tmp_path: Path) -> None:
    path = exchange_panel.export_list(context, tmp_path / "空表.xlsx", is_blank=True)
    offer = exchange_panel.read_list(context, path)
    assert offer.rows == ()
    assert "没有人员" in offer.findings[0].sentence
