"""A panel that could be objected to is told while it can still be changed."""

from dataclasses import replace
from typing import Any

import pytest

from meihao_desktop.domain.conflicts import composition
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Background, PersonKind, ReviewPanel
from meihao_desktop.domain.review_round import Phase
from tests.support.builders import a_dossier, an_expert


def of(*fields: dict[str, Any], phase: Phase = Phase.RECEIVING) -> Dossier:
    people = tuple(an_expert(number, **each) for number, each in enumerate(fields, start=1))
    return replace(a_dossier(phase=phase), panel=ReviewPanel(people))


def told(dossier: Dossier) -> list[str]:
    return [finding.sentence for finding in composition.check(dossier)]


ASSOCIATION: dict[str, Any] = {"unit": "市物业行业协会"}
BUREAU: dict[str, Any] = {"unit": "市住房和城乡建设局", "kind": PersonKind.BUREAU}


def test_five_of_whom_two_are_the_bureaus_is_too_few_from_outside() -> None:
    (sentence,) = told(of(*[ASSOCIATION] * 3, *[BUREAU] * 2))
    assert "只有 3 位，不到 66%" in sentence


@pytest.mark.parametrize("panel", [[ASSOCIATION] * 5, [*[ASSOCIATION] * 6, BUREAU]])
def test_a_panel_by_the_book_is_not_told(panel: list[dict[str, Any]]) -> None:
    assert told(of(*panel)) == []


def test_an_even_and_a_small_panel_are_told() -> None:
    assert [s[:11] for s in told(of(*[ASSOCIATION] * 4))] == ["评审小组有专家 4 人"] * 2
    assert any("双数" in sentence for sentence in told(of(*[ASSOCIATION] * 6)))


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("中海物业佛山分公司", "中海物业佛山分公司", "同一单位"),
        ("中海物业佛山分公司", "中海物业管理广州有限公司", "同属“中海”"),
    ],
)
def test_two_from_one_enterprise_or_group_are_told(first: str, second: str, words: str) -> None:
    (sentence,) = told(of({"unit": first}, {"unit": second}, *[ASSOCIATION] * 3))
    assert words in sentence


def test_the_group_entered_for_a_member_counts() -> None:
    member = {
        "unit": "佛山某项目部",
        "background": Background(group_company="中海物业集团有限公司"),
    }
    (sentence,) = told(of(member, {"unit": "中海物业佛山分公司"}, *[ASSOCIATION] * 3))
    assert "同属“中海”" in sentence


def test_two_of_different_enterprises_with_weak_words_in_common_are_nothing() -> None:
    panel = [{"unit": "佛山市中海物业服务有限公司"}, {"unit": "佛山市万科物业服务有限公司"}]
    assert told(of(*panel, *[ASSOCIATION] * 3)) == []


def test_while_the_round_is_prepared_nobody_is_bothered() -> None:
    assert told(of(*[ASSOCIATION] * 4, phase=Phase.PREPARING)) == []
