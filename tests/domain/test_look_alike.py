"""Looks that are close, against comparing every pair."""

from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meihao_desktop.domain import look_alike
from meihao_desktop.domain.look_alike import LARGEST_LIMIT, alike, alike_between
from meihao_desktop.domain.material import distance

BITS = st.integers(0, 2**128 - 1)


def hexed(bits: int) -> str:
    return f"{bits:032x}"


@st.composite
def crowds(draw: st.DrawFn) -> frozenset[str]:
    """Some pictures, and copies of them with a few bits turned."""
    looks = set(draw(st.lists(BITS, min_size=1, max_size=4)))
    for look in tuple(looks):
        for turned in draw(st.lists(st.sets(st.integers(0, 127), max_size=24), max_size=4)):
            looks.add(look ^ sum(1 << bit for bit in turned))
    return frozenset(map(hexed, looks))


@settings(max_examples=200)
@given(looks=crowds(), limit=st.integers(0, LARGEST_LIMIT))
def test_exactly_the_pairs_within_the_limit_are_found(looks: frozenset[str], limit: int) -> None:
    wanted = {pair for pair in combinations(sorted(looks), 2) if distance(*pair) <= limit}
    assert alike(looks, limit) == wanted


@settings(max_examples=200)
@given(crowd=crowds(), more=crowds(), limit=st.integers(0, LARGEST_LIMIT), data=st.data())
def test_what_was_compared_before_changes_no_answer(
    crowd: frozenset[str], more: frozenset[str], limit: int, data: st.DataObject
) -> None:
    everything = sorted(crowd | more)
    for _ in range(4):
        looks = data.draw(st.frozensets(st.sampled_from(everything)))
        wanted = {pair for pair in combinations(sorted(looks), 2) if distance(*pair) <= limit}
        assert alike(looks, limit) == wanted


def test_pictures_compared_once_are_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = frozenset(hexed(int(sha256(bytes([n])).hexdigest()[:32], 16)) for n in range(50))
    close = alike(looks, 12)
    monkeypatch.setattr(look_alike, "_compare", None)
    assert alike(looks, 12) == close
    assert alike(frozenset(sorted(looks)[:20]), 12) <= close


@settings(max_examples=200)
@given(looks=crowds(), others=crowds(), limit=st.integers(0, LARGEST_LIMIT))
def test_between_two_crowds_too_and_equal_looks_with_them(
    looks: frozenset[str], others: frozenset[str], limit: int
) -> None:
    known = others | frozenset(list(looks)[:1])
    wanted = {(one, two) for one in looks for two in known if distance(one, two) <= limit}
    assert alike_between(looks, known, limit) == wanted


def test_a_look_of_another_length_is_like_nothing() -> None:
    assert alike(frozenset({"", "0" * 16, "0" * 32}), LARGEST_LIMIT) == set()
    assert alike_between(frozenset({"0" * 32}), frozenset({"0" * 16}), 1) == set()


@pytest.mark.parametrize("limit", [10, LARGEST_LIMIT])
def test_few_of_seven_thousand_looks_are_compared(limit: int) -> None:
    """35 estates with 200 photos each; the planted copies are found among them."""
    looks = {int(sha256(bytes([n % 256, n // 256])).hexdigest()[:32], 16) for n in range(7_000)}
    first = max(looks)
    copy = first ^ (1 << 3) ^ (1 << 77)
    found = alike(frozenset(map(hexed, {*looks, copy})), limit)
    assert tuple(sorted((hexed(first), hexed(copy)))) in found
