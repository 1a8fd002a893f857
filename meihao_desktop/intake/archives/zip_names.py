"""Names inside an archive, decoded once for the whole archive from their original bytes.

Windows and its packers write GBK without saying so, macOS writes UTF-8 without saying so. A byte
0x5C may be half of a Chinese character, so a backslash is looked for only after decoding.
"""

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from meihao_desktop.intake.archives.zip_directory import extra_field

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075
_IDEOGRAPHS = ("\u4e00", "\u9fff")
_PLAIN_BESIDES = "·—–‘’“”…、。〈〉《》「」『』【】〔〕（），：；！？～　％＋－．＿"


class NameCoding(Enum):
    """How the names in an archive are read: by the program's judgement or by a person's choice."""

    AUTO = ("自动", "")
    GBK = ("GBK", "gb18030")
    UTF8 = ("UTF-8", "utf-8")
    BIG5 = ("Big5", "cp950")
    CP437 = ("CP437", "cp437")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def codec(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawName:
    """A name as the archive holds it; ``told`` where the archive itself says how it reads."""

    raw: bytes
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadName:
    """A name to show, with ``/`` between folders."""

    text: str
    is_exact: bool = True


def raw_name(raw: bytes, flags: int, extra: bytes) -> RawName:
    """The name of a zip entry, told by its flag or by the extra field some packers add."""
    if flags & UTF8_FLAG and (text := _strictly(raw, "utf-8")) is not None:
        return RawName(raw=raw, told=text)
    return RawName(raw=raw, told=_unicode_path(extra, raw))


def read_names(names: Sequence[RawName], coding: NameCoding) -> tuple[list[ReadName], str]:
    """The names, and a word on how they were read: empty where every name is plain ASCII."""
    plain = [name.raw for name in names if name.told is None]
    chosen = coding if coding is not NameCoding.AUTO else _weighed(plain)
    is_weighed = coding is NameCoding.AUTO
    read = [_read(name, chosen, is_weighed=is_weighed) for name in names]
    if not is_weighed:
        return read, f"文件名按 {chosen.label} 读"
    if all(name.text.isascii() for name in read):
        return read, ""
    if all(raw.isascii() for raw in plain):
        chosen = NameCoding.UTF8
    return read, f"{chosen.label} 文件名"


def shown(text: str) -> str:
    """A name as people see it: composed, slashes between folders, nothing that cannot be kept."""
    kept = text.encode("utf-8", errors="replace").decode()
    return unicodedata.normalize("NFC", kept).replace("\\", "/")


def _read(name: RawName, coding: NameCoding, *, is_weighed: bool) -> ReadName:
    if name.told is not None:
        return ReadName(text=shown(name.told))
    if is_weighed and coding is not NameCoding.UTF8 and (text := _surely_utf8(name.raw)):
        return ReadName(text=shown(text))
    text = _strictly(name.raw, coding.codec)
    if text is not None:
        return ReadName(text=shown(text))
    return ReadName(text=shown(name.raw.decode(coding.codec, errors="replace")), is_exact=False)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name of the extra field that some packers add beside a name in a local encoding."""
    body = extra_field(extra, UNICODE_PATH)
    if body is None or len(body) <= 5 or body[0] != 1:
        return None
    if int.from_bytes(body[1:5], "little") != zlib.crc32(raw):
        return None  # a renamed member keeps a stale field
    return _strictly(body[5:], "utf-8")


def _weighed(names: Sequence[bytes]) -> NameCoding:
    """UTF-8 where every name can be read so, which Chinese in GBK hardly ever can."""
    if all(_strictly(name, "utf-8") is not None for name in names):
        return NameCoding.UTF8
    return NameCoding.GBK


def _surely_utf8(raw: bytes) -> str | None:
    """One name of a mixed archive that reads as usual Chinese in UTF-8."""
    text = _strictly(raw, "utf-8")
    foreign = "" if text is None else "".join(c for c in text if not c.isascii())
    if not any(_is_ideograph(c) for c in foreign):
        return None
    return text if all(_is_ideograph(c) or c in _PLAIN_BESIDES for c in foreign) else None


def _is_ideograph(sign: str) -> bool:
    return _IDEOGRAPHS[0] <= sign <= _IDEOGRAPHS[1]


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec, errors="strict")
    except UnicodeDecodeError:
        return None
