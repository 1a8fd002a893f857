"""Every test of the window starts at the usual text size, with the program's own look."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from meihao_desktop.ui import theme
from meihao_desktop.ui.metrics import USUAL


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
