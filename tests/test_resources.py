"""Bundled files are found wherever the program runs; a person's data has one home."""

import sys
from pathlib import Path

import pytest

from meihao_desktop import resources


def test_the_source_tree_has_its_fonts() -> None:
    assert resources.fonts_dir() == Path(resources.__file__).parents[1] / "resources" / "fonts"


def test_a_frozen_program_looks_inside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.path("icons") == tmp_path / "resources" / "icons"


def test_a_wheel_looks_beside_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_bundled" / "rubrics").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.path("rubrics") == tmp_path / "_bundled" / "rubrics"


def test_a_file_that_the_build_forgot_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"rubrics/none\.toml"):
        resources.path("rubrics", "none.toml")


def test_the_home_can_be_chosen_and_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "演练"))
    assert resources.data_home() == tmp_path / "演练"
    assert not (tmp_path / "演练").exists()


@pytest.mark.parametrize(
    ("system", "name", "place"),
    [
        ("win32", "LOCALAPPDATA", "chosen/meihao"),
        ("linux", "XDG_DATA_HOME", "chosen/meihao"),
        ("win32", None, "home/AppData/Local/meihao"),
        ("linux", None, "home/.local/share/meihao"),
        ("darwin", None, "home/Library/Application Support/meihao"),
    ],
)
def test_each_system_keeps_data_where_its_people_expect_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    name: str | None,
    place: str,
) -> None:
    for known in ("MEIHAO_HOME", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(known, raising=False)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    if name is not None:
        monkeypatch.setenv(name, str(tmp_path / "chosen"))
    assert resources.data_home() == tmp_path / place
