"""The dossier finds what belongs together and tells what state a pair is in."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import expert_groups, missing, quorum
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.dossier import Dossier, pairs_of
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.interests.gate import ShutBy, shut_because, undeclared
from meihao_desktop.domain.panel import ReviewPanel, Seat
from meihao_desktop.domain.recusal import Recusals, RecusalStatus
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet, SheetStatus
from meihao_desktop.domain.veto import veto_of
from tests.support.builders import (
    a_dossier,
    a_recusal,
    a_sheet,
    a_veto,
    an_expert,
    estate_id,
    expert_id,
)


def with_sheet(sheet: ScoreSheet) -> Dossier:
    return replace(a_dossier([[None] * 5]), sheets=(sheet,))


@pytest.mark.parametrize(
    ("sheet", "state"),
    [
        (a_sheet(), CellState.DRAFT),
        (a_sheet(status=SheetStatus.SUBMITTED), CellState.SUBMITTED),
        (a_sheet(status=SheetStatus.SIGNED), CellState.SUBMITTED),
        (a_sheet(status=SheetStatus.SUBMITTED, abstain_reason="不熟悉"), CellState.ABSTAINED),
        (a_sheet(status=SheetStatus.VOID), CellState.VOID),
        (a_sheet(status=SheetStatus.WITHDRAWN), CellState.VOID),
    ],
)
def test_the_state_of_a_pair_follows_its_sheet(sheet: ScoreSheet, state: CellState) -> None:
    assert with_sheet(sheet).state(expert_id(1), estate_id(1)) is state


def test_a_pair_without_a_sheet_is_not_scored() -> None:
    assert a_dossier([90]).state(expert_id(9), estate_id(1)) is CellState.NOT_SCORED


def test_a_recusal_goes_before_any_sheet() -> None:
    dossier = a_dossier([90], recusals=[a_recusal(1)])
    assert dossier.state(expert_id(1), estate_id(1)) is CellState.RECUSED
    assert [s.expert for s in dossier.counted_sheets(estate_id(1))] == [
        expert_id(n) for n in (2, 3, 4, 5)
    ]


def test_a_dismissed_recusal_lets_the_sheet_count_again() -> None:
    dossier = a_dossier([90], recusals=[a_recusal(1, 1, RecusalStatus.DISMISSED)])
    assert dossier.state(expert_id(1), estate_id(1)) is CellState.SUBMITTED


def test_a_sealed_sheet_with_a_hole_never_counts() -> None:
    torn = replace(a_sheet(), status=SheetStatus.SUBMITTED, digest="d")
    assert with_sheet(torn).counted_sheets(estate_id(1)) == ()


def test_experts_owe_every_estate_that_is_not_vetoed() -> None:
    dossier = a_dossier([[90, None, None, 90, 90], [None] * 5], vetoes=[a_veto(2)])
    assert dossier.waiting == ((expert_id(2), estate_id(1)), (expert_id(3), estate_id(1)))
    assert [estate.id for estate in dossier.contenders] == [estate_id(1)]
    assert veto_of(dossier.vetoes, estate_id(2)) == a_veto(2)
    assert veto_of(dossier.vetoes, estate_id(1)) is None


def test_pairs_go_estate_by_estate() -> None:
    pairs = list(pairs_of(a_dossier([90, 90], experts=2)))
    assert pairs == [(expert_id(p), estate_id(e)) for e in (1, 2) for p in (1, 2)]


def test_records_are_found_by_their_id() -> None:
    dossier = a_dossier([90, 80])
    county = dossier.counties[0]
    assert dossier.estate(estate_id(2)).name == "长城二花园"
    assert dossier.county(county.id) is county
    assert dossier.county_of(dossier.estate(estate_id(1))) == county.name
    assert len(dossier.estates_of(county.id)) == 2
    assert dossier.estates_of(CountyId("C09")) == ()
    assert dossier.estate_name("C09-E09") == "C09-E09"


def test_an_unknown_record_is_told_by_its_kind() -> None:
    with pytest.raises(MissingRecord, match="小区"):
        a_dossier().estate(EstateId("C09-E09"))
    with pytest.raises(MissingRecord, match="县（市、区）"):
        a_dossier().county(CountyId("C09"))


def substituted(status: RecusalStatus = RecusalStatus.CONFIRMED) -> Dossier:
    """Expert 2 stands back from the first of two estates; expert 6, in reserve, scores it."""
    dossier = a_dossier([90, 80])
    reserve = replace(an_expert(6), seat=Seat(is_reserve=True))
    recusal = replace(a_recusal(2, 1, status), successor=expert_id(6))
    panel = ReviewPanel((*dossier.panel.people, reserve))
    return replace(dossier, panel=panel, recusals=Recusals.of([recusal]))


def test_a_substitute_has_to_do_with_the_estates_of_recused_pairs_only() -> None:
    dossier = substituted()
    who = expert_id(6)
    assert dossier.scorers.is_substitute(who)
    assert not dossier.scorers.is_substitute(expert_id(1))
    assert [estate.id for estate in dossier.estates_for(who)] == [estate_id(1)]
    assert dossier.estates_for(expert_id(1)) == dossier.estates
    assert dossier.state(who, estate_id(1)) is CellState.NOT_SCORED
    assert dossier.state(who, estate_id(2)) is CellState.NOT_ASKED
    assert not CellState.NOT_ASKED.takes_part
    assert not CellState.RECUSED.takes_part
    assert CellState.NOT_SCORED.takes_part
    assert who not in {expert.id for expert in dossier.panel.experts}
    assert dossier.waiting == ((who, estate_id(1)),)
    assert dossier.scorers.label(dossier.scorers.all[-1]) == "专家06（替评）"
    assert dossier.scorers.label(dossier.panel.experts[0]) == "专家01"
    assert (who, estate_id(2)) in list(pairs_of(dossier))


def test_a_recusal_that_fell_has_no_substitute() -> None:
    dossier = substituted(RecusalStatus.WITHDRAWN)
    assert dossier.scorers.substitutes == ()
    assert dossier.waiting == ()


def test_the_checks_ask_a_substitute_for_one_estate_only() -> None:
    dossier = substituted()
    assert [f.where.estate for f in missing.check(dossier)] == [estate_id(1)]
    assert list(quorum.check(dossier)) == []
    without = replace(
        dossier, recusals=Recusals.of([replace(r, successor="") for r in dossier.recusals])
    )
    assert [f.basis for f in quorum.check(without)] == ["4"]
    assert list(expert_groups.check(dossier)) == []


def test_a_substitute_declares_for_and_opens_their_own_estates_only() -> None:
    dossier = substituted()
    shut = shut_because(dossier, expert_id(6), estate_id(2))
    assert shut is not None
    assert shut.by is ShutBy.NOT_ASKED
    assert undeclared(dossier, expert_id(6)) == (estate_id(1),)
