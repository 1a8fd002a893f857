"""The papers of the project say what is true: map, locks, versions."""

import re
import tomllib
from pathlib import Path

import pytest

from meihao_desktop import __version__
from scripts import lock, make_map
from tests.support.source_tree import ROOT, sources

PAGE_LINES, LINE_LENGTH = 55, 95
"""What a sheet of A4 holds in a readable size."""

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_maps_are_made_from_the_docstrings_of_today() -> None:
    stale = [file.name for file in make_map.stale(make_map.fresh())]
    assert stale == [], "python scripts/make_map.py"


def test_every_module_is_on_the_long_map_with_its_sentence() -> None:
    long_map = text("docs/module-map.md")
    for source in sources("meihao_desktop"):
        if source.file.stem != "__init__":
            line = f"- `{source.file.stem}` {make_map.first_line(source.file)}\n"
            assert line in long_map


def test_every_module_or_its_family_is_named_in_its_room_on_the_short_map() -> None:
    paragraphs = {
        one.partition("**")[0]: one.replace("\n  ", " ")
        for one in text("ARCHITECTURE.md").split("\n- **")
    }
    for room, files in make_map.rooms().items():
        if room.startswith(make_map.COUNTED):
            count = sum(file.stem != "__init__" for file in files)
            assert f"{count} modules" in paragraphs[room]
            continue
        for file in files:
            if file.stem != "__init__":
                family = rf"\b{file.stem.partition('_')[0]}_\*"
                namesakes = rf"\*_{file.stem.rpartition('_')[2]}\b"
                named = rf"\b{file.stem}\b|{family}|{namesakes}"
                assert re.search(named, paragraphs[room]), f"{room}/{file.stem}"


def test_the_architecture_fits_two_printed_pages() -> None:
    architecture = text("ARCHITECTURE.md")
    assert len(architecture.splitlines()) <= PAGE_LINES * 2
    assert len(architecture) <= PAGE_LINES * 2 * LINE_LENGTH


def test_a_line_of_a_map_fits_one_line() -> None:
    lines = [*make_map.short_map().splitlines(), *make_map.long_map().splitlines()]
    assert [line for line in lines if len(line) > make_map.WIDTH] == []


def test_a_map_of_another_package_names_its_rooms_and_modules(tmp_path: Path) -> None:
    package = tmp_path / "house"
    (package / "db").mkdir(parents=True)
    (package / "db" / "__init__.py").write_text('"""The archive."""\n', encoding="utf-8")
    (package / "db" / "store.py").write_text('"""Opens it.\n\nMore."""\n', encoding="utf-8")
    assert make_map.short_map(package) == "- **db**: The archive. store"
    assert make_map.long_map(package).endswith("## db\n\nThe archive.\n\n- `store` Opens it\n")


def test_modules_of_one_family_are_counted_on_the_short_map(tmp_path: Path) -> None:
    package = tmp_path / "house"
    package.mkdir()
    for name in ("__init__", "word_table", "word_runs", "word_walk", "zip_end", "unzip", "word"):
        (package / f"{name}.py").write_text('"""House."""\n', encoding="utf-8")
    assert make_map.short_map(package).endswith("unzip, word, word_* (3), zip_end")


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
