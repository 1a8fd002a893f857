"""The catalogue of the counter is closed, and every sentence says what to do."""

import re
import string

import pytest

from meihao_desktop.domain.finding import Where
from meihao_desktop.intake.door_findings import Door

ADVICE = re.compile(r"请|核对|核实|确认")


def words_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("door", Door)
def test_every_finding_has_a_chinese_sentence_that_says_what_to_do(door: Door) -> None:
    words = dict.fromkeys(words_of(door.value[1]) - {"file", "estate"}, "某")
    finding = door.found(Where(file="佐证/一.pdf", estate="朗悦花园"), **words)
    assert finding.sentence.endswith("。")
    assert ADVICE.search(finding.sentence)
    assert "{" not in finding.sentence
    assert finding.severity is door.severity
    assert finding.code == f"door_{door.name.lower()}"


def test_the_basis_follows_the_words_so_that_a_settlement_ends_with_them() -> None:
    words = {"fact": "户数", "form": "5户"}
    first = Door.FIGURE_DIFFERS.found(Where(estate="甲"), summary="3户", **words)
    second = Door.FIGURE_DIFFERS.found(Where(estate="甲"), summary="4户", **words)
    assert first.key != second.key
