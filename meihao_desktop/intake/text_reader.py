"""The text of a material, place by place, for searching in all materials of an estate.

Each place is exactly what the viewer of that kind understands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.paged_source import fresh
from meihao_desktop.intake.slides.reader import slide_notes
from meihao_desktop.intake.text_file import read_text
from meihao_desktop.intake.word.reader import read_word
from meihao_desktop.intake.workbook_grid import place_name, read_worksheets

MAX_CHARACTERS = 2_000_000
MAX_PARTS = 200_000
_LINE_END = re.compile("\r\n|[\r\n\u2029]")
_Pairs = Iterator[tuple[str, str]]


def read_texts(path: Path, kind: MaterialKind) -> tuple[TextPart, ...]:
    """The text of one material behind the gate; empty where it has none, as a photo or a scan."""
    if kind not in _READERS:
        return ()
    return parse_untrusted(partial(texts_of, kind=kind), path)


def texts_of(path: Path, kind: MaterialKind) -> tuple[TextPart, ...]:
    """The same for a caller who already is behind the gate."""
    reader = _READERS.get(kind)
    return () if reader is None else tuple(_capped(reader(path)))


def _capped(pairs: Iterable[tuple[str, str]]) -> Iterator[TextPart]:
    """The places that have text, up to a fixed amount of it."""
    left, parts = MAX_CHARACTERS, 0
    for place, text in pairs:
        if not text.strip():
            continue
        kept = text.strip()[:left]
        yield TextPart(place=place, text=kept)
        left, parts = left - len(kept), parts + 1
        if left <= 0 or parts >= MAX_PARTS:
            return


def _pages(path: Path, kind: MaterialKind) -> _Pairs:
    notes = slide_notes(path) if kind is MaterialKind.SLIDES else {}
    document = fresh(path, kind, with_pictures=False)
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            note = f"\n备注：{notes[number + 1]}" if number + 1 in notes else ""
            yield f"第 {number + 1} 页", _joined(words.get_text_bounded()) + note
            words.close()
            page.close()
    finally:
        document.close()


def _joined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\u00a0", " ")


def _word(path: Path) -> _Pairs:
    for number, text in read_word(path, with_pictures=False).texts:
        yield f"第 {number} 段", text


def _workbook(path: Path) -> _Pairs:
    for worksheet in read_worksheets(path):
        for row, cells in enumerate(worksheet.rows):
            for column, text in enumerate(cells):
                if text:
                    yield place_name(worksheet.name, row, column), text


def _text(path: Path) -> _Pairs:
    for number, line in enumerate(_LINE_END.split(read_text(path).text), start=1):
        yield f"第 {number} 行", line


_READERS: Mapping[MaterialKind, Callable[[Path], _Pairs]] = {
    MaterialKind.PDF: partial(_pages, kind=MaterialKind.PDF),
    MaterialKind.SLIDES: partial(_pages, kind=MaterialKind.SLIDES),
    MaterialKind.OFD: partial(_pages, kind=MaterialKind.OFD),
    MaterialKind.WORD: _word,
    MaterialKind.WORKBOOK: _workbook,
    MaterialKind.TEXT: _text,
}
