"""Another round is read from a copy and stays as it was."""

from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.db.other_round import read_other_round
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from tests.db.rounds import a_store, in_child, meddle, score, unpack_round


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = tmp_path / "往年"
    with a_store(folder) as store:
        score(store, c1_1="7.5")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "staging"
    made.mkdir()
    return made


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_everything_known_of_it_is_read_and_nothing_is_changed(other: Path, place: Path) -> None:
    before = contents(other)
    read = read_other_round(other, place)
    assert [estate.name for estate in read.dossier.estates][:2] == ["朗悦花园", "长城二花园"]
    assert contents(other) == before
    assert list(place.iterdir()) == []


def test_every_copy_of_a_round_has_its_identity_and_another_round_has_not(
    other: Path, place: Path, tmp_path: Path
) -> None:
    known = read_other_round(other, place).identity
    with Store.open(other) as store:
        score(store, c1_1="8")
        assert store.audit_log.first_hash() == known
    assert read_other_round(other, place).identity == known
    unpack_round("version-1", tmp_path / "旧")
    assert read_other_round(tmp_path / "旧", place).identity != known


def test_a_round_of_an_earlier_version_is_read_without_bringing_it_up_to_date(
    tmp_path: Path, place: Path
) -> None:
    folder = tmp_path / "旧"
    unpack_round("version-1", folder)
    before = contents(folder)
    assert len(read_other_round(folder, place).dossier.estates) == 2 + 1
    assert contents(folder) == before


def test_what_a_crash_left_unwritten_is_read_too(other: Path, place: Path) -> None:
    in_child(
        "import os, sys; from pathlib import Path;"
        "from meihao_desktop.db.store import Store; from tests.db.rounds import score;"
        "store = Store.open(Path(sys.argv[1])); score(store, c1_1='9'); os._exit(0)",
        str(other),
    )
    read = read_other_round(other, place)
    assert read.dossier.sheets[0].points("1.1") == 9


def test_a_round_in_use_a_foreign_folder_and_an_altered_one_are_sentences(
    other: Path, place: Path, tmp_path: Path
) -> None:
    with Store.open(other) as store:
        score(store, c1_1="8")
        with pytest.raises(StorageError, match="已被另一个程序打开"):
            read_other_round(other, place)
    with pytest.raises(StorageError, match="不是评审目录"):
        read_other_round(tmp_path, place)
    meddle(other, "UPDATE county SET name = '别处' WHERE id = 'C01'")
    with pytest.raises(StorageError, match=f"{other}.*记录校验未通过|记录校验未通过.*{other}"):
        read_other_round(other, place)
    assert list(place.iterdir()) == []
