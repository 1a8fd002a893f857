"""What the room sees: the agenda from the sealing on, the places only once they may be told."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import begin_round, convene_panel, present_meeting
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, sit


def test_the_agenda_calls_out_whoever_declared_an_interest(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    sit(context, EXPERTS[2])
    convene_panel.declare(context, estates(context)[0], Interest.KIN, "配偶任职")
    sit(context, CHAIR)
    agenda = present_meeting.agenda(context)
    assert [item.call for item in agenda.items] == ["全体评审专家在场", "请回避离场：专家03"]
    assert "配偶" not in repr(agenda)


def test_no_place_is_told_before_collating_whoever_asks(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    for person in (SECRETARY, CHAIR):
        sit(context, person)
        with pytest.raises(RuleViolation, match=r"只能在汇总.*阶段在大屏上公布名次"):
            present_meeting.reveal(context)


def test_experts_and_observer_do_not_run_the_projector(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    for person in (EXPERTS[1], OBSERVER):
        sit(context, person)
        with pytest.raises(RuleViolation, match="只有秘书、组长"):
            present_meeting.reveal(context)
        with pytest.raises(RuleViolation, match="只有秘书、组长"):
            present_meeting.agenda(context)


def test_the_places_come_last_first_and_name_no_expert(round_in: RoundIn) -> None:
    reveal = present_meeting.reveal(round_in(Phase.COLLATING))
    assert [step.estates[0].name for step in reveal.steps] == [
        "凯旋会花园", "长城二花园", "朗悦花园",
    ]  # fmt: skip
    assert "专家0" not in repr(reveal)
    assert reveal.outside == 0


def test_what_is_not_final_is_a_draft_on_the_wall_too(round_in: RoundIn) -> None:
    assert present_meeting.reveal(round_in(Phase.SIGNING)).mark == "演练 草稿"
    assert present_meeting.reveal(round_in(Phase.FINAL)).mark == "演练"
    assert present_meeting.agenda(round_in(Phase.SEALED)).mark == "演练"


def test_only_a_final_result_of_a_real_round_bears_no_mark(round_in: RoundIn) -> None:
    context = round_in(Phase.FINAL)
    settings = context.store.settings
    with context.transaction("test"):
        settings.save_round(replace(settings.review_round(), mode=RoundMode.FORMAL))
    assert present_meeting.reveal(context).mark == ""
    with context.transaction("test"):
        settings.save_round(replace(settings.review_round(), phase=Phase.SIGNING))
    assert present_meeting.reveal(context).mark == "草稿"
