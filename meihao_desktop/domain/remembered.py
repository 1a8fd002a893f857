"""What follows from a dossier alone is worked out once and kept with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from meihao_desktop.domain.dossier import Dossier

Result = TypeVar("Result")


def remembered(work: Callable[[Dossier], Result]) -> Callable[[Dossier], Result]:
    """The same for the same dossier, which never changes; a changed one is another value."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def recalled(dossier: Dossier) -> Result:
        kept = vars(dossier)
        if name not in kept:
            kept[name] = work(dossier)
        return kept[name]

    return recalled
