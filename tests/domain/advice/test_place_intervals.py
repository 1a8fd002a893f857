"""Place intervals can be repeated by anybody and are as wide as the panel is divided."""

import hashlib
from itertools import islice

import pytest

from meihao_desktop.domain.advice.place_intervals import chance, place_intervals

UNITED = {f"E{n}": {f"专家{e:02}": 60.0 + 5 * n + e for e in range(7)} for n in range(6)}


def test_a_united_panel_moves_no_place() -> None:
    found = place_intervals(UNITED, seed="A1B2", lines=(2, 5))
    assert [(i.best, i.worst) for i in found.values()] == [(n, n) for n in range(6, 0, -1)]
    assert found["E5"].inside == {2: 1.0, 5: 1.0}
    assert found["E0"].inside == {2: 0.0, 5: 0.0}


def test_one_dissenter_makes_two_neighbours_uncertain() -> None:
    totals = {
        "E1": {"甲": 90.0, "乙": 80.0, "丙": 80.0},
        "E2": {"甲": 70.0, "乙": 84.0, "丙": 84.0},
        "E3": {"甲": 40.0, "乙": 40.0, "丙": 40.0},
    }
    found = place_intervals(totals, seed="7", lines=(1,))
    assert (found["E1"].best, found["E1"].worst) == (1, 2)
    assert (found["E3"].best, found["E3"].worst) == (3, 3)
    # 甲 is never drawn with chance 8/27; only then E2 stands first.
    assert found["E2"].inside[1] == pytest.approx(8 / 27, abs=0.05)


def test_the_same_seed_gives_the_same_intervals_and_another_may_not() -> None:
    totals = {
        f"E{n}": {f"专家{e:02}": float((n * 7 + e * 5) % 11) for e in range(5)} for n in range(8)
    }
    again = place_intervals(totals, seed="一", draws=50)
    assert place_intervals(totals, seed="一", draws=50) == again
    assert any(place_intervals(totals, seed=f"种{n}", draws=50) != again for n in range(5))


def test_an_estate_that_nobody_drawn_has_scored_stands_outside_that_draw() -> None:
    found = place_intervals({"E1": {"甲": 1.0}, "E2": {"乙": 2.0}}, seed="x", draws=200)
    assert found["E1"].best == 1
    assert found["E1"].worst == 2


def test_nothing_scored_has_no_intervals() -> None:
    assert place_intervals({}, seed="x") == {}


def test_the_stream_is_the_digest_of_seed_and_number() -> None:
    first = hashlib.sha256(b"abc:0").digest()
    second = hashlib.sha256(b"abc:1").digest()
    words = [int.from_bytes((first + second)[i : i + 4], "big") for i in range(0, 64, 4)]
    assert list(islice(chance("abc"), 16)) == words
