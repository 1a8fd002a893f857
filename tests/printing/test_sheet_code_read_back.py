"""A scanner reads the code of a printed score sheet, signature and all, from a plain scan."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from meihao_desktop.domain.sheet_mark import SheetMark
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier
from tests.support.builders import NOON

DOSSIER = replace(a_full_dossier(), round_id="9c4f" * 16)
SHEET = DOSSIER.sheets[0]


def read_codes(pdf: bytes, dots_per_inch: int) -> list[str]:
    """What is read on each page of a scan."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts: list[str] = []
        for page in document:
            picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_numpy()
            found = zxingcpp.read_barcodes(np.ascontiguousarray(picture.squeeze()))
            texts.extend(code.text for code in found)
            page.close()
        return texts
    finally:
        document.close()


@pytest.mark.parametrize("dots_per_inch", [150, 200])
def test_the_signature_is_read_back_from_a_scan(dots_per_inch: int) -> None:
    digest = SHEET.digest or "5f" * 32
    sheet = replace(SHEET, digest=digest)
    signed = SheetSignature(
        expert=sheet.expert, estate=sheet.estate, revision=sheet.revision, digest=digest,
        fingerprint="A" * 16, signature="b7" * 64, signed_at=NOON,
    )  # fmt: skip
    others = tuple(s for s in DOSSIER.sheets if s is not SHEET)
    dossier = replace(DOSSIER, sheets=(sheet, *others), signatures=(signed,))
    pdf = score_sheets_pdf(dossier, [(sheet.expert, sheet.estate)], STAMP)
    (text,) = read_codes(pdf, dots_per_inch)
    mark = SheetMark.read(text)
    assert (mark.expert, mark.estate, mark.revision) == (sheet.expert, sheet.estate, 1)
    assert mark.digest == digest
    assert mark.signature == "b7" * 64
    assert mark.round_id == DOSSIER.round_id[:16]
