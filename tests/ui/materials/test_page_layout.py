"""Where pages stand in the strip, at which zoom; no window."""

from meihao_desktop.ui.materials.page_layout import (
    GAP,
    MARGIN,
    ZOOM_MAX,
    Fit,
    Strip,
    evened,
    fitting_zoom,
    lay_out,
    placed,
    turned,
)

A4 = (595.0, 842.0)


def test_the_widest_page_fills_the_room() -> None:
    zoom = fitting_zoom([A4, (842.0, 595.0)], (858, 400), Fit.WIDTH, 72)
    assert round(zoom, 3) == 1.0


def test_a_whole_page_fits_in_height_too() -> None:
    zoom = fitting_zoom([A4], (2000, 842 + 2 * MARGIN), Fit.PAGE, 72)
    assert round(zoom, 3) == 1.0


def test_the_zoom_stays_reasonable_and_an_empty_document_is_no_fault() -> None:
    assert fitting_zoom([(10.0, 10.0)], (5000, 5000), Fit.WIDTH, 72) == ZOOM_MAX
    assert fitting_zoom([], (500, 500), Fit.PAGE, 72) == 1.0


def test_pages_follow_each_other_and_are_centred() -> None:
    strip = lay_out([(100.0, 200.0), (50.0, 100.0)], 1.0, 72, 300)
    first, second = strip.boxes
    assert (first.top, first.left, first.bottom) == (MARGIN, 100, MARGIN + 200)
    assert (second.top, second.left) == (first.bottom + GAP, 125)
    assert strip.height == second.bottom + MARGIN


def test_only_pages_in_the_window_are_visible() -> None:
    strip = lay_out([(100.0, 200.0)] * 10, 1.0, 72, 300)
    assert strip.visible(0, 150) == range(1)
    assert strip.visible(150, 200) == range(2)
    assert strip.visible(10_000, 200) == range(0)
    assert Strip().visible(0, 100) == range(0)


def test_the_page_being_read_is_told_by_its_height() -> None:
    strip = lay_out([(100.0, 200.0)] * 3, 1.0, 72, 300)
    assert [strip.page_at(height) for height in (0, 210, 430)] == [0, 1, 2]
    assert Strip().page_at(50) == 0


def test_a_quarter_turn_swaps_width_and_height() -> None:
    assert turned(A4, 1) == (842.0, 595.0)
    assert turned(A4, 2) == A4


def test_the_fit_button_offers_the_other_way() -> None:
    assert Fit.WIDTH.next is Fit.PAGE
    assert Fit.PAGE.next is Fit.WIDTH
    assert Fit.FREE.next is Fit.WIDTH


def test_a_place_keeps_its_share_of_the_page_at_another_zoom() -> None:
    sizes = [(100.0, 200.0)] * 3
    anchor = lay_out(sizes, 1.0, 72, 300).anchor(MARGIN + 200 + GAP + 50)
    assert anchor == (1, 0.25)
    assert lay_out(sizes, 2.0, 72, 300).height_of(anchor) == MARGIN + 400 + GAP + 100
    assert Strip().anchor(70) == (0, 0.0)
    assert Strip().height_of((4, 0.5)) == 0


def test_a_box_turns_with_its_page() -> None:
    box = (10.0, 20.0, 30.0, 5.0)
    assert placed(box, (100, 200), 0, 2) == (20, 40, 60, 10)
    assert placed(box, (100, 200), 1, 1) == (175, 10, 5, 30)
    assert placed(box, (100, 200), 2, 1) == (60, 175, 30, 5)
    assert placed(box, (100, 200), 3, 1) == (20, 60, 5, 30)


def test_pages_of_different_sizes_are_made_equally_wide() -> None:
    assert evened([(100.0, 200.0), (400.0, 300.0)]) == [(400.0, 800.0), (400.0, 300.0)]
    assert evened([]) == []
