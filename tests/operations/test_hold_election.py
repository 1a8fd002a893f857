"""The election of the chair: who votes, what is recorded, and who sits there afterwards."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.chair_election import Poll
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonKind, Role, Seat
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, hold_election, note_presence
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.note_presence import Presence
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def a_poll(*votes: int) -> Poll:
    return Poll(votes=dict(zip(EXPERTS, votes, strict=True)), voters=3)


def test_a_run_off_elects_and_is_recorded_with_all_its_polls(context: Context) -> None:
    polls = [a_poll(1, 1, 1), a_poll(1, 2, 0)]
    hold_election.record_election(context, polls)
    desk = hold_election.election_desk(context)
    assert desk.chair is not None
    assert desk.chair.id == EXPERTS[1]
    (election,) = desk.elections
    assert (election.number, election.polls) == (1, tuple(polls))
    former = context.person(CHAIR)
    assert former is not None
    assert former.roles == {Role.EXPERT}
    hold_election.record_election(context, [a_poll(3, 0, 0)])
    assert [e.number for e in context.dossier().elections] == [1, 2]
    assert context.store.audit_log.verify().faults == ()


def test_without_a_majority_nobody_is_seated(context: Context) -> None:
    with pytest.raises(RuleViolation, match="第 1 轮没有人得票过半，请再投一轮"):
        hold_election.record_election(context, [a_poll(1, 1, 1)])
    assert hold_election.election_desk(context).elections == ()


def test_only_seated_experts_stand_for_the_chair(context: Context) -> None:
    with pytest.raises(RuleViolation, match="须从在席的评审专家中推选"):
        hold_election.record_election(context, [Poll(votes={OBSERVER: 3}, voters=3)])
    third = context.person(EXPERTS[2])
    assert third is not None
    with context.transaction("reserve"):
        context.store.panels.save_person(replace(third, seat=Seat(is_reserve=True)))
    assert [p.id for p in hold_election.election_desk(context).members] == list(EXPERTS[:2])


def test_those_present_are_the_voters_proposed(context: Context) -> None:
    assert hold_election.election_desk(context).present == 3
    note_presence.note_presence(context, EXPERTS[:2], Presence.ARRIVED)
    assert hold_election.election_desk(context).present == 2


def test_a_candidate_of_the_bureau_is_cautioned(context: Context) -> None:
    chair = context.person(CHAIR)
    assert chair is not None
    assert hold_election.caution(chair) == ""
    told = hold_election.caution(replace(chair, kind=PersonKind.BUREAU))
    assert "专家01来自市住建局" in told


def test_who_was_voted_on_stays_on_the_list(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    hold_election.record_election(context, [a_poll(3, 0, 0)])
    with pytest.raises(RuleViolation, match="已列入推选或更换记录，不能移除"):
        convene_panel.remove_person(context, EXPERTS[2])
