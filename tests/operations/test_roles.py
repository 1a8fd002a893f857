"""People have their own roles, and where they stand in for somebody that one's, too."""

from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, hand_over_seat, identify_person, roles
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, sit

DEPUTY = EXPERTS[1]


def test_the_deputy_of_the_chair_leads_where_the_chair_stands_back_only(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    first, second, *_ = estates(context)
    sit(context, CHAIR)
    convene_panel.declare(context, first, Interest.KIN, "亲属在该小区任职")
    sit(context, OBSERVER)
    hand_over_seat.appoint_deputy(context, CHAIR, first, DEPUTY)
    person = context.person(DEPUTY)
    assert person is not None
    assert roles.roles_on(context, person) == {Role.EXPERT}
    assert roles.roles_on(context, person, first) == {Role.EXPERT, Role.PANEL_CHAIR}
    assert roles.roles_on(context, person, second) == {Role.EXPERT}
    assert roles.standing_in(context) == frozenset()
    sit(context, DEPUTY)
    assert roles.standing_in(context) == {Role.PANEL_CHAIR}
    identify_person.log_out(context)
    assert roles.standing_in(context) == frozenset()


def test_a_role_is_filled_by_those_who_have_it_themselves(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    assert [one.id for one in roles.people_with(context, Role.SECRETARY)] == [SECRETARY]
    assert [one.id for one in roles.people_with(context, Role.PANEL_CHAIR)] == [CHAIR]
    assert [one.id for one in roles.people_with(context, Role.OBSERVER)] == [OBSERVER]
