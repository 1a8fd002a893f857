"""An archive told in figures: its folders, its size, and what its list stands for."""

from dataclasses import replace
from hashlib import sha256

from meihao_desktop.domain.archive import Archive, ArchivePart, archive_lines, names_digest
from tests.support.builders import NOON, expert_id


def a_part(name: str, size: int = 1) -> ArchivePart:
    return ArchivePart(name=name, size=size, sha256="a" * 64)


ARCHIVE = Archive(
    digest="d1", place="/U盘/归档", made_by=expert_id(1), made_at=NOON, log_seq=9, log_head="h",
    fingerprint="F", result_digest="r", materials=2, materials_size=10, materials_digest="m",
    parts=(a_part("papers/排名表.pdf", 5), a_part("round.db", 3), a_part("bundles/a.meihao", 2),
           a_part("manifest.json")),
)  # fmt: skip


def test_files_and_bytes_count_the_materials_too() -> None:
    assert (ARCHIVE.file_count, ARCHIVE.total_size) == (6, 21)


def test_the_top_comes_first_and_then_folder_by_folder() -> None:
    told = [(folder, [part.name for part in parts]) for folder, parts in ARCHIVE.groups()]
    assert told == [
        ("", ["manifest.json", "round.db"]),
        ("bundles", ["bundles/a.meihao"]),
        ("papers", ["papers/排名表.pdf"]),
    ]


def test_the_digest_of_names_is_what_a_shell_works_out_whatever_their_order() -> None:
    wanted = sha256(b"aa\nbb\n").hexdigest()
    assert names_digest(["bb", "aa"]) == names_digest(["aa", "bb"]) == wanted


def test_the_list_stands_for_the_newest_archive_only() -> None:
    newer = replace(ARCHIVE, digest="d2")
    assert list(archive_lines([ARCHIVE, newer]))[1:] == ["manifest d2", "log 9 h", "key F"]
    assert list(archive_lines([])) == ["meihao archive list 1"]
