"""Figures as officials write them: 11.07万平方米, 98%, 0.98, 90.7分, １０１８户, 百分之九十三.

A unit in the cell wins over a unit in the header; where neither says anything the reading is a
guess, and the note says what was assumed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from meihao_desktop.domain.estate_name import folded
from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.handover_dates import written_date
from meihao_desktop.intake.quantities import TEN_THOUSAND, chinese_number, choose, split

SQUARE_METRE = "㎡"
LARGEST_IN_TEN_THOUSANDS = Decimal(1000)  # 1,000 万㎡ is more than any estate has
SMALLEST_IN_METRES = Decimal(1000)
_NO_AMOUNT = r"(?![\d.]|[栋幢年月期层号座届楼米公])"
_AREA = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?){_NO_AMOUNT}(?P<large>亿|万)?(?P<rough>余|多)?"
    r"(?P<unit>m2|平方米|平米|平方(?!公里|千米)|平(?!方))?(?![亩顷])"
)
_COUNT = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?){_NO_AMOUNT}(?P<large>万)?(?P<rough>余|多)?(?P<unit>户|套|家)?"
)
_RATE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|分|‰)?")
_RANGE = re.compile(r"\d[%分]?(-|~|至|到|—)\d")
_FULL_MARKS = re.compile(r"[(,，]?(满分|总分|百分制)[为:：]?(100分?)?[)]?")
_PERCENT_WORDS = re.compile(r"百分之([零〇一二三四五六七八九十百两点\d.]+)")
_TENTHS = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九])?")
_PERIOD = re.compile(
    r"((19|20)\d{2}|近[一二两三四五六\d]|上|去|今|当|本)年(度|来|以来)?(上半年|下半年)?"
    r"|第?[一二三四1-4]季度"
)
_RATE_LABEL = re.compile(
    r"(业主|居民|物业服务|物业费|物业|服务费|管理费|总体|平均|综合|测评|得分|满意度|满意率|收缴率"
    r"|收费率|绿化率|绿地率|均|更是|高达|达到|达|为|是|约|近|超过|超|不低于|[:：,，;；、。()≥>=])"
)
_RATE_ROUGH = re.compile(
    r"约|近(?![一二两三四五六\d]年)|超|不低于|不足|不到|低于|以上|以下|左右|[≥≤<>余多]"
)
_THOUSANDS = re.compile(r"(?<=\d)[,，'](?=\d{3}(?!\d))")
_BRACKETED_UNIT = re.compile(r"(?<=\d)[(](万?(?:m2|平方米|平米|户|%|分))[)]")
_OPEN_BOX = re.compile(r"[□☐◻○]\s*\S")
_TICKED = re.compile(r"[☑☒✓✔√■◼●]\s*([^□☐◻○☑☒✓✔√■◼●]*)")
_IDEOGRAPHS = r"\u3007\u4e00-\u9fff"
_BROKEN_WORD = re.compile(rf"(?<=[{_IDEOGRAPHS}]) ?[\r\n\v]+\s*(?=[{_IDEOGRAPHS}])")


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


def joined(text: str) -> str:
    """Tidied, with line breaks inside a word taken out."""
    return tidy(_BROKEN_WORD.sub("", text))


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
    return _chosen(raw) or Reading(value=tidy(raw))


def _name(raw: str, _unit: str) -> Reading:
    return _chosen(raw) or Reading(value=joined(raw))


def _chosen(raw: str) -> Reading | None:
    """The ticked ones of printed choices, □业委会 ☑物管会; ``None`` where there are no choices."""
    if not _OPEN_BOX.search(raw) and not _TICKED.search(raw):
        return None
    ticked = [tidy(words).strip("、，,；; ") for words in _TICKED.findall(raw)]
    named = "、".join(words for words in ticked if words)
    return Reading(value=named) if named else UNREAD


def _number_text(raw: str) -> str:
    return _BRACKETED_UNIT.sub(r"\1", _THOUSANDS.sub("", folded(raw)))


def _area(raw: str, header_unit: str) -> Reading:
    chosen = choose(*split(_number_text(raw), _AREA, _amount))
    if chosen is None:
        return UNREAD
    if chosen.has_unit:
        reading = _metres(chosen.value)
    else:
        reading = _area_without_unit(chosen.value, header_unit)
    return _guessed(reading, chosen.note) if chosen.note else reading


def _amount(found: re.Match[str]) -> Decimal:
    large = {"万": TEN_THOUSAND, "亿": TEN_THOUSAND**2}
    return Decimal(found["number"]) * large.get(found["large"] or "", Decimal(1))


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
    spelled = re.fullmatch(r"([零〇一二三四五六七八九十百千两]+)户", text)
    value = chinese_number(spelled[1]) if spelled else None
    if value is not None:
        return Reading(value=value, unit="户")
    chosen = choose(*split(text, _COUNT, _amount))
    if chosen is None or chosen.value != chosen.value.to_integral_value():
        return UNREAD
    reading = Reading(value=chosen.value.to_integral_value(), unit="户")
    return _guessed(reading, chosen.note) if chosen.note else reading


def _rate(raw: str, header_unit: str) -> Reading:
    text = _FULL_MARKS.sub("", _in_digits(_number_text(raw)))
    is_tenths = bool(_TENTHS.search(text))
    bare = _PERIOD.sub("", _TENTHS.sub(lambda m: f"{_tenths(m)}%", text))
    found = list(_RATE.finditer(bare))
    if any(one["unit"] for one in found):
        found = [one for one in found if one["unit"]]
    if not found or _RANGE.search(bare) or bare[: found[0].start()].endswith("-"):
        return UNREAD
    first = found[0]
    lead = _RATE_LABEL.sub("", _RATE_ROUGH.sub("", bare[: first.start()]))
    after = _RATE_LABEL.sub("", _RATE_ROUGH.sub("", bare[first.end() :]))
    if lead and (len(found) > 1 or not first["unit"]):
        return UNREAD
    if after and not first["unit"] and not bare[first.end() :].startswith(("(", ",")):
        return UNREAD
    reading = _rate_of(Decimal(first["number"]), first["unit"] or "", header_unit)
    if reading.value is None:
        return reading
    if _RATE_ROUGH.search(bare):
        reading = _guessed(reading, "原文为约数")
    if is_tenths:
        reading = _guessed(reading, "“成”按十个百分点理解")
    if len(found) > 1:
        return _guessed(reading, f"原文不止一个数，取“{first.group()}”")
    return _guessed(reading, f"原文另有说明，取“{first.group()}”") if lead or after else reading


def _in_digits(text: str) -> str:
    """百分之九十三 → 93%."""

    def percent(found: re.Match[str]) -> str:
        words = found[1]
        if re.fullmatch(r"\d+(\.\d+)?", words):
            return f"{words}%"
        value = chinese_number(words)
        return f"{value}%" if value is not None else found.group()

    return _PERCENT_WORDS.sub(percent, text)


def _tenths(found: re.Match[str]) -> str:
    digits = "零一二三四五六七八九"
    return f"{digits.index(found[1])}{digits.index(found[2]) if found[2] else 0}"


def _rate_of(value: Decimal, unit: str, header_unit: str) -> Reading:
    if unit == "‰":
        return Reading(value=value / 10, unit="%") if value <= 1000 else UNREAD
    if value > 100:
        return UNREAD
    known = unit or ("分" if header_unit == "分" else "")
    if known:
        reading = Reading(value=value, unit=known)
        return _guessed(reading, "数值过小，请核对单位") if 0 < value <= 1 else reading
    if value <= 1:
        return _guessed(Reading(value=value * 100, unit="%"), "按小数换算为百分数")
    reading = Reading(value=value, unit="%")
    return reading if header_unit == "%" else _guessed(reading, "没有写明单位，按百分数理解")


def _date(raw: str, _unit: str) -> Reading:
    written = written_date(joined(raw))
    if written is None:
        return UNREAD
    shown, note = written
    reading = Reading(value=shown)
    return _guessed(reading, note) if note else reading


def _ordinal(raw: str, _unit: str) -> Reading:
    found = re.fullmatch(
        r"(?:推荐)?(?:第)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:名|位)?", folded(raw)
    )
    if found is None:
        return UNREAD
    place = Decimal(found[1]) if found[1].isdecimal() else chinese_number(found[1])
    return Reading(value=place) if place else UNREAD


def _guessed(reading: Reading, note: str) -> Reading:
    notes = [part for part in (reading.note, note) if part]
    return replace(reading, is_guessed=True, note="；".join(notes))


def largest_number(raw: str) -> Decimal:
    """The largest number in a text, for telling why a rate could not be read."""
    numbers = re.findall(r"\d+(?:\.\d+)?", _PERIOD.sub("", _number_text(raw)))
    return max((Decimal(number) for number in numbers), default=Decimal(0))


_READERS: Mapping[FactName, Callable[[str, str], Reading]] = {
    FactName.FLOOR_AREA: _area,
    FactName.HOUSEHOLDS: _count,
    FactName.HANDED_OVER_ON: _date,
    FactName.RESIDENT_SATISFACTION: _rate,
    FactName.FEE_COLLECTION: _rate,
    FactName.GREENING_RATE: _rate,
    FactName.RECOMMENDED_PLACE: _ordinal,
    FactName.PROPERTY_COMPANY: _name,
    FactName.SUBDISTRICT: _name,
    FactName.COMMUNITY: _name,
    FactName.ADDRESS: _name,
}

RATES = (FactName.RESIDENT_SATISFACTION, FactName.FEE_COLLECTION, FactName.GREENING_RATE)
MEASURED = frozenset({FactName.FLOOR_AREA, FactName.HOUSEHOLDS, *RATES})
"""The facts that are figures with a unit."""
