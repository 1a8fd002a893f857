"""What the check codes of the panel's papers change with, and what they leave alone."""

from dataclasses import replace

from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Person, ReviewPanel, Seat
from meihao_desktop.operations import panel_lines
from tests.support.builders import NOON, a_dossier, an_expert, expert_id


def with_first(dossier: Dossier, **fields: object) -> Dossier:
    """The dossier in which the first expert is otherwise."""

    def changed(person: Person) -> Person:
        return replace(person, **fields) if person.id == expert_id(1) else person  # type: ignore[arg-type]

    return replace(dossier, panel=ReviewPanel(tuple(map(changed, dossier.panel.people))))


PLAIN = a_dossier([90])
CAME = with_first(PLAIN, seat=Seat(arrived_at=NOON))
PLEDGED = with_first(PLAIN, seat=Seat(pledged_at=NOON))
RENAMED = with_first(PLAIN, unit="别的单位")


def test_the_attendance_changes_with_who_came_and_who_is_there() -> None:
    lines = [list(panel_lines.attendance_lines(d)) for d in (PLAIN, CAME, RENAMED, PLEDGED)]
    assert lines[0] not in lines[1:3]
    assert lines[0] == lines[3]


def test_the_pledges_change_with_who_signs_and_not_with_signing() -> None:
    lines = [list(panel_lines.pledge_lines(d)) for d in (PLAIN, PLEDGED, CAME, RENAMED)]
    assert lines[0] == lines[1] == lines[2]
    assert lines[0] != lines[3]
    people = (*PLAIN.panel.people, an_expert(9, seat=Seat(is_reserve=True)))
    more = replace(PLAIN, panel=ReviewPanel(people))
    assert len(list(panel_lines.pledge_lines(more))) == len(lines[0]) + 1


def test_the_election_changes_with_every_vote() -> None:
    def lines(votes: int) -> list[str]:
        poll = Poll(votes={expert_id(1): votes, expert_id(2): 0}, voters=5)
        election = ChairElection(number=1, polls=(poll,), held_at=NOON, recorded_by=expert_id(9))
        return list(panel_lines.election_lines(replace(PLAIN, elections=(election,))))

    assert lines(5) != lines(4)
    assert lines(5) == lines(5)
