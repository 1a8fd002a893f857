"""The list of refusals is closed, names what it is about and says what to do."""

import re
import string

import pytest

from meihao_desktop.domain.finding import Severity, Where
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut, Refusal, SubmissionRefused

ADVICE = re.compile("请|核对|核实|确认")


def words_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_list_is_no_longer_than_forty() -> None:
    assert len(LeftOut) + len(Refusal) <= 40


def test_no_code_stands_for_two_things() -> None:
    codes = [one.code for one in (*LeftOut, *Refusal)] + [f"door_{d.name.lower()}" for d in Door]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("left", LeftOut)
def test_what_is_left_out_is_named_and_one_is_told_what_to_do(left: LeftOut) -> None:
    words = dict.fromkeys(words_of(left.value) - {"file"}, "请重新打包。")
    finding = left.found(Where(file="佐证/一.pdf"), **words)
    assert finding.code == left.code == f"door_{left.name.lower()}"
    assert finding.severity is Severity.WARNING
    assert "“佐证/一.pdf”" in finding.sentence
    assert "没有接收" in finding.sentence
    assert ADVICE.search(finding.sentence)
    assert finding.sentence.endswith("。")


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_names_the_source_and_says_what_to_do(refusal: Refusal) -> None:
    words = dict.fromkeys(words_of(refusal.value) - {"name"}, "请重新打包。")
    error = SubmissionRefused(refusal, "玉州区.zip", **words)
    assert "“玉州区.zip”" in str(error)
    assert ADVICE.search(str(error))
    assert str(error).endswith("。")
    assert error.refusal is refusal


def test_two_reasons_for_the_same_member_are_two_findings() -> None:
    where = Where(file="a.zip")
    first = LeftOut.NOT_OPENED.found(where, reason="设有密码。")
    second = LeftOut.NOT_OPENED.found(where, reason="已损坏。")
    assert first.key != second.key
