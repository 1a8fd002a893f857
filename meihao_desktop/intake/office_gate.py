"""What must hold of an office file before any library may open it.

docx, xlsx, pptx and ofd are zips of xml. A library trusts what stands in them; so sizes, document
type declarations and worksheets that claim millions of cells are looked at here first, with nothing
but the zip's own directory, the first bytes of each part and a search for ranges.
"""

import mmap
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, BinaryIO
from xml.parsers import expat

from meihao_desktop.intake import caps
from meihao_desktop.intake.unreadable import Trouble, Unreadable

MAX_TOTAL_SIZE = 500 * caps.MEBIBYTE
MAX_XML_SIZE = 200 * caps.MEBIBYTE
MAX_RANGES = 20_000
MAX_RANGE_CELLS = 2_000_000
_PIECE = 256 * 1024
_OVERLAP = 512
_PROLOG_BYTES = 4 * caps.MEBIBYTE
_ENCRYPTED = 1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<", b"\x00\x00", b"<\x00")
_XML_NAMES = (".xml", ".rels", ".vml")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_WORKSHEET = re.compile(r"worksheets/[^/]+$|sheet[^/]*\.xml$", re.IGNORECASE)
_RANGE = re.compile(
    rb"(?:mergeCell|hyperlink)\s[^<>]{0,400}?\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?([0-9]{1,7}):"
    rb"\$?([A-Z]{1,3})\$?([0-9]{1,7})[\"']"
)


def require_sound(path: Path) -> None:
    """Refuse what no office program writes; other kinds of files pass untouched."""
    state = path.stat()
    _look_once(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _look_once(path: Path, _changed: int, _size: int) -> None:
    """Page after page is asked of the same file; one look is enough."""
    with path.open("rb") as stream:
        head = stream.read(len(_OLE))
        if head == _OLE:
            _refuse_locked(stream)
        elif head.startswith(b"PK"):
            _look_into(stream)


def _refuse_locked(stream: BinaryIO) -> None:
    """A workbook or document with a password is wrapped into an old-style file."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(_LOCKED_STREAM) >= 0:
            raise Unreadable(Trouble.PASSWORD)


def _look_into(stream: BinaryIO) -> None:
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        _require_modest(members)
        for member in members:
            if not member.is_dir():
                _look_at(archive, member)


def _require_modest(members: list[zipfile.ZipInfo]) -> None:
    """Sizes as the directory declares them, beyond which nothing is read by any library."""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unreadable(Trouble.PASSWORD)
    xml_size = sum(member.file_size for member in members if _is_named_xml(member))
    if (
        len(members) > caps.MAX_MEMBERS
        or sum(member.file_size for member in members) > MAX_TOTAL_SIZE
        or xml_size > MAX_XML_SIZE
        or any(caps.is_bomb(member.file_size, member.compress_size) for member in members)
    ):
        raise Unreadable(Trouble.TOO_LARGE)
    if len({member.filename.casefold() for member in members}) < len(members):
        raise Unreadable(Trouble.DAMAGED)


def _is_named_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.casefold().endswith(_XML_NAMES)


def _look_at(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as content:
        head = content.read(4)
        if not (_is_named_xml(member) or head.startswith(_XML_STARTS)):
            return
    with archive.open(member) as content:
        _refuse_declarations(_pieces(content))
    if _WORKSHEET.search(member.filename):
        with archive.open(member) as content:
            _refuse_absurd_ranges(_pieces(content))


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


def _refuse_declarations(pieces: Iterator[bytes]) -> None:
    """A document type comes before the root, so only what stands there is parsed."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    roots: list[str] = []
    parser.StartElementHandler = lambda name, _attributes: roots.append(name)
    seen = 0
    for piece in pieces:
        seen += len(piece)
        try:
            parser.Parse(piece, False)
        except (expat.ExpatError, ValueError, LookupError):  # the latter for its encoding
            if not roots:
                _refuse_unknown_prolog(piece)
            return
        if roots:
            return
        if seen > _PROLOG_BYTES:
            raise Unreadable
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(b"", True)  # patched parsers put long pieces off until the end


def _refuse(*_declaration: object) -> None:
    raise Unreadable


def _refuse_unknown_prolog(piece: bytes) -> None:
    """Encodings that expat does not know but another parser may, unless they look like ASCII."""
    if b"\x00" in piece[:64] or any(word in piece for word in _DECLARATIONS):
        raise Unreadable


def _refuse_absurd_ranges(pieces: Iterator[bytes]) -> None:
    """A library makes a cell for each place of a merged block or a link, were it a billion."""
    count, cells, before = 0, 0, b""
    for piece in pieces:
        text = before + piece
        end = 0
        for found in _RANGE.finditer(text):
            count, cells, end = count + 1, cells + _cells(found), found.end()
        if count > MAX_RANGES or cells > MAX_RANGE_CELLS:
            raise Unreadable(Trouble.TOO_LARGE)
        before = text[max(end, len(text) - _OVERLAP) :]


def _cells(found: re.Match[bytes]) -> int:
    first_column, first_row, last_column, last_row = found.groups()
    columns = abs(_number(last_column) - _number(first_column)) + 1
    return columns * (abs(int(last_row) - int(first_row)) + 1)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
