"""Two versions are compared by what changed, not by how they were packed."""

import pytest

from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.redelivery import differences
from meihao_desktop.domain.submission import EstateEntry
from tests.support.builders import a_photo, an_estate

FILES = ("汇总表.xlsx", "朗悦花园/申报表.docx", "朗悦花园/照片/大门.jpg")


def files(*paths: str, root: str = "", changed: str = "") -> tuple[Material, ...]:
    return tuple(
        a_photo(root + path, content=f"{path}{'新' if path == changed else ''}") for path in paths
    )


@pytest.mark.parametrize(("first", "second"), [("", "佛山市/"), ("佛山市/", ""), ("甲/", "乙/")])
def test_an_outer_folder_that_only_one_version_has_changes_nothing(first: str, second: str) -> None:
    found = differences(
        [], [], files_before=files(*FILES, root=first), files_now=files(*FILES, root=second)
    )
    assert (found.added_files, found.removed_files, found.changed_files) == ((), (), ())


def test_what_did_change_is_found_under_another_outer_folder() -> None:
    now = files(*FILES[:2], "朗悦花园/补充.pdf", root="佛山市/", changed="汇总表.xlsx")
    found = differences([], [], files_before=files(*FILES), files_now=now)
    assert found.added_files == ("朗悦花园/补充.pdf",)
    assert found.removed_files == ("朗悦花园/照片/大门.jpg",)
    assert found.changed_files == ("汇总表.xlsx",)


def test_the_folder_of_the_only_estate_is_no_outer_folder_to_be_dropped() -> None:
    found = differences([], [], files_before=files(*FILES[1:]), files_now=files(*FILES))
    assert found.added_files == ("汇总表.xlsx",)
    assert found.removed_files == ()


def test_an_opinion_is_told_only_where_it_was_filled_in_or_taken_out() -> None:
    def form(*filled: bool) -> ApplicationForm:
        boxes = zip(("社区意见", "县级意见"), filled, strict=True)
        opinions = tuple(
            OpinionBox(label=b, text="", is_filled=is_filled) for b, is_filled in boxes
        )
        return ApplicationForm(file="申报表.docx", estate_name="朗悦花园", opinions=opinions)

    before = an_estate(1, "朗悦花园", application_form=form(False, True))
    now = EstateEntry(name="朗悦花园", materials=(), application_form=form(True, True))
    found = differences([(before, now)], [], files_before=(), files_now=())
    assert [change.box for change in found.opinions] == ["社区意见"]
