"""A fresh round for each test, closed again afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from tests.support.rounds import a_round_in
from tests.support.sticks import StickMeeting

RoundIn = Callable[..., Context]


@pytest.fixture
def round_in(tmp_path: Path) -> Iterator[RoundIn]:
    """Opens a round in a phase, the secretary at the machine."""
    opened: list[Context] = []

    def open_one(phase: Phase, plan: RoundPlan | None = None) -> Context:
        opened.append(a_round_in(phase, tmp_path / f"round{len(opened)}", plan))
        return opened[-1]

    yield open_one
    for context in opened:
        begin_round.close_round(context)


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    """A round in scoring, with a pack on the stick."""
    made = StickMeeting(tmp_path)
    made.pack()
    yield made
    made.close()
