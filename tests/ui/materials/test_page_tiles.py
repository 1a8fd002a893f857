"""A magnified page is put together from parts; no window."""

from meihao_desktop.ui.materials.page_tiles import EDGE, GROUND, MOST_WHOLE, PageKey, keys_for

LARGE = PageKey(3, 4000, 6000, 1)


def test_a_page_of_usual_size_is_drawn_in_one_piece() -> None:
    key = PageKey(0, 1000, 1400, 0)
    assert keys_for(key, (0, 0, 500, 500)) == (key,)


def test_a_magnified_page_has_a_ground_and_the_parts_that_are_seen() -> None:
    ground, *parts = keys_for(LARGE, (1000, 2040, 900, 600))
    assert ground.part is None
    assert ground.width * ground.height <= GROUND * 1.01 < MOST_WHOLE
    assert abs(ground.width / ground.height - 2 / 3) < 0.01
    assert [key.part for key in parts] == [
        (0, EDGE, EDGE, EDGE), (EDGE, EDGE, EDGE, EDGE),
        (0, 2 * EDGE, EDGE, EDGE), (EDGE, 2 * EDGE, EDGE, EDGE),
    ]  # fmt: skip
    assert {key[:4] for key in parts} == {LARGE[:4]}


def test_scrolling_a_little_asks_for_the_same_parts() -> None:
    assert keys_for(LARGE, (100, 100, 300, 300)) == keys_for(LARGE, (140, 180, 300, 300))


def test_parts_end_where_the_page_ends() -> None:
    *_, last = keys_for(LARGE, (3900, 5900, 500, 500))
    assert last.part is not None
    left, top, width, height = last.part
    assert (left + width, top + height) == (4000, 6000)


def test_a_page_out_of_sight_needs_its_ground_only() -> None:
    (ground,) = keys_for(LARGE, (0, 0, 0, 0))
    assert ground.part is None
