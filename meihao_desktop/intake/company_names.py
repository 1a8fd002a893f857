"""Names of property companies: whether two spellings are one company."""

import re

from meihao_desktop.domain.estate_name import folded

_MARKS = re.compile(r"[\s·・.,，、()（）\[\]“”\"'-]+")
_LEGAL = re.compile(r"(股份有限公司|有限责任公司|有限公司|公司|集团)")
_TRADE = re.compile(r"(物业管理服务|物业服务管理|物业服务|物业管理|物业发展|物业|服务|管理|发展)")
_PLACE = re.compile(r"[省市县区]")


def company_core(name: str) -> str:
    """The name without legal form and trade: 佛山市万科物业服务有限公司 → 佛山万科."""
    plain = _MARKS.sub("", folded(name)).casefold()
    core = _PLACE.sub("", _TRADE.sub("", _LEGAL.sub("", plain)))
    return core or plain


def one_company(one: str, other: str) -> bool:
    """Whether two different spellings name one company; branches of a group are different."""
    first, second = company_core(one), company_core(other)
    return first == second and ("分公司" in one) == ("分公司" in other)
