"""What advisory figures mean in words; doubt is told as doubt."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.advice import readings
from meihao_desktop.domain.advice.advice import advice_of
from meihao_desktop.domain.advice.agreement import Agreement
from meihao_desktop.domain.advice.place_intervals import PlaceInterval
from meihao_desktop.domain.advice.severity import Estimate
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier

AGREED = Agreement(entries=7, experts=5, kendall_w=0.82, single=0.6, panel=0.91)


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (0.82, "W 0.82：各专家排序相当一致"),
        (0.61, "W 0.61：各专家排序大体一致"),
        (0.4, "W 0.40：各专家排序有一定分歧"),
        (0.1, "W 0.10：各专家排序分歧较大"),
    ],
)
def test_the_order_of_the_experts_is_told_in_four_steps(figure: float, told: str) -> None:
    assert readings.order_reading(replace(AGREED, kendall_w=figure)) == told


def test_reliability_is_told_of_one_expert_and_of_all() -> None:
    assert readings.single_reading(AGREED) == "ICC 0.60：只看一位专家的打分可靠程度一般"
    assert readings.panel_reading(AGREED) == "ICC 0.91：全体专家的均分很可靠"


def test_what_cannot_be_worked_out_says_so() -> None:
    assert "无法计算" in readings.order_reading(None)
    assert "无法计算" in readings.panel_reading(replace(AGREED, panel=None))
    assert readings.severity_reading(None) == "无法比较"
    assert readings.interval_text(None) == readings.inside_text(None, 2) == "—"


@pytest.mark.parametrize(
    ("effect", "error", "told", "text"),
    [
        (-1.83, 0.45, "偏严", "−1.83 ± 0.90"),
        (1.0, 0.4, "偏宽", "+1.00 ± 0.80"),
        (0.5, 0.4, "与各位相当", "+0.50 ± 0.80"),
        (0.5, None, "偏宽（无法估计误差）", "+0.50"),
        (0.0, None, "与各位相当", "0.00"),
    ],
)
def test_severe_or_lenient_only_where_the_interval_leaves_no_doubt(
    effect: float, error: float | None, told: str, text: str
) -> None:
    estimate = Estimate(effect=effect, standard_error=error, count=7)
    assert readings.severity_reading(estimate) == told
    assert readings.effect_text(estimate) == text


def test_an_interval_of_one_place_is_one_place() -> None:
    one = PlaceInterval(best=2, worst=2, inside={2: 1.0})
    assert readings.interval_text(one) == "第 2 名"
    assert readings.interval_text(replace(one, worst=6)) == "第 2～6 名"
    assert readings.inside_text(replace(one, inside={5: 0.934}), 5) == "93%"


def test_a_figure_that_rounds_to_nought_has_no_sign() -> None:
    assert [readings.signed(f) for f in (-0.001, 0.004, -0.5, 0.5)] == [
        "0.00", "0.00", "−0.50", "+0.50",
    ]  # fmt: skip


def test_each_line_tells_who_stands_surely_inside_and_who_near_it() -> None:
    dossier = a_dossier([[90] * 5, [80] * 5, [70] * 5], nomination_quota=1, shortlist_size=2)
    advice = advice_of(dossier, standing_of(dossier), seed="1")
    assert readings.line_readings(advice) == (
        "前 1 名：1 个小区的入选基本确定，没有小区在界线附近摇摆。",
        "前 2 名：2 个小区的入选基本确定，没有小区在界线附近摇摆。",
    )
    shaky = a_dossier([[90, 70, 80], [71, 90, 80], [10] * 3], experts=3, nomination_quota=1,
                      shortlist_size=2)  # fmt: skip
    told = readings.line_readings(advice_of(shaky, standing_of(shaky), seed="1"))
    assert told[0] == "前 1 名：0 个小区的入选基本确定，另有 2 个小区在界线附近。"
    steady = advice.experts[0]
    assert readings.turning_text(steady) == "名单不变"
    assert readings.turning_text(replace(steady, turns=(1, 2))) == "前 1、2 名有变化"


def test_a_line_that_takes_everybody_in_has_nothing_to_be_told() -> None:
    dossier = a_dossier([90, 80, 70], nomination_quota=3, shortlist_size=3)
    assert readings.line_readings(advice_of(dossier, standing_of(dossier), seed="1")) == ()
