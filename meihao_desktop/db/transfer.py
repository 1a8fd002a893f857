"""What travels on sticks as JSON and back, by the codecs of the records: reading is checking."""

from dataclasses import replace

from meihao_desktop.db.codec import (
    DECIMAL,
    MOMENT,
    TEXT,
    WHOLE,
    Codec,
    Json,
    many,
    mapping,
    maybe,
    named,
    record,
    refused,
)
from meihao_desktop.db.codec_hearings import HEARING
from meihao_desktop.db.codec_keys import CERTIFICATE, KEY_CHANGE, PUBLIC_KEY, SHEET_SIGNATURE
from meihao_desktop.db.codec_people import BACKGROUND, PERSON
from meihao_desktop.db.codec_rows import COUNTY, ESTATE, RECUSAL, REVIEW_ROUND, SUBMISSION
from meihao_desktop.db.codec_values import COUNTS, PINS, RUBRIC
from meihao_desktop.db.interests import DECLARATION, NAME_SEARCH
from meihao_desktop.db.score_sheets import SHEET
from meihao_desktop.domain.handover import (
    Bundle,
    BundleContent,
    KeyRequest,
    LogHead,
    OwnPart,
    Pack,
    PackContent,
    Slip,
)
from meihao_desktop.domain.hearing import Answer, GivenAnswer
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet

CELL = record(ScoreCell, points=maybe(DECIMAL), reason=TEXT, counts=COUNTS, pins=PINS)
CELLS = mapping(TEXT, CELL)


def _whole_sheet() -> Codec[ScoreSheet]:
    """A sheet with its cells, which the records keep in a table of their own."""

    def encode(sheet: ScoreSheet) -> Json:
        return {**SHEET.encode(sheet), "cells": CELLS.encode(sheet.cells)}

    def decode(item: Json) -> ScoreSheet:
        if not isinstance(item, dict) or "cells" not in item:
            raise refused("评分表", item)
        bare = {name: value for name, value in item.items() if name != "cells"}
        return replace(SHEET.decode(bare), cells=CELLS.decode(item["cells"]))

    return Codec(encode, decode)


WHOLE_SHEET = _whole_sheet()
SLIP = record(Slip, person=TEXT, phc_hash=TEXT, token=TEXT, own=TEXT)
OWN_PART = record(
    OwnPart, background=BACKGROUND, recusals=many(RECUSAL), declaration=maybe(DECLARATION),
    sheets=many(WHOLE_SHEET), searches=many(NAME_SEARCH), last_serial=WHOLE,
    hearings=many(HEARING),
)  # fmt: skip
PACK_CONTENT = record(
    PackContent, review_round=REVIEW_ROUND, rubric=RUBRIC, counties=many(COUNTY),
    submissions=many(SUBMISSION), estates=many(ESTATE), people=many(PERSON),
    keys=many(PUBLIC_KEY), certificates=many(CERTIFICATE),
    key_changes=many(KEY_CHANGE),
)  # fmt: skip
PACK = record(
    Pack, round_id=TEXT, serial=WHOLE, made_by=TEXT, made_at=MOMENT, content=PACK_CONTENT,
    slips=many(SLIP),
)  # fmt: skip
KEY_REQUEST = record(
    KeyRequest, public_key=TEXT, made_at=MOMENT, retired_at=maybe(MOMENT), proof=TEXT
)
GIVEN_ANSWER = record(
    GivenAnswer, finding=TEXT, answer=named(Answer), statement=TEXT, answered_at=MOMENT
)
BUNDLE_CONTENT = record(
    BundleContent, sheets=many(WHOLE_SHEET), signatures=many(SHEET_SIGNATURE),
    declaration=maybe(DECLARATION), recusals=many(RECUSAL), answers=many(GIVEN_ANSWER),
)  # fmt: skip
BUNDLE = record(
    Bundle, round_id=TEXT, mode=named(RoundMode), rubric=TEXT, pack_serial=WHOLE, expert=TEXT,
    serial=WHOLE, machine=TEXT, made_at=MOMENT,
    log=record(LogHead, seq=WHOLE, head=TEXT, jumps=WHOLE), keys=many(KEY_REQUEST),
    content=BUNDLE_CONTENT,
)  # fmt: skip
