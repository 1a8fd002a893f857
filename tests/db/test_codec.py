"""Codecs: canonical text, exact reading back, and a sentence for everything else."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from meihao_desktop.db.codec import (
    DATE,
    DECIMAL,
    FLAG,
    MOMENT,
    TEXT,
    WHOLE,
    Codec,
    dumps,
    in_text,
    loads,
    many,
    mapping,
    maybe,
    members,
    named,
    record,
)
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.rubric import Level


class Colour(Enum):
    """Two members for these tests."""

    RED = "红"
    BLUE = "蓝"


LEVEL = record(Level, label=TEXT, points=DECIMAL)


def test_canonical_json_has_sorted_keys_no_spaces_and_chinese_as_it_is() -> None:
    assert dumps({"乙": [1, None], "甲": "禤喆㙟𬭎", "b": True}) == (
        '{"b":true,"乙":[1,null],"甲":"禤喆㙟𬭎"}'
    )


def test_a_float_is_never_read() -> None:
    for text in ("1.5", "[0.1]", "NaN", "Infinity", "1e3"):
        with pytest.raises(StorageError, match="无法读取"):
            loads(text)


def test_broken_json_is_a_storage_error_that_says_what_to_do() -> None:
    with pytest.raises(StorageError, match="backups"):
        loads('{"a":')


def test_json_nested_beyond_reason_is_refused_as_well() -> None:
    with pytest.raises(StorageError):
        loads("[" * 100_000)


@pytest.mark.parametrize(
    ("codec", "value", "written"),
    [
        (DECIMAL, Decimal("0.10"), "0.10"),
        (DATE, date(2025, 9, 10), "2025-09-10"),
        (MOMENT, datetime(2025, 9, 10, 12, tzinfo=UTC), "2025-09-10T12:00:00+00:00"),
        (named(Colour), Colour.BLUE, "BLUE"),
        (members(Colour), frozenset({Colour.BLUE, Colour.RED}), ["RED", "BLUE"]),
        (maybe(WHOLE), None, None),
        (many(TEXT), ("甲", "乙"), ["甲", "乙"]),
        (mapping(named(Colour), DECIMAL), {Colour.RED: Decimal(2)}, {"RED": "2"}),
        (LEVEL, Level(label="优", points=Decimal(12)), {"label": "优", "points": "12"}),
        (in_text(many(WHOLE)), (1, 2), "[1,2]"),
    ],
)
def test_a_value_is_written_so_and_read_back(
    codec: Codec[Any], value: object, written: object
) -> None:
    assert codec.encode(value) == written
    assert codec.decode(written) == value


@pytest.mark.parametrize(
    ("codec", "written"),
    [
        (TEXT, 1), (WHOLE, "1"), (WHOLE, True), (FLAG, 1), (FLAG, None),
        (DECIMAL, "十"), (DECIMAL, "NaN"), (DECIMAL, "Infinity"), (DECIMAL, 2), (DECIMAL, ""),
        (DATE, "2025-13-01"), (DATE, "2025-09-10T12:00:00"), (DATE, 20250910),
        (MOMENT, "2025-09-10T12:00:00"), (MOMENT, "昨天"),
        (named(Colour), "GREEN"), (named(Colour), "红"), (named(Colour), []),
        (members(Colour), ["RED", "RED"]), (members(Colour), "RED"),
        (many(TEXT), "甲"), (many(TEXT), {"甲": 1}), (mapping(TEXT, WHOLE), [1]),
        (mapping(TEXT, WHOLE), {"甲": "1"}),
        (LEVEL, {"label": "优"}), (LEVEL, {"label": "优", "points": "1", "extra": "1"}),
        (LEVEL, None), (LEVEL, ["优", "1"]), (in_text(WHOLE), 1), (in_text(WHOLE), "{"),
    ],
)  # fmt: skip
def test_what_no_codec_of_ours_wrote_is_refused(codec: Codec[Any], written: object) -> None:
    with pytest.raises(StorageError, match="无法读取"):
        codec.decode(written)


def test_a_moment_without_zone_is_never_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        MOMENT.encode(datetime(2025, 9, 10))  # noqa: DTZ001
