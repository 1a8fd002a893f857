"""Foresight: what the desks will ask for next, worked out beside the window where it takes long."""

from collections.abc import Callable

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations.context import Context

MANY_POINTS = 4000
"""From so many scored criteria on, checks and ranking take longer than a person notices."""


def ahead(context: Context) -> Callable[[Watch], None] | None:
    """The checks and the ranking of this moment, for the background; none where that is quick.

    What is worked out is kept with the dossier, which every desk reads from then on.
    """
    dossier = context.dossier()
    if len(dossier.sheets) * len(dossier.rubric.by_number) < MANY_POINTS:
        return None
    return lambda _watch: _work_out(dossier)


def _work_out(dossier: Dossier) -> None:
    run_all(dossier)
    standing_of(dossier)
