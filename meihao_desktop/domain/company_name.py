"""Names of enterprises, compared as people mean them: 物业服务有限公司 = 物业管理有限责任公司."""

import re

from meihao_desktop.domain.estate_name import folded

_MARKS = re.compile(r"[·•・.,，、。:：;_\-—–~“”\"'‘’《》()\[\]【】〔〕&+]+")
_LIMITED = re.compile(r"(?:有限责任|责任有限|有限)?公司")
_TRADE = re.compile(r"物业(?:管理服务|服务管理|经营管理|管理|服务)|物管")
_PLACE = re.compile(r"(?<=[\u4e00-\u9fff])(?:壮族自治区|自治区|省|市|县)")


def company_key(name: str) -> str:
    """Two spellings of one enterprise have the same key; a branch or another legal kind differs."""
    text = _MARKS.sub("", folded(name)).casefold()
    text = _TRADE.sub("物业", _LIMITED.sub("", text))
    return _PLACE.sub("", text) or text
