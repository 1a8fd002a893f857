"""7z files, read in the child process: first the list, then the wanted files in one pass."""

import io
import lzma
import struct
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, cast

from py7zr import Bad7zFile, SevenZipFile
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError

from meihao_desktop import fsops
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.listing import ArchiveTrouble, ListedFile, Listing
from meihao_desktop.intake.refusals import LeftOut

_START = struct.Struct("<6s2BL2QL")
_AES = b"\x06\xf1\x07\x01"
_PIECE = 256 * 1024
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError),
    *(TypeError, ValueError, Bad7zFile, lzma.LZMAError, zlib.error),
)


def list_seven_zip(path: Path) -> Listing:
    """The list of a 7z, folders apart."""
    if (trouble := _trouble_of_whole(path)) is not ArchiveTrouble.NONE:
        return Listing(trouble=trouble)
    try:
        with SevenZipFile(path) as archive:
            return Listing(files=tuple(_listed(archive, file) for file in _files(archive)))
    except PasswordRequired:
        return Listing(trouble=ArchiveTrouble.ENCRYPTED)


def _trouble_of_whole(path: Path) -> ArchiveTrouble:
    """The first 32 bytes of a 7z say where it ends."""
    with path.open("rb") as stream:
        head = stream.read(_START.size)
        size = stream.seek(0, 2)
    if len(head) < _START.size:
        return ArchiveTrouble.CUT_OFF
    _, _, _, checksum, offset, length, _ = _START.unpack(head)
    if zlib.crc32(head[12:]) != checksum:
        return ArchiveTrouble.BROKEN
    stop = _START.size + offset + length
    if stop > size:
        return ArchiveTrouble.CUT_OFF
    return ArchiveTrouble.STRAY_BYTES if stop < size else ArchiveTrouble.NONE


def unpack_seven_zip(
    path: Path, *, folder: str, wanted: frozenset[int]
) -> tuple[tuple[int, LeftOut], ...]:
    """Write each wanted file under its number; gives those that failed."""
    faults: list[tuple[int, LeftOut]] = []
    with SevenZipFile(path) as archive:
        blocks = groupby(enumerate(_files(archive)), key=lambda one: id(one[1].folder))
        for _, block in blocks:
            members = [one for one in block if one[0] in wanted or one[1].folder is not None]
            faults.extend(_unpack_block(archive, members, Path(folder), wanted))
    return tuple(faults)


def _files(archive: SevenZipFile) -> list[Any]:
    return [file for file in getattr(archive, "files", ()) if not file.is_directory]


def _listed(archive: SevenZipFile, file: Any) -> ListedFile:  # noqa: ANN401 -- py7zr's own value
    left = None
    if file.is_symlink or file.is_junction:
        left = LeftOut.LINK
    elif not file.is_file:
        left = LeftOut.DEVICE
    elif file.folder is not None:
        left = _fault_of_block(archive, file.folder)
    return ListedFile(name=str(file.filename), size=file.uncompressed or 0, left=left)


def _fault_of_block(archive: SevenZipFile, folder: Any) -> LeftOut | None:  # noqa: ANN401
    """Passwords and bombs concern a whole block of files that were packed together."""
    if any(coder["method"] == _AES for coder in folder.coders):
        return LeftOut.ENCRYPTED
    start, stop = _extent(archive, folder)
    return LeftOut.RATIO if caps.is_bomb(folder.get_unpack_size(), stop - start) else None


def _extent(archive: SevenZipFile, folder: Any) -> tuple[int, int]:  # noqa: ANN401
    streams = cast("Any", archive.header).main_streams
    number = next(n for n, one in enumerate(streams.unpackinfo.folders) if one is folder)
    positions = streams.packinfo.packpositions
    return archive.afterheader + positions[number], archive.afterheader + positions[number + 1]


def _unpack_block(
    archive: SevenZipFile,
    members: list[tuple[int, Any]],
    target: Path,
    wanted: frozenset[int],
) -> Iterator[tuple[int, LeftOut]]:
    """The files of one block in their order; what comes after a damaged spot is lost with it."""
    last = max((place for place, (n, _) in enumerate(members) if n in wanted), default=-1)
    folder = members[0][1].folder if members else None
    is_lost = False
    stream = io.BytesIO() if folder is None else _BlockStream(archive, folder)
    for number, file in members[: last + 1]:
        try:
            if is_lost:
                raise EOFError
            is_true = _take(stream, file, target / str(number) if number in wanted else None)
        except UnsupportedCompressionMethodError:
            yield number, LeftOut.METHOD
        except _FAULTS:
            is_lost = True
            yield number, LeftOut.DAMAGED
        else:
            if not is_true:
                fsops.remove_file(target / str(number))
                yield number, LeftOut.DAMAGED


def _take(stream: Any, file: Any, target: Path | None) -> bool:  # noqa: ANN401
    """Write one file out, or read past it; False where its checksum is wrong."""
    member = _MemberStream(stream, file.uncompressed or 0)
    if target is None:
        while member.read(_PIECE):
            pass
    else:
        fsops.remove_file(target)
        fsops.copy_hashing(cast("BinaryIO", member), target)
    return file.crc32 is None or file.folder is None or file.crc32 == member.crc


class _BlockStream:
    """The files of one block one after the other."""

    def __init__(self, archive: SevenZipFile, folder: Any) -> None:  # noqa: ANN401
        self._stream = cast("BinaryIO", archive.fp)
        start, stop = _extent(archive, folder)
        self._stream.seek(start)
        self._size = stop - start
        self._folder = folder

    def read(self, size: int) -> bytes:
        unpacker = self._folder.get_decompressor(self._size)
        while True:
            before = unpacker.consumed
            data = self._unpacked(unpacker, size)
            if data:
                return bytes(data)
            if unpacker.consumed == before:
                raise EOFError

    def _unpacked(self, unpacker: Any, size: int) -> bytes:  # noqa: ANN401
        try:
            return unpacker.decompress(self._stream, size)
        except OSError as error:
            if error.errno is not None:
                raise
            raise EOFError from error  # bz2 calls wrong data so


class _MemberStream(io.RawIOBase):
    """One file of a block, with its checksum as far as it was read."""

    def __init__(self, block: Any, size: int) -> None:  # noqa: ANN401
        super().__init__()
        self._block = block
        self._rest = size
        self.crc = 0

    def read(self, size: int = -1, /) -> bytes:
        wanted = min(size, self._rest) if size >= 0 else self._rest
        if wanted == 0:
            return b""
        data = self._block.read(wanted)
        self._rest -= len(data)
        self.crc = zlib.crc32(data, self.crc)
        return data
