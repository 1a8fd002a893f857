"""Every test of the window starts at the usual text size, with the program's own look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from meihao_desktop.operations import begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.metrics import USUAL
from meihao_desktop.ui.page import Services
from tests.support.sticks import StickMeeting


@pytest.fixture(autouse=True)
def _usual_look(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    assert isinstance(app, QApplication)
    if not app.styleSheet():
        theme.begin(app)
    elif theme.metrics().points != USUAL:
        theme.scale(USUAL)
    yield


@pytest.fixture
def opened() -> Iterator[list[Context]]:
    """Rounds that a test opens; they are closed after it."""
    contexts: list[Context] = []
    yield contexts
    for context in contexts:
        begin_round.close_round(context)


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """What a page asked of the window: (desk, target), or ("said", sentence)."""
    return []


@pytest.fixture
def services(told: list[tuple[str, str]]) -> Services:
    return Services(
        show_desk=lambda desk, target: told.append((desk, target)),
        say=lambda sentence: told.append(("said", sentence)),
    )


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    """A meeting over sticks whose review pack is already written."""
    made = StickMeeting(tmp_path / "meeting")
    made.pack()
    yield made
    made.close()
