"""A zip as an offer: a child process checks it, lists it, and takes out what is asked for.

No byte of a zip is made sense of here; what the child tells meets the same rules as any member.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.offered import Offer, Offered, Opening
from meihao_desktop.intake.archives.zip_listing import ZipMember, ends_as_zip, list_zip
from meihao_desktop.intake.archives.zip_place import Packed
from meihao_desktop.intake.archives.zip_unpacking import Unpacked, Wanted, read_head, unpack_members
from meihao_desktop.intake.child.untrusted import Limits, Unreadable, parse_untrusted
from meihao_desktop.intake.refusals import (
    LeftOut,
    MemberRefused,
    Objection,
    Refusal,
    SubmissionRefused,
)

LISTING = Limits(cpu_seconds=30, wall_seconds=120)
_SLOWEST_STICK = 512 * 1024
_SLOWEST_UNPACKING = 2 * caps.MEBIBYTE
"""Bytes in a second below which something is wrong: of reading them, of the processor's work."""


def offer_of_zip(source: Path, name: str, opening: Opening) -> Offer:
    """The files of the zip at ``source``, which people know as ``name``."""
    reader = partial(list_zip, name=name, names=opening.names, most=caps.zip_caps())
    try:
        listing = parse_untrusted(reader, source, limits=LISTING, watch=opening.watch)
    except Unreadable as error:
        raise SubmissionRefused(Refusal.BROKEN_ARCHIVE, name) from error
    if listing.refusal is not None:
        raise SubmissionRefused(listing.refusal, name, **listing.words)
    files = tuple(_offered(source, one, opening) for one in listing.members)
    return Offer(label=listing.label, files=files)


def has_zip_end(source: Path) -> bool:
    """Whether the file ends as a zip does, whatever it begins with."""
    try:
        return parse_untrusted(ends_as_zip, source, limits=LISTING)
    except Unreadable:
        return False


def head_of(packed: Packed, size: int) -> bytes:
    """The first bytes of a member; none where they cannot be had."""
    try:
        return parse_untrusted(
            partial(read_head, place=packed.place, size=size), packed.source, limits=LISTING
        )
    except Unreadable:
        return b""


def take_out(packed: Packed, target: Path, path: str, watch: Watch) -> None:
    """Unpack one member, known as ``path``, to a file of its own."""
    wanted = Wanted(place=packed.place, draft=str(target.absolute()), path=path)
    (found,) = unpacked(packed.source, (wanted,), watch.is_cancelled)
    if isinstance(found, Objection):
        raise MemberRefused(found.left, **found.words)


def unpacked(
    source: Path, wanted: Sequence[Wanted], is_cancelled: Callable[[], bool]
) -> tuple[Unpacked | Objection, ...]:
    """What became of each member; where a child is lost over several, each gets its own.

    Nothing lies in the drafts of those that failed, nor in any draft where this raises.
    """
    try:
        try:
            return _tried(source, tuple(wanted), is_cancelled)
        except Unreadable:
            return tuple(_alone(source, one, is_cancelled) for one in wanted)
    except BaseException:
        clear_drafts(wanted)
        raise


def _alone(source: Path, wanted: Wanted, is_cancelled: Callable[[], bool]) -> Unpacked | Objection:
    """The member over which a child dies again is the damaged one."""
    try:
        return _tried(source, (wanted,), is_cancelled)[0]
    except Unreadable:
        clear_drafts((wanted,))
        return Objection(left=LeftOut.DAMAGED)


def _tried(
    source: Path, wanted: tuple[Wanted, ...], is_cancelled: Callable[[], bool]
) -> tuple[Unpacked | Objection, ...]:
    size = sum(one.place.size + one.place.packed_size for one in wanted)
    return parse_untrusted(
        partial(unpack_members, wanted=wanted),
        source,
        limits=unpacking_limits(size),
        watch=Watch(is_cancelled=is_cancelled),
    )


def unpacking_limits(size: int) -> Limits:
    """Time grows with the bytes that are read and written."""
    return Limits(
        cpu_seconds=60 + size // _SLOWEST_UNPACKING,
        wall_seconds=120 + size // _SLOWEST_STICK,
        file_bytes=caps.MAX_FILE_SIZE + caps.MEBIBYTE,
    )


def clear_drafts(wanted: Sequence[Wanted]) -> None:
    """Remove whatever lies half or wholly unpacked and is not wanted any more."""
    for one in wanted:
        fsops.remove_file(Path(one.draft))


def _offered(source: Path, member: ZipMember, opening: Opening) -> Offered:
    packed = Packed(source=source, place=member.place)
    return Offered(
        path=member.path,
        size=member.place.size,
        objection=member.objection,
        is_exact=member.is_exact,
        open=partial(_opened, packed, member.path, opening),
        packed=packed,
    )


def _opened(packed: Packed, path: str, opening: Opening) -> BinaryIO:
    """For one member alone: taken out into the scratch folder and read from there."""
    fsops.make_folder(opening.scratch)
    target = opening.new_place()
    take_out(packed, target, path, opening.watch)
    return target.open("rb", buffering=0)
