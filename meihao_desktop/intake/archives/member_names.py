"""What a name may be: nothing that leads outside, hides, or cannot stand on a Windows disk."""

import re
import unicodedata

from meihao_desktop.intake import caps
from meihao_desktop.intake.refusals import LeftOut, Objection

_DRIVE = re.compile(r"^[A-Za-z]:")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN_KINDS = frozenset({"Cc", "Zl", "Zp"})
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$")
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"})
_LITTER_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
_SHOWN_LENGTH = 80


def is_litter(path: str) -> bool:
    """What systems and office programs leave behind; nobody handed it in."""
    *folders, name = path.casefold().split("/")
    return (
        name in _LITTER
        or name.startswith(("~$", "._", ".~"))
        or any(folder in _LITTER_FOLDERS for folder in folders)
    )


def objection(path: str) -> Objection | None:
    """What speaks against a decoded name; None where nothing does."""
    parts = path.split("/")
    reserved = next((part for part in parts if is_reserved(part)), "")
    rules = {
        LeftOut.UNSAFE_NAME: _leads_outside(path, parts),
        LeftOut.HIDDEN_SIGN: any(_is_hidden(sign) for sign in path),
        LeftOut.COLON: ":" in path,
        LeftOut.BAD_ENDING: any(part.endswith((".", " ")) for part in parts),
        LeftOut.RESERVED_NAME: bool(reserved),
        LeftOut.LONG_NAME: len(path) > caps.MAX_PATH_LENGTH or any(map(_is_long, parts)),
    }
    left = next((left for left, is_broken in rules.items() if is_broken), None)
    if left is None:
        return None
    words = {"part": told(reserved)} if left is LeftOut.RESERVED_NAME else {}
    return Objection(left=left, words=words)


def is_reserved(part: str) -> bool:
    """Whether Windows takes this name for a device, whatever ending it bears."""
    return _RESERVED.match(part.partition(".")[0].rstrip(" ").casefold()) is not None


def told(path: str) -> str:
    """A name fit for a sentence: without what hides or turns it, and of a length one can read."""
    plain = "".join("\N{REPLACEMENT CHARACTER}" if _is_hidden(c) else c for c in path)
    if not plain.strip():
        return "（没有名称）"
    if len(plain) <= _SHOWN_LENGTH:
        return plain
    return f"{plain[:50]}…{plain[-20:]}"


def same_key(path: str) -> str:
    """Names with one key are one name to people and to Windows."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _leads_outside(path: str, parts: list[str]) -> bool:
    return bool(
        not path
        or path.startswith("/")
        or _DRIVE.match(path)
        or any(part in ("", ".", "..") for part in parts)
    )


def _is_hidden(sign: str) -> bool:
    return sign in _BIDI or unicodedata.category(sign) in _HIDDEN_KINDS


def _is_long(part: str) -> bool:
    """Counted as Chinese packers write names, so that sixty characters fit."""
    return len(part.encode("gb18030", errors="replace")) > caps.MAX_NAME_BYTES
