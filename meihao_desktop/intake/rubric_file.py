"""Rubric files: a scoring standard written as toml, read into the rubric of a round."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    CriterionId,
    CriterionKind,
    DeductionPer,
    DeductionRule,
    Level,
    Part,
    Rubric,
    Section,
)
from meihao_desktop.intake.toml_file import BrokenTomlFile, read_toml
from meihao_desktop.intake.toml_table import TomlTable

WHAT = "评分标准文件"
MARKS = {kind.value: kind for kind in CriterionKind}
PER = {per.value: per for per in DeductionPer}
PRESENT, ABSENT = "有", "无"
STEP = Decimal("0.5")
GRADED_STEP = Decimal("0.1")

Grades = Sequence[tuple[str, Decimal]]
"""The levels of every graded criterion that names none: label and share of its points."""


def read_rubric(path: Path) -> Rubric:
    """The rubric in the file; everything that is wrong with it is told at once."""
    faults: list[str] = []
    table = TomlTable(read_toml(path, WHAT), "文件", faults)
    rubric = _rubric(table)
    total = table.optional_number("total")
    table.close()
    if not faults:
        faults.extend(rubric.faults())
        if total is not None and rubric.max_points != total:
            faults.append(
                f"各评分项分值合计 {plain(rubric.max_points)} 分，与总分 {plain(total)} 分不符。"
            )
    if faults:
        raise BrokenTomlFile(WHAT, path, faults)
    return rubric


def _rubric(table: TomlTable) -> Rubric:
    grades = table.read("grades", lambda row: (row.text("label"), row.number("share")))
    parts = table.read("parts", _part)
    return Rubric(
        title=table.text("title"),
        edition=table.text("edition"),
        standing=table.text("standing", default="参考方案"),
        veto_grounds=table.texts("veto_grounds"),
        parts=parts or (Part(name="材料"),),
        sections=table.read("sections", lambda row: _section(row, grades)),
    )


def _part(row: TomlTable) -> Part:
    return Part(name=row.text("name"), weight=row.number("weight", default=Decimal(1)))


def _section(row: TomlTable, grades: Grades) -> Section:
    number, name = row.text("number"), row.text("name")
    row.label = f"第 {number} 部分“{name}”"
    return Section(
        number=number,
        name=name,
        part=row.text("part", default="材料"),
        criteria=row.read("criteria", lambda each: _criterion(each, grades)),
    )


def _criterion(row: TomlTable, grades: Grades) -> Criterion:
    number, name = row.text("number"), row.text("name")
    row.label = f"{number}“{name}”"
    kind = _kind(row)
    max_points = row.number("points")
    step = GRADED_STEP if kind is CriterionKind.GRADED else STEP
    return Criterion(
        number=CriterionId(number),
        name=name,
        max_points=max_points,
        kind=kind,
        step=row.number("step", default=min(step, max_points) if max_points > 0 else step),
        levels=_levels(row) or _usual_levels(kind, max_points, grades),
        deductions=row.read("deductions", _deduction),
        components=row.read("components", _component),
        evidence=row.text("evidence", default=""),
        guidance=row.text("guidance", default=""),
    )


def _kind(row: TomlTable) -> CriterionKind:
    mark = row.text("kind")
    if mark not in MARKS:
        row.fault(f"的评分方式“{mark}”不认识，应为{'、'.join(MARKS)}之一")
    return MARKS.get(mark, CriterionKind.POINTS)


def _usual_levels(kind: CriterionKind, points: Decimal, grades: Grades) -> tuple[Level, ...]:
    if kind is CriterionKind.PRESENCE:
        return (Level(label=PRESENT, points=points), Level(label=ABSENT, points=Decimal(0)))
    if kind is CriterionKind.GRADED:
        return tuple(Level(label=label, points=points * share) for label, share in grades)
    return ()


def _levels(row: TomlTable) -> tuple[Level, ...]:
    return row.read("levels", _level)


def _level(row: TomlTable) -> Level:
    return Level(label=row.text("label"), points=row.number("points"))


def _deduction(row: TomlTable) -> DeductionRule:
    per = row.text("per", default=DeductionPer.FINDING.value)
    if per not in PER:
        row.fault(f"的扣分方式“{per}”不认识，应为{'、'.join(PER)}之一")
    return DeductionRule(
        label=row.text("label"),
        amount=row.number("amount"),
        per=PER.get(per, DeductionPer.FINDING),
        threshold=row.optional_number("threshold"),
    )


def _component(row: TomlTable) -> Component:
    return Component(label=row.text("label"), max_points=row.number("points"), levels=_levels(row))
