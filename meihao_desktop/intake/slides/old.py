"""Binary .ppt files: their text, slide by slide; no library draws their shapes."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from doc2docx.cfb import CompoundFile
from doc2docx.errors import Doc2DocxError

from meihao_desktop.intake.geometry import moved
from meihao_desktop.intake.page_writer import PageWriter
from meihao_desktop.intake.typefaces import Typeface, typeface
from meihao_desktop.intake.unreadable import Unreadable

MAX_SLIDES = 500
WIDTH, HEIGHT = 720.0, 540.0
NOTICE = "旧版 .ppt 文件在这里只能显示文字；版式和图片请用外部程序打开原件查看。"
_SLIDE, _LIST, _PERSIST = 0x03EE, 0x0FF0, 0x03F3
_WIDE, _NARROW = 0x0FA0, 0x0FA8
_CONTAINER = 0x0F
_MAX_DEPTH = 16
_LETTERS = 18.0


def old_slides(path: Path) -> pdfium.PdfDocument:
    """The texts as plain pages."""
    writer = PageWriter()
    for index, lines in enumerate(old_texts(path)[:MAX_SLIDES]):
        _page(writer, lines)
        if index == 0:
            writer.text(NOTICE, typeface(""), 11, at=moved(40, 30), fill=(150, 70, 0, 255))
    document = writer.finish()
    if not len(document):
        raise Unreadable
    return document


def old_texts(path: Path) -> list[list[str]]:
    """The text of each slide: that of the outline, then that of its own boxes."""
    try:
        data = CompoundFile.from_path(path).open_stream("PowerPoint Document")
    except Doc2DocxError as error:
        raise Unreadable from error
    outline = [lines for kind, lines in _slides(data, 0) if kind == _LIST]
    boxes = [lines for kind, lines in _slides(data, 0) if kind == _SLIDE]
    count = max(len(outline), len(boxes))
    padded = zip(
        outline + [[]] * (count - len(outline)), boxes + [[]] * (count - len(boxes)), strict=True
    )
    return [[*one, *(line for line in other if line not in one)] for one, other in padded]


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Version with instance, kind and content of each record."""
    at = 0
    while at + 8 <= len(data):
        version = int.from_bytes(data[at : at + 2], "little")
        kind = int.from_bytes(data[at + 2 : at + 4], "little")
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield version, kind, data[at + 8 : at + 8 + size]
        at += 8 + size


def _slides(data: bytes, depth: int) -> Iterator[tuple[int, list[str]]]:
    for version, kind, content in _records(data):
        if kind == _SLIDE:
            yield _SLIDE, list(_texts(content, 0))
        elif kind == _LIST and version >> 4 == 0:
            yield from ((_LIST, lines) for lines in _outline(content))
        elif version & 0x0F == _CONTAINER and depth < _MAX_DEPTH and kind != _LIST:
            yield from _slides(content, depth + 1)


def _outline(data: bytes) -> Iterator[list[str]]:
    lines: list[str] | None = None
    for _, kind, content in _records(data):
        if kind == _PERSIST:
            if lines is not None:
                yield lines
            lines = []
        elif lines is not None:
            lines += _lines(kind, content)
    if lines is not None:
        yield lines


def _texts(data: bytes, depth: int) -> Iterator[str]:
    for version, kind, content in _records(data):
        yield from _lines(kind, content)
        if version & 0x0F == _CONTAINER and depth < _MAX_DEPTH:
            yield from _texts(content, depth + 1)


def _lines(kind: int, content: bytes) -> list[str]:
    if kind == _WIDE:
        text = content.decode("utf-16-le", errors="replace")
    elif kind == _NARROW:
        text = content.decode("latin-1")
    else:
        return []
    return [line.strip() for line in text.replace("\x0b", "\r").split("\r") if line.strip()]


def _page(writer: PageWriter, lines: list[str]) -> None:
    writer.begin(WIDTH, HEIGHT)
    y = 80.0
    for index, line in enumerate(lines):
        face = typeface("", is_bold=index == 0)
        for row in _wrapped(writer, line, face):
            writer.text(row, face, _LETTERS, at=moved(40, y))
            y += _LETTERS * 1.5


def _wrapped(writer: PageWriter, line: str, face: Typeface) -> Iterator[str]:
    row, width = "", 0.0
    for sign in line:
        step = writer.faces.width(sign, face, _LETTERS)
        if width + step > WIDTH - 80 and row:
            yield row
            row, width = "", 0.0
        row, width = row + sign, width + step
    yield row
