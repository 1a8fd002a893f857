"""Print room: values become paper, as PDF or workbook; nothing here reads a database.

The presses are heavy, so each is set up when its paper is first wanted.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meihao_desktop.printing.advice_pdf import advice_pdf as advice_paper
    from meihao_desktop.printing.archive_list_pdf import archive_list_pdf as archive_list_paper
    from meihao_desktop.printing.attendance_pdf import attendance_pdf as attendance_paper
    from meihao_desktop.printing.election_pdf import election_pdf as election_paper
    from meihao_desktop.printing.explanation_pdf import explanation_pdf as explanation_paper
    from meihao_desktop.printing.opening_pdf import opening_pdf as opening_paper
    from meihao_desktop.printing.panel_workbook import panel_workbook as panel_book
    from meihao_desktop.printing.pin_slips_pdf import pin_slips_pdf as pin_slips_paper
    from meihao_desktop.printing.pledge_pdf import pledges_pdf as pledges_paper
    from meihao_desktop.printing.ranking_pdf import ranking_pdf as ranking_paper
    from meihao_desktop.printing.ranking_workbook import ranking_workbook as ranking_book
    from meihao_desktop.printing.receipt_pdf import receipt_pdf as receipt_paper
    from meihao_desktop.printing.recusals_pdf import recusals_pdf as recusals_paper
    from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf as score_sheets_paper
    from meihao_desktop.printing.self_check_pdf import self_check_pdf as self_check_paper
    from meihao_desktop.printing.settlements_pdf import settlements_pdf as settlements_paper
    from meihao_desktop.printing.signatures_pdf import signatures_pdf as signatures_paper
    from meihao_desktop.printing.stamp import Stamp
    from meihao_desktop.printing.tally_pdf import tally_pdf as tally_paper
    from meihao_desktop.printing.trial_page_pdf import trial_page_pdf as trial_page

__all__ = [
    "Stamp",
    "advice_paper",
    "archive_list_paper",
    "attendance_paper",
    "election_paper",
    "explanation_paper",
    "opening_paper",
    "panel_book",
    "pin_slips_paper",
    "pledges_paper",
    "ranking_book",
    "ranking_paper",
    "receipt_paper",
    "recusals_paper",
    "score_sheets_paper",
    "self_check_paper",
    "settlements_paper",
    "signatures_paper",
    "tally_paper",
    "trial_page",
]

_PRESSES = {
    "Stamp": ("stamp", "Stamp"),
    "advice_paper": ("advice_pdf", "advice_pdf"),
    "archive_list_paper": ("archive_list_pdf", "archive_list_pdf"),
    "attendance_paper": ("attendance_pdf", "attendance_pdf"),
    "election_paper": ("election_pdf", "election_pdf"),
    "explanation_paper": ("explanation_pdf", "explanation_pdf"),
    "opening_paper": ("opening_pdf", "opening_pdf"),
    "panel_book": ("panel_workbook", "panel_workbook"),
    "pin_slips_paper": ("pin_slips_pdf", "pin_slips_pdf"),
    "pledges_paper": ("pledge_pdf", "pledges_pdf"),
    "ranking_book": ("ranking_workbook", "ranking_workbook"),
    "ranking_paper": ("ranking_pdf", "ranking_pdf"),
    "receipt_paper": ("receipt_pdf", "receipt_pdf"),
    "recusals_paper": ("recusals_pdf", "recusals_pdf"),
    "score_sheets_paper": ("score_sheet_pdf", "score_sheets_pdf"),
    "self_check_paper": ("self_check_pdf", "self_check_pdf"),
    "signatures_paper": ("signatures_pdf", "signatures_pdf"),
    "settlements_paper": ("settlements_pdf", "settlements_pdf"),
    "tally_paper": ("tally_pdf", "tally_pdf"),
    "trial_page": ("trial_page_pdf", "trial_page_pdf"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each press has its own type, stated above
    if name not in _PRESSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, press = _PRESSES[name]
    return getattr(import_module(f"{__name__}.{module}"), press)
