"""Photos that look the same, in one estate and in two."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import look_alike_photo
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.finding import Severity
from tests.support.builders import a_county, a_dossier, a_photo, an_estate, codes

GATE = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def turned(bits: int, look: str = GATE) -> str:
    """The look with so many bits turned, spread over the whole of it."""
    return f"{int(look, 16) ^ sum(1 << (11 * bit % 128) for bit in range(bits)):032x}"


def of(*estates: Estate, **rules: int) -> Dossier:
    counties = (a_county(1, "博白县"), a_county(2, "陆川县"))
    return replace(a_dossier(**rules), counties=counties, estates=estates)


def two(bits: int, **rules: int) -> Dossier:
    return of(
        an_estate(1, materials=(a_photo("大门.jpg", GATE),)),
        an_estate(2, county=2, materials=(a_photo("正门.jpg", turned(bits)),)),
        **rules,
    )


@pytest.mark.parametrize(("bits", "is_found"), [(0, True), (10, True), (11, False)])
def test_photos_of_two_estates_are_alike_up_to_the_limit_of_the_round(
    bits: int, *, is_found: bool
) -> None:
    assert codes(look_alike_photo.check(two(bits))) == (["look_alike"] if is_found else [])


def test_the_limit_is_a_rule_of_the_round() -> None:
    assert codes(look_alike_photo.check(two(3, look_distance=2))) == []
    assert codes(look_alike_photo.check(two(0, look_distance=0))) == ["look_alike"]


def test_the_sentence_names_both_photos_and_both_estates() -> None:
    (finding,) = look_alike_photo.check(two(4))
    assert finding.severity is Severity.WARNING
    assert "“朗悦花园”的照片“大门.jpg”与“长城二花园”的“正门.jpg”看上去相同" in finding.sentence
    assert finding.where.estate == "C01-E01+C02-E02"


def test_many_pairs_of_two_estates_are_one_question() -> None:
    ours = tuple(a_photo(f"{n}.jpg", turned(n)) for n in range(2))
    theirs = tuple(a_photo(f"照片{n}.jpg", turned(n)) for n in range(2))
    (finding, *notes) = look_alike_photo.check(
        of(an_estate(1, materials=ours), an_estate(2, materials=theirs))
    )
    assert codes([finding, *notes]) == ["look_alike_within", "look_alike", "look_alike_within"]
    assert "等 4 对照片" in notes[0].sentence


def test_within_one_estate_it_is_only_a_note() -> None:
    photos = tuple(a_photo(f"连拍{n}.jpg", turned(n)) for n in range(4))
    (finding,) = look_alike_photo.check(of(an_estate(1, materials=photos)))
    assert (finding.code, finding.severity) == ("look_alike_within", Severity.NOTE)
    assert "“连拍0.jpg”、“连拍1.jpg”、“连拍2.jpg”等 4 张看上去相同" in finding.sentence


def test_the_same_file_twice_in_an_estate_is_a_repetition_too() -> None:
    photos = (a_photo("a.jpg", GATE, content="甲"), a_photo("b/a.jpg", GATE, content="甲"))
    assert codes(look_alike_photo.check(of(an_estate(1, materials=photos)))) == [
        "look_alike_within"
    ]


def test_the_very_same_file_in_two_estates_is_the_question_of_another_check() -> None:
    photo = a_photo("大门.jpg", GATE, content="甲")
    dossier = of(an_estate(1, materials=(photo,)), an_estate(2, materials=(photo,)))
    assert codes(look_alike_photo.check(dossier)) == []


def test_pictures_without_features_are_like_nothing() -> None:
    blank = (a_photo("白.jpg"), a_photo("空白.jpg"))
    assert codes(look_alike_photo.check(of(an_estate(1, materials=blank)))) == []
