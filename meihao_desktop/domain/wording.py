"""Finding words in a text as people mean them: width, case and spacing make no difference.

The searched words become one pattern that reads the text as it stands, so that a hit is known by
its place in the original spelling and no text has to be rewritten before it is searched.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

_SKIPPED = "\\s\u00ad\u200b-\u200d\u2060\ufeff"
"""What may stand between two characters of a word: space, line ends and marks nobody sees."""
_INVISIBLE = re.compile(f"[{_SKIPPED}]+")
_BETWEEN = f"[{_SKIPPED}]*"
_RANGES = ((0x80, 0xD800), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F200),
           (0x2F800, 0x2FA20))  # fmt: skip
"""Where characters stand that mean the same as others."""


def folded(text: str) -> str:
    """The text without width, case and spacing."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _INVISIBLE.sub("", plain)


class Wording:
    """Words to look for; falsy where nothing is left to look for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = folded(text)
        self.pattern = _BETWEEN.join(_pieces(self._folded))
        self._search = re.compile(self.pattern)

    def __bool__(self) -> bool:
        return bool(self._folded)

    def __len__(self) -> int:
        return len(self._folded)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of every hit in the original text."""
        return (found.span() for found in self._search.finditer(text)) if self else iter(())

    def is_in(self, text: str) -> bool:
        """Whether the words stand there at all."""
        return bool(self) and self._search.search(text) is not None


def _pieces(words: str) -> Iterator[str]:
    """A pattern for each character, or for several that one character can stand for: ㎡ is m2."""
    spellings, longest = _spellings()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 1, -1):
            if several := spellings.get(words[at : at + length]):
                apart = _BETWEEN.join(_one(c, spellings) for c in words[at : at + length])
                yield f"(?:{apart}|[{re.escape(several)}])"
                at += length
                break
        else:
            yield _one(words[at], spellings)
            at += 1


def _one(character: str, spellings: Mapping[str, str]) -> str:
    others = spellings.get(character, "")
    if not others:
        return re.escape(character)
    return f"[{re.escape(character)}{re.escape(others)}]"


@cache
def _spellings() -> tuple[Mapping[str, str], int]:
    """For each folded text the other single characters that mean it, and the longest such text."""
    known: dict[str, str] = {}
    for first, last in ((0x41, 0x5B), *_RANGES):
        for character in map(chr, range(first, last)):
            plain = folded(character)
            if plain and plain != character:
                known[plain] = known.get(plain, "") + character
    return known, max(map(len, known))
