"""满分或零分的评分表: full marks or nothing on a whole sheet, without a word about it."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.score_sheet import ZERO, points_text


def check(dossier: Dossier) -> Iterator[Finding]:
    """A remark on the sheet is enough; whether it convinces is for people to judge."""
    ends = {dossier.rubric.max_points: "满分", ZERO: "零分"}
    for estate in dossier.contenders:
        for sheet in dossier.counted_sheets(estate.id):
            end = ends.get(sheet.total)
            if end is None or sheet.remark.strip():
                continue
            yield Finding(
                severity=Severity.WARNING,
                code="extreme",
                where=Where(expert=sheet.expert, estate=estate.id),
                sentence=(
                    f"{dossier.panel.name(sheet.expert)}对“{estate.name}”的整份评分表都是{end}"
                    f"（{points_text(sheet.total)} 分）而没有写评语，请本人说明。"
                ),
                basis=sheet.digest or points_text(sheet.total),
            )
