"""The papers of the project say what is true: map, locks, versions."""

import tomllib

import pytest

from meihao_desktop import __version__
from scripts import lock, make_map
from tests.support.source_tree import ROOT, sources

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_map_is_made_from_the_docstrings_of_today() -> None:
    before = text("ARCHITECTURE.md")
    fresh = make_map.with_map(before, make_map.module_map())
    assert before == fresh, "python scripts/make_map.py"


def test_every_module_is_on_the_map_with_its_sentence() -> None:
    architecture = text("ARCHITECTURE.md")
    for source in sources("meihao_desktop"):
        if source.file.stem != "__init__":
            line = f"- `{source.file.stem}` {make_map.first_line(source.file)}\n"
            assert line in architecture


def test_a_line_of_the_map_fits_one_line() -> None:
    lines = [line for line in make_map.module_map().splitlines() if len(line) > 120]
    assert lines == []


def test_a_document_without_markers_is_refused() -> None:
    with pytest.raises(SystemExit, match="lost the markers"):
        make_map.with_map("# Architecture\n", "map")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_hashes_everything(name: str) -> None:
    locked = text(name)
    assert "://" not in locked
    blocks = locked.split("\n    # via")
    assert all("--hash=sha256:" in block for block in blocks[:-1])
    assert len(lock.pins(locked)) > 20


def test_the_two_locks_agree() -> None:
    assert lock.faults(text(LOCKS[0]), text(LOCKS[1])) == []


def test_two_locks_that_differ_or_name_an_address_are_refused() -> None:
    assert lock.faults("a==1 \\\n", "a==2 \\\n") == ["a is 1 for the user and 2 for the developer"]
    assert lock.faults("a==1\n# https://a\n", "a==1\n") == ["requirements.lock names an address"]
    assert lock.faults("", "") == ["requirements.lock pins nothing"]


def test_qt_is_locked_to_a_release_that_lives_on_python_3_11() -> None:
    for name in LOCKS:
        pins = lock.pins(text(name))
        assert pins["pyside6-essentials"] == pins["pyside6-addons"] == "6.11.3"


def test_every_dependency_is_locked() -> None:
    settings = tomllib.loads(text("pyproject.toml"))["project"]
    pins = lock.pins(text("requirements.lock"))
    wanted = [one.split(">=")[0].split("==")[0].lower() for one in settings["dependencies"]]
    assert [name for name in wanted if name not in pins] == []


def test_the_version_is_the_same_everywhere() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["version"] == __version__
    assert f"## {__version__}" in text("CHANGELOG.md")


def test_the_licence_is_there() -> None:
    assert text("LICENSE").startswith("MIT License")
