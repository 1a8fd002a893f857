"""Names that may stand, names that may not, and how a bad name is shown."""

import pytest

from meihao_desktop.intake.archives.member_names import is_reserved, objection, same_key, told
from meihao_desktop.intake.refusals import LeftOut


@pytest.mark.parametrize(
    "path",
    [
        "附件1：2025年度“美好家园”小区申报表-朗悦花园（盖章）.pdf",
        "1.玉州区推荐汇总表(最终版)(2).xlsx",
        "微信图片_20250820.jpg",
        ".hidden/.profile",
        "朗悦·花园/一、二期/1 2 3.txt",
        "a..b/c...d.txt",
        "console.txt",
        "com10.txt",
        "aux1/nulls.txt",
        "字" * 60,
        "a" * 120,
        "👨\u200d👩\u200d👧.jpg",
    ],
)
def test_usual_names_pass(path: str) -> None:
    assert objection(path) is None


def test_a_path_of_260_passes_and_one_of_261_does_not() -> None:
    path = "/".join(["a" * 51] * 5) + "/"
    assert objection(path[:-1]) is None
    longest = "/".join(["a" * 51] * 5)
    assert len(longest) == 259
    assert objection(f"{longest}b") is None
    too_long = objection(f"{longest}/b")
    assert too_long is not None
    assert too_long.left is LeftOut.LONG_NAME


def test_a_reserved_name_is_told_as_what_it_is() -> None:
    found = objection("甲/NUL.txt")
    assert found is not None
    assert "NUL.txt" in found.found("甲/NUL.txt").sentence


@pytest.mark.parametrize("name", ["CON", "con.txt", "LPT1.tar.gz", "nul .x", "COM²"])
def test_devices_of_windows_are_reserved_whatever_their_ending(name: str) -> None:
    assert is_reserved(name)


def test_a_name_is_shown_without_what_hides_or_turns_it() -> None:
    assert told("a\u202etxt.exe\n") == "a\ufffdtxt.exe\ufffd"
    assert told("") == "（没有名称）"
    assert told(" ") == "（没有名称）"
    shown = told("长" * 5000 + ".txt")
    assert len(shown) < 80
    assert shown.endswith(".txt")


@pytest.mark.parametrize(("one", "other"), [("A/b", "a/B"), ("\u00e9", "E\u0301"), ("ß", "SS")])
def test_names_that_windows_takes_for_one_have_one_key(one: str, other: str) -> None:
    assert same_key(one) == same_key(other)
