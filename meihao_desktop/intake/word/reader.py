"""Word documents of every age as html and as numbered texts."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import mammoth

from meihao_desktop.intake.word.older import as_docx
from meihao_desktop.intake.word.pictures import NOT_SHOWN, picture_source
from meihao_desktop.intake.word.walk import WalkedDocument, walked

_TABLE = '<table width="100%" border="1" cellspacing="0" cellpadding="4">'
_STRANGE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)


def read_word(path: Path, *, with_pictures: bool = True) -> WalkedDocument:
    """A docx, or a doc or wps turned into one first; for a caller behind the gate."""
    with as_docx(path) as docx:
        return _docx(docx, with_pictures=with_pictures)


def _docx(path: Path, *, with_pictures: bool) -> WalkedDocument:
    """Our own walk; where it meets what it does not know, the slower library."""
    try:
        return walked(path, with_pictures=with_pictures)
    except _STRANGE:
        return _by_library(path)


def _by_library(path: Path) -> WalkedDocument:
    """The text stands as one piece: nobody knows how the viewer will number it."""
    with path.open("rb") as stream:
        result = mammoth.convert_to_html(
            stream, convert_image=mammoth.images.img_element(_picture), id_prefix="docx-"
        )
    html = re.sub(r"<table>", _TABLE, result.value)
    text = unescape(re.sub(r"<[^>]*>", " ", html))
    return WalkedDocument(html=html, texts=((1, text),))


def _picture(image: Any) -> dict[str, str]:  # noqa: ANN401 -- mammoth names no type for it
    with image.open() as stream:
        source = picture_source(stream.read())
    if source is None:
        return {"src": "", "alt": NOT_SHOWN}
    address, width = source
    return {"src": address, "width": str(width)}
