"""The command line as a secretary and an expert type it."""

from pathlib import Path

from meihao_desktop import cli
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.pins import open_pin
from tests.support.rounds import a_new_round, convene, receive


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def signed(person: str) -> tuple[str, ...]:
    """Who types, with the own PIN."""
    return "--as", person, "--pin", open_pin(person)  # type: ignore[arg-type]


def a_desk(place: Path) -> Path:
    """The secretary's round in scoring, nobody at it, and an empty stick beside it."""
    context = a_new_round(place / "desk")
    convene(context)
    begin_round.advance(context)
    receive(context)
    while context.phase is not Phase.SCORING:
        begin_round.advance(context)
    begin_round.close_round(context)
    (place / "stick").mkdir()
    return context.folder
