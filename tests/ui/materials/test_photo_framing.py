"""The part of a photo in view: fitted, zoomed where one points, and never lost."""

import pytest

from meihao_desktop.ui.materials.photo_framing import MOST_MAGNIFIED, Framing


def a_framing(**given: object) -> Framing:
    return Framing(room=(600, 400), full=(3000, 2000), **given)  # type: ignore[arg-type]


def test_the_whole_photo_fills_the_room() -> None:
    framing = a_framing()
    assert framing.shown == pytest.approx((600, 400))
    assert framing.corner == pytest.approx((0, 0))
    assert framing.percent == 20


def test_a_turned_photo_fits_by_its_other_edge() -> None:
    framing = a_framing()
    framing.turn()
    assert framing.shown == pytest.approx((400 * 2 / 3, 400))


def test_a_small_photo_is_not_blown_up_without_end() -> None:
    assert Framing(room=(600, 400), full=(30, 20)).percent == 400


def test_what_is_under_the_pointer_stays_there() -> None:
    framing = a_framing()
    framing.zoom_to(2)
    at = (450, 250)
    before = [(at[i] - framing.corner[i]) / framing.shown[i] for i in (0, 1)]
    framing.zoom_to(3, at)
    after = [(at[i] - framing.corner[i]) / framing.shown[i] for i in (0, 1)]
    assert after == pytest.approx(before)


def test_one_pixel_of_the_photo_is_one_of_the_screen() -> None:
    framing = a_framing(density=2.0)
    framing.show_actual()
    assert framing.percent == 100
    assert framing.scale == pytest.approx(0.5)


def test_nobody_loses_the_photo_by_dragging_it() -> None:
    framing = a_framing()
    framing.zoom_to(2)
    framing.drag(10_000, -10_000)
    assert framing.corner == pytest.approx((0, 400 - framing.shown[1]))
    framing.show_whole()
    framing.drag(50, 50)
    assert framing.corner == pytest.approx((0, 0))


def test_magnifying_ends_where_pixels_are_large() -> None:
    framing = a_framing()
    framing.zoom_to(1000)
    assert framing.scale == pytest.approx(MOST_MAGNIFIED)


def test_another_room_keeps_the_size_of_what_is_seen_from_near() -> None:
    framing = a_framing()
    framing.show_actual()
    framing.fit_into((500, 450))
    assert framing.percent == 100
    framing.show_whole()
    framing.fit_into((300, 200))
    assert framing.percent == 10


def test_turning_keeps_the_middle_in_the_middle() -> None:
    framing = a_framing()
    framing.zoom_to(4)
    framing.drag(-200, -100)
    centre = framing.centre
    for _ in range(4):
        framing.turn()
    assert framing.centre == pytest.approx(centre)
    assert framing.turns == 0


def test_an_empty_room_divides_by_nothing() -> None:
    framing = Framing()
    framing.settle()
    framing.drag(5, 5)
    framing.zoom_to(2, (1, 1))
    assert framing.percent >= 0
