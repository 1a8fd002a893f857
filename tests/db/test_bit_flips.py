"""A flipped bit anywhere in the file is either found, or has changed nothing that is read."""

from pathlib import Path

import pytest

from meihao_desktop.db.errors import Damaged
from meihao_desktop.db.store import Store, verify_folder
from meihao_desktop.domain.errors import StorageError
from tests.db.rounds import a_store, score

STRIDE = 499  # prime, so that the flips wander over all kinds of bytes
HEAD = 100  # bytes
FORMAT = 47  # the place of its number


def test_no_flipped_bit_changes_the_records_unseen(folder: Path) -> None:
    with a_store(folder) as store:
        score(store, c1_1="8", c1_2="9.6")
        sound = store.dossier()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    found = unseen = 0
    for number, place in enumerate(range(0, len(content), STRIDE)):
        content[place] ^= 1 << number % 8
        file.write_bytes(content)
        if _is_found(folder):
            found += 1
        else:
            unseen += 1
            with Store.open(folder) as store:
                assert store.dossier() == sound, f"byte {place}"
        content[place] ^= 1 << number % 8
    assert found > 20
    assert found + unseen > 200


def test_no_flipped_bit_of_the_head_of_the_file_stops_the_program(folder: Path) -> None:
    """Here SQLite itself stumbles, with errors that say nothing of the file."""
    a_store(folder).close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    found = 0
    for bit in range(HEAD * 8):
        content[bit // 8] ^= 1 << bit % 8
        file.write_bytes(content)
        found += _is_found(folder)
        content[bit // 8] ^= 1 << bit % 8
    assert found > 200


def test_another_number_of_the_format_is_told_as_damage(folder: Path) -> None:
    a_store(folder).close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    content[FORMAT] ^= 8
    file.write_bytes(content)
    assert "数据文件已损坏" in verify_folder(folder).faults[0]
    with pytest.raises(Damaged, match="格式编号不可读"):
        Store.open(folder)


@pytest.mark.parametrize("letter", [b"sqlite_autoindex_county_1", b"autoindex_estate_1"])
def test_a_letter_in_the_name_of_an_index_of_sqlite_itself_is_found(
    folder: Path, letter: bytes
) -> None:
    a_store(folder).close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    content[content.index(letter)] ^= 0x20  # a capital
    file.write_bytes(content)
    assert "数据表的结构" in verify_folder(folder).faults[0]


def test_a_table_whose_name_is_no_text_any_more_is_told_and_not_a_bug(folder: Path) -> None:
    a_store(folder).close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    first = content.index(b"tablecounty")
    kinds = content[first - 6 : first - 3]  # of its type, name and table
    assert kinds == bytes([13 + 2 * len(text) for text in ("table", "county", "county")])
    content[first - 5] ^= 1  # text and bytes differ by one
    file.write_bytes(content)
    assert "数据表的结构" in "".join(verify_folder(folder).faults)


def _is_found(folder: Path) -> bool:
    try:
        return not verify_folder(folder).is_sound
    except StorageError:
        return True
