"""Sheets that judged an earlier version of an estate's materials."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """Points for materials that have been replaced since are to be given again."""
    for estate in dossier.contenders:
        for sheet in dossier.counted_sheets(estate.id):
            if sheet.material_version >= estate.submission_version:
                continue
            yield Finding(
                severity=Severity.BLOCKING,
                code="old_version",
                where=Where(expert=sheet.expert, estate=estate.id),
                sentence=(
                    f"{dossier.panel.name(sheet.expert)}对“{estate.name}”的评分依据的是第 "
                    f"{sheet.material_version} 版材料，现为第 {estate.submission_version} 版，"
                    "请重新打开评分表复评。"
                ),
                basis=f"{sheet.material_version}<{estate.submission_version}",
            )
