"""When an estate was handed over: 2014年6月建成, 2014.6, 201406, 41579, 上世纪80年代末."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from meihao_desktop.domain.estate_name import folded
from meihao_desktop.intake.quantities import chinese_number

_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 60_000)
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日])")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})年度?(?:(\d{1,2})月)?")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(\d{1,2})月")
_DECADE = re.compile(r"(?:(上)个?世纪|(19|20|21|十九|二十|二十一)世纪|(?<!\d)(19|20)?)(\d)0年代")
_MARKED = re.compile(r"((?:19|20)\d{2})[./\-—](\d{1,2})(?:[./\-—](\d{1,2}))?")
_RUN = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d{2}")
_DONE = re.compile(r"建成|交付|竣工|完成|完工|入伙|入住|交楼|投入使用")
_WORDS = re.compile(r"(全面|首次|正式|陆续|分期|开始)*(建成|交付|竣工|完工|入伙|入住|交楼)?(使用)?")


@dataclass(frozen=True, slots=True)
class Span:
    """The months within which the date lies, both ends counted; a month is (year, number)."""

    first: tuple[int, int]
    last: tuple[int, int]

    def meets(self, other: "Span") -> bool:
        """Whether both can mean the same date."""
        return self.first <= other.last and other.first <= self.last


def handover_span(text: str) -> Span | None:
    """The span of a date as read by ``written_date``; of several dates the completing one."""
    plain = folded(text)
    found = [(one.end(), _span_of(one)) for one in _YEAR_MONTH.finditer(plain)]
    found += [(one.end(), _decade(one)) for one in _DECADE.finditer(plain)]
    known = sorted((place, span) for place, span in found if span is not None)
    for place, span in reversed(known):
        if _DONE.match(plain[place : place + 4].lstrip("初末中底前后首全正式次面日0123456789")):
            return span
    return known[-1][1] if known else None


def written_date(tidied: str) -> tuple[str, str] | None:
    """The date as people write it, and why that is a guess; ``None`` where there is no date."""
    text = folded(_CLOCK.sub("", unicodedata.normalize("NFKC", tidied)))
    arabic = _CHINESE_MONTH.sub(_arabic, _CHINESE_YEAR.sub(_arabic, text))
    if handover_span(arabic) is not None:
        return (tidied if arabic == text else arabic), ""
    if short := _SHORT_YEAR.search(arabic):
        century = 2000 if int(short[1]) <= 30 else 1900
        shown = _shown(century + int(short[1]), int(short[2]))
        return (shown, f"年份只写了两位，按 {century + int(short[1])} 年理解") if shown else None
    return _numeric(arabic)


def _numeric(text: str) -> tuple[str, str] | None:
    words = _WORDS.sub("", text)
    if found := _MARKED.fullmatch(words):
        shown = _shown(int(found[1]), int(found[2]), int(found[3] or 0))
        is_cut = found[2] == "1" and "." in words and not found[3]
        note = "可能是 10 月（表格会略去末尾的 0）" if is_cut else ""
        return (shown, note) if shown else None
    if found := _RUN.fullmatch(words):
        shown = _shown(int(found[1]), int(found[2]), int(found[3] or 0))
        return (shown, "") if shown else None
    if _PLAIN_YEAR.fullmatch(words):
        return f"{words}年", ""
    if words.isascii() and words.isdigit() and int(words) in _SERIALS:
        day = _EPOCH + timedelta(days=int(words))
        return _shown(day.year, day.month, day.day), "按表格的日期序号换算"
    return None


def _shown(year: int, month: int, day: int = 0) -> str:
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{year}年{month}月{day}日" if day else f"{year}年{month}月"


def _arabic(found: re.Match[str]) -> str:
    return str(chinese_number(found.group()) or found.group())


def _span_of(found: re.Match[str]) -> Span | None:
    year, month = int(found[1]), int(found[2] or 0)
    if month > 12:
        return None
    return Span((year, month or 1), (year, month or 12))


def _decade(found: re.Match[str]) -> Span | None:
    last_century, numbered, century, tens = found.groups()
    named = {"19": 18, "十九": 18, "20": 19, "二十": 19, "21": 20, "二十一": 20}
    if last_century or (not numbered and not century):
        hundreds = 19
    else:
        hundreds = named[numbered] if numbered else int(century)
    year = hundreds * 100 + int(tens) * 10
    return Span((year, 1), (year + 9, 12))
