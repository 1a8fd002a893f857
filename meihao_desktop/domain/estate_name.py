"""Names of estates, compared as people mean them: 千灯湖 1 号 = 千灯湖1号小区."""

import re
import unicodedata
from functools import lru_cache

_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = re.compile(r"([1-9]?)十([1-9]?)")
_MARKS = re.compile(r"[\s·•・.,，、。:：;_\-—–~“”\"'‘’《》()（）\[\]【】&+]+")
_LEADING = re.compile(r"^(附件)?[(（]?\d{1,3}[)）]?[.、_\-\s:：]+|^附件\d{1,2}")
_KIND = re.compile(r"(住宅)?小区$")
_GENERIC = re.compile(r"(花园|家园|花苑|公寓|苑|园)$")
SHORTEST = 2
"""A key of fewer characters is no ground for a guess."""


def folded(text: str) -> str:
    """Full-width characters narrowed and all white space removed, for comparing and reading."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(4096)
def name_key(name: str) -> str:
    """Two spellings of one name have the same key; 一期 and 二期 stay apart."""
    text = _LEADING.sub("", folded(name))
    text = _MARKS.sub("", text).casefold().translate(_NUMERALS)
    text = _TENS.sub(lambda m: str(int(m[1] or 1) * 10 + int(m[2] or 0)), text)
    return _KIND.sub("", text) or text


def loose_key(name: str) -> str:
    """The key without 花园 and the like, for a guess."""
    key = name_key(name)
    shorter = _GENERIC.sub("", key)
    return shorter if len(shorter) >= SHORTEST else key
