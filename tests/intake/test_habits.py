"""Submissions in the habits of many offices are read with every figure right."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from meihao_desktop.intake import read_submission
from tests.support.habits import archives, tables
from tests.support.habits.facts import DATE, Habit
from tests.support.submissions import codes

Maker = Callable[[Path], Habit]
MAKERS: Mapping[str, Maker] = {
    maker.__name__: maker for maker in (*archives.HABITS, *tables.HABITS)
}
Reader = Callable[[str], tuple[Habit, ReceivedSubmission]]
Figures = dict[FactName, tuple[Decimal | str, str]]


@pytest.fixture(scope="module")
def read(
    tmp_path_factory: pytest.TempPathFactory,
) -> Reader:
    """Each submission made and read once."""

    @cache
    def made(name: str) -> tuple[Habit, ReceivedSubmission]:
        folder = Path(mkdtemp(dir=tmp_path_factory.getbasetemp()))
        habit = MAKERS[name](folder)
        return habit, read_submission(habit.source, folder / "staging", Watch())

    return made


def figures_in(facts: Mapping[FactName, Fact]) -> Figures:
    """What was read as a figure or a date."""
    return {
        name: (fact.value, fact.unit)
        for name, fact in facts.items()
        if fact.value is not None
        and (isinstance(fact.value, Decimal) or name is DATE)
        and name is not FactName.RECOMMENDED_PLACE
    }


def entry_of(received: ReceivedSubmission, name: str) -> EstateEntry:
    return next(entry for entry in received.estates if entry.name == name)


def test_there_are_at_least_twelve_habits() -> None:
    assert len(MAKERS) >= 12


@pytest.mark.parametrize("name", MAKERS)
def test_the_estates_and_their_county_are_recognised(name: str, read: Reader) -> None:
    habit, received = read(name)
    assert {entry.name for entry in received.estates} == set(habit.estates)
    assert received.county_name == habit.county
    assert received.container.startswith(habit.container)


@pytest.mark.parametrize("name", MAKERS)
def test_every_figure_of_the_summary_is_right(name: str, read: Reader) -> None:
    habit, received = read(name)
    for estate, wanted in habit.estates.items():
        assert figures_in(entry_of(received, estate).summary_facts) == wanted.summary, estate


@pytest.mark.parametrize("name", MAKERS)
def test_every_figure_of_the_forms_is_right(name: str, read: Reader) -> None:
    habit, received = read(name)
    for estate, wanted in habit.estates.items():
        form = entry_of(received, estate).application_form
        assert (figures_in(form.facts) if form else None) == wanted.form, estate


@pytest.mark.parametrize("name", MAKERS)
def test_forms_bring_their_opinions_and_practices(name: str, read: Reader) -> None:
    for entry in read(name)[1].estates:
        if entry.application_form is not None:
            assert len(entry.application_form.opinions) == 4
            assert all(box.is_filled for box in entry.application_form.opinions)
            assert "党建引领" in entry.application_form.practices


@pytest.mark.parametrize("name", MAKERS)
def test_every_file_has_its_place(name: str, read: Reader) -> None:
    habit, received = read(name)
    counts = {entry.name: len(entry.materials) for entry in received.estates}
    assert counts == {estate: wanted.materials for estate, wanted in habit.estates.items()}
    assert len(received.shared_materials) == habit.shared
    assert len({m.path for m in received.materials}) == len(received.materials)


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_asked_but_what_must_be(name: str, read: Reader) -> None:
    habit, received = read(name)
    assert sorted(codes(received.findings)) == sorted(habit.codes), [
        finding.sentence for finding in received.findings
    ]


@pytest.mark.parametrize("name", MAKERS)
def test_other_spellings_are_listed_for_confirmation(name: str, read: Reader) -> None:
    habit, received = read(name)
    shown = {(m.written, m.where.value, m.estate, m.is_guessed) for m in received.matches}
    assert shown == habit.matches


@pytest.mark.parametrize("name", MAKERS)
def test_figures_remember_file_and_place(name: str, read: Reader) -> None:
    _, received = read(name)
    paths = {material.path for material in received.materials}
    for entry in received.estates:
        form = entry.application_form.facts if entry.application_form else {}
        for fact in (*entry.summary_facts.values(), *form.values()):
            assert fact.source.file in paths
            assert fact.source.place
            assert fact.raw.strip()
