"""Reads printed pages back, as a viewer, a search and a phone would see them."""

import subprocess
from pathlib import Path

import pypdfium2


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as pdfium copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def poppler_text(pdf: bytes, folder: Path, *options: str) -> str:
    """The text as pdftotext copies it."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", *options, "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True
    )
    return done.stdout.decode("utf-8")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
