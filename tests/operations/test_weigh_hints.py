"""Hints on the panel desk: asked to declare, confirmed, dismissed for good; the opposite list."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.interests.hints import Strength
from meihao_desktop.domain.panel import Background, PersonId
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, weigh_hints
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, sit

EXPERT = EXPERTS[1]


def known_of(context: Context, person: PersonId, **background: tuple[str, ...]) -> None:
    found = context.person(person)
    assert found is not None
    with context.transaction("background"):
        context.store.panels.save_person(replace(found, background=Background(**background)))  # type: ignore[arg-type]


@pytest.fixture
def meeting(round_in: RoundIn) -> Context:
    """专家02 owns a home in the first estate and coached it; the observer sits there."""
    context = round_in(Phase.SEALED)
    known_of(context, EXPERT, homes=("朗悦花园",), coached=("朗悦花园",))
    sit(context, OBSERVER)
    return context


def test_a_pair_is_one_row_with_all_that_was_found(meeting: Context) -> None:
    (row,) = weigh_hints.hints_desk(meeting).hints
    assert (row.person_name, row.estate_name, row.county_name) == ("专家02", "朗悦花园", "玉州区")
    assert row.strength is Strength.CERTAIN
    assert len(row.bases) == 2
    assert "业主或住户" in row.basis
    assert (row.may_decide, row.is_asked, row.is_expert) == (True, False, True)


def test_a_dismissed_hint_stays_silent_for_good(meeting: Context) -> None:
    first = estates(meeting)[0]
    with pytest.raises(RuleViolation, match="请写明不成立的依据"):
        weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.DISMISSED)
    weigh_hints.decide_hint(
        meeting, EXPERT, first, RecusalStatus.DISMISSED, reason="房屋已于2015年出售"
    )
    assert weigh_hints.hints_desk(meeting).hints == ()
    assert not meeting.dossier().recusals.cover(EXPERT, first)
    known_of(meeting, EXPERT, homes=("朗悦花园",), counties=("玉州区",))
    assert all(row.estate != first for row in weigh_hints.hints_desk(meeting).hints)


def test_a_confirmed_hint_closes_the_estate(meeting: Context) -> None:
    first = estates(meeting)[0]
    weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.CONFIRMED, reason="产权登记为证")
    (recusal,) = meeting.dossier().recusals
    assert meeting.dossier().recusals.cover(EXPERT, first)
    assert (recusal.decided_by, recusal.decision_reason) == (OBSERVER, "产权登记为证")
    assert recusal.interest is Interest.OWNER_OR_RESIDENT


def test_who_is_asked_to_declare_stays_on_the_list_until_something_is_said(
    meeting: Context,
) -> None:
    first = estates(meeting)[0]
    weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.HINT)
    (row,) = weigh_hints.hints_desk(meeting).hints
    assert row.is_asked
    assert row.strength is Strength.CERTAIN
    assert not meeting.dossier().recusals.cover(EXPERT, first)
    sit(meeting, EXPERT)
    convene_panel.declare(meeting, first, Interest.OWNER_OR_RESIDENT, "本人自住")
    sit(meeting, OBSERVER)
    assert weigh_hints.hints_desk(meeting).hints == ()
    assert meeting.dossier().recusals.cover(EXPERT, first)


def test_one_who_was_asked_can_still_be_decided_on(meeting: Context) -> None:
    first = estates(meeting)[0]
    weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.HINT)
    weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.DISMISSED, reason="同名另一小区")
    assert weigh_hints.hints_desk(meeting).hints == ()


def test_nobody_decides_on_a_hint_about_themselves(meeting: Context) -> None:
    first = estates(meeting)[0]
    known_of(meeting, CHAIR, homes=("朗悦花园",))
    sit(meeting, CHAIR)
    rows = {row.person: row.may_decide for row in weigh_hints.hints_desk(meeting).hints}
    assert rows == {CHAIR: False, EXPERT: True}
    with pytest.raises(RuleViolation, match="不能认定自己的利害关系提示"):
        weigh_hints.decide_hint(meeting, CHAIR, first, RecusalStatus.DISMISSED, reason="无关")


def test_the_interest_of_a_secretary_is_decided_and_handed_over(meeting: Context) -> None:
    second = estates(meeting)[1]
    known_of(meeting, SECRETARY, homes=("长城二花园",))
    with pytest.raises(RuleViolation, match="秘书不是评审专家，请直接认定"):
        weigh_hints.decide_hint(meeting, SECRETARY, second, RecusalStatus.HINT)
    weigh_hints.decide_hint(meeting, SECRETARY, second, RecusalStatus.CONFIRMED, reason="属实")
    (row,) = convene_panel.panel_desk(meeting).recusals
    assert row.needs_deputy


def test_only_what_is_hinted_can_be_answered_and_only_so(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    with pytest.raises(MissingRecord, match="利害关系提示"):
        weigh_hints.decide_hint(meeting, EXPERT, second, RecusalStatus.HINT)
    with pytest.raises(RuleViolation, match="请本人申报、认定或不成立"):
        weigh_hints.decide_hint(meeting, EXPERT, first, RecusalStatus.WITHDRAWN, reason="误报")


def test_what_was_declared_without_any_hint_is_the_opposite_list(meeting: Context) -> None:
    first, second, _ = estates(meeting)
    sit(meeting, EXPERT)
    convene_panel.declare(meeting, first, Interest.OWNER_OR_RESIDENT, "本人自住")
    convene_panel.declare(meeting, second, Interest.KIN, "亲属任职")
    sit(meeting, OBSERVER)
    (row,) = weigh_hints.hints_desk(meeting).undetected
    assert (row.person_name, row.estate_name, row.basis) == ("专家02", "长城二花园", "亲属任职")
