"""What a material is, decided from its first bytes; the name helps only where they are silent."""

import zipfile
from pathlib import Path

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.child.untrusted import Unreadable
from meihao_desktop.intake.text_file import decoded

HEAD = 64 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_VIDEOS = (
    b"\x1a\x45\xdf\xa3",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"\x00\x00\x01\xba",
    b"FLV\x01",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STILL_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
_STREAMS = (
    ("WordDocument", MaterialKind.WORD),
    ("Workbook", MaterialKind.WORKBOOK),
    ("Book", MaterialKind.WORKBOOK),
    ("PowerPoint Document", MaterialKind.SLIDES),
)
_FOLDERS = (
    ("word/", MaterialKind.WORD),
    ("xl/", MaterialKind.WORKBOOK),
    ("ppt/", MaterialKind.SLIDES),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def kind_of(path: Path, name: str) -> MaterialKind:
    """The kind of the file at ``path``, which was handed in under ``name``."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    return _plain_kind(head) or _text_kind(head, name)


def _plain_kind(head: bytes) -> MaterialKind | None:
    """Formats that their first bytes give away."""
    if b"%PDF-" in head[:1024]:
        return MaterialKind.PDF
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return MaterialKind.IMAGE
    if head[4:8] == b"ftyp":
        return MaterialKind.IMAGE if head[8:12] in _STILL_BRANDS else MaterialKind.VIDEO
    if head.startswith(_VIDEOS) or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return MaterialKind.VIDEO
    return None


def _packed_kind(path: Path) -> MaterialKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return MaterialKind.OTHER
    if any(name.casefold() == "ofd.xml" for name in names):
        return MaterialKind.OFD
    if "[Content_Types].xml" not in names:
        return MaterialKind.OTHER
    return next(
        (kind for folder, kind in _FOLDERS if any(n.startswith(folder) for n in names)),
        MaterialKind.OTHER,
    )


def _ole_kind(path: Path) -> MaterialKind:
    """The streams of an old office file stand in its first directory sectors."""
    names = _stream_names(path)
    return next(
        (kind for name, kind in _STREAMS if name.encode("utf-16-le") in names), MaterialKind.OTHER
    )


def _stream_names(path: Path) -> set[bytes]:
    with path.open("rb") as stream:
        header = stream.read(512)
        size = 1 << min(int.from_bytes(header[30:32], "little"), 16)
        stream.seek((int.from_bytes(header[48:52], "little") + 1) * size)
        directory = stream.read(4 * size)
    return {
        directory[at : at + max(0, int.from_bytes(directory[at + 64 : at + 66], "little") - 2)]
        for at in range(0, len(directory) - 127, 128)
    }


def _text_kind(head: bytes, name: str) -> MaterialKind:
    if not head:
        return MaterialKind.OTHER
    try:
        text, encoding = decoded(head, is_cut=len(head) == HEAD)
    except Unreadable:
        return MaterialKind.OTHER
    if encoding != "UTF-16" and any(ord(c) in _CONTROLS for c in text):
        return MaterialKind.OTHER
    if text.startswith("{\\rtf"):
        return MaterialKind.OTHER
    is_table = name.casefold().endswith((".csv", ".tsv"))
    return MaterialKind.WORKBOOK if is_table else MaterialKind.TEXT
