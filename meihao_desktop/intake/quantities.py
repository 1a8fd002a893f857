"""Amounts amid the words that officials put around them: 约, 余, brackets, phases, sums.

Which of several numbers is meant is decided here; what is not plain is a guess that says so, and
what could mean two things is not read at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

TEN_THOUSAND = Decimal(10_000)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ROUGH_BEFORE = re.compile(r"(约|近|超过?|大约|大概|将近|不足|不到|不少于|≥|>)$")
_ROUGH_AFTER = re.compile(r"^(余|多|左右|以上|以内|上下)")
_LABEL = re.compile(
    r"(总?建筑面积|总?建面|面积|总?户数|总数|现有|居民|业主|住户|共有|共计|合计|总计|共|总|约|近"
    r"|超过|超|大约|大概|将近|不足|不到|不少于|达到|达|为|是|有|计|[:：,，;；、。=≥>])"
)
_TOTAL = re.compile(r"(共有|共计|合计|总计|总户数|总建筑面积|总数|总|共|建筑面积)[:：为计约有]*$")
_PART_OF = re.compile(r"其中|含|包括|地[上下]|占地|期")
_INCLUDED = re.compile(r"^[(（,，;；、。]*(其中|包括|包含|含)")
_PHASE = re.compile(
    r"(第?[一二三四五六七八九十\d]+|[A-Za-z]|[东西南北首])(期|区|组团|标段)[:：为约有]*$"
    r"|(地上|地下|住宅|商业|商铺|别墅|高层|多层|洋房)(面积|建筑面积)?[:：为约有]*$"
)
_JOINED = re.compile(r"^[+＋加]$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit; ``before`` are the words since the one before it."""

    value: Decimal
    before: str
    text: str
    has_unit: bool
    is_rough: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The amount that a text means; ``note`` says why it is a guess, empty where it is sure."""

    value: Decimal
    has_unit: bool
    note: str = ""


def split(
    text: str, pattern: re.Pattern[str], value: Callable[[re.Match[str]], Decimal]
) -> tuple[tuple[Quantity, ...], str]:
    """The quantities of a folded text, and the words after the last.

    ``pattern`` has the groups ``unit`` and ``rough``. Where some carry a unit, bare numbers are
    not amounts.
    """
    found = list(pattern.finditer(text))
    if any(_has_unit(one) for one in found):
        found = [one for one in found if _has_unit(one)]
    kept: list[Quantity] = []
    end = 0
    for one in found:
        before = text[end : one.start()]
        is_rough = bool(one["rough"] or _ROUGH_BEFORE.search(before))
        kept.append(Quantity(value(one), before, one.group(), _has_unit(one), is_rough))
        end = one.end()
    return tuple(kept), text[end:]


def _has_unit(found: re.Match[str]) -> bool:
    return bool(found["unit"] or found["large"])


def choose(quantities: tuple[Quantity, ...], tail: str) -> Chosen | None:
    """The amount that is meant, or ``None`` where that cannot be told."""
    if not quantities or any(one.before.endswith("-") for one in quantities):
        return None
    return _single(quantities[0], tail) if len(quantities) == 1 else _one_of(quantities)


def _one_of(quantities: tuple[Quantity, ...]) -> Chosen | None:
    totals = [one for one in quantities if _is_total(one.before)]
    if len(totals) == 1:
        return _total(totals[0], quantities)
    first, *others = quantities
    if _are_parts(quantities):
        shown = "＋".join(one.text for one in quantities)
        total = sum((one.value for one in quantities), Decimal(0))
        return Chosen(total, first.has_unit, f"由各部分相加（{shown}）")
    if all(one.value == first.value for one in others):
        return Chosen(first.value, first.has_unit, _rough_note(first))
    if not _rest(first.before) and _INCLUDED.search(others[0].before):
        return Chosen(first.value, first.has_unit, f"原文另有说明，取“{first.text}”")
    return None


def _is_total(before: str) -> bool:
    return bool(_TOTAL.search(before)) and not _PART_OF.search(before)


def _single(one: Quantity, tail: str) -> Chosen | None:
    after = _ROUGH_AFTER.sub("", tail)
    is_rough = one.is_rough or after != tail
    rest = _rest(one.before) + _rest(after)
    if rest and not one.has_unit and not after.startswith(("(", ",", ";")):
        return None
    notes = ["原文为约数"] if is_rough else []
    if rest:
        notes.append(f"原文另有说明，取“{one.text}”")
    return Chosen(one.value, one.has_unit, "；".join(notes))


def _total(total: Quantity, quantities: tuple[Quantity, ...]) -> Chosen:
    others = sum((one.value for one in quantities if one is not total), Decimal(0))
    if others == total.value:
        return Chosen(total.value, total.has_unit, _rough_note(total))
    return Chosen(total.value, total.has_unit, f"原文不止一个数，取“{total.text}”")


def _are_parts(quantities: tuple[Quantity, ...]) -> bool:
    are_joined = all(_JOINED.fullmatch(one.before) for one in quantities[1:])
    return are_joined or all(_PHASE.search(one.before) for one in quantities)


def _rough_note(one: Quantity) -> str:
    return "原文为约数" if one.is_rough else ""


def _rest(words: str) -> str:
    """What is left of the words when the usual ones are taken away."""
    return _LABEL.sub("", words)


def chinese_number(text: str) -> Decimal | None:
    """一千零一十八 → 1018, 九十三点五 → 93.5, 九三 → 93; ``None`` for anything else."""
    whole, _, fraction = text.partition("点")
    if not whole or not set(whole) <= {*_DIGITS, *_TENS} or not set(fraction) <= set(_DIGITS):
        return None
    if not set(whole) & set(_TENS):
        number = int("".join(str(_DIGITS[digit]) for digit in whole))
    else:
        number = _with_tens(whole)
    digits = "".join(str(_DIGITS[digit]) for digit in fraction)
    return Decimal(f"{number}.{digits}" if digits else number)


def _with_tens(text: str) -> int:
    total = digit = 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
