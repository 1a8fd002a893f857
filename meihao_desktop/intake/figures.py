"""Figures as officials write them: 11.07万平方米, 98%, 0.98, 90.7分, １０１８户.

A unit in the cell wins over a unit in the header; where neither says anything the reading is a
guess, and the note says what was assumed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.fact import FactName

TEN_THOUSAND = Decimal(10_000)
SQUARE_METRE = "㎡"
LARGEST_IN_TEN_THOUSANDS = Decimal(1000)  # 1,000 万㎡ is more than any estate has
SMALLEST_IN_METRES = Decimal(1000)
_ROUGHLY = re.compile(r"^(约|近|超|超过|大约)|(余|多|左右|以上)$")
_AREA = re.compile(r"(\d+(?:\.\d+)?)(亿|万)?(余|多)?(m2|平方米|平米|平方|平)?")
_COUNT = re.compile(r"(\d+(?:\.\d+)?)(万)?(余|多)?(户|套|家)?")
_RATE = re.compile(r"(\d+(?:\.\d+)?)(%|分|‰)?")
_YEAR = re.compile(r"(19|20)\d{2}年(度)?")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a raw text was read as; ``value`` is ``None`` where it could not be read."""

    value: Decimal | str | None
    unit: str = ""
    is_guessed: bool = False
    note: str = ""


UNREAD = Reading(value=None)


def tidy(text: str) -> str:
    """White space at the ends removed and inside reduced to one; nothing else is touched."""
    return " ".join(text.replace("\u3000", " ").split())


def read_figure(name: FactName, raw: str, header_unit: str = "") -> Reading:
    """Read one fact by its kind; texts are only tidied."""
    return _READERS.get(name, _text)(raw, header_unit)


def unit_in(header: str) -> str:
    """The unit that a header names: 万㎡, ㎡, 户, %, 分, or nothing."""
    text = folded(header)
    if re.search(r"m2|平方米|平米|㎡", text) or "建筑面积" in text:
        if "万" in text:
            return "万㎡"
        return SQUARE_METRE if re.search(r"m2|平方|平米", text) else ""
    for unit in ("%", "分", "户"):
        if re.search(rf"[(\[/]{unit}[)\]]?|单位:{unit}", text):
            return unit
    return ""


def _text(raw: str, _unit: str) -> Reading:
    return Reading(value=tidy(raw))


def _number_text(raw: str) -> str:
    return _THOUSANDS.sub("", folded(raw))


def _area(raw: str, header_unit: str) -> Reading:
    text = _number_text(raw)
    is_rough = bool(_ROUGHLY.search(text))
    found = _AREA.fullmatch(_ROUGHLY.sub("", text))
    if found is None:
        return UNREAD
    number, large, rough, unit = found.groups()
    value = Decimal(number)
    if large:
        reading = _metres(value * (TEN_THOUSAND if large == "万" else TEN_THOUSAND**2))
    elif unit:
        reading = _metres(value)
    else:
        reading = _area_without_unit(value, header_unit)
    return _roughly(reading) if is_rough or rough else reading


def _area_without_unit(value: Decimal, header_unit: str) -> Reading:
    if header_unit == "万㎡" and value < LARGEST_IN_TEN_THOUSANDS:
        return _metres(value * TEN_THOUSAND)
    if header_unit == "万㎡":
        return _guessed(_metres(value), "表头单位为万㎡，但数值过大，按㎡理解")
    if header_unit == SQUARE_METRE and value >= SMALLEST_IN_METRES:
        return _metres(value)
    if value < SMALLEST_IN_METRES:
        why = "表头单位为㎡，但数值过小" if header_unit else "没有写明单位"
        return _guessed(_metres(value * TEN_THOUSAND), f"{why}，按万㎡理解")
    return _guessed(_metres(value), "没有写明单位，按㎡理解")


def _metres(value: Decimal) -> Reading:
    return Reading(value=value, unit=SQUARE_METRE)


def _count(raw: str, _unit: str) -> Reading:
    text = _number_text(raw)
    is_rough = bool(_ROUGHLY.search(text))
    found = _COUNT.fullmatch(_ROUGHLY.sub("", text))
    if found is None:
        return UNREAD
    number, large, rough, _ = found.groups()
    value = Decimal(number) * (TEN_THOUSAND if large else 1)
    if value != value.to_integral_value():
        return UNREAD
    reading = Reading(value=value.to_integral_value(), unit="户")
    return _roughly(reading) if is_rough or rough else reading


def _rate(raw: str, header_unit: str) -> Reading:
    text = _YEAR.sub("", _number_text(raw))
    found = _RATE.search(text)
    if found is None:
        return UNREAD
    number, unit = found.groups()
    reading = _rate_of(Decimal(number), unit or "", header_unit)
    if reading.value is None or found.group() == text:
        return reading
    return _guessed(reading, f"原文不止一个数，取“{found.group()}”")


def _rate_of(value: Decimal, unit: str, header_unit: str) -> Reading:
    if unit == "‰":
        return Reading(value=value / 10, unit="%") if value <= 1000 else UNREAD
    if value > 100:
        return UNREAD
    if unit:
        return Reading(value=value, unit=unit)
    if header_unit == "分":
        return Reading(value=value, unit="分")
    if value <= 1:
        return _guessed(Reading(value=value * 100, unit="%"), "按小数换算为百分数")
    reading = Reading(value=value, unit="%")
    return reading if header_unit == "%" else _guessed(reading, "没有写明单位，按百分数理解")


def _ordinal(raw: str, _unit: str) -> Reading:
    found = re.fullmatch(r"(?:第)?(\d+|[一二三四五六七八九十])(?:名|位)?", folded(raw))
    if found is None:
        return UNREAD
    digits = found.group(1)
    place = int(digits) if digits.isdigit() else "一二三四五六七八九十".index(digits) + 1
    return Reading(value=Decimal(place))


def _guessed(reading: Reading, note: str) -> Reading:
    notes = [part for part in (reading.note, note) if part]
    return replace(reading, is_guessed=True, note="；".join(notes))


def _roughly(reading: Reading) -> Reading:
    return _guessed(reading, "原文为约数")


_READERS: Mapping[FactName, Callable[[str, str], Reading]] = {
    FactName.FLOOR_AREA: _area,
    FactName.HOUSEHOLDS: _count,
    FactName.RESIDENT_SATISFACTION: _rate,
    FactName.FEE_COLLECTION: _rate,
    FactName.GREENING_RATE: _rate,
    FactName.RECOMMENDED_PLACE: _ordinal,
}

MEASURED = frozenset(_READERS) - {FactName.RECOMMENDED_PLACE}
"""The facts that are figures with a unit."""
