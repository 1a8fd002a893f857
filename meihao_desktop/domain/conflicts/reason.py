"""Full marks, zeros and deductions without the reason that the rubric asks for."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each submitted sheet, naming the criteria."""
    for estate in dossier.contenders:
        for sheet in dossier.counted_sheets(estate.id):
            lacking = sheet.missing_reasons(dossier.rubric)
            if not lacking:
                continue
            numbers = "、".join(criterion.number for criterion in lacking)
            yield Finding(
                severity=Severity.NOTE,
                code="reason",
                where=Where(expert=sheet.expert, estate=estate.id),
                sentence=(
                    f"{dossier.panel.name(sheet.expert)}对“{estate.name}”的 {numbers} "
                    "给了满分、零分或扣分而没有写明理由。"
                ),
                basis=numbers,
            )
