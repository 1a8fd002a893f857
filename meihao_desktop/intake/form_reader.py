"""申报表 in docx: labels and values out of its tables, opinion boxes, the long text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.table import Table

from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.intake.column_names import Column, meaning
from meihao_desktop.intake.figures import folded, read_figure, tidy, unit_in
from meihao_desktop.intake.summary_workbook import is_blank

FEWEST_LABELS = 3
_PRACTICES = re.compile(r"主要做法|做法(和|及|与)成效|创建(工作)?情况|事迹")
_OPINION = re.compile(r"意见")
_BOILERPLATE = re.compile(
    r"[(（]?(盖章|签章|公章|签字|签名|印章)[)）]?|负责人|经办人|年|月|日|[:：_＿\s/—\-.]"
)


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table with the place that people find it by."""

    text: str
    place: str


def read_form(path: Path, file: str) -> ApplicationForm | None:
    """The application form in this document, or ``None`` where it is another document."""
    document = Document(str(path))
    rows = [row for number, table in enumerate(document.tables, 1) for row in _rows(table, number)]
    facts, name = _facts(rows, file)
    opinions = tuple(_opinions(rows))
    if not name or len(facts) + len(opinions) < FEWEST_LABELS:
        return None
    return ApplicationForm(
        file=file,
        estate_name=name,
        facts=facts,
        practices=_practices(rows) or _practices_below_heading(document),
        opinions=opinions,
    )


def _rows(table: Table, number: int) -> Iterator[tuple[Box, ...]]:
    """The rows with merged cells once; python-docx repeats them for each column and row."""
    seen: set[object] = set()
    for index, row in enumerate(table.rows, start=1):
        boxes: list[Box] = []
        for cell in row.cells:
            if cell._tc in seen:  # noqa: SLF001 -- the only identity a cell has
                continue
            seen.add(cell._tc)  # noqa: SLF001
            boxes.append(Box(cell.text.strip(), f"表 {number} 第 {index} 行"))
        if boxes:
            yield tuple(boxes)


def _facts(rows: list[tuple[Box, ...]], file: str) -> tuple[dict[FactName, Fact], str]:
    facts: dict[FactName, Fact] = {}
    name = ""
    for row in rows:
        for label, box in pairwise(row):
            what = meaning(label.text)
            if what is None or is_blank(box.text) or not _is_label(label, row):
                continue
            if what is Column.NAME:
                name = name or tidy(box.text)
            elif isinstance(what, FactName) and what not in facts:
                facts[what] = _fact(what, label, box, file)
    return facts, name


def _is_label(label: Box, row: tuple[Box, ...]) -> bool:
    """Labels stand first and then every second cell, so a value is never taken for a label."""
    return row.index(label) % 2 == 0 or len(row) % 2 == 1


def _fact(what: FactName, label: Box, box: Box, file: str) -> Fact:
    reading = read_figure(what, box.text, unit_in(label.text))
    return Fact(
        name=what,
        raw=box.text,
        value=reading.value,
        unit=reading.unit,
        source=FactSource(file=file, place=box.place),
        is_guessed=reading.is_guessed,
        note=reading.note,
    )


def _opinions(rows: list[tuple[Box, ...]]) -> Iterator[OpinionBox]:
    """Boxes beside their labels; the bureau's own box is filled later and is left out."""
    for row in rows:
        for label, box in pairwise(row):
            text = folded(label.text)
            if not _OPINION.search(text) or len(text) > 40 or text.startswith(("市", "设区市")):
                continue
            shown = "".join(label.text.split())
            is_filled = bool(_BOILERPLATE.sub("", folded(box.text)))
            yield OpinionBox(label=shown, text=box.text, is_filled=is_filled)


def _practices(rows: list[tuple[Box, ...]]) -> str:
    for index, row in enumerate(rows):
        if not _PRACTICES.search(folded(row[0].text)) or len(folded(row[0].text)) > 40:
            continue
        if len(row) > 1:
            return row[1].text
        if index + 1 < len(rows) and len(rows[index + 1]) == 1:
            return rows[index + 1][0].text
    return ""


def _practices_below_heading(document: DocxDocument) -> str:
    kept: list[str] = []
    is_inside = False
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if _PRACTICES.search(text) and len(text) <= 40:
            is_inside = True
        elif is_inside and text:
            kept.append(text)
    return "\n".join(kept)


def looks_like_form(file: str) -> bool:
    """Whether the name of a file promises an application form."""
    return bool(re.search(r"申报表|申请表", folded(file.rsplit("/", 1)[-1])))
