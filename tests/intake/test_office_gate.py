"""What no library gets to open, and that ordinary files pass."""

from pathlib import Path

import pytest

from meihao_desktop.intake.office_gate import require_sound
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from tests.support import hostile_office as office
from tests.support.submissions import a_form, a_workbook

REFUSED = {
    "xlsx_unfolds_to_gigabytes": Trouble.TOO_LARGE,
    "xlsx_with_twelve_thousand_members": Trouble.TOO_LARGE,
    "xlsx_laughs_a_billion_times": Trouble.DAMAGED,
    "xlsx_repeats_one_long_entity": Trouble.DAMAGED,
    "xlsx_asks_for_a_file_of_the_machine": Trouble.DAMAGED,
    "xlsx_hides_a_bomb_in_utf16": Trouble.DAMAGED,
    "xlsx_hides_a_bomb_in_utf32": Trouble.DAMAGED,
    "xlsx_merges_all_cells": Trouble.TOO_LARGE,
    "xlsx_merges_a_million_times": Trouble.TOO_LARGE,
    "xlsx_links_all_cells": Trouble.TOO_LARGE,
    "xlsx_names_a_part_twice": Trouble.DAMAGED,
    "xlsx_with_password_flags": Trouble.PASSWORD,
    "xlsx_wrapped_for_a_password": Trouble.PASSWORD,
    "docx_laughs_a_billion_times": Trouble.DAMAGED,
    "docx_asks_for_a_file_of_the_machine": Trouble.DAMAGED,
    "docx_with_password_flags": Trouble.PASSWORD,
    "pptx_laughs_a_billion_times": Trouble.DAMAGED,
    "pptx_unfolds_to_gigabytes": Trouble.TOO_LARGE,
    "ofd_laughs_a_billion_times": Trouble.DAMAGED,
}
MAKERS = office.WORKBOOKS | office.DOCUMENTS | office.SLIDES | office.OFDS


def a_file(folder: Path, data: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_what_no_office_program_writes_is_refused(
    tmp_path: Path, name: str, reason: Trouble
) -> None:
    path = a_file(tmp_path, MAKERS[name]())
    for _ in range(2):
        with pytest.raises(Unreadable) as caught:
            require_sound(path)
        assert caught.value.reason is reason


@pytest.mark.parametrize(
    "data",
    [
        a_form("朗悦花园"),
        a_workbook([("推荐汇总表", ""), ("朗悦花园", 1018)], merged=["A1:B1"]),
        office.a_pptx(),
        office.an_ofd(""),
        office.an_xlsx(office.a_sheet(office.far_cell("XFD1048576"))),
        office.an_ole("WordDocument"),
        b"%PDF-1.7\n",
        "朗悦花园".encode(),
        b"",
        office.zipped({"word/a.xml": '<?xml version="1.0" encoding="GB18030"?><a>\u3000</a>'}),
        office.zipped({"word/a.xml": "not xml at all", "media/a.png": b"\x89PNG"}),
        office.zipped({"a.xml": b"\xff\xfe" + "<a>朗悦</a>".encode("utf-16-le")}),
        office.zipped({"a.xml": "<!-- 花园 --><?xml-stylesheet href='x'?><a>&lt;!DOCTYPE</a>"}),
    ],
)
def test_ordinary_files_pass(tmp_path: Path, data: bytes) -> None:
    require_sound(a_file(tmp_path, data))


@pytest.mark.parametrize(
    "part",
    [
        "<!DOCTYPE a><a/>",
        "<!-- " + "花" * 100_000 + " --><!DOCTYPE a><a/>",
        '<?xml version="1.0" encoding="GB18030"?><!DOCTYPE a><a/>'.encode("gb18030"),
        "<!DOCTYPE a><a/>".encode("utf-16-be"),
        "\ufeff<!DOCTYPE a><a/>".encode(),
        b" " * 5_000_000,
    ],
    ids=lambda part: repr(part[:12]),
)
def test_a_declaration_is_found_wherever_it_may_stand(tmp_path: Path, part: str | bytes) -> None:
    for name in ("word/document.xml", "word/document.bin"):
        if name.endswith(".bin") and part[:1] in (b" ", b"\x00"):
            continue
        path = tmp_path / name.rpartition(".")[2]
        path.write_bytes(office.zipped({name: part}))
        with pytest.raises(Unreadable):
            require_sound(path)


def test_a_range_is_found_across_two_pieces_of_a_long_worksheet(tmp_path: Path) -> None:
    block = f'<mergeCell ref="{office.ALL_CELLS}"/>'
    for shift in range(0, len(block) + 2, 7):
        padding = "x" * (256 * 1024 - 60 - shift)
        path = tmp_path / str(shift)
        path.write_bytes(office.zipped({office.SHEET: f"<worksheet>{padding}{block}"}))
        with pytest.raises(Unreadable) as caught:
            require_sound(path)
        assert caught.value.reason is Trouble.TOO_LARGE


def test_many_small_blocks_pass_and_are_counted_once(tmp_path: Path) -> None:
    blocks = "".join(f'<mergeCell ref="A{n}:J{n}"/>' for n in range(1, 19_000))
    require_sound(a_file(tmp_path, office.an_xlsx(office.a_sheet(after=blocks))))


def test_a_file_is_looked_at_again_when_it_changes(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_form("朗悦花园"))
    require_sound(path)
    path.write_bytes(MAKERS["docx_with_password_flags"]() + b"\0")
    with pytest.raises(Unreadable):
        require_sound(path)
