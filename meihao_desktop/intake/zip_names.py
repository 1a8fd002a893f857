"""Names inside a zip, decoded once for the whole archive from their original bytes.

Windows and its packers write GBK without saying so, macOS writes UTF-8 without saying so. A byte
0x5C may be half of a Chinese character, so a backslash is looked for only after decoding.
"""

import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075
_CANDIDATES = (("utf-8", "UTF-8"), ("gb18030", "GBK"))


def decoded_names(infos: Sequence[zipfile.ZipInfo]) -> tuple[list[str], str, bool]:
    """The names with ``/`` between folders, the encoding shown to people, and whether it is sure.

    The encoding is empty where every name is plain ASCII.
    """
    raw = [_bytes_of(info) for info in infos]
    plain = [name for name in raw if isinstance(name, bytes)]
    codec, label, is_exact = _codec_for(plain)
    names = [
        name if isinstance(name, str) else name.decode(codec, errors="replace") for name in raw
    ]
    if all(name.isascii() for name in names):
        label = ""
    elif all(name.isascii() for name in plain):
        label = "UTF-8"
    return [name.replace("\\", "/") for name in names], label, is_exact


def _bytes_of(info: zipfile.ZipInfo) -> str | bytes:
    """The name where the archive states its encoding, otherwise the bytes it wrote."""
    if info.flag_bits & UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    return _unicode_path(info.extra, raw) or raw


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name of the extra field that some packers add beside a name in a local encoding."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = (
            int.from_bytes(extra[place + a : place + b], "little") for a, b in pairwise((0, 2, 4))
        )
        body = extra[place + 4 : place + 4 + size]
        if kind == UNICODE_PATH and len(body) > 5 and _matches(body, raw):
            return body[5:].decode("utf-8", errors="replace")
        place += 4 + size
    return None


def _matches(body: bytes, raw: bytes) -> bool:
    """Whether the field still belongs to this name; a renamed member keeps a stale one."""
    return body[0] == 1 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw)


def _codec_for(names: Sequence[bytes]) -> tuple[str, str, bool]:
    for codec, label in _CANDIDATES:
        if all(_decodes(name, codec) for name in names):
            return codec, label, True
    return "gb18030", "GBK", False


def _decodes(name: bytes, codec: str) -> bool:
    try:
        name.decode(codec, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
