"""Nobody decides on an estate in which they have an interest."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handing_over import (
    deputised_estates,
    deputy_roles,
    must_hand_over,
    require_no_interest,
)
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.recusal import Recusals, RecusalStatus
from tests.support.builders import a_dossier, a_recusal, estate_id, expert_id

CHAIR = expert_id(1)


def test_an_interest_hands_the_estate_over_and_names_the_way() -> None:
    dossier = a_dossier([90, 80], recusals=(a_recusal(1, 1),))
    sentence = must_hand_over(dossier, CHAIR, estate_id(1))
    assert "朗悦花园" in sentence
    assert "指定代办人" in sentence
    assert must_hand_over(dossier, CHAIR, estate_id(2)) == ""
    assert must_hand_over(dossier, expert_id(2), estate_id(1)) == ""


def test_a_named_deputy_is_told() -> None:
    recusal = replace(a_recusal(1, 1), deputy=expert_id(3))
    assert "代办人专家03" in must_hand_over(
        a_dossier([90], recusals=(recusal,)), CHAIR, estate_id(1)
    )


@pytest.mark.parametrize(
    "status", [RecusalStatus.HINT, RecusalStatus.DISMISSED, RecusalStatus.WITHDRAWN]
)
def test_a_hint_or_a_dismissed_interest_binds_nobody(status: RecusalStatus) -> None:
    dossier = a_dossier([90], recusals=(a_recusal(1, 1, status=status),))
    require_no_interest(dossier, CHAIR, estate_id(1))


def test_one_estate_of_several_is_enough() -> None:
    dossier = replace(a_dossier([90, 80]), recusals=Recusals.of((a_recusal(1, 2),)))
    require_no_interest(dossier, CHAIR)
    with pytest.raises(RuleViolation, match="长城二花园"):
        require_no_interest(dossier, CHAIR, estate_id(1), estate_id(2))


def test_a_deputy_fills_the_roles_of_the_absent_and_only_there() -> None:
    recusals = Recusals.of(
        (
            replace(a_recusal(1, 1), deputy=expert_id(3)),
            replace(a_recusal(90, 2), deputy=expert_id(3)),
            replace(a_recusal(90, 3, RecusalStatus.DISMISSED), deputy=expert_id(3)),
            a_recusal(2, 1),
        )
    )
    panel = a_dossier([90, 80, 70]).panel
    first, second, third = estate_id(1), estate_id(2), estate_id(3)
    assert deputised_estates(recusals, expert_id(3)) == {first, second}
    assert deputised_estates(recusals, expert_id(4)) == frozenset()
    chair = frozenset({Role.PANEL_CHAIR})
    assert deputy_roles(panel, recusals, expert_id(3), [first]) == chair
    assert deputy_roles(panel, recusals, expert_id(3), [second]) == {Role.SECRETARY}
    assert deputy_roles(panel, recusals, expert_id(3), [third]) == frozenset()
    assert deputy_roles(panel, recusals, expert_id(3), [first, third]) == chair
    assert deputy_roles(panel, recusals, expert_id(4), [first]) == frozenset()


def test_whoever_has_an_interest_there_stands_in_for_nobody() -> None:
    recusals = Recusals.of((replace(a_recusal(1, 1), deputy=expert_id(3)), a_recusal(3, 1)))
    assert deputised_estates(recusals, expert_id(3)) == frozenset()
