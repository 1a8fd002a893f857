"""The rows of a recommendation summary as estates: repeated, alike, hidden, two in one cell."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from meihao_desktop.domain.estate_name import SHORTEST, folded, name_key
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.estate_names import is_like
from meihao_desktop.intake.summary_workbook import Summary, SummaryRow

_SEVERAL = re.compile(r"[、;；]|及|和(?=.{3})")
_PART = re.compile(r"\d+(期|区|组团|标段)|[a-z](区|座)|[东西南北](区|苑)")
_KINDS = re.compile(r"(小区|花园|家园|花苑|公寓|苑|园|城|府|湾|庭|居|号|里|邸|郡|都|山|期)$")


def check_rows(summary: Summary | None) -> tuple[Mapping[str, SummaryRow], tuple[Finding, ...]]:
    """The rows by the name of their estate, each estate once, and what is to be asked."""
    if summary is None:
        return {}, ()
    rows: dict[str, SummaryRow] = {}
    findings: list[Finding] = []
    known: dict[str, str] = {}
    for row in summary.rows:
        before = known.setdefault(name_key(row.name), row.name)
        if before in rows:
            where = Where(estate=before, file=summary.file)
            told = Door.ESTATE_TWICE.found(where, other=row.name, row=str(row.row))
            findings.append(told)
        else:
            rows[row.name] = row
            findings.extend(_of_row(summary, row))
    findings.extend(_alike(known))
    return rows, tuple(findings)


def _of_row(summary: Summary, row: SummaryRow) -> Iterator[Finding]:
    where = Where(file=summary.file)
    words = {"row": str(row.row), "name": row.name}
    if row.is_hidden:
        yield Door.ROW_HIDDEN.found(where, **words)
    parts = [part for part in _SEVERAL.split(folded(row.name)) if part]
    if len(parts) > 1 and all(len(p) > SHORTEST and _KINDS.search(p) for p in parts):
        yield Door.NAMES_IN_ONE_CELL.found(where, **words)


def _alike(known: Mapping[str, str]) -> Iterator[Finding]:
    """Names that may be one; parts of a larger estate, 一期 and 二期, are not asked about."""
    for (one, name), (other, other_name) in combinations(known.items(), 2):
        if is_like(one, other) and not (_PART.search(one) or _PART.search(other)):
            yield Door.ESTATE_SIMILAR.found(Where(estate=name), other=other_name)
