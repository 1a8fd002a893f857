"""申报表 in any format: labels and values out of tables and lines, opinion boxes, the long text.

A file may hold the form of one estate or of many: a name starts a form, and what follows without
another name belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.estate_name import name_key
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.intake.column_names import Column, is_plain_label, meaning
from meihao_desktop.intake.docx_tables import PICTURE, word_tables
from meihao_desktop.intake.figures import folded, joined, read_figure, unit_in
from meihao_desktop.intake.opinion_boxes import is_opinion, opinions
from meihao_desktop.intake.summary_workbook import is_blank
from meihao_desktop.intake.tables import Box, Line, Tabled

FEWEST_LABELS = 3
LONGEST_LABEL = 40
_TITLE = re.compile(r"申报表|申请表|申报书")
_PRACTICES = re.compile(r"主要做法|做法(和|及|与)成效|创建(工作)?情况|事迹")
_SPEAKING = re.compile(r"^([^:：]{2,20})[:：]\s*(\S.*)$", re.DOTALL)
_WIDE_GAP = re.compile(r"\t+|[ \u3000]{2,}")
_PLAIN_SHEET = re.compile(r"^(sheet|表|工作表|第)\s*\d*", re.IGNORECASE)
Row = tuple[Box, ...]


@dataclass(slots=True)
class _Draft:
    """A form while it is read."""

    file: str
    name: str = ""
    facts: dict[FactName, Fact] = field(default_factory=dict[FactName, Fact])
    rows: list[Row] = field(default_factory=list[Row])

    def take(self, rows: Sequence[Row]) -> None:
        self.rows.extend(rows)
        for label, value in _pairs(rows):
            what = meaning(label.text)
            raw = value.text.replace(PICTURE, "").strip()
            if is_blank(raw):
                continue
            if what is Column.NAME:
                self.name = self.name or joined(raw)
            elif isinstance(what, FactName) and what not in self.facts:
                source = FactSource(file=self.file, place=value.place)
                self.facts[what] = _fact(what, label, raw, source)

    def finished(self, lines: Sequence[str]) -> ApplicationForm | None:
        found = tuple(opinions(self.rows))
        if not self.name or len(self.facts) + len(found) < FEWEST_LABELS:
            return None
        return ApplicationForm(
            file=self.file,
            estate_name=self.name,
            facts=self.facts,
            practices=_practices(self.rows) or _practices_below_heading(lines),
            opinions=found,
        )


def read_form(path: Path, file: str) -> ApplicationForm | None:
    """The first application form in a Word document, or ``None`` where it is another document."""
    return next(iter(forms_in(word_tables(path), file)), None)


def forms_in(tabled: Tabled, file: str) -> tuple[ApplicationForm, ...]:
    """Every application form among these tables and lines."""
    drafts: list[_Draft] = []
    for number, table in enumerate(tabled.tables):
        rows = [*_lined(tabled.above(number)), *table.boxes()]
        for chunk in _cut_at_names(rows):
            name = _name_in(chunk)
            if not drafts or (name and drafts[-1].name and not _same(name, drafts[-1].name)):
                drafts.append(_Draft(file, _sheet_name(table.worksheet.name, chunk)))
            drafts[-1].take(chunk)
    for chunk in _cut_at_names(list(_lined(tabled.above(len(tabled.tables))))):
        if not drafts or (_name_in(chunk) and drafts[-1].name):
            drafts.append(_Draft(file))
        drafts[-1].take(chunk)
    lines = [line.text for group in tabled.lines for line in group]
    forms = tuple(form for draft in drafts if (form := draft.finished(lines)))
    is_titled = looks_like_form(file) or _is_titled(tabled)
    return forms if is_titled else tuple(form for form in forms if form.opinions)


def looks_like_form(file: str) -> bool:
    """Whether the name of a file promises an application form."""
    return bool(re.search(r"申报表|申请表|申报书", folded(file.rsplit("/", 1)[-1])))


def _is_titled(tabled: Tabled) -> bool:
    heads = [line.text for group in tabled.lines for line in group[:5]]
    heads += [cell for table in tabled.tables for row in table.rows[:3] for cell in row]
    heads += [table.worksheet.name for table in tabled.tables]
    return any(_TITLE.search(folded(text)) for text in heads if len(text) <= LONGEST_LABEL)


def _same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)


def _sheet_name(title: str, chunk: Sequence[Row]) -> str:
    """The name of a worksheet where its form leaves the name out."""
    if _name_in(chunk) or _PLAIN_SHEET.match(title) or not any(opinions(chunk)):
        return ""
    return joined(title)


def _cut_at_names(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows of each form, where a table holds several below each other."""
    chunk: list[Row] = []
    name = ""
    for index, row in enumerate(rows):
        found = _name_in(rows[index : index + 2])
        is_here = found and any(meaning(box.text) is Column.NAME for box in row)
        if is_here and name and not _same(found, name):
            yield chunk
            chunk = []
        name = found if is_here else name
        chunk.append(row)
    if chunk:
        yield chunk


def _name_in(rows: Sequence[Row]) -> str:
    return next(
        (
            joined(value.text)
            for label, value in _pairs(rows)
            if meaning(label.text) is Column.NAME and not is_blank(value.text)
        ),
        "",
    )


def _lined(lines: Sequence[Line]) -> Iterator[Row]:
    """Lines such as 小区名称：朗悦花园　户数：1018户 as rows of labels and values."""
    for number, line in enumerate(lines):
        boxes: list[Box] = []
        for part in _WIDE_GAP.split(line.text):
            found = _SPEAKING.match(part)
            texts = found.groups() if found and meaning(found[1]) else (part,)
            boxes.extend(Box(text.strip(), line.place, number, 0, 0) for text in texts)
        if len(boxes) > 1:
            yield tuple(boxes)


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Box, Box]]:
    """Labels with their values, which stand to the right, below, or behind a colon."""
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        if _is_header(row) and _fit(row, below):
            yield from _down(row, below)
        else:
            yield from _across(row)


def _is_header(row: Row) -> bool:
    texts = [box.text for box in row if box.text]
    labels = [text for text in texts if meaning(text) is not None]
    return len(labels) >= 2 and len(labels) >= len(texts) - 1 and all(map(_is_label_cell, row))


def _is_label_cell(box: Box) -> bool:
    return not box.text or is_plain_label(box.text) or meaning(box.text) is None


def _fit(row: Row, below: Row) -> bool:
    """Whether the next row holds values under these labels."""
    if not below or any(is_plain_label(box.text) for box in below):
        return False
    columns = {box.column for box in below if box.text}
    return sum(box.column in columns for box in row if box.text) >= 2


def _down(row: Row, below: Row) -> Iterator[tuple[Box, Box]]:
    by_column = {box.column: box for box in below}
    for label in row:
        if meaning(label.text) is not None and label.column in by_column:
            yield label, by_column[label.column]


def _across(row: Row) -> Iterator[tuple[Box, Box]]:
    place = 0
    while place < len(row):
        box = row[place]
        if pair := _speaking(box):
            yield pair
        following = row[place + 1] if place + 1 < len(row) else None
        is_value = following is not None and not is_plain_label(following.text)
        if following is not None and is_value and _is_label(box, place, len(row)):
            yield box, following
            place += 1
        place += 1


def _speaking(box: Box) -> tuple[Box, Box] | None:
    """A cell that says both label and value: 户数：1018户."""
    found = _SPEAKING.match(box.text)
    if found is None or not is_plain_label(found[1]):
        return None
    return (
        Box(found[1], box.place, box.row, box.column, box.last_column),
        Box(found[2].strip(), box.place, box.row, box.column, box.last_column),
    )


def _is_label(box: Box, place: int, width: int) -> bool:
    """Plain labels anywhere; others only where labels stand: first and then every second cell."""
    if meaning(box.text) is None:
        return False
    return is_plain_label(box.text) or (place % 2 == 0 and width % 2 == 0)


def _fact(what: FactName, label: Box, raw: str, source: FactSource) -> Fact:
    reading = read_figure(what, raw, unit_in(label.text))
    return Fact(
        name=what,
        raw=raw,
        value=reading.value,
        unit=reading.unit,
        source=source,
        is_guessed=reading.is_guessed,
        note=reading.note,
    )


def _practices(rows: Sequence[Row]) -> str:
    for index, row in enumerate(rows):
        head = folded(row[0].text) if row else ""
        if not _PRACTICES.search(head) or len(head) > LONGEST_LABEL:
            continue
        beside = next((box.text for box in row[1:] if box.text), "")
        if beside:
            return beside
        below = [box.text for box in rows[index + 1] if box.text] if index + 1 < len(rows) else []
        if len(below) == 1 and not is_opinion(below[0]):
            return below[0]
    return ""


def _practices_below_heading(lines: Sequence[str]) -> str:
    kept: list[str] = []
    is_inside = False
    for text in lines:
        if _PRACTICES.search(text) and len(text) <= LONGEST_LABEL:
            is_inside = True
        elif is_inside and is_opinion(text):
            break
        elif is_inside:
            kept.append(text)
    return "\n".join(kept)
