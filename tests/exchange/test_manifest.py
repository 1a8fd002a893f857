"""The manifest: a closed world, in which nothing is missing and nothing is too much."""

import errno
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import StorageError
from meihao_desktop.exchange.manifest import (
    Entry,
    Manifest,
    is_whole,
    manifest_from,
    require_closed,
)
from meihao_desktop.exchange.refusals import Refusal, Refused

FILES = {"aa": b"first", "bb": b"second"}


def entry(name: str, data: bytes) -> Entry:
    return Entry(name=name, size=len(data), sha256=sha256(data).hexdigest())


MANIFEST = Manifest.of(entry(name, data) for name, data in FILES.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def refusal_in(folder: Path) -> Refusal:
    with pytest.raises(Refused) as caught:
        require_closed(folder, MANIFEST, "评审包")
    return caught.value.refusal


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert manifest_from(MANIFEST.as_json(), "评审包") == MANIFEST


def test_a_folder_with_just_the_listed_files_is_closed(folder: Path) -> None:
    require_closed(folder, MANIFEST, "评审包")


def test_a_file_too_many_is_refused_by_name(folder: Path) -> None:
    (folder / "virus.exe").write_bytes(b"")
    with pytest.raises(Refused, match=r"virus\.exe"):
        require_closed(folder, MANIFEST, "评审包")


def test_a_folder_among_the_files_is_refused(folder: Path) -> None:
    (folder / "aa").unlink()
    (folder / "aa").mkdir()
    assert refusal_in(folder) is Refusal.EXTRA_FILE


def test_a_link_in_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "aa").unlink()
    (folder / "aa").symlink_to(folder / "bb")
    assert refusal_in(folder) is Refusal.EXTRA_FILE


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "aa").unlink()
    assert refusal_in(folder) is Refusal.FILE_MISSING


def test_another_size_is_refused(folder: Path) -> None:
    (folder / "aa").write_bytes(b"first!")
    assert refusal_in(folder) is Refusal.OTHER_SIZE


def test_other_bytes_of_the_same_size_are_found_by_reading_them(folder: Path) -> None:
    (folder / "aa").write_bytes(b"worst")
    require_closed(folder, MANIFEST, "评审包")
    assert not is_whole(folder / "aa", MANIFEST.entries[0], lambda _: None)
    assert is_whole(folder / "bb", MANIFEST.entries[1], lambda _: None)


WHOLE = {"name": "aa", "size": 5, "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": "../aa"}, Refusal.UNSAFE_NAME),
        ({"name": "a/b"}, Refusal.UNSAFE_NAME),
        ({"name": ".hidden"}, Refusal.UNSAFE_NAME),
        ({"name": "C:aa"}, Refusal.UNSAFE_NAME),
        ({"name": ""}, Refusal.UNSAFE_NAME),
        ({"name": 5}, Refusal.UNSAFE_NAME),
        ({"size": -1}, Refusal.BAD_CONTENT),
        ({"size": True}, Refusal.BAD_CONTENT),
        ({"size": 4 * 1024**3}, Refusal.OVER_4_GIB),
        ({"sha256": "A" * 64}, Refusal.BAD_CONTENT),
        ({"more": 1}, Refusal.BAD_CONTENT),
    ],
)
def test_an_entry_that_cannot_be_trusted_is_refused(
    change: Mapping[str, object], refusal: Refusal
) -> None:
    with pytest.raises(Refused) as caught:
        manifest_from([{**WHOLE, **change}], "评审包")
    assert caught.value.refusal is refusal


def test_names_that_a_stick_cannot_tell_apart_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        manifest_from([WHOLE, {**WHOLE, "name": "AA"}], "评审包")
    assert caught.value.refusal is Refusal.LISTED_TWICE


@pytest.mark.parametrize("value", [None, {}, "aa", [5]])
def test_what_is_no_manifest_is_refused(value: object) -> None:
    with pytest.raises(Refused) as caught:
        manifest_from(value, "评审包")
    assert caught.value.refusal is Refusal.BAD_CONTENT


def test_a_folder_that_vanishes_while_it_is_looked_through_is_told_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(_folder: Path) -> None:
        raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr(os, "scandir", pulled)
    with pytest.raises(StorageError, match="请检查磁盘或 U 盘"):
        require_closed(folder, MANIFEST, "评审包")
