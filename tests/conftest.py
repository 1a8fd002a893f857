"""What every test starts from: no screen, a home of its own, repeatable examples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from meihao_desktop import diagnostics
from meihao_desktop.intake.child import untrusted
from tests.support.qt_leaks import qt_left_behind

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("dev", deadline=None, suppress_health_check=_CALM, max_examples=50)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=_CALM, max_examples=200, derandomize=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Full sweeps take minutes each; their short versions are ordinary tests."""
    parser.addoption("--sweeps", action="store_true", help="run the full sweeps as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the full sweeps out unless they are asked for."""
    if config.getoption("--sweeps"):
        return
    left_out = [item for item in items if item.get_closest_marker("sweep")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has an empty home, so that none sees another's rounds."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MEIHAO_HOME", str(home))
    return home


@pytest.fixture
def reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in the test's own process, where limits of a reader can be changed."""
    monkeypatch.setattr(untrusted, "_pool", None)


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    """The program log that a test opened is closed with it."""
    yield
    diagnostics.end()


@pytest.fixture(autouse=True)
def _nothing_of_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A Qt test leaves no window and no thread behind."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    yield
    left = qt_left_behind()
    assert not left, f"left behind by this test: {', '.join(left)}"
