"""Print room: values become paper, as PDF or workbook; nothing here reads a database.

The presses are heavy, so each is set up when its paper is first wanted.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meihao_desktop.printing.ranking_pdf import ranking_pdf as ranking_paper
    from meihao_desktop.printing.ranking_workbook import ranking_workbook as ranking_book
    from meihao_desktop.printing.receipt_pdf import receipt_pdf as receipt_paper
    from meihao_desktop.printing.recusals_pdf import recusals_pdf as recusals_paper
    from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf as score_sheets_paper
    from meihao_desktop.printing.stamp import Stamp
    from meihao_desktop.printing.tally_pdf import tally_pdf as tally_paper

__all__ = [
    "Stamp",
    "ranking_book",
    "ranking_paper",
    "receipt_paper",
    "recusals_paper",
    "score_sheets_paper",
    "tally_paper",
]

_PRESSES = {
    "Stamp": ("stamp", "Stamp"),
    "ranking_book": ("ranking_workbook", "ranking_workbook"),
    "ranking_paper": ("ranking_pdf", "ranking_pdf"),
    "receipt_paper": ("receipt_pdf", "receipt_pdf"),
    "recusals_paper": ("recusals_pdf", "recusals_pdf"),
    "score_sheets_paper": ("score_sheet_pdf", "score_sheets_pdf"),
    "tally_paper": ("tally_pdf", "tally_pdf"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each press has its own type, stated above
    if name not in _PRESSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, press = _PRESSES[name]
    return getattr(import_module(f"{__name__}.{module}"), press)
