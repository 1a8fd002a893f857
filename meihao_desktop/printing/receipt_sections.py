"""The parts of a receipt that say what is not there and what is otherwise than before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from meihao_desktop.domain.difference import Differences
from meihao_desktop.domain.door_code import is_left_out, is_missing
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.submission import Submission
from meihao_desktop.printing.findings_table import place_of
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.table import Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

STYLE = TableStyle(size=10, note_size=8.5, above=2.4, least_height=20)
LIST_STYLE = TableStyle(size=9, note_size=8, above=1.6, least_height=16)
_NUMBER = Column(title="序号", weight=1.6, align=Align.CENTRE)
_LEFT_OUT = (_NUMBER, Column(title="文件", weight=7.5), Column(title="原因及办法", weight=10))
_FINDINGS = (
    _NUMBER,
    Column(title="级别", weight=1.4, align=Align.CENTRE, face=Face.HEI),
    Column(title="对象", weight=4.5),
    Column(title="情况", weight=11),
)
_FIGURES = (
    _NUMBER,
    Column(title="小区", weight=3.6),
    Column(title="出处", weight=3),
    Column(title="项目", weight=3.2),
    Column(title="上一版", weight=4),
    Column(title="本版", weight=4),
)
_CHANGES = (
    _NUMBER,
    Column(title="变化", weight=2.6, align=Align.CENTRE, face=Face.HEI),
    Column(title="小区或文件", weight=14),
)
Section = tuple[str, Table]
"""A heading without its number, and what stands under it."""


def left_out(submission: Submission) -> Iterator[Section]:
    """Every file that was not taken in, with its sentence."""
    rows = [
        [str(number), finding.where.file or "—", _without_file(finding)]
        for number, finding in enumerate(filter(is_left_out, submission.findings), start=1)
    ]
    if rows:
        yield "没有收下的文件", Table(columns=_LEFT_OUT, rows=rows, style=LIST_STYLE)


def missing(dossier: Dossier, submission: Submission) -> Iterator[Section]:
    """Papers, seals and opinions that are not there."""
    found = [finding for finding in submission.findings if is_missing(finding)]
    if found:
        yield "缺件", _findings_table(found, dossier)


def doubts(dossier: Dossier, submission: Submission) -> Iterator[Section]:
    """Everything else that the counter asks or has assumed."""
    found = [f for f in submission.findings if not (is_left_out(f) or is_missing(f))]
    if found:
        yield "疑点与推定", _findings_table(found, dossier)


def changes(submission: Submission) -> Iterator[Section]:
    """What is otherwise than in the version before, files first."""
    told = submission.differences
    if told is None:
        return
    before = submission.version - 1
    rows: list[Row] = [
        [str(number), kind, name] for number, (kind, name) in enumerate(_kinds(told), start=1)
    ]
    if rows:
        yield (
            f"与第 {before} 版相比的小区和文件",
            Table(columns=_CHANGES, rows=rows, style=LIST_STYLE),
        )
    rows = [[str(number), *cells] for number, cells in enumerate(_readings(told), start=1)]
    if rows:
        yield (
            f"与第 {before} 版相比的数据和意见栏",
            Table(columns=_FIGURES, rows=rows, style=STYLE),
        )


def outdated(dossier: Dossier, submission: Submission) -> str:
    """The estates whose sheets judged an earlier version; whose they are is not the county's."""
    estates = {estate.id: estate for estate in dossier.estates_of(submission.county)}
    counts = Counter(
        sheet.estate
        for sheet in dossier.sheets
        if sheet.estate in estates
        and sheet.material_version < estates[sheet.estate].submission_version
    )
    named = "、".join(f"“{estates[estate].name}”{count} 份" for estate, count in counts.items())
    return f"依据旧版材料填写的评分表：{named}，须由专家按新版材料复评。" if named else ""


def _findings_table(findings: Sequence[Finding], dossier: Dossier) -> Table:
    rows = [
        [str(number), f.severity.value, place_of(f.where, dossier) or "整包", f.sentence]
        for number, f in enumerate(findings, start=1)
    ]
    return Table(columns=_FINDINGS, rows=rows, style=STYLE)


def _without_file(finding: Finding) -> str:
    """The name stands in the column before already."""
    return finding.sentence.removeprefix(f"“{finding.where.file}”")


def _kinds(told: Differences) -> Iterable[tuple[str, str]]:
    for kind, names in (
        ("新增小区", told.added_estates),
        ("不再报送", told.missing_estates),
        ("新增文件", told.added_files),
        ("减少文件", told.removed_files),
        ("改动文件", told.changed_files),
    ):
        yield from ((kind, name) for name in names)


def _readings(told: Differences) -> Iterable[tuple[str, ...]]:
    for figure in told.figures:
        yield figure.estate, figure.place.value, figure.fact.value, figure.before, figure.now
    for opinion in told.opinions:
        yield opinion.estate, "申报表", opinion.box, opinion.before, opinion.now
