"""The desks of the window: their names, who sits at them and where their pages lie."""

from dataclasses import dataclass

from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.permission import Actor
from meihao_desktop.domain.review_round import Phase


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk; ``module`` is loaded when somebody first sits down at it."""

    name: str
    label: str
    icon_name: str
    module: str
    page: str
    roles: frozenset[Role]


def _desk(name: str, label: str, icon_name: str, *roles: Role) -> Desk:
    return Desk(
        name=name,
        label=label,
        icon_name=icon_name,
        module=f"meihao_desktop.ui.{name}_desk.{name}_page",
        page=f"{name.title()}Page",
        roles=frozenset(roles),
    )


_SECRETARY, _EXPERT = Role.SECRETARY, Role.EXPERT
_CHAIR, _OBSERVER = Role.PANEL_CHAIR, Role.OBSERVER

DESKS = (
    _desk("scoring", "评分台", "score", _EXPERT, _CHAIR),
    _desk("import", "导入台", "import", _SECRETARY, _OBSERVER),
    _desk("panel", "小组台", "people", _SECRETARY, _CHAIR, _OBSERVER),
    _desk("secretary", "秘书台", "collate", _SECRETARY, _CHAIR, _OBSERVER),
    _desk("ranking", "排名台", "ranking", _SECRETARY, _CHAIR, _OBSERVER),
    _desk("archive", "归档台", "archive", _SECRETARY, _CHAIR, _OBSERVER),
    _desk("settings", "设置", "settings", _SECRETARY, _EXPERT, _CHAIR, _OBSERVER),
)

_BY_PHASE = {
    Phase.PREPARING: "settings",
    Phase.RECEIVING: "import",
    Phase.SEALED: "panel",
    Phase.SCORING: "secretary",
    Phase.COLLATING: "secretary",
    Phase.SIGNING: "secretary",
}


DEPUTY_DESKS = frozenset({"import", "panel", "secretary"})
"""Where a deputy acts for whoever must stand back from an estate."""


SEAT_DESKS = frozenset({"scoring", "settings"})
"""What there is on an expert's laptop, whatever else the expert is in the round."""


def desks_of(
    actor: Actor,
    desks: tuple[Desk, ...] = DESKS,
    standing_in: frozenset[Role] = frozenset(),
    *,
    is_seat: bool = False,
) -> tuple[Desk, ...]:
    """The desks that this person may sit down at, also as a deputy in these roles."""
    here = (desk for desk in desks if not is_seat or desk.name in SEAT_DESKS)
    return tuple(
        desk
        for desk in here
        if desk.roles & actor.roles or (desk.name in DEPUTY_DESKS and desk.roles & standing_in)
    )


def first_desk(actor: Actor, phase: Phase, desks: tuple[Desk, ...]) -> str:
    """Where this person has something to do now."""
    scores = actor.roles & {_EXPERT, _CHAIR}
    wanted = "scoring" if scores else _BY_PHASE.get(phase, "ranking")
    names = [desk.name for desk in desks]
    return wanted if wanted in names else names[0]
