"""Which part of the window's head stands in which row, from the widths of the parts."""

from collections.abc import Mapping
from typing import NamedTuple

Widths = Mapping[str, int]


class HeaderPlan(NamedTuple):
    """Names of parts from left to right; a part that is not named is not shown."""

    top: tuple[str, ...]
    second: tuple[str, ...] = ()


PLANS = (
    HeaderPlan(("mode", "title", "desks", "phase", "person", "roles", "text_size", "logout")),
    HeaderPlan(("mode", "title", "desks", "phase", "person", "roles", "text_size", "short_logout")),
    HeaderPlan(
        ("mode", "small_title", "desks", "phase", "person", "roles", "text_size", "short_logout")
    ),
    HeaderPlan(("mode", "title", "phase", "person", "roles", "text_size", "logout"), ("desks",)),
    HeaderPlan(("mode", "title", "person", "roles", "logout"), ("desks", "phase", "text_size")),
    HeaderPlan(
        ("mode", "title", "person", "roles", "short_logout"), ("desks", "phase", "text_size")
    ),
    HeaderPlan(
        ("mode", "title", "person", "short_logout"), ("desks", "roles", "phase", "text_size")
    ),
    HeaderPlan(
        ("mode", "small_title", "person", "roles", "short_logout"), ("desks", "phase", "text_size")
    ),
    HeaderPlan(
        ("mode", "small_title", "person", "roles", "text_size", "short_logout"), ("desks", "phase")
    ),
    HeaderPlan(
        ("mode", "small_title", "person", "roles", "short_logout"),
        ("desks", "short_phase", "text_size"),
    ),
    HeaderPlan(("mode", "small_title", "person", "short_logout"), ("desks", "phase", "text_size")),
    HeaderPlan(
        ("mode", "small_title", "person", "short_logout"), ("desks", "short_phase", "text_size")
    ),
    HeaderPlan(("mode", "small_title", "phase", "person", "short_logout"), ("desks", "text_size")),
    HeaderPlan(
        ("mode", "small_title", "short_phase", "person", "short_logout"), ("desks", "text_size")
    ),
)
"""The most generous first; the last also stands where nothing fits, with the title shortened."""


def plan_for(widths: Widths, *, room: int, gap: int) -> HeaderPlan:
    """The first plan of which both rows fit; a part without a width is left out of every row."""
    plans = (HeaderPlan(_there(plan.top, widths), _there(plan.second, widths)) for plan in PLANS)
    tried: list[HeaderPlan] = []
    for plan in plans:
        if max(_taken(row, widths, gap) for row in plan) <= room:
            return plan
        tried.append(plan)
    return tried[-1]


def _there(row: tuple[str, ...], widths: Widths) -> tuple[str, ...]:
    return tuple(name for name in row if name in widths)


def _taken(row: tuple[str, ...], widths: Widths, gap: int) -> int:
    return sum(widths[name] for name in row) + gap * max(len(row) - 1, 0)
