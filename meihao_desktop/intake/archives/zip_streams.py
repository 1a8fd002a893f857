"""The data of one zip entry as a stream that proves size and checksum while it is read."""

import bz2
import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import inflate64

from meihao_desktop.intake.archives.zip_gate import BZIPPED, DEFLATED, DEFLATED64, STORED
from meihao_desktop.intake.archives.zip_place import ZipPlace
from meihao_desktop.intake.refusals import LeftOut, MemberRefused

_PIECE = 256 * 1024
_PIECE64 = 4 * 1024
"""This decoder cannot be told where to stop; a small piece bounds what it unfolds at once."""


class _Unpacker(Protocol):
    """Turns packed pieces into plain ones."""

    def unpack(self, piece: bytes, size: int) -> bytes:
        """At most about ``size`` plain bytes, none where more packed ones are needed."""
        ...

    @property
    def wants_more(self) -> bool: ...

    @property
    def is_at_end(self) -> bool: ...

    @property
    def has_rest(self) -> bool: ...


def open_entry(source: Path, place: ZipPlace) -> BinaryIO:
    """An own handle on this entry, so that two may be read at once."""
    raw = source.open("rb", buffering=0)
    raw.seek(place.data_at)
    if place.method == STORED:
        return cast("BinaryIO", _StoredStream(raw, place))
    return cast("BinaryIO", _PackedStream(raw, place))


class _StoredStream(io.RawIOBase):
    """Reads one entry; what it says of itself must turn out true."""

    def __init__(self, raw: io.FileIO, entry: ZipPlace) -> None:
        super().__init__()
        self._raw = raw
        self._entry = entry
        self._rest = entry.packed_size
        self._size = 0
        self._crc = 0

    def close(self) -> None:
        self._raw.close()
        super().close()

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        data = self._plain(size)
        self._size += len(data)
        self._crc = zlib.crc32(data, self._crc)
        if self._size > self._entry.size or (not data and size and not self._is_whole()):
            raise MemberRefused(LeftOut.SIZE_DIFFERS)
        if not data and size and self._crc != self._entry.crc:
            raise MemberRefused(LeftOut.DAMAGED)
        return data

    def _plain(self, size: int) -> bytes:
        return self._packed(size)

    def _packed(self, size: int) -> bytes:
        data = self._raw.read(min(size, self._rest)) if self._rest else b""
        if self._rest and size and not data:
            raise MemberRefused(LeftOut.DAMAGED)
        self._rest -= len(data or b"")
        return data or b""

    def _is_whole(self) -> bool:
        return self._size == self._entry.size


class _PackedStream(_StoredStream):
    """Reads one packed entry."""

    def __init__(self, raw: io.FileIO, entry: ZipPlace) -> None:
        super().__init__(raw, entry)
        self._piece = _PIECE64 if entry.method == DEFLATED64 else _PIECE
        self._unpacker = _UNPACKERS[entry.method]()

    def _plain(self, size: int) -> bytes:
        unpacker = self._unpacker
        while not unpacker.is_at_end:
            piece = self._packed(self._piece) if unpacker.wants_more else b""
            try:
                data = unpacker.unpack(piece, size)
            except (zlib.error, OSError, ValueError, EOFError) as error:
                raise MemberRefused(LeftOut.DAMAGED) from error
            if data:
                return data
            if unpacker.wants_more and not self._rest and not unpacker.is_at_end:
                raise MemberRefused(LeftOut.DAMAGED)
        return b""

    def _is_whole(self) -> bool:
        return super()._is_whole() and not self._rest and not self._unpacker.has_rest


class _Inflater:
    """The usual method of zips."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-zlib.MAX_WBITS)

    def unpack(self, piece: bytes, size: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + piece, size)

    @property
    def wants_more(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def is_at_end(self) -> bool:
        return self._inner.eof

    @property
    def has_rest(self) -> bool:
        return bool(self._inner.unused_data)


class _Inflater64:
    """What the Windows Explorer writes for large files."""

    def __init__(self) -> None:
        self._inner = inflate64.Inflater()

    def unpack(self, piece: bytes, size: int) -> bytes:  # noqa: ARG002 -- it takes no limit
        return self._inner.inflate(piece)

    @property
    def wants_more(self) -> bool:
        return True

    @property
    def is_at_end(self) -> bool:
        return self._inner.eof

    @property
    def has_rest(self) -> bool:
        return False


class _Unbzipper:
    """What some packers offer as the stronger method."""

    def __init__(self) -> None:
        self._inner = bz2.BZ2Decompressor()

    def unpack(self, piece: bytes, size: int) -> bytes:
        return self._inner.decompress(piece, size)

    @property
    def wants_more(self) -> bool:
        return self._inner.needs_input

    @property
    def is_at_end(self) -> bool:
        return self._inner.eof

    @property
    def has_rest(self) -> bool:
        return bool(self._inner.unused_data)


_UNPACKERS: Mapping[int, Callable[[], _Unpacker]] = {
    DEFLATED: _Inflater,
    DEFLATED64: _Inflater64,
    BZIPPED: _Unbzipper,
}
