"""Words are found as people mean them, at their place in the original spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.wording import Wording, folded


def hits(words: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Wording(words).find(text)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("绿化率", "小区绿化率为35%，绿化率较高", ["绿化率", "绿化率"]),
        ("绿化率", "绿 化\n率", ["绿 化\n率"]),
        ("绿 化率", "绿化率", ["绿化率"]),
        ("35.2%", "达到３５．２％", ["３５．２％"]),
        ("３５．２％", "达到35.2 %", ["35.2 %"]),
        ("wifi", "全区ＷｉＦｉ覆盖、WIFI", ["ＷｉＦｉ", "WIFI"]),
        ("m2", "110700㎡，合 11.07 万 m²", ["㎡", "m²"]),
        ("㎡", "110700m2", ["m2"]),
        ("率", "率为九成", ["率"]),
        ("⽤户", "用户", ["用户"]),
        ("用户", "⽤户", ["⽤户"]),
        ("(物管会)", "业委会（物管会）", ["（物管会）"]),
        ("物业", "物\u200b业", ["物\u200b业"]),
        ("a.b", "a.b acb", ["a.b"]),
        ("业主大会", "业主委员会", []),
    ],
)
def test_width_case_and_spacing_make_no_difference(words: str, text: str, found: list[str]) -> None:
    assert hits(words, text) == found


@pytest.mark.parametrize("nothing", ["", "  ", "\n\u200b"])
def test_nothing_is_looked_for_where_no_character_is_left(nothing: str) -> None:
    words = Wording(nothing)
    assert not words
    assert list(words.find("任何文字")) == []
    assert not words.is_in("任何文字")


def test_a_hit_tells_that_the_words_are_there() -> None:
    assert Wording("电梯").is_in("加装电 梯三部")
    assert not Wording("电梯").is_in("加装扶手")
    assert len(Wording("加装 电梯")) == 4


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Mn", "Mc", "Me")), max_size=6),
       st.text(max_size=20), st.text(max_size=20))  # fmt: skip
def test_what_stands_in_a_text_is_always_found(words: str, before: str, after: str) -> None:
    text = f"{before}{words}{after}"
    assert Wording(words).is_in(text) == bool(folded(words))


@given(st.sampled_from("绿化率业主ＡbＣ１2㎡％（）⽤ﬁ"), st.text("化率ab12()m", max_size=3))
def test_any_spelling_finds_any_other(character: str, rest: str) -> None:
    plain = unicodedata.normalize("NFKC", character + rest)
    assert Wording(plain.upper()).is_in(f"…{character}{rest}…")
    assert Wording(character + rest).is_in(f"…{plain}…")
