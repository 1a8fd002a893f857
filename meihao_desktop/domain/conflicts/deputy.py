"""经办人回避: the secretary or the chair stays away from an estate, and nobody stands in."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import Role

NEEDED = (Role.SECRETARY, Role.PANEL_CHAIR)


def check(dossier: Dossier) -> Iterator[Finding]:
    """An expert's estate can do without the expert; these two have acts that somebody must do."""
    for recusal in dossier.recusals:
        person = dossier.panel.person(recusal.expert)
        role = next((role for role in NEEDED if person and role in person.roles), None)
        if role is None or recusal.deputy or not recusal.status.forbids_scoring:
            continue
        name = dossier.panel.name(recusal.expert)
        who = name if name == role.value else f"{role.value}{name}"
        yield Finding(
            severity=Severity.WARNING,
            code="no_deputy",
            where=Where(expert=recusal.expert, estate=recusal.estate),
            sentence=(
                f"{who}应回避“{dossier.estate_name(recusal.estate)}”，还没有指定代行的人，"
                "请在小组台指定由谁经办该小区的事项。"
            ),
            basis=recusal.status.name,
        )
