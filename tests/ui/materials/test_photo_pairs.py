"""Before and after are found by the names that people give their photos."""

import pytest

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.photo_pairs import pairs_of


def a_photo(path: str) -> Material:
    return Material(path=path, digest=path, size=1, kind=MaterialKind.IMAGE)


def pairs(*paths: str) -> list[tuple[str, str]]:
    found = pairs_of([a_photo(path) for path in paths])
    return sorted({(pair.before.path, pair.after.path) for pair in found.values()})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("照片/大门改造前.jpg", "照片/大门改造后.jpg"),
        ("照片/改造前1.jpg", "照片/改造后1.png"),
        ("照片/整治前（东侧）.jpg", "照片/整治后（东侧）.jpg"),
        ("照片/改造前/3.jpg", "照片/改造后/3.jpg"),
        ("照片/before_01.jpg", "照片/After-01.JPG"),
        ("照片/01前.jpg", "照片/01后.jpg"),
        ("照片/前1.jpg", "照片/后1.jpg"),
        ("照片/楼道(前).jpg", "照片/楼道(后).jpg"),
        ("照片/车棚 前.jpg", "照片/车棚后.jpg"),
        ("照片/屋面维修前.heic", "照片/屋面维修后.heic"),
        ("照片/大门改造前（2025年3月）.jpg", "照片/大门改造后（2025年9月）.jpg"),
    ],
)
def test_two_photos_of_one_spot_are_a_pair(before: str, after: str) -> None:
    assert pairs(after, "照片/别处.jpg", before) == [(before, after)]


@pytest.mark.parametrize(
    "paths",
    [
        ("照片/大门改造前.jpg", "照片/围墙改造后.jpg"),
        ("照片/改造前1.jpg", "照片/改造后2.jpg", "照片/改造前3.jpg"),
        ("照片/前台.jpg", "照片/后台.jpg"),
        ("照片/大门改造前.jpg",),
        ("照片/1.jpg", "照片/2.jpg"),
        ("甲/大门改造前.jpg", "乙/大门改造后.jpg"),
    ],
)
def test_what_does_not_belong_together_is_no_pair(paths: tuple[str, ...]) -> None:
    assert pairs(*paths) == []


def test_many_numbered_pairs_find_each_other() -> None:
    paths = [f"照片/改造{half}{number}.jpg" for number in range(1, 12) for half in "前后"]
    found = pairs(*paths)
    assert len(found) == 11
    assert ("照片/改造前10.jpg", "照片/改造后10.jpg") in found


def test_each_half_knows_the_other() -> None:
    before, after = a_photo("改造前.jpg"), a_photo("改造后.jpg")
    found = pairs_of([before, after])
    assert found[before].other(before) == after
    assert found[after].other(after) == before
