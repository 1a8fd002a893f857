"""The numbers and bullets that Word writes before paragraphs without storing them as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from meihao_desktop.intake.word.symbols import symbol
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """十二, 二十, 一百零三; beyond 9999 in plain digits."""
    if not 0 < number < 10_000:
        return str(number)
    text, is_gap = "", False
    for place in range(3, -1, -1):
        figure = number // 10**place % 10
        if figure:
            text += ("零" if is_gap and text else "") + digits[figure]
            text += units[place - 1] if place else ""
        is_gap = not figure
    return text[1:] if text.startswith("一十") and units[0] == "十" else text


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 % 20 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _from_row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(sign)] for sign in str(number)),
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, "拾佰仟"),
    "ideographTraditional": _from_row(_STEMS),
    "ideographZodiac": _from_row(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalFullWidth": lambda number: str(number).translate(
        {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
    ),
    "none": lambda _number: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: where it starts, how it counts, and how the number is written."""

    start: int
    kind: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """All lists of a document with their running counts."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Numbering":
        """The definitions of a numbering part."""
        found = cls()
        if root is None:
            return found
        models = {
            attribute(node, "abstractNumId"): _levels(node)
            for node in root
            if local(node.tag) == "abstractNum"
        }
        for node in root:
            if local(node.tag) == "num":
                model = attribute(child(node, "abstractNumId"), "val")
                number = attribute(node, "numId")
                own = _overridden(node, models.get(model, {}))
                is_own = own != models.get(model, {})
                found._lists[number] = (f"{model}/{number}" if is_own else model, own)
        return found

    def label(self, number: str, level: int) -> str:
        """The sign before the next paragraph of this list at this level; counts it."""
        model, levels = self._lists.get(number, ("", {}))
        own = levels.get(level)
        if own is None:
            return ""
        key = (model, level)
        self._counts[key] = self._counts.get(key, own.start - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((model, deeper), None)
        if own.kind == "bullet":
            return own.pattern
        text = own.pattern
        for index in range(level + 1):
            if f"%{index + 1}" in text:
                text = text.replace(f"%{index + 1}", self._sign(model, levels, index))
        return text

    def _sign(self, model: str, levels: Mapping[int, _Level], index: int) -> str:
        level = levels.get(index)
        if level is None:
            return ""
        count = self._counts.get((model, index), level.start)
        return _FORMATS.get(level.kind, str)(count)


def _levels(model: Element) -> dict[int, _Level]:
    return {
        _whole(attribute(node, "ilvl")): _level(node) for node in model if local(node.tag) == "lvl"
    }


def _level(node: Element) -> _Level:
    kind = attribute(child(node, "numFmt"), "val")
    pattern = attribute(child(node, "lvlText"), "val")
    if kind == "bullet":
        face = attribute(child(node, "rPr", "rFonts"), "ascii")
        pattern = "".join(symbol(face, ord(sign)) for sign in pattern) or "•"
    start = attribute(child(node, "start"), "val")
    return _Level(start=_whole(start) if start else 1, kind=kind, pattern=pattern)


def _overridden(node: Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    """A list's own beginnings in place of its model's."""
    own = dict(levels)
    for override in node:
        if local(override.tag) != "lvlOverride":
            continue
        index = _whole(attribute(override, "ilvl"))
        level = child(override, "lvl")
        if level is not None:
            own[index] = _level(level)
        start = attribute(child(override, "startOverride"), "val")
        if start and index in own:
            old = own[index]
            own[index] = _Level(start=_whole(start), kind=old.kind, pattern=old.pattern)
    return own


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
