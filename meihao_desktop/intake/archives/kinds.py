"""What kind of archive some bytes are: told by how they begin and end, never by a name."""

from pathlib import Path

from meihao_desktop.intake.archives.offered import Offer, Opening
from meihao_desktop.intake.archives.source import ArchiveKind, offer_of_archive
from meihao_desktop.intake.archives.zip_end import END_MARK
from meihao_desktop.intake.archives.zip_gate import SPLIT_MARK
from meihao_desktop.intake.archives.zip_local import LOCAL_MARK
from meihao_desktop.intake.archives.zip_source import has_zip_end, offer_of_zip
from meihao_desktop.intake.refusals import Refusal, SubmissionRefused

HEAD_SIZE = 300
_ZIP_MARKS = (LOCAL_MARK, END_MARK, SPLIT_MARK + LOCAL_MARK)
_VOLUME_MARK = b"PK\x07\x08"
_LIBRARY_MARKS = {
    b"Rar!\x1a\x07\x00": ArchiveKind.RAR,
    b"Rar!\x1a\x07\x01\x00": ArchiveKind.RAR,
    b"7z\xbc\xaf\x27\x1c": ArchiveKind.SEVEN_ZIP,
}
_OTHER_MARKS = {
    b"\x1f\x8b": "GZ",
    b"BZh": "BZ2",
    b"\xfd7zXZ\x00": "XZ",
    b"MSCF": "CAB",
    b"\x28\xb5\x2f\xfd": "ZST",
    b"RE~^": "旧式 RAR",
}
_TAR_AT, _TAR_MARK = 257, b"ustar"


def is_archive(head: bytes) -> bool:
    """Whether these first bytes are those of an archive that is opened here."""
    return head.startswith((*_ZIP_MARKS, _VOLUME_MARK, *_LIBRARY_MARKS))


def offer_of(source: Path, name: str, opening: Opening) -> Offer:
    """What the archive at ``source`` offers; refused where it is none that is opened here."""
    with source.open("rb") as stream:
        head = stream.read(HEAD_SIZE)
    kind = next((kind for mark, kind in _LIBRARY_MARKS.items() if head.startswith(mark)), None)
    if kind is not None:
        return offer_of_archive(source, name, kind, opening)
    if head.startswith(_VOLUME_MARK):
        raise SubmissionRefused(Refusal.SPLIT, name)
    if head.startswith(_ZIP_MARKS):
        return offer_of_zip(source, name, opening)
    if other := _other_kind(head):
        raise SubmissionRefused(Refusal.OTHER_ARCHIVE, name, kind=other)
    if has_zip_end(source):
        raise SubmissionRefused(Refusal.STRAY_BYTES, name, what="在开头")
    raise SubmissionRefused(Refusal.NOT_AN_ARCHIVE, name)


def _other_kind(head: bytes) -> str:
    if head[_TAR_AT:].startswith(_TAR_MARK):
        return "TAR"
    return next((kind for mark, kind in _OTHER_MARKS.items() if head.startswith(mark)), "")
