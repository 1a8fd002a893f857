"""A lot is decided by its seed alone, and anybody can draw it again."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.lot import draw

NAMES = ("朗悦花园", "千灯湖1号", "万科城市花园")


@given(st.permutations(NAMES), st.text(alphabet="0123456789", min_size=4, max_size=20))
def test_the_order_of_entry_plays_no_part(names: list[str], seed: str) -> None:
    assert draw(names, seed).order == draw(NAMES, seed).order


def test_the_order_is_that_of_the_digests_anybody_can_compute() -> None:
    lot = draw(NAMES, "17 8 42")
    digests = {n: hashlib.sha256(f"17 8 42|{n}".encode()).hexdigest() for n in NAMES}
    assert list(lot.order) == sorted(NAMES, key=digests.__getitem__)
    assert list(lot.digests) == sorted(digests.values())


def test_every_order_can_be_drawn() -> None:
    orders = {draw(NAMES, f"种子{number:04}").order for number in range(200)}
    assert len(orders) == 6


def test_spaces_around_a_seed_do_not_change_the_order() -> None:
    assert draw(NAMES, " 2025 ") == draw(NAMES, "2025")


@pytest.mark.parametrize(
    ("names", "seed", "told"),
    [
        (NAMES, " 12 ", "种子"),
        (("朗悦花园",), "20250829", "两个以上"),
        (("朗悦花园", "朗悦花园"), "20250829", "不重名"),
    ],
)
def test_what_would_decide_nothing_is_refused(names: tuple[str, ...], seed: str, told: str) -> None:
    with pytest.raises(RuleViolation, match=told):
        draw(names, seed)
