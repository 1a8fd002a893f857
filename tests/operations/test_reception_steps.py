"""What is read off a bundle before it counts: its latest sheets, its marks, what it adds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.domain.handover import Bundle, BundleContent, Handover, LogHead
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.operations import reception
from tests.support.builders import NOON, a_dossier, a_sheet, estate_id, expert_id

FIRST = replace(a_sheet(), digest="a" * 64)
SECOND = replace(FIRST, revision=2, digest="b" * 64)
OTHER = replace(a_sheet(estate=2), digest="c" * 64)
BUNDLE = Bundle(
    round_id="r", mode=RoundMode.REHEARSAL, rubric="", pack_serial=1, expert=expert_id(1),
    serial=1, machine="m", made_at=NOON, log=LogHead(seq=1, head="h"), keys=(),
    content=BundleContent(
        sheets=(SECOND, OTHER, FIRST), signatures=(), declaration=None, recusals=()
    ),
)  # fmt: skip


def handover(serial: int, *sheets: int) -> Handover:
    """The n-th bundle of one expert, with these of the three sheets."""
    chosen = tuple((FIRST, SECOND, OTHER)[at] for at in sheets)
    content = replace(BUNDLE.content, sheets=chosen)
    return Handover(
        digest=str(serial), expert=expert_id(1), serial=serial, machine="m", fingerprint="f",
        pack_serial=1, log_seq=1, log_head="h", jumps=0, made_at=NOON,
        received_at=NOON + timedelta(minutes=serial),
        marks=reception.marks_of(replace(BUNDLE, content=content)),
    )  # fmt: skip


def test_the_latest_sheet_of_each_estate_is_the_one_with_the_highest_revision() -> None:
    latest = reception.latest_of(BUNDLE.content.sheets)
    assert {(sheet.estate, sheet.revision) for sheet in latest} == {
        (estate_id(1), 2), (estate_id(2), 1),
    }  # fmt: skip


def test_the_marks_of_a_bundle_name_every_revision_in_order() -> None:
    marks = reception.marks_of(BUNDLE)
    assert [(mark.estate, mark.revision) for mark in marks] == [
        (estate_id(1), 1), (estate_id(1), 2), (estate_id(2), 1),
    ]  # fmt: skip
    assert [mark.digest for mark in marks] == [FIRST.digest, SECOND.digest, OTHER.digest]


def test_an_older_bundle_is_refused_only_where_it_adds_nothing() -> None:
    dossier = replace(a_dossier(), handovers=(handover(2, 0, 1),))
    reception.require_news(handover(3, 0), dossier, "评分包")
    reception.require_news(handover(1, 2), dossier, "评分包")
    with pytest.raises(Refused) as refused:
        reception.require_news(handover(1, 0), dossier, "评分包")
    assert refused.value.refusal is Refusal.OUTDATED


def test_two_contents_of_one_revision_are_contested_by_name() -> None:
    dossier = replace(a_dossier([90]), sheets=(), handovers=(handover(1, 0),))
    other = replace(handover(2, 0), marks=(replace(handover(2, 0).marks[0], digest="d" * 64),))
    (name,) = reception.contested_names(other, dossier)
    assert name == f"{dossier.estate_name(estate_id(1))}第 1 版"
    assert reception.contested_names(handover(2, 0), dossier) == ()
