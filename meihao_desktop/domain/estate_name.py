"""Names of estates, compared as people mean them: 千灯湖 1 号 = 千灯湖1号小区."""

import re
import unicodedata
from functools import lru_cache

_NUMERALS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_ROMAN = re.compile(r"(?<![a-z0-9])(i{1,3}|iv|vi{0,3}|ix|x)(?=期|区|号|组团|标段)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COPY = re.compile(
    r"[(\[【]((已)?盖章(版|件|扫描件)?|最终版?|终稿|定稿|正式(版|稿)?|修改(版|稿)?|扫描(件|版)?|电子版|纸质版"
    r"|副本|新|改|\d{1,2}|v\d+(\.\d+)*)[)\]】]$|[-_]?(最终版|终稿|定稿|副本|盖章版|扫描件|扫描版)$"
)
_ORDINAL = re.compile(r"第(?=\d+(期|区|组团|标段))")
_TENS = re.compile(r"([1-9]?)十([1-9]?)")
_MARKS = re.compile(r"[\s·•・.,，、。:：;_\-—–~“”\"'‘’《》()（）\[\]【】&+]+")
_LEADING = re.compile(r"^(附件)?[(（]?\d{1,3}[)）]?[.、_\-\s:：]+|^附件\d{1,2}|^[(（]\d{1,3}[)）]")
_KIND = re.compile(r"(住宅)?小区(?=\d*期?$)")
_GENERIC = re.compile(r"(花园|家园|花苑|公寓|苑|园)$")
SHORTEST = 2
"""A key of fewer characters is no ground for a guess."""


def folded(text: str) -> str:
    """Full-width characters narrowed and all white space removed, for comparing and reading."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(4096)
def name_key(name: str) -> str:
    """Two spellings of one name have the same key; 一期 and 二期 stay apart.

    What people add to a copy of a file, (盖章) or (2), is no part of a name.
    """
    text = _LEADING.sub("", folded(name))
    while (shorter := _COPY.sub("", text)) not in (text, ""):
        text = shorter
    text = _MARKS.sub("", text).casefold().translate(_NUMERALS)
    text = _TENS.sub(lambda m: str(int(m[1] or 1) * 10 + int(m[2] or 0)), text)
    text = _ORDINAL.sub("", _ROMAN.sub(lambda m: str(_ROMANS.index(m[1]) + 1), text))
    return _KIND.sub("", text) or text or folded(name)


def loose_key(name: str) -> str:
    """The key without 花园 and the like, for a guess."""
    key = name_key(name)
    shorter = _GENERIC.sub("", key)
    return shorter if len(shorter) >= SHORTEST else key
