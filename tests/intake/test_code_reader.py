"""Codes are read back from papers, scans and phone pictures, and from nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
import segno
from PIL import Image

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.domain.sheet_mark import SheetMark
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.intake.code_reader import codes_of_picture, read_codes
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier
from tests.support.builders import NOON
from tests.support.photographs import photographed, scanned

DOSSIER = replace(a_full_dossier(), round_id="9c4f" * 16)
SHEET = replace(DOSSIER.sheets[0], digest=DOSSIER.sheets[0].digest or "5f" * 32)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One signed sheet, whose code is the densest of all papers."""
    signed = SheetSignature(
        expert=SHEET.expert, estate=SHEET.estate, revision=1, digest=SHEET.digest,
        fingerprint="A" * 16, signature="b7" * 64, signed_at=NOON,
    )  # fmt: skip
    others = tuple(each for each in DOSSIER.sheets if each.key != SHEET.key)
    dossier = replace(DOSSIER, sheets=(SHEET, *others), signatures=(signed,))
    file = tmp_path_factory.mktemp("paper") / "评分表.pdf"
    file.write_bytes(score_sheets_pdf(dossier, [(SHEET.expert, SHEET.estate)], STAMP))
    return file


def mark_in(file: Path, *, is_pdf: bool = False) -> SheetMark:
    (code,) = read_codes(file, is_pdf=is_pdf).codes
    return SheetMark.read(code.text)


def test_a_saved_paper_is_read_page_by_page(tmp_path: Path) -> None:
    pairs = [(each.expert, each.estate) for each in DOSSIER.sheets][:12]
    file = tmp_path / "全部.pdf"
    file.write_bytes(score_sheets_pdf(DOSSIER, pairs, STAMP))
    told: list[Progress] = []
    found = read_codes(file, is_pdf=True, watch=Watch(on_progress=told.append))
    assert found.pages == len(found.codes) == 12
    assert [code.page for code in found.codes] == list(range(1, 13))
    assert found.blank_pages == 0
    read = [(m.expert, m.estate) for m in (SheetMark.read(code.text) for code in found.codes)]
    assert read == pairs
    assert [each.done_files for each in told] == [0, 10]


@pytest.mark.parametrize(
    ("degrees", "lean", "blur"),
    [
        (0, 0, 0.8),
        (2.5, 0.05, 0.8),
        (-7, 0.1, 0.8),
        (33, 0.05, 0.8),
        (90, 0, 0.8),
        (180, 0.08, 0.8),
    ],
)
def test_a_phone_picture_of_a_sheet_is_read(
    paper: Path, tmp_path: Path, degrees: float, lean: float, blur: float
) -> None:
    """150 dots per inch, JPEG 40: worse than any telephone of today."""
    photo = tmp_path / "拍照.jpg"
    photo.write_bytes(photographed(scanned(paper), degrees=degrees, lean=lean, blur=blur))
    mark = mark_in(photo)
    assert (mark.digest, mark.signature) == (SHEET.digest, "b7" * 64)
    assert (mark.expert, mark.estate, mark.revision) == (SHEET.expert, SHEET.estate, 1)


def test_a_scan_put_into_a_pdf_is_read(paper: Path, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.pdf"
    scanned(paper, inch=200).rotate(180).save(scan, resolution=200)
    assert mark_in(scan, is_pdf=True).digest == SHEET.digest


def test_other_codes_on_the_table_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "别的.png"
    segno.make("https://example.com/pay").save(str(file), scale=8)
    assert codes_of_picture(file) == ()


def test_a_picture_without_a_code_gives_none(tmp_path: Path) -> None:
    file = tmp_path / "空白.png"
    Image.new("RGB", (600, 800), "white").save(file)
    found = read_codes(file, is_pdf=False)
    assert (found.codes, found.blank_pages) == ((), 1)


def test_what_is_no_picture_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "坏.jpg"
    file.write_bytes(b"\xff\xd8 not a picture")
    with pytest.raises(MeihaoError, match="读不出"):
        read_codes(file, is_pdf=False)


def test_reading_can_be_given_up(paper: Path) -> None:
    with pytest.raises(Cancelled):
        read_codes(paper, is_pdf=True, watch=Watch(is_cancelled=lambda: True))
