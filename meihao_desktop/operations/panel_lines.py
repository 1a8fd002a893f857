"""What the check codes of the panel's own papers stand for: attendance, pledges, elections."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Person


def attendance_lines(dossier: Dossier) -> Iterator[str]:
    """Everybody with their seat and the moments noted."""
    yield "meihao attendance 1"
    yield f"round {dossier.review_round.title}"
    for person in dossier.panel.people:
        seat = person.seat
        yield _named(person)
        yield f"seat {seat.is_reserve} {seat.replaced_by} {seat.arrived_at} {seat.left_at}"


def pledge_lines(dossier: Dossier) -> Iterator[str]:
    """Everybody who has to sign; whether they did does not change the paper."""
    yield "meihao pledges 1"
    yield f"round {dossier.review_round.title} {dossier.review_round.rules.interest_years}"
    for person in (*dossier.panel.experts, *dossier.panel.reserves):
        yield _named(person)


def election_lines(dossier: Dossier) -> Iterator[str]:
    """Every poll with its votes."""
    yield "meihao elections 1"
    yield f"round {dossier.review_round.title}"
    for election in dossier.elections:
        yield f"election {election.number} {election.held_at} {election.recorded_by}"
        for poll in election.polls:
            votes = " ".join(f"{who}={votes}" for who, votes in sorted(poll.votes.items()))
            yield f"poll {poll.voters} {votes}"


def _named(person: Person) -> str:
    roles = ",".join(sorted(role.name for role in person.roles))
    return f"person {person.id} {person.name} {roles} {person.unit} {person.title}"
