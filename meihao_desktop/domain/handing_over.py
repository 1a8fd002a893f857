"""Whoever has an interest in an estate takes no decision on it: a deputy does."""

from collections.abc import Iterable

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId, ReviewPanel, Role
from meihao_desktop.domain.recusal import Recusals

HANDED_OVER = frozenset({Role.SECRETARY, Role.PANEL_CHAIR})
"""The roles that somebody else fills where their holder must stand back."""


def must_hand_over(dossier: Dossier, person: PersonId, estate: EstateId) -> str:
    """Why this person must leave an act on this estate to somebody else; empty where they may."""
    recusal = dossier.recusals.between(person, estate)
    if recusal is None or not recusal.status.forbids_scoring:
        return ""
    name = dossier.estate_name(estate)
    deputy = dossier.panel.name(PersonId(recusal.deputy)) if recusal.deputy else ""
    way = (
        f"请由已指定的代办人{deputy}办理，或由另一位有此权限的人登录后办理。"
        if deputy
        else "请在小组台为该小区指定代办人，由代办人或另一位有此权限的人登录后办理。"
    )
    return (
        f"您对“{name}”有利害关系（{recusal.status.value}：{recusal.interest.value}），"
        f"不能经办该小区的事项。{way}"
    )


def require_no_interest(dossier: Dossier, person: PersonId, *estates: str) -> None:
    """Refuse an act on any of these estates by somebody who must stand back from it."""
    for estate in estates:
        if sentence := must_hand_over(dossier, person, EstateId(estate)):
            raise RuleViolation(sentence)


def deputised_estates(recusals: Recusals, person: PersonId) -> frozenset[EstateId]:
    """The estates that this person handles in somebody's place, and has no interest in."""
    return frozenset(
        r.estate
        for r in recusals
        if r.deputy == person and r.status.forbids_scoring and not recusals.cover(person, r.estate)
    )


def deputy_roles(
    panel: ReviewPanel, recusals: Recusals, person: PersonId, estates: Iterable[str]
) -> frozenset[Role]:
    """The roles that this person fills in the absence of others where these estates are at hand.

    Whoever stands in for one of several estates of an act may take it, as the one who stands back
    may not; an interest of their own in any of them forbids it like everybody else's.
    """
    wanted = set(estates) & deputised_estates(recusals, person)
    absent = {r.expert for r in recusals if r.deputy == person and r.estate in wanted}
    return frozenset(
        role for one in panel.people if one.id in absent for role in one.roles & HANDED_OVER
    )
