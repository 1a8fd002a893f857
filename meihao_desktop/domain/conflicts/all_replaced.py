"""Points of which every expert's were replaced, so that no mean of others exists."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.standing import replaced_everywhere


def check(dossier: Dossier) -> Iterator[Finding]:
    """Such replacements are without effect until the panel decides otherwise."""
    for estate, number in replaced_everywhere(dossier):
        yield Finding(
            severity=Severity.BLOCKING,
            code="all_replaced",
            where=Where(estate=estate, criterion=number),
            sentence=(
                f"“{dossier.estate_name(estate)}”的评分项 {number} 各专家的得分都已决定替换，"
                "没有其他专家的得分可取均值，请改作其他处理意见或请专家重新评分。"
            ),
        )
