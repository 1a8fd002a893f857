"""Names that stand for a person in a text: 王平 beside 经理 or in a cell of its own, not in 王平原.

Chinese has no spaces between words, so a name of two characters is looked at with its neighbours.
It counts where a text, a cell, a mark or a calling ends it on either side; whether a calling such
as 联系人 or 经理 stands beside it is told with the hit, because that says more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from meihao_desktop.domain.wording import Wording, folded

SHORT = 2
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]")
_WORD = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_BROKEN = re.compile(r"[\r\n\t\v\f|｜]")
_CALLINGS = (
    "经理|主任|副主任|组长|专家|委员|主席|书记|会长|秘书长|处长|科长|局长|站长|队长|园长|院长|校长"
    "|董事长|总监|主管|工程师|教授|律师|老师|同志|先生|女士|业主|住户|居民|负责人|联系人|经办人"
    "|审核人|填表人|法定代表人|代表人|法人|股东|董事|监事|成员|编制人|设计人|记录人|主持人|签字"
    "|签名|签收人|检查人|验收人"
)
_BEFORE = re.compile(
    rf"(?:{_CALLINGS}|姓名|名单|名字|本人|甲方|乙方|业主代表|参会人员|出席)[:：是为]?$"
)
_LEADING = re.compile(r"(?:[由和与及请经交向]|\d\s*[年月日号时])$")
"""What may stand before a name without being part of it."""
_TITLE = re.compile(rf"(?:{_CALLINGS}|总经理|副经理|项目经理|总|工)")
_AFTER = re.compile(
    r"电话|手机|联系|身份证|性别|负责|参加|参与|参会|出席|主持|介绍|检查|指导|陪同|担任|签字|签名"
    r"|签收|表示|反映|报告|汇报|发言|说明|提出|代表|申请|向|男|女"
)
_JOINING = re.compile(r"[和与及同、等在到为任对说是于](?=[^\W\d_]{2})")
"""A character that goes on after a name where more than one follows: 王平和物业, not 王平和."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """Where a name stands, and whether a calling stands beside it."""

    start: int
    end: int
    is_backed: bool = False


class StandingName:
    """One name to look for."""

    def __init__(self, name: str) -> None:
        self._wording = Wording(name)
        self.folded = folded(name)

    def find(self, text: str) -> Iterator[NameHit]:
        """Every place where the name stands for itself."""
        for start, end in self._wording.find(text):
            hit = self._judged(text, start, end)
            if hit is not None:
                yield hit

    def _judged(self, text: str, start: int, end: int) -> NameHit | None:
        written = text[start:end]
        if _BROKEN.search(written) or _is_in_a_number(text, start, end):
            return None
        gap = _widest_gap(written)
        before, after = _before(text, start, gap), _after(text, end, gap)
        is_led = bool(_BEFORE.search(before))
        called = is_led or bool(_TITLE.match(after))
        left = is_led or not _ends_in_han(before) or bool(_LEADING.search(before))
        right = not _HAN.match(after) or _goes_on(after)
        is_long = len(self.folded) > SHORT
        stands = (left or right) if is_long else (left and right)
        return NameHit(start, end, called) if stands else None


def _goes_on(after: str) -> bool:
    """What follows a name and cannot be its next character."""
    joined = _JOINING.match(after)
    is_joined = joined is not None and not _TITLE.match(after[1:])
    return bool(_TITLE.match(after) or _AFTER.match(after) or is_joined)


def _is_in_a_number(text: str, start: int, end: int) -> bool:
    """Whether letters or digits go on where the name has one: 专家01 is not 专家012."""
    head = bool(_WORD.match(text[start])) and bool(_WORD.match(text[start - 1 : start]))
    return head or (bool(_WORD.match(text[end - 1])) and bool(_WORD.match(text[end : end + 1])))


def _widest_gap(written: str) -> int:
    """Spaces inside a name written apart, as 王　平 in a form."""
    return max((len(gap) for gap in re.findall(r"\s+", written)), default=0)


def _before(text: str, start: int, gap: int) -> str:
    """What stands before a name; across a gap only where the name is written with one too."""
    head = text[max(0, start - 12 - gap) : start]
    near = head.rstrip(" \u3000")
    is_apart = 0 < len(head) - len(near) <= gap
    if is_apart and re.search(r"(?:^|[^\u3400-\u9fff])[\u3400-\u9fff]$", near):
        return near
    called = head.rstrip(" \u3000:：")
    return called if _BEFORE.search(called) else head


def _after(text: str, end: int, gap: int) -> str:
    """What stands after a name; a single character just as far away belongs to the same word."""
    tail = text[end : end + 12 + gap]
    near = tail.lstrip(" \u3000")
    is_apart = 0 < len(tail) - len(near) <= gap
    if is_apart and re.match(r"[\u3400-\u9fff](?:[^\u3400-\u9fff]|$)", near):
        return near
    return near if _TITLE.match(near) else tail


def _ends_in_han(before: str) -> bool:
    return bool(before) and bool(_HAN.match(before[-1]))
