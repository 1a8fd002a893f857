"""Boxes for an opinion and a seal, beside their label, below it, or in one cell with it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from meihao_desktop.domain.application_form import OpinionBox
from meihao_desktop.intake.docx_tables import PICTURE
from meihao_desktop.intake.figures import folded
from meihao_desktop.intake.tables import Box

LONGEST_LABEL = 40
_OPINION = re.compile(r"意见")
_OWN_BOX = re.compile(r"^(设区)?市(级)?(住|房|物业|局|行政|建设|主管|评审|$)|^市局|^(自治区|省)")
_WHOLE = re.compile(
    r"^(\s*[^:：\n]{2,36}意见\s*(?:[(（][^)）\n]*[)）])?)\s*[:：\n](.*)$", re.DOTALL
)
_BOILERPLATE = re.compile(
    r"[(（]?(盖章|签章|公章|签字|签名|印章|单位)[)）]?|负责人|经办人|年|月|日|[:：_＿\s/—\-.、()（）]"
)


def is_opinion(text: str) -> bool:
    """Whether a text is the label of an opinion box."""
    plain = folded(text)
    return bool(_OPINION.search(plain)) and len(plain) <= LONGEST_LABEL


def opinions(rows: Sequence[Sequence[Box]]) -> Iterator[OpinionBox]:
    """The boxes in their order; the bureau's own box is filled later and is left out."""
    for index, row in enumerate(rows):
        below = {box.column: box.text for box in rows[index + 1]} if index + 1 < len(rows) else {}
        are_heads = _are_heads(row, below)
        for place, label in enumerate(row):
            if whole := _WHOLE.match(label.text):
                yield from _box(whole[1], whole[2])
            elif are_heads and is_opinion(label.text):
                yield from _box(label.text, below.get(label.column, ""))
            elif is_opinion(label.text) and not _is_value(row, place):
                yield from _box(label.text, row[place + 1].text if place + 1 < len(row) else "")


def _are_heads(row: Sequence[Box], below: Mapping[int, str]) -> bool:
    """Labels that have their boxes below them: a whole row of labels, or one alone in its row."""
    texts = [box.text for box in row if box.text]
    if not texts or not all(map(is_opinion, texts)):
        return False
    return (len(texts) > 1 or len(row) == 1) and not any(map(is_opinion, below.values()))


def _is_value(row: Sequence[Box], place: int) -> bool:
    """Words of an opinion such as 同意推荐意见 beside the label of their box."""
    return place > 0 and is_opinion(row[place - 1].text)


def _box(label: str, text: str) -> Iterator[OpinionBox]:
    shown = "".join(label.split())
    if _OWN_BOX.match(folded(label)):
        return
    yield OpinionBox(
        label=shown,
        text=text.replace(PICTURE, "〔图〕").strip(),
        is_filled=bool(_BOILERPLATE.sub("", folded(text))),
    )
