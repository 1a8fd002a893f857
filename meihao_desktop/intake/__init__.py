"""The reception counter: files that somebody handed in become domain values and findings.

The doors open when they are first used, so that naming the counter costs the start nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meihao_desktop.intake.calendar_file import read_calendar
    from meihao_desktop.intake.child.untrusted import close_children, warm
    from meihao_desktop.intake.code_reader import read_codes
    from meihao_desktop.intake.page_reader import draw_page, find_in_pages, read_pages
    from meihao_desktop.intake.panel_table import read_panel_table
    from meihao_desktop.intake.pdf_seal_reader import read_pdf_seal
    from meihao_desktop.intake.photo_reader import read_photo
    from meihao_desktop.intake.points_table import read_points_table
    from meihao_desktop.intake.preview_reader import read_preview
    from meihao_desktop.intake.rubric_file import read_rubric
    from meihao_desktop.intake.submission_reader import read_submission
    from meihao_desktop.intake.tally_rules_file import read_tally_rules
    from meihao_desktop.intake.text_reader import read_texts

__all__ = [
    "close_children",
    "draw_page",
    "find_in_pages",
    "read_calendar",
    "read_codes",
    "read_pages",
    "read_panel_table",
    "read_pdf_seal",
    "read_photo",
    "read_points_table",
    "read_preview",
    "read_rubric",
    "read_submission",
    "read_tally_rules",
    "read_texts",
    "warm",
]

_ROOMS = {
    "close_children": "child.untrusted",
    "draw_page": "page_reader",
    "find_in_pages": "page_reader",
    "read_calendar": "calendar_file",
    "read_codes": "code_reader",
    "read_pages": "page_reader",
    "read_panel_table": "panel_table",
    "read_pdf_seal": "pdf_seal_reader",
    "read_photo": "photo_reader",
    "read_points_table": "points_table",
    "read_preview": "preview_reader",
    "read_rubric": "rubric_file",
    "read_submission": "submission_reader",
    "read_tally_rules": "tally_rules_file",
    "read_texts": "text_reader",
    "warm": "child.untrusted",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each door has its own type, stated above
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
