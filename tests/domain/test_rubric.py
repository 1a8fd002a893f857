"""What a criterion takes, how points come about, and what makes a rubric unusable."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    CriterionId,
    CriterionKind,
    DeductionPer,
    DeductionRule,
    Part,
    Rubric,
)
from tests.support.builders import a_criterion, a_level, a_plain_rubric, a_rubric, a_section

GRADED, PRESENCE = CriterionKind.GRADED, CriterionKind.PRESENCE
RUBRIC = a_rubric()
RATE = RUBRIC.criterion(CriterionId("1.1"))
HAZARD = RUBRIC.criterion(CriterionId("6.5"))


def test_the_points_of_a_rubric_are_the_sum_of_its_criteria() -> None:
    assert RUBRIC.max_points == 100 == sum(criterion.max_points for criterion in RUBRIC)
    assert [str(section.max_points) for section in RUBRIC.sections] == ["20", "10", "70"]


def test_criteria_and_sections_are_found_by_their_number() -> None:
    assert RUBRIC.criterion(CriterionId("6.5")).name == "消防与充电安全"
    section = RUBRIC.section("6")
    assert section is not None
    assert section.name == "物业服务质量"
    assert RUBRIC.section("7") is None
    with pytest.raises(RuleViolation, match="没有评分项 7"):
        RUBRIC.criterion(CriterionId("7.1"))


@pytest.mark.parametrize(
    ("criterion", "points", "word"),
    [
        (a_criterion("1", 5), "5.5", "应在 0 至 5 分之间"),
        (a_criterion("1", 5), "-0.5", "应在 0 至 5 分之间"),
        (a_criterion("1", 5), "4.3", "应为 0.5 分的整数倍"),
        (a_criterion("1", 5, GRADED), "3.5", "可选 5、4、3、1.5 分"),
        (a_criterion("1", 5, PRESENCE), "3", "可选 5、0 分"),
        (a_criterion("1", 5), "NaN", "不是数字"),
    ],
)
def test_points_that_cannot_stand_are_told_why(
    criterion: Criterion, points: str, word: str
) -> None:
    fault = criterion.fault(Decimal(points))
    assert fault is not None
    assert word in fault


@pytest.mark.parametrize("points", ["0", "0.5", "5", "4.50"])
def test_points_on_the_step_stand(points: str) -> None:
    assert a_criterion("1", 5).fault(Decimal(points)) is None


def test_measured_criteria_must_be_the_same_for_every_expert() -> None:
    assert {kind for kind in CriterionKind if kind.is_objective} == {CriterionKind.RATE, PRESENCE}


@pytest.mark.parametrize(
    ("rate", "points"),
    [("99.6", "8"), ("95", "8"), ("93", "7.2"), ("90.7", "6.2"), ("40", "0")],
)
def test_a_rate_loses_points_for_each_percentage_point_below_its_line(
    rate: str, points: str
) -> None:
    assert RATE.from_rate(Decimal(rate)) == Decimal(points)
    assert RATE.fault(RATE.from_rate(Decimal(rate))) is None


def test_a_rate_without_a_line_keeps_its_points() -> None:
    assert HAZARD.from_rate(Decimal(10)) == 5


@given(st.integers(0, 40))
def test_deductions_never_go_below_zero(count: int) -> None:
    left = HAZARD.after_deductions({"一处隐患": Decimal(count), "别的": Decimal(9)})
    assert left == max(0, 5 - count)


def test_a_deduction_that_applies_once_is_taken_once() -> None:
    once = DeductionRule(label="无制度", amount=Decimal("0.5"), per=DeductionPer.ONCE)
    criterion = a_criterion("1", 2, CriterionKind.DEDUCTION, deductions=(once,))
    assert criterion.after_deductions({"无制度": Decimal(3)}) == Decimal("1.5")
    assert criterion.after_deductions({}) == 2


def of(*criteria: Criterion) -> Rubric:
    return a_rubric([a_section("1", "一", *criteria)])


def composite(*points: int) -> Criterion:
    components = tuple(
        Component(label=f"第{at}", max_points=Decimal(given)) for at, given in enumerate(points)
    )
    return a_criterion("1", 5, CriterionKind.COMPOSITE, components=components)


def deducting(*amounts: str, label: str = "") -> Criterion:
    rules = tuple(
        DeductionRule(label=label or given, amount=Decimal(given), per=DeductionPer.FINDING)
        for given in amounts
    )
    return a_criterion("1", 5, CriterionKind.DEDUCTION, deductions=rules)


@pytest.mark.parametrize(
    ("rubric", "word"),
    [
        (of(a_criterion("1", 5), a_criterion("1", 5)), "编号 1 重复"),
        (a_rubric([a_section("1", "一", a_criterion("1", 5)), a_section("1", "二")]), "部分编号 1"),
        (a_rubric([]), "没有任何评分项"),
        (a_rubric(parts=(Part(name="材料"), Part(name="现场"))), "权重合计应为 100%"),
        (a_rubric(parts=(Part(name="材料"), Part(name="材料", weight=Decimal(0)))), "“材料”重复"),
        (a_rubric(parts=(Part(name="现场"),)), "所属的“材料”未列入"),
        (of(a_criterion("1", 0)), "分值应大于 0"),
        (of(a_criterion("1", "5.2")), "不是计分单位 0.5 的整数倍"),
        (of(a_criterion("1", 5, step=Decimal(0))), "不是计分单位 0 的整数倍"),
        (of(a_criterion("1", 5, step=Decimal("0.005"))), "不能小于 0.01 分"),
        (of(a_criterion("1", 5, GRADED, levels=(a_level(5),))), "至少要有两个分档"),
        (of(a_criterion("1", 5, GRADED, levels=(a_level(6), a_level(1)))), "分档超出 0 至 5 分"),
        (of(a_criterion("1", 5, GRADED, levels=(a_level(5), a_level("1.255")))), "超过两位"),
        (of(composite(2, 2)), "各分项合计 4 分，与分值 5 不符"),
        (of(deducting()), "没有写明扣分办法"),
        (of(deducting("0")), "扣分应大于 0"),
        (of(deducting("1", "2", label="隐患")), "“隐患”重复"),
    ],
)
def test_a_rubric_that_cannot_be_used_says_why(rubric: Rubric, word: str) -> None:
    assert any(word in fault for fault in rubric.faults()), rubric.faults()


def test_sound_rubrics_have_no_fault() -> None:
    assert RUBRIC.faults() == ()
    assert a_plain_rubric(40, 60).faults() == ()
    assert of(composite(2, 3)).faults() == ()
    halves = (Part(name="材料", weight=Decimal("0.5")), Part(name="现场", weight=Decimal("0.5")))
    assert replace(RUBRIC, parts=halves).faults() == ()
