"""每县名额: estates that stand outside a list only because their county's share was used up."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.standing import standing_of


def check(dossier: Dossier) -> Iterator[Finding]:
    """The rule asks for it; the county will ask, so that the panel should know beforehand."""
    cap = dossier.review_round.rules.county_cap
    if not cap or dossier.waiting:
        return
    for line in standing_of(dossier).ranking.cut_lines:
        if line.is_decided and line.passed_over:
            names = "、".join(f"“{dossier.estate_name(name)}”" for name in line.passed_over)
            yield Finding(
                severity=Severity.NOTE,
                code="passed_over",
                where=Where(estate="+".join(line.passed_over)),
                sentence=(
                    f"每县至多 {cap} 个小区列入名单，前 {line.size} 名因此没有列入{names}，"
                    "由后续小区递补，请评审小组知悉。"
                ),
                basis=f"{line.size}|{cap}|{'+'.join(line.inside)}",
            )
