"""去处理: the desk and the thing there at which a finding is mended or looked into."""

from dataclasses import dataclass

from meihao_desktop.domain.blocker import DESKS, panel_place
from meihao_desktop.domain.finding import Finding, Where

HERE = "secretary"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """The words on the button, the desk and its target."""

    label: str
    desk: str
    target: str


def way_on(finding: Finding) -> WayOn | None:
    """Where to go with this finding; ``None`` where this desk is the place."""
    where = finding.where
    if DESKS.get(finding.code) == "panel":
        label = "去小组台认定" if finding.code == "undecided_recusal" else "去小组台处理"
        return WayOn(label=label, desk="panel", target=panel_place(where))
    if finding.code in ("tie", "quorum"):
        return WayOn(label="看排名", desk="ranking", target=finding.key)
    if where.expert and where.estate:
        return WayOn(label="看交表情况", desk=HERE, target=_pair(where))
    if where.county or where.file or finding.code in ("implausible", "county_quota"):
        return WayOn(label="去导入台核对", desk="import", target=where.estate or where.county)
    if where.estate:
        return WayOn(label="看交表情况", desk=HERE, target=where.estate)
    return None


def _pair(where: Where) -> str:
    return f"{where.expert}/{where.estate}"
