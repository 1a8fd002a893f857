"""Names of estates, compared as people mean them: 千灯湖 1 号 = 千灯湖1号小区 = 中海千灯湖一号."""

from collections.abc import Iterable
from dataclasses import dataclass

from meihao_desktop.domain.estate_name import SHORTEST, loose_key, name_key


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
        key = name_key(text)
        if key in self._by_key:
            return Match(self._by_key[key], is_guessed=False)
        loose = loose_key(text)
        fitting = {
            name
            for known, name in self._by_key.items()
            if loose_key(known) == loose
            or (min(len(known), len(key)) > SHORTEST and (known in key or key in known))
        }
        return Match(fitting.pop(), is_guessed=True) if len(fitting) == 1 else None

    def within(self, file_name: str) -> str | None:
        """The one estate whose name stands inside a file name; the longest where names nest."""
        key = name_key(file_name.rsplit(".", 1)[0])
        inside = sorted((k for k in self._by_key if len(k) > 1 and k in key), key=len)
        if not inside or any(k not in inside[-1] for k in inside):
            return None
        return self._by_key[inside[-1]]
