"""Files and photos that were handed in in an earlier year."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import earlier_material
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile
from meihao_desktop.domain.material import Material
from tests.support.builders import a_county, a_dossier, a_photo, an_earlier_round, an_estate, codes

GATE = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
NEAR = f"{int(GATE, 16) ^ 0x8001:032x}"
FAR = f"{int(GATE, 16) ^ 0xFFF:032x}"


def remembered(photo: Material) -> EarlierFile:
    return EarlierFile(path=photo.path, digest=photo.digest, look=photo.look)


def of(now: tuple[Material, ...], *before: Material, **rules: int) -> Dossier:
    past = EarlierEstate(name="绿岛湖", county="博白县", files=tuple(map(remembered, before)))
    return replace(
        a_dossier(**rules),
        counties=(a_county(1, "博白县"),),
        estates=(an_estate(1, materials=now),),
        earlier_rounds=(an_earlier_round(past, year=2023),),
    )


def test_a_file_of_an_earlier_year_is_asked_about() -> None:
    dossier = of(
        (a_photo("台账.pdf", content="甲"), a_photo("名册.pdf", content="乙")),
        a_photo("旧台账.pdf", content="甲"), a_photo("旧名册.pdf", content="乙"),
    )  # fmt: skip
    (finding,) = earlier_material.check(dossier)
    assert finding.code == "earlier_file"
    assert (
        "“朗悦花园”的“台账.pdf”等 2 个文件与 2023 年“绿岛湖”报送的内容完全相同" in finding.sentence
    )


def test_a_photo_like_one_of_an_earlier_year_is_asked_about() -> None:
    dossier = of((a_photo("大门.jpg", GATE),), a_photo("正门.jpg", NEAR))
    (finding,) = earlier_material.check(dossier)
    assert finding.code == "earlier_photo"
    assert "照片“大门.jpg”与 2023 年“绿岛湖”报送的“正门.jpg”看上去相同" in finding.sentence


def test_the_same_photo_file_is_one_question_not_two() -> None:
    photo = a_photo("大门.jpg", GATE, content="甲")
    assert codes(earlier_material.check(of((photo,), photo))) == ["earlier_file"]


def test_other_photos_and_other_files_are_no_finding() -> None:
    assert codes(earlier_material.check(of((a_photo("大门.jpg", GATE),), a_photo("a", FAR)))) == []
    near = of((a_photo("大门.jpg", GATE),), a_photo("a.jpg", NEAR), look_distance=1)
    assert codes(earlier_material.check(near)) == []
    assert codes(earlier_material.check(of((a_photo("大门.jpg"),), a_photo("正门.jpg")))) == []


def test_an_empty_file_is_like_no_other() -> None:
    empty = replace(a_photo("空.txt", content="空"), size=0)
    assert codes(earlier_material.check(of((empty,), empty))) == []
