"""A spelling is corrected: materials and form go to the estate that a person names."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.rematching import NOBODY, UNKNOWN_FOLDER, entry_of, rematched, spellings
from meihao_desktop.domain.submission import (
    EstateEntry,
    NameMatch,
    NamePlace,
    ReceivedSubmission,
)

GARDEN, WALL, SHIP = "朗悦花园", "长城二花园", "凯旋会花园"
FACTS = {
    FactName.HOUSEHOLDS: Fact(
        name=FactName.HOUSEHOLDS, raw="1018", value=None, source=FactSource(file="表", place="C3")
    )
}
BY_FOLDER = NameMatch(written="朗悦", where=NamePlace.FOLDER, estate=GARDEN, is_guessed=True)
BY_FILE = NameMatch(written="朗悦照", where=NamePlace.FILE, estate=GARDEN, is_guessed=True)
BY_FORM = NameMatch(written="朗悦家苑", where=NamePlace.FORM, estate=GARDEN, is_guessed=True)


def a_material(path: str) -> Material:
    return Material(path=path, digest=path, size=1, kind=MaterialKind.PDF)


def a_form(file: str, name: str = "朗悦家苑") -> ApplicationForm:
    return ApplicationForm(file=file, estate_name=name)


def an_entry(
    name: str, *paths: str, form: ApplicationForm | None = None, is_listed: bool = True
) -> EstateEntry:
    return EstateEntry(
        name=name,
        summary_facts=FACTS if is_listed else {},
        application_form=form,
        materials=tuple(map(a_material, paths)),
    )


def a_reading(*entries: EstateEntry, shared: tuple[str, ...] = ()) -> ReceivedSubmission:
    return ReceivedSubmission(
        source_name="玉州区",
        container="文件夹",
        county_name="玉州区",
        estates=entries,
        shared_materials=tuple(map(a_material, shared)),
        matches=(BY_FOLDER, BY_FILE, BY_FORM),
        digest="",
        staging="",
    )


def paths(received: ReceivedSubmission, estate: str) -> list[str]:
    return [material.path for material in entry_of(received, estate).materials]


READING = a_reading(
    an_entry(
        GARDEN,
        "玉州/朗悦/申报表.docx",
        "玉州/朗悦/照片/1.jpg",
        "玉州/朗悦照2.jpg",
        form=a_form("玉州/朗悦/申报表.docx"),
    ),
    an_entry(WALL, "玉州/长城/说明.txt"),
)


def test_a_folder_goes_to_another_estate_with_the_form_that_lies_in_it() -> None:
    after = rematched(READING, {BY_FOLDER: WALL})
    assert paths(after, GARDEN) == ["玉州/朗悦照2.jpg"]
    assert paths(after, WALL) == [
        "玉州/长城/说明.txt",
        "玉州/朗悦/申报表.docx",
        "玉州/朗悦/照片/1.jpg",
    ]
    assert entry_of(after, GARDEN).application_form is None
    assert entry_of(after, WALL).application_form == a_form("玉州/朗悦/申报表.docx")
    assert len(after.materials) == len(READING.materials)


def test_a_file_goes_alone() -> None:
    after = rematched(READING, {BY_FILE: WALL})
    assert paths(after, WALL) == ["玉州/长城/说明.txt", "玉州/朗悦照2.jpg"]
    assert entry_of(after, GARDEN).application_form is not None


def test_a_form_goes_with_what_lies_in_its_folder() -> None:
    after = rematched(READING, {BY_FORM: WALL})
    assert paths(after, GARDEN) == ["玉州/朗悦照2.jpg"]
    assert entry_of(after, WALL).application_form is not None


def test_a_form_among_loose_files_goes_alone() -> None:
    reading = a_reading(
        an_entry(GARDEN, "朗悦.docx", "朗悦.jpg", form=a_form("朗悦.docx")), an_entry(WALL)
    )
    after = rematched(reading, {BY_FORM: WALL})
    assert paths(after, WALL) == ["朗悦.docx"]
    assert paths(after, GARDEN) == ["朗悦.jpg"]


def test_a_form_of_another_spelling_stays() -> None:
    reading = a_reading(an_entry(GARDEN, "a.docx", form=a_form("a.docx", GARDEN)), an_entry(WALL))
    assert rematched(reading, {BY_FORM: WALL}).estates == reading.estates


def test_an_estate_that_has_a_form_keeps_its_own() -> None:
    own = a_form("玉州/长城/申报表.docx", WALL)
    reading = replace(
        READING, estates=(READING.estates[0], replace(READING.estates[1], application_form=own))
    )
    after = rematched(reading, {BY_FOLDER: WALL})
    assert entry_of(after, WALL).application_form == own
    assert "玉州/朗悦/申报表.docx" in paths(after, WALL)


def test_what_belongs_to_no_single_estate_becomes_shared() -> None:
    after = rematched(READING, {BY_FOLDER: NOBODY})
    assert [material.path for material in after.shared_materials] == [
        "玉州/朗悦/申报表.docx",
        "玉州/朗悦/照片/1.jpg",
    ]


def test_the_confirmed_guess_is_none_any_more_and_nothing_else_changes() -> None:
    after = rematched(READING, {BY_FOLDER: GARDEN})
    assert after.matches[0] == replace(BY_FOLDER, is_guessed=False)
    assert replace(after, matches=READING.matches) == READING


def test_the_match_says_what_the_person_chose() -> None:
    after = rematched(READING, {BY_FOLDER: WALL})
    assert after.matches[0] == replace(BY_FOLDER, estate=WALL, is_guessed=False)
    assert after.matches[1:] == READING.matches[1:]


def test_an_estate_that_stood_only_for_a_spelling_vanishes() -> None:
    reading = a_reading(
        an_entry(GARDEN), an_entry(SHIP, "凯旋/申报表.docx", "凯旋/1.jpg", is_listed=False)
    )
    unlisted = spellings(reading)[3]
    assert (unlisted.written, unlisted.estate, unlisted.is_guessed) == (SHIP, SHIP, True)
    after = rematched(reading, {unlisted: GARDEN})
    assert [entry.name for entry in after.estates] == [GARDEN]
    assert paths(after, GARDEN) == ["凯旋/申报表.docx", "凯旋/1.jpg"]


def test_a_folder_that_fitted_nobody_finds_its_estate() -> None:
    told = Finding(
        severity=Severity.WARNING,
        code="door_folder_unknown",
        where=Where(file="玉州/水岸"),
        sentence="对不上",
    )
    reading = replace(
        a_reading(an_entry(GARDEN), shared=("玉州/水岸/1.jpg", "玉州/水岸城/2.jpg", "汇总表.xlsx")),
        findings=(told,),
        matches=(),
    )
    (homeless,) = spellings(reading)
    assert (homeless.written, homeless.estate) == ("玉州/水岸", NOBODY)
    after = rematched(reading, {homeless: GARDEN})
    assert paths(after, GARDEN) == ["玉州/水岸/1.jpg"]
    assert [material.path for material in after.shared_materials] == [
        "玉州/水岸城/2.jpg",
        "汇总表.xlsx",
    ]


def test_without_a_summary_every_estate_is_named_by_a_folder_and_none_is_doubted() -> None:
    reading = replace(a_reading(an_entry(GARDEN, "a/1.jpg", is_listed=False)), matches=())
    assert spellings(reading) == ()


@pytest.mark.parametrize("order", [(BY_FOLDER, BY_FILE), (BY_FILE, BY_FOLDER)])
def test_several_choices_hold_together_in_any_order(order: tuple[NameMatch, ...]) -> None:
    after = rematched(READING, dict.fromkeys(order, WALL))
    assert paths(after, GARDEN) == []
    assert len(paths(after, WALL)) == 4
    assert entry_of(after, GARDEN).summary_facts == FACTS


def test_an_estate_that_vanished_can_still_be_chosen() -> None:
    reading = a_reading(an_entry(GARDEN, "x/朗悦/1.jpg"), an_entry(SHIP, "s.jpg", is_listed=False))
    unlisted = spellings(reading)[3]
    after = rematched(reading, {unlisted: GARDEN, BY_FOLDER: SHIP})
    assert paths(after, SHIP) == ["x/朗悦/1.jpg"]
    assert paths(after, GARDEN) == ["s.jpg"]


def test_an_unknown_folder_belongs_to_nobody_until_it_is_matched() -> None:
    lost = Finding(
        severity=Severity.WARNING, code=UNKNOWN_FOLDER, where=Where(file="别处"), sentence="。",
        basis="x",
    )  # fmt: skip
    other = Finding(
        severity=Severity.WARNING, code="late", where=Where(file="迟"), sentence="。", basis="x"
    )
    received = replace(a_reading(an_entry(GARDEN)), findings=(other, lost))
    assert [match.written for match in spellings(received) if match.estate == NOBODY] == ["别处"]
