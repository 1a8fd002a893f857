"""归档目录: every part with its digest, and what to compare later."""

from dataclasses import replace

from meihao_desktop.domain.archive import Archive, ArchivePart
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.printing.archive_list_pdf import archive_list_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed
from tests.support.builders import NOON

PARTS = tuple(
    ArchivePart(name=name, size=size, sha256=mark * 64)
    for name, size, mark in (
        ("manifest.json", 900, "a"),
        ("round.db", 2048, "b"),
        ("papers/正式-排名表-1A2B3C4D.pdf", 4096, "c"),
        ("bundles/pack-1.meihao", 512, "d"),
    )
)
ARCHIVE = Archive(
    digest="a" * 64, place="/U盘/归档", made_by=PersonId("P01"), made_at=NOON, log_seq=1381,
    log_head="e" * 64, fingerprint="3C86980C3B05EAC7", result_digest="f" * 64, parts=PARTS,
    materials=74, materials_size=5_000_000, materials_digest="9" * 64,
)  # fmt: skip


def text() -> str:
    return seen(archive_list_pdf(replace(a_full_dossier(), archives=(ARCHIVE,)), STAMP))


def test_key_and_head_stand_where_they_can_be_compared() -> None:
    shown = text()
    assert squeezed("3C86 980C 3B05 EAC7") in squeezed(shown)
    assert squeezed("第 1381 号记录") in squeezed(shown)
    assert "eeeeeeee" in shown


def test_every_part_is_listed_with_its_digest() -> None:
    shown = squeezed(text())
    for part in PARTS:
        assert squeezed(part.name.rpartition("/")[2]) in shown
        assert part.sha256[:8] in shown
    assert squeezed("74 个文件") in shown
    assert "99999999" in shown


def test_the_newest_archive_is_the_one_that_is_listed() -> None:
    newer = replace(ARCHIVE, fingerprint="0000111122223333", log_seq=1400)
    dossier = replace(a_full_dossier(), archives=(ARCHIVE, newer))
    assert squeezed("第 1400 号记录") in squeezed(seen(archive_list_pdf(dossier, STAMP)))
