"""核查发现与处理意见: every finding beside what was decided about it, by whom and when."""

from collections.abc import Iterable, Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Settlement, Severity, Where
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.stamp import Stamp
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

_STYLE = TableStyle(size=9.5, note_size=8.5, above=2.6, least_height=19)
_COLUMNS = (
    Column(title="序号", weight=1.35, align=Align.CENTRE),
    Column(title="级别", weight=1.35, align=Align.CENTRE, face=Face.HEI),
    Column(title="核查发现", weight=9.5),
    Column(title="处理意见", weight=6.5),
    Column(title="处理人、时间", weight=3, align=Align.CENTRE),
)


def findings_table(findings: Iterable[Finding], dossier: Dossier, stamp: Stamp) -> Table:
    """The findings in their order, numbered."""
    rows = [
        _row(number, finding, dossier, stamp) for number, finding in enumerate(findings, start=1)
    ]
    return Table(columns=_COLUMNS, rows=rows, style=_STYLE)


def lapsed_table(findings: Iterable[Finding], dossier: Dossier, stamp: Stamp) -> Table | None:
    """Settlements whose finding is gone or has changed since; none is kept from the reader."""
    present = {finding.key for finding in findings}
    present |= {
        finding.key for submission in dossier.submissions for finding in submission.findings
    }
    lapsed = [s for key, s in dossier.settlements.items() if key not in present]
    rows = [
        [str(number), "失效", place_of(settlement.where, dossier) or "全部", *told]
        for number, settlement in enumerate(lapsed, start=1)
        for told in [_settlement_cells(settlement, dossier, stamp)]
    ]
    return Table(columns=_COLUMNS, rows=rows, style=_STYLE) if rows else None


def _row(number: int, finding: Finding, dossier: Dossier, stamp: Stamp) -> Row:
    settlement = dossier.settlements.get(finding.key)
    told: list[str | Cell] = _settlement_cells(settlement, dossier, stamp)
    if settlement is None and finding.severity is Severity.BLOCKING:
        told = [Cell("尚无处理意见", face=Face.BOLD), "—"]
    return [str(number), finding.severity.value, finding.sentence, *told]


def _settlement_cells(
    settlement: Settlement | None, dossier: Dossier, stamp: Stamp
) -> list[str | Cell]:
    if settlement is None:
        return ["—", "—"]
    order = " → ".join(dossier.estate_name(estate) for estate in settlement.order)
    counts, most_voted = settlement.votes, settlement.most_voted
    votes = "，".join(f"{dossier.estate_name(estate)} {counts[estate]} 票" for estate in most_voted)
    parts = (order and f"先后：{order}", votes and f"表决：{votes}", f"理由：{settlement.reason}")
    who = dossier.panel.name(PersonId(settlement.actor))
    return [
        Cell(settlement.decision.value, note="；".join(filter(None, parts))),
        Cell(who, note=stamp.told(settlement.settled_at)),
    ]


def place_of(where: Where, dossier: Dossier) -> str:
    """The place of a finding in names instead of identifiers."""
    return " · ".join(_place(where, dossier))


def _place(where: Where, dossier: Dossier) -> Iterator[str]:
    counties = {str(county.id): county.name for county in dossier.counties}
    if where.county:
        yield counties.get(where.county, where.county)
    if where.estate:
        yield "、".join(dossier.estate_name(estate) for estate in where.estate.split("+"))
    if where.expert:
        yield dossier.panel.name(PersonId(where.expert))
    if where.criterion:
        yield f"评分项 {where.criterion}"
    if where.file:
        yield where.file
