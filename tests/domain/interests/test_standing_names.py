"""Whether a name in a text stands for a person: hits and near misses."""

import pytest

from meihao_desktop.domain.interests.standing_names import StandingName

# Names of two and three characters made of common characters; they name nobody of the panel.
SHORT, LONG = "王平", "王平安"


def hits(name: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in StandingName(name).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "王平",
        "王　平",
        "联系人：王平",
        "联系人王平电话13800000000",
        "项目经理王平",
        "王平经理",
        "王平，男，45岁",
        "（王平）",
        "参加人员：甲、王平、乙",
        "王平和物业到场检查",
        "王平负责小区保洁",
        "评审专家王平参加了现场检查",
        "姓名 王平 性别 男",
        "姓名　王　平　男",
        "王平/组长",
        "2024年3月王平同志",
        "由业主代表 王平 签字",
        "王平13800000000",
        "由王平负责整改",
        "居委会和王平，共同签字",
    ],
)
def test_a_short_name_is_found_where_it_stands_for_itself(text: str) -> None:
    assert len(hits(SHORT, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "王平原",
        "联系人：王平原",
        "经理王平原负责",
        "位于王平原路的小区",
        "国王平时出行",
        "大王平台",
        "项目在王平村",
        "王平和",
        "联系人：王平和",
        "王平和同志",
        "王平安",
        "王平安、乙",
        "姓　名　王　平　原",
        "王\n平整土地",
        "王|平",
        "小王平日里负责保洁",
        "老王平整了绿地",
    ],
)
def test_a_short_name_inside_another_word_is_no_hit(text: str) -> None:
    assert hits(SHORT, text) == []


@pytest.mark.parametrize("text", ["王平安", "由王平安参加", "物业经理王平安说", "王平安全程陪同"])
def test_a_longer_name_needs_only_one_free_side(text: str) -> None:
    assert hits(LONG, text) == [LONG]


@pytest.mark.parametrize("text", ["国王平安归来", "帝王平安夜"])
def test_a_longer_name_in_the_middle_of_other_words_is_no_hit(text: str) -> None:
    assert hits(LONG, text) == []


@pytest.mark.parametrize("text", ["专家012", "大专家01号楼A", "专家01", "专家01、专家02"])
def test_a_number_goes_on_or_ends(text: str) -> None:
    assert bool(hits("专家01", text)) is (text in ("专家01", "专家01、专家02"))


@pytest.mark.parametrize(
    ("text", "is_backed"),
    [
        ("联系人：王平", True),
        ("王平经理", True),
        ("王平", False),
        ("甲、王平、乙", False),
    ],
)
def test_a_calling_beside_a_name_is_told(text: str, is_backed: bool) -> None:
    (hit,) = StandingName(SHORT).find(text)
    assert hit.is_backed is is_backed
