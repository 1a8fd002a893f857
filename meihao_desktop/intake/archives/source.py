"""A 7z or rar as an offer: a child process lists it and unpacks what may come in.

Nothing of the archive is trusted: names, sizes and counts are held against the same rules as
those of a zip before a single byte is unpacked, and files land under numbers.
"""

import re
from collections.abc import Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from typing import BinaryIO

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.listing import ArchiveTrouble, ListedFile, Listing
from meihao_desktop.intake.archives.member_names import is_litter, objection
from meihao_desktop.intake.archives.offered import Offer, Offered, Opening
from meihao_desktop.intake.archives.rar import list_rar, unpack_rar
from meihao_desktop.intake.archives.seven_zip import list_seven_zip, unpack_seven_zip
from meihao_desktop.intake.archives.zip_names import (
    NameCoding,
    RawName,
    ReadName,
    read_names,
    shown,
)
from meihao_desktop.intake.child.untrusted import Limits, Unreadable, parse_untrusted
from meihao_desktop.intake.refusals import LeftOut, Objection, Refusal, SubmissionRefused

LISTING = Limits(cpu_seconds=30, wall_seconds=60)
UNPACKING = Limits(
    cpu_seconds=600,
    wall_seconds=1200,
    memory_bytes=2048 * caps.MEBIBYTE,
    file_bytes=caps.MAX_FILE_SIZE + caps.MEBIBYTE,
)
_VOLUME_NAME = re.compile(r"\.\d{3}$")
_TROUBLES = {
    ArchiveTrouble.ENCRYPTED: Refusal.ALL_ENCRYPTED,
    ArchiveTrouble.SPLIT: Refusal.SPLIT,
    ArchiveTrouble.BROKEN: Refusal.BROKEN_ARCHIVE,
    ArchiveTrouble.CUT_OFF: Refusal.CUT_OFF,
}


class ArchiveKind(Enum):
    """The two kinds of archive that only a library can unpack."""

    SEVEN_ZIP = "7z"
    RAR = "RAR"


def offer_of_archive(source: Path, name: str, kind: ArchiveKind, opening: Opening) -> Offer:
    """The files of the archive at ``source``, unpacked under numbers in the scratch folder."""
    listing = _listed(source, name, kind, opening.watch)
    read, coding = _names(listing, opening.names)
    objections = [_objection(file, one) for file, one in zip(listing.files, read, strict=True)]
    folder = opening.new_place()
    fsops.make_folder(folder)
    sizes = {n: listing.files[n].size for n, one in enumerate(objections) if one is None}
    for number, left in _unpacked(source, name, kind, folder=folder, sizes=sizes, opening=opening):
        objections[number] = Objection(left=left, words=_words(left, kind))
    return Offer(
        label=f"{kind.value}（{coding}）" if coding else kind.value,
        files=tuple(
            _offered(folder / str(number), listing.files[number], one, objections[number])
            for number, one in enumerate(read)
            if not is_litter(one.text)
        ),
    )


def _listed(source: Path, name: str, kind: ArchiveKind, watch: Watch) -> Listing:
    reader = list_rar if kind is ArchiveKind.RAR else list_seven_zip
    try:
        listing = parse_untrusted(reader, source, limits=LISTING, watch=watch)
    except Unreadable as error:
        raise SubmissionRefused(Refusal.BROKEN_ARCHIVE, name) from error
    _require_no_trouble(listing.trouble, name)
    if len(listing.files) > caps.MAX_MEMBERS:
        limit, count = f"{caps.MAX_MEMBERS:,}", str(len(listing.files))
        raise SubmissionRefused(Refusal.TOO_MANY, name, count=count, limit=limit)
    return listing


def _require_no_trouble(trouble: ArchiveTrouble, name: str) -> None:
    if trouble is ArchiveTrouble.STRAY_BYTES:
        raise SubmissionRefused(Refusal.STRAY_BYTES, name, what="在结尾之后")
    if trouble is ArchiveTrouble.CUT_OFF and _VOLUME_NAME.search(name) is not None:
        raise SubmissionRefused(Refusal.SPLIT, name)
    if trouble in _TROUBLES:
        raise SubmissionRefused(_TROUBLES[trouble], name)


def _names(listing: Listing, names: NameCoding) -> tuple[list[ReadName], str]:
    raw = [RawName(raw=file.raw, told=None if file.raw else file.name) for file in listing.files]
    if not any(file.raw for file in listing.files):
        return [_told(file.name) for file in listing.files], ""
    return read_names(raw, names)


def _told(name: str) -> ReadName:
    is_exact = "\N{REPLACEMENT CHARACTER}" not in name and name == name.encode(
        "utf-8", errors="replace"
    ).decode("utf-8")
    return ReadName(text=shown(name), is_exact=is_exact)


def _objection(file: ListedFile, name: ReadName) -> Objection | None:
    """What speaks against a file already in the list."""
    if file.left is not None:
        return Objection(left=file.left)
    if file.size > caps.MAX_FILE_SIZE:
        return Objection(left=LeftOut.FILE_TOO_LARGE)
    return objection(name.text)


def _words(left: LeftOut, kind: ArchiveKind) -> dict[str, str]:
    return {"method": kind.value} if left is LeftOut.METHOD else {}


def _unpacked(  # noqa: PLR0913 -- what is unpacked and where
    source: Path,
    name: str,
    kind: ArchiveKind,
    *,
    folder: Path,
    sizes: Mapping[int, int],
    opening: Opening,
) -> tuple[tuple[int, LeftOut], ...]:
    """Unpack the files of these numbers; gives those that failed."""
    total = sum(sizes.values())
    if total > caps.MAX_TOTAL_SIZE:
        raise SubmissionRefused(Refusal.TOO_LARGE, name, limit="2 GB")
    if not sizes:
        return ()
    fsops.require_space(folder, total)
    unpack = unpack_rar if kind is ArchiveKind.RAR else unpack_seven_zip
    reader = partial(unpack, folder=str(folder.absolute()), wanted=frozenset(sizes))
    watch = _looking(folder, total, name, opening.watch)
    try:
        return parse_untrusted(reader, source, limits=UNPACKING, watch=watch)
    except Unreadable as error:
        raise SubmissionRefused(Refusal.BROKEN_ARCHIVE, name) from error


def _looking(folder: Path, total: int, name: str, watch: Watch) -> Watch:
    """A watch that tells how much already lies in the folder, whenever the child is waited for."""

    def is_cancelled() -> bool:
        done = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        watch.on_progress(Progress(done_bytes=done, total_bytes=total, current=f"展开 {name}"))
        return watch.is_cancelled()

    return Watch(is_cancelled=is_cancelled)


def _offered(
    location: Path, file: ListedFile, name: ReadName, against: Objection | None
) -> Offered:
    return Offered(
        path=name.text,
        size=file.size,
        open=partial(_open, location),
        objection=against,
        is_exact=name.is_exact,
        location=location,
    )


def _open(location: Path) -> BinaryIO:
    return location.open("rb", buffering=0)
