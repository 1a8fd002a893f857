"""Canonical JSON: one value has one spelling, and doubtful bytes are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.exchange.canonical import NotCanonical, canonical, parsed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_back_as_the_same_value(value: object) -> None:
    assert parsed(canonical(value)) == value


def test_keys_are_sorted_nothing_is_padded_and_chinese_stands_as_it_is() -> None:
    assert canonical({"乙": [1, True], "甲": None, "a": "好"}) == (
        '{"a":"好","乙":[1,true],"甲":null}'.encode()
    )


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}', b"1.5", b"1e3", b"NaN", b"Infinity", b"[1", b"", b"\xff", b'"\\ud800"',
        b"[" * 40 + b"]" * 40, b"[" * 100_000, b"{} {}", b"\xef\xbb\xbf{}", b"9" * 5000,
    ],
)  # fmt: skip
def test_bytes_that_two_readers_could_take_differently_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical, match="可能已损坏或被改动"):
        parsed(data)


@pytest.mark.parametrize("value", [1.0, {"a": 0.5}, {1: "a"}, b"x", "\ud800", {"a": {2}}])
def test_what_has_no_canonical_form_is_never_written(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_nesting_is_allowed_up_to_its_bound() -> None:
    deep: object = 1
    for _ in range(31):
        deep = [deep]
    assert parsed(canonical(deep)) == deep
    with pytest.raises(ValueError, match="nested deeper"):
        canonical([deep])
