"""Paged documents of every kind open as one pdf, and only the last two stay open."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake import paged_source
from meihao_desktop.intake.page_writer import PageWriter
from meihao_desktop.intake.paged_source import close_all, fresh, opened
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from tests.support.ofd_files import an_ofd, page, text_object

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_all()


def a_pdf(path: Path, pages: int = 1) -> Path:
    writer = PageWriter()
    for _ in range(pages):
        writer.begin(200, 100)
    writer.finish().save(path)
    writer.document.close()
    return path


def test_pdf_ofd_and_slides_open_alike(tmp_path: Path) -> None:
    ofd = tmp_path / "ofd"
    ofd.write_bytes(an_ofd(page(text_object("甲"))))
    assert len(opened(a_pdf(tmp_path / "pdf", 3), MaterialKind.PDF)) == 3
    assert len(opened(ofd, MaterialKind.OFD)) == 1
    assert len(opened(SAMPLES / "report.pptx", MaterialKind.SLIDES)) == 4


def test_a_document_stays_open_until_two_others_are_asked_for(tmp_path: Path) -> None:
    paths = [a_pdf(tmp_path / name, number) for number, name in enumerate("abc", start=1)]
    first = opened(paths[0], MaterialKind.PDF)
    opened(paths[1], MaterialKind.PDF)
    assert opened(paths[0], MaterialKind.PDF) is first
    opened(paths[2], MaterialKind.PDF)
    assert opened(paths[0], MaterialKind.PDF) is first
    assert len(paged_source._open) == paged_source.KEPT
    opened(paths[1], MaterialKind.PDF)
    opened(paths[2], MaterialKind.PDF)
    assert opened(paths[0], MaterialKind.PDF) is not first


def test_a_file_that_has_changed_is_opened_anew(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a")
    assert len(opened(path, MaterialKind.PDF)) == 1
    a_pdf(path, 2)
    assert len(opened(path, MaterialKind.PDF)) == 2


def test_an_open_pdf_does_not_hold_its_file(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a")
    document = opened(path, MaterialKind.PDF)
    path.unlink()
    assert document[0].get_size() == (200, 100)


def test_damage_and_locks_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(Unreadable) as refused:
        opened(broken, MaterialKind.PDF)
    assert refused.value.reason is Trouble.DAMAGED

    def locked(*_: object) -> None:
        raise pdfium.PdfiumError("locked", err_code=pdfium.raw.FPDF_ERR_PASSWORD)

    monkeypatch.setattr(pdfium, "PdfDocument", locked)
    with pytest.raises(Unreadable) as refused:
        opened(broken, MaterialKind.PDF)
    assert refused.value.reason is Trouble.PASSWORD


def test_kinds_without_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        fresh(a_pdf(tmp_path / "a"), MaterialKind.IMAGE)
