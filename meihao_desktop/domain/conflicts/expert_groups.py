"""分组评审: estates that were not judged by the same expert groups, and so are hard to compare."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.score_sheet import CellState

OUT = (CellState.RECUSED, CellState.ABSTAINED, CellState.NOT_ASKED)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Shown and warned of; the points of one group are never brought to those of another."""
    groups = tuple(dict.fromkeys(expert.group for expert in dossier.scorers.all if expert.group))
    judging = {estate.id: _judging(dossier, estate.id) for estate in dossier.contenders}
    taking_part = [group for group in groups if any(group in seen for seen in judging.values())]
    lacking = {
        group: [estate for estate, seen in judging.items() if group not in seen]
        for group in taking_part
    }
    if not any(lacking.values()):
        return
    told = "、".join(
        f"{group}评 {len(judging) - len(without)} 个小区" for group, without in lacking.items()
    )
    uneven = [estate for estate, seen in judging.items() if len(seen) < len(taking_part)]
    yield Finding(
        severity=Severity.WARNING,
        code="expert_groups",
        where=Where(estate="+".join(uneven)),
        sentence=(
            f"各专家组评的小区不同：{told}。各组宽严不一，得分不能直接比较；"
            "程序不作换算，请评审小组确认做法并写入评审报告。"
        ),
        basis=";".join(f"{group}:{','.join(without)}" for group, without in lacking.items()),
    )


def _judging(dossier: Dossier, estate: EstateId) -> frozenset[str]:
    """The groups with at least one member who judges this estate or still will."""
    return frozenset(
        expert.group
        for expert in dossier.scorers.all
        if dossier.state(expert.id, estate) not in OUT
    )
