"""The courier: keys, signatures, and what travels on sticks; it knows no records and no paper.

What certifies a pdf is heavy, so it is loaded when the first paper is saved.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meihao_desktop.exchange.pdf_signatures import certify_pdf

__all__ = ["certify_pdf"]

_DOORS = {"certify_pdf": "pdf_signatures"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each door has its own type, stated above
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)
