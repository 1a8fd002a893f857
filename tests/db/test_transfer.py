"""What travels is written and read by the codecs of the records; anything else is refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from meihao_desktop.db import transfer
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handover import Bundle, BundleContent, KeyRequest, LogHead, OwnPart, Slip
from meihao_desktop.domain.panel import Background, PersonId
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell, ScoreSheet, SheetStatus
from meihao_desktop.domain.signature import SheetSignature
from tests.support.builders import NOON

EXPERT, ESTATE = PersonId("P03"), EstateId("C01-E01")
SHEET = ScoreSheet(
    expert=EXPERT,
    estate=ESTATE,
    cells={
        CriterionId("1.1"): ScoreCell(
            points=Decimal("5.50"),
            reason="绿化养护不足",
            counts={"每处": Decimal(2)},
            pins=(EvidencePin(material="ab" * 32, file_name="说明.pdf", place="第 3 页"),),
        ),
        CriterionId("1.2"): ScoreCell(reason="待定"),
    },
    status=SheetStatus.SUBMITTED,
    digest="cd" * 32,
    submitted_at=NOON,
)
BUNDLE = Bundle(
    round_id="ef" * 32,
    mode=RoundMode.FORMAL,
    rubric="01" * 32,
    pack_serial=1,
    expert=EXPERT,
    serial=2,
    machine="0123456789abcdef",
    made_at=NOON + timedelta(hours=3),
    log=LogHead(seq=40, head="23" * 32, jumps=1),
    keys=(KeyRequest(public_key="45" * 32, made_at=NOON, retired_at=None, proof="67" * 32),),
    content=BundleContent(
        sheets=(SHEET,),
        signatures=(
            SheetSignature(
                expert=EXPERT,
                estate=ESTATE,
                revision=1,
                digest="cd" * 32,
                fingerprint="0011223344556677",
                signature="89" * 64,
                signed_at=NOON,
            ),
        ),
        declaration=None,
        recusals=(),
    ),
)


def test_a_bundle_is_read_as_it_was_written() -> None:
    assert transfer.BUNDLE.decode(transfer.BUNDLE.encode(BUNDLE)) == BUNDLE


def test_an_own_part_is_read_as_it_was_written() -> None:
    part = OwnPart(background=Background(homes=("朗悦花园",)), sheets=(SHEET,), last_serial=3)
    assert transfer.OWN_PART.decode(transfer.OWN_PART.encode(part)) == part


def test_a_slip_is_read_as_it_was_written() -> None:
    slip = Slip(person=EXPERT, phc_hash="$argon2id$", token="{}", own="{}")  # noqa: S106 -- no password
    assert transfer.SLIP.decode(transfer.SLIP.encode(slip)) == slip


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("serial",), "2"),
        (("serial",), True),
        (("mode",), "演练"),
        (("made_at",), "2025-09-10T12:00:00"),
        (("made_at",), "gestern"),
        (("log",), {"seq": 1, "head": ""}),
        (("keys",), {}),
        (("content", "sheets", 0, "cells"), []),
        (("content", "sheets", 0, "cells", "1.1", "points"), "NaN"),
        (("content", "sheets", 0, "cells", "1.1", "points"), 5),
        (("content", "sheets", 0, "status"), "GREAT"),
        (("content", "sheets", 0), "a sheet"),
        (("content", "sheets", 0, "more"), 1),
        (("content", "recusals"), [{}]),
        (("more",), 1),
    ],
)
def test_anything_else_is_refused(path: tuple[str | int, ...], value: object) -> None:
    told = transfer.BUNDLE.encode(BUNDLE)
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(Unreadable):
        transfer.BUNDLE.decode(told)


def test_a_missing_field_is_refused() -> None:
    told = transfer.BUNDLE.encode(BUNDLE)
    del told["content"]["sheets"][0]["cells"]
    with pytest.raises(Unreadable):
        transfer.BUNDLE.decode(told)


def test_points_travel_as_exact_decimals() -> None:
    told = transfer.WHOLE_SHEET.encode(SHEET)
    assert told["cells"]["1.1"]["points"] == "5.50"
    again = transfer.WHOLE_SHEET.decode(told)
    assert again == replace(SHEET)
    assert again.total == Decimal("5.50")
