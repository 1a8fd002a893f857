"""Two corrections of reportlab 5.1 without which Chinese paper is wrong.

Rare characters would look right but copy and search as others, and a line could begin with
a comma. The version is pinned in ``pyproject.toml``; the tests read the pages back.
"""

from collections.abc import Sequence
from functools import cache

from reportlab.lib import textsplit
from reportlab.pdfbase import ttfonts
from reportlab.platypus import paragraph

# Marks that may not begin a line of Chinese, and those that may not end one.
CANNOT_BEGIN = "，。、；：？！％‰℃°…—·～”’）〕】》〉」』］｝,.;:?!%)]}"
CANNOT_END = "“‘（〔【《〈「『［｛￥＄№([{"

# The PDF reference allows no more than this many lines in one block of a character map.
_BLOCK = 100


@cache
def correct_reportlab() -> None:
    """Put both corrections in force; further calls do nothing."""
    ttfonts.makeToUnicodeCMap = _to_unicode_map
    refused = textsplit.ALL_CANNOT_START
    refused += "".join(mark for mark in CANNOT_BEGIN if mark not in refused)
    # The paragraph module took its own copy of the name when it was imported.
    textsplit.ALL_CANNOT_START = refused
    paragraph.ALL_CANNOT_START = refused  # pyright: ignore[reportAttributeAccessIssue]


def _to_unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """What each code of an embedded subset means, beyond U+FFFF as UTF-16 pairs."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({font_name})",
        f"/Ordering ({font_name})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    meanings = [f"<{code:02X}> <{_utf16(value)}>" for code, value in enumerate(subset)]
    for start in range(0, len(meanings), _BLOCK):
        block = meanings[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(value: int) -> str:
    return chr(value).encode("utf-16-be").hex().upper()
