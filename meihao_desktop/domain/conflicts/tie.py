"""并列: equal figures across a cut line that chain and rulings leave undecided."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.standing import standing_of


def check(dossier: Dossier) -> Iterator[Finding]:
    """A tie blocks the result until its settlement orders the estates or admits them all."""
    standing = standing_of(dossier)
    shown = standing.tally.rules.rounding.shown
    for tie in standing.ranking.ties:
        names = "、".join(dossier.estate_name(estate) for estate in tie.entries)
        lines = "、".join(str(line) for line in tie.lines)
        what = "（递补顺序）" if tie.is_among_runners_up else ""
        yield Finding(
            severity=Severity.BLOCKING,
            code="tie",
            where=Where(estate="+".join(tie.entries)),
            sentence=(
                f"{names}得分同为 {shown(tie.final_points)}，并列跨第 {lines} 名{what}，"
                "评分规则未能分出先后，请评审小组表决后写明处理意见。"
            ),
            basis=str(tie.final_points),
        )
