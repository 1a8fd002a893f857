"""The tie chain in the settings: steps are added, removed, moved, and say what they compare."""

import pytest
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import RoundRules, TieStep, TieStepKind
from meihao_desktop.ui import theme
from meihao_desktop.ui.settings_desk.tie_chain_field import NO_STEPS, TieChainField
from tests.support.builders import a_criterion, a_rubric, a_section
from tests.ui.widgets.wheel import wheel

CHAIN = RoundRules().tie_chain
VOTE = TieStep(kind=TieStepKind.VOTE)
PAIRS = TieStep(kind=TieStepKind.HEAD_TO_HEAD)


def by_section(number: str) -> TieStep:
    return TieStep(kind=TieStepKind.SECTION, section=number)


@pytest.fixture
def field(qtbot: QtBot) -> TieChainField:
    field = TieChainField("tie_chain", "并列的处理")
    qtbot.addWidget(field.widget)
    sections = [
        a_section(number, name, a_criterion(f"{number}.1", 10))
        for number, name in (("1", "居民满意度"), ("2", "物业服务"), ("6", "社区治理"))
    ]
    field.use_rubric(a_rubric(sections))
    field.widget.resize(1200, 400)
    field.widget.show()
    return field


def heard(field: TieChainField) -> list[int]:
    times: list[int] = []
    field.changed.connect(lambda: times.append(1))
    return times


def test_the_chain_of_the_rules_comes_back_as_it_was_shown(field: TieChainField) -> None:
    field.show_value(CHAIN)
    assert field.value() == CHAIN


def test_every_step_is_shown_in_chinese_words(field: TieChainField) -> None:
    field.show_value((by_section("6"), PAIRS, TieStep(kind=TieStepKind.SMALLER_SPREAD), VOTE))
    assert [row.kind.currentText() for row in field._list.rows] == [
        "指标得分",
        "共同专家两两比较",
        "专家评分离散程度较小者在前",
        "评审小组表决",
    ]
    assert field._list.rows[0].section.currentText() == "6　社区治理"
    assert [row.section.isHidden() for row in field._list.rows] == [False, True, True, True]


def test_an_added_step_compares_a_section_that_is_not_compared_yet(field: TieChainField) -> None:
    field.show_value((by_section("1"), VOTE))
    times = heard(field)
    field._list.add_button.click()
    assert field.value() == (by_section("1"), VOTE, by_section("2"))
    assert times


def test_when_all_sections_are_compared_the_next_step_compares_in_pairs(
    field: TieChainField,
) -> None:
    field.show_value(tuple(map(by_section, "126")))
    field._list.add_button.click()
    assert field.value()[-1] == PAIRS


def test_a_step_is_removed(field: TieChainField) -> None:
    field.show_value(CHAIN)
    field._list.rows[1].remove.click()
    assert field.value() == (CHAIN[0], CHAIN[2])


def test_without_steps_the_field_says_what_then_happens(field: TieChainField) -> None:
    field.show_value((VOTE,))
    assert not field._list._nothing.isVisible()
    field._list.rows[0].remove.click()
    assert field.value() == ()
    assert field._list._nothing.isVisible()
    assert field._list._nothing.text() == NO_STEPS


def test_a_step_moves_up_and_down_but_never_out_of_the_chain(field: TieChainField) -> None:
    field.show_value(CHAIN)
    field._list.rows[2].up.click()
    assert field.value() == (CHAIN[0], CHAIN[2], CHAIN[1])
    field._list.rows[0].down.click()
    assert field.value() == (CHAIN[2], CHAIN[0], CHAIN[1])
    assert not field._list.rows[0].up.isEnabled()
    assert not field._list.rows[-1].down.isEnabled()


def test_another_section_is_chosen_for_a_step(field: TieChainField) -> None:
    field.show_value(CHAIN)
    times = heard(field)
    section = field._list.rows[0].section
    section.setCurrentIndex(section.findData("2"))
    assert field.value() == (by_section("2"), *CHAIN[1:])
    assert times


def test_another_kind_of_step_forgets_the_section(field: TieChainField) -> None:
    field.show_value(CHAIN)
    kind = field._list.rows[0].kind
    kind.setCurrentIndex(kind.findData(TieStepKind.HEAD_TO_HEAD))
    assert field.value() == (PAIRS, *CHAIN[1:])
    assert field._list.rows[0].section.isHidden()


def test_a_section_that_the_rubric_does_not_have_says_so_and_is_kept(field: TieChainField) -> None:
    field.show_value((by_section("9"),))
    assert field._list.rows[0].section.currentText() == "9　评分标准中没有"
    assert field.value() == (by_section("9"),)


def test_the_wheel_changes_no_step(field: TieChainField) -> None:
    field.show_value(CHAIN)
    for row in field._list.rows:
        wheel(row.kind)
        wheel(row.section)
    assert field.value() == CHAIN


def test_a_locked_chain_can_be_read_only(field: TieChainField) -> None:
    field.show_value(CHAIN)
    field.set_locked(locked=True)
    assert not field._list.add_button.isEnabled()
    for row in field._list.rows:
        assert not any(part.isEnabled() for part in (row.kind, row.section, row.up, row.remove))


@pytest.mark.parametrize("points", [18, 24, 30])
def test_a_step_fits_the_smallest_screen(field: TieChainField, points: int) -> None:
    theme.scale(points)
    field.show_value(CHAIN)
    assert field._list.rows[0].minimumSizeHint().width() <= 1250
