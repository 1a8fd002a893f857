"""The stamp of a printing and the frame made from it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.printing.page_frame import PaperMark
from meihao_desktop.printing.stamp import frame_of, mark_of
from tests.printing.papers_at_hand import STAMP
from tests.support.builders import a_round


def test_moments_are_told_in_the_time_of_the_room() -> None:
    assert STAMP.told(datetime(2025, 9, 10, 20, 30, tzinfo=UTC)) == "2025-09-11 04:30"
    assert STAMP.told(None) == ""


def test_the_origin_names_the_actor_and_the_end_of_the_log() -> None:
    assert STAMP.origin == "打印人 秘书　留痕链末端 9C4F0B7D2E8A61F3"
    assert replace(STAMP, log_head="").origin.endswith("—")


@pytest.mark.parametrize(
    ("mode", "is_draft", "mark"),
    [
        (RoundMode.FORMAL, False, PaperMark.FORMAL),
        (RoundMode.FORMAL, True, PaperMark.DRAFT),
        (RoundMode.REHEARSAL, False, PaperMark.REHEARSAL),
        (RoundMode.REHEARSAL, True, PaperMark.REHEARSAL_DRAFT),
    ],
)
def test_a_rehearsal_never_looks_formal(mode: RoundMode, is_draft: bool, mark: PaperMark) -> None:
    assert mark_of(replace(a_round(), mode=mode), is_draft=is_draft) is mark


def test_the_qr_code_says_paper_code_and_log_in_latin_letters() -> None:
    frame = frame_of(a_round(), "排名表", STAMP, subject="ranking")
    assert frame.qr_text == "MEIHAO1|ranking|7F3A22C19B04AA31|9c4f0b7d2e8a61f3"
    assert frame.qr_text.isascii()
    assert frame.printed_at == "2025-09-10 20:00"
