"""Names of estates, compared as people mean them: 千灯湖1号小区 = 中海千灯湖一号 = 千灯湖 Ⅰ 号."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meihao_desktop.domain.estate_name import SHORTEST, folded, loose_key, name_key

_ARCHIVE = re.compile(r"\.(zip|rar|7z)$", re.IGNORECASE)
_HEAD = re.compile(
    r"^((19|20)\d{2}年?度?)?(“?美好家园”?(小区)?(?=申报|推荐|参评))?(申报|推荐|参评)?(小区)?[-—_:：]"
)
_TAIL = re.compile(
    r"[-—_]?(“?美好家园”?)?(申报|推荐|参评|佐证|支撑|报送|证明|相关|全部|全套|有关)*"
    r"(材料|资料|照片|图片|档案|申报表|申请表|文件夹|文件)+$"
)


@dataclass(frozen=True, slots=True)
class Match:
    """Which estate a text speaks of, and whether a person should confirm it."""

    name: str
    is_guessed: bool


class EstateNames:
    """The known names of one submission, asked by other spellings."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: dict[str, str] = {}
        for name in names:
            self._by_key.setdefault(name_key(name), name)

    def match(self, text: str) -> Match | None:
        """The estate that has this name, surely or by a guess that fits only one."""
        for key in (name_key(text), name_key(_bare(text))):
            if key in self._by_key:
                return Match(self._by_key[key], is_guessed=False)
        key = name_key(_bare(text))
        fitting = {name for known, name in self._by_key.items() if is_like(known, key)}
        return Match(fitting.pop(), is_guessed=True) if len(fitting) == 1 else None

    def within(self, file_name: str) -> Match | None:
        """The one estate whose name stands inside a file name; the longest where names nest."""
        key = name_key(file_name.rsplit(".", 1)[0])
        inside = _longest(key, self._by_key)
        if inside is not None:
            return Match(self._by_key[inside], is_guessed=False)
        if any(known in key for known in self._by_key if len(known) > 1):
            return None
        loose = {loose_key(known): name for known, name in self._by_key.items()}
        shorter = _longest(key, [known for known in loose if len(known) > SHORTEST])
        return Match(loose[shorter], is_guessed=True) if shorter else None


def is_like(one: str, other: str) -> bool:
    """Whether two different keys may mean one estate."""
    return loose_key(one) == loose_key(other) or (
        min(len(one), len(other)) > SHORTEST and (one in other or other in one)
    )


def _longest(key: str, known: Iterable[str]) -> str | None:
    inside = sorted((one for one in known if len(one) > 1 and one in key), key=len)
    if not inside or any(one not in inside[-1] for one in inside):
        return None
    return inside[-1]


def _bare(text: str) -> str:
    """A folder's name without the words that say what is in it."""
    shorter = _HEAD.sub("", folded(_ARCHIVE.sub("", text)))
    shorter = _TAIL.sub("", shorter)
    return shorter if len(shorter) >= SHORTEST else text
