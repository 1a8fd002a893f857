"""Correcting a spelling also corrects what the counter has to say."""

from pathlib import Path

from meihao_desktop.domain.submission import NameMatch, NamePlace, ReceivedSubmission
from meihao_desktop.operations.match_names import rematch, spellings
from tests.support.submissions import a_folder, a_form, a_summary, codes, received

GARDEN, WALL = "朗悦花园", "长城二花园"


def a_reading(tmp_path: Path) -> ReceivedSubmission:
    """The folder of the second estate bears a name that fits none."""
    files = {
        "推荐汇总表.xlsx": a_summary(GARDEN, WALL),
        f"{GARDEN}/申报表.docx": a_form(GARDEN, {"居民满意度": "93%"}),
        "水岸/说明.txt": "说明".encode(),
        "水岸/照片.txt": "照片".encode(),
    }
    return received(a_folder(tmp_path / "玉州区", files))


def of(reading: ReceivedSubmission, estate: str) -> list[str]:
    return codes(f for f in reading.findings if f.where.estate == estate)


def test_a_folder_given_to_its_estate_settles_what_was_missing(tmp_path: Path) -> None:
    reading = a_reading(tmp_path)
    assert "no_folder" in of(reading, WALL)
    (homeless,) = (match for match in spellings(reading) if not match.estate)
    after = rematch(reading, {homeless: WALL})
    assert "no_folder" not in of(after, WALL)
    assert "form_missing" in of(after, WALL)
    assert "folder_unknown" not in codes(after.findings)
    (told,) = (f for f in after.findings if f.code == "door_name_corrected")
    assert told.sentence.startswith(
        "“水岸”（文件夹名）由收件人核对后改归“长城二花园”，原先按公共材料"
    )


def test_a_form_taken_away_is_missing_and_its_figures_are_not_compared(tmp_path: Path) -> None:
    reading = received(
        a_folder(
            tmp_path / "玉州区",
            {
                "推荐汇总表.xlsx": a_summary(GARDEN, WALL),
                "朗悦花苑/申报表.docx": a_form("朗悦花苑", {"户数": "999户", "居民满意度": "93%"}),
                f"{WALL}/说明.txt": b"x",
            },
        )
    )
    assert "figure_differs" in of(reading, GARDEN)
    match = NameMatch(written="朗悦花苑", where=NamePlace.FOLDER, estate=GARDEN, is_guessed=True)
    after = rematch(reading, {match: WALL})
    assert "form_missing" in of(after, GARDEN)
    assert "figure_differs" not in of(after, GARDEN)
    assert "figure_differs" in of(after, WALL)
    assert "form_missing" not in of(after, WALL)


def test_a_confirmed_guess_is_no_finding_any_more(tmp_path: Path) -> None:
    reading = received(
        a_folder(
            tmp_path / "玉州区",
            {
                "推荐汇总表.xlsx": a_summary(GARDEN),
                "朗悦花苑/申报表.docx": a_form("朗悦花苑", {"居民满意度": "93%"}),
            },
        )
    )
    guessed = [f for f in reading.findings if f.code == "door_name_guessed"]
    assert guessed
    match = NameMatch(written="朗悦花苑", where=NamePlace.FOLDER, estate=GARDEN, is_guessed=True)
    after = rematch(reading, {match: GARDEN})
    assert guessed[0] not in after.findings
    assert "name_corrected" not in codes(after.findings)


def test_nothing_chosen_changes_nothing(tmp_path: Path) -> None:
    reading = a_reading(tmp_path)
    after = rematch(reading, {})
    assert after.estates == reading.estates
    assert set(after.findings) == set(reading.findings)
