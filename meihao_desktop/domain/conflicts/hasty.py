"""用时过短: a sheet that was filled in faster than anybody could have read the materials."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """Time is counted only while the sheet is in view; a sheet without any record says nothing."""
    rules, items = dossier.review_round.rules.bearing, len(dossier.rubric.by_number)
    for estate in dossier.contenders:
        for sheet in dossier.counted_sheets(estate.id):
            if sheet.revision > 1 or not 0 < sheet.seconds_spent < rules.seconds_per_item * items:
                continue
            yield Finding(
                severity=Severity.NOTE,
                code="hasty",
                where=Where(expert=sheet.expert, estate=estate.id),
                sentence=(
                    f"{dossier.panel.name(sheet.expert)}评完“{estate.name}”的 {items} 项"
                    f"只用了 {sheet.seconds_spent} 秒，请核对是否看过材料。"
                ),
                basis=str(sheet.seconds_spent),
            )
