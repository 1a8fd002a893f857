"""Every event of the log has a Chinese word, and names stand in the place of ids."""

import ast
from pathlib import Path

import meihao_desktop
from meihao_desktop.domain.event_words import EVENT_WORDS, event_word, subject_text

PROGRAM = Path(meihao_desktop.__file__).parent
KEEPERS = frozenset({"transaction", "_keep", "_keep_person", "_note", "_renewed"})


def events_of_the_program() -> set[str]:
    """Every name under which the operations write something down."""
    return {
        event
        for file in (PROGRAM / "operations").glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and called(call) in KEEPERS
        for event in named(call)
    }


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def named(call: ast.Call) -> list[str]:
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "event")]
    return [one.value for one in given if isinstance(one, ast.Constant) and one.value]


def test_every_event_of_the_program_has_a_word_and_every_word_an_event() -> None:
    assert events_of_the_program() == set(EVENT_WORDS)


def test_no_two_events_are_called_the_same_and_none_in_english() -> None:
    words = list(EVENT_WORDS.values())
    assert not any("_" in word or not word.strip() for word in words)
    assert len(set(words)) == len(words)


def test_an_event_of_a_later_version_stands_for_itself() -> None:
    assert event_word("future_event") == "future_event"


def test_ids_become_names_wherever_they_stand() -> None:
    names = {"P03": "专家01", "C01-E01": "朗悦花园"}
    assert subject_text("P03/C01-E01/1", names) == "专家01/朗悦花园/1"
    assert subject_text("P03 P04", names) == "专家01 P04"
    assert subject_text("", names) == ""
