"""Two hundred files are put in order: by folder, by kind, and what the county shares at the end."""

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.material_rows import (
    SHARED,
    Entry,
    Heading,
    at_of,
    entries_of,
    photos_of,
    rows_of,
)


def a_file(path: str, kind: MaterialKind = MaterialKind.PDF) -> Material:
    return Material(path=path, digest=path, size=1, kind=kind)


def headings(entries: tuple[Entry, ...]) -> list[tuple[str, int]]:
    rows = rows_of(entries, frozenset())
    return [(row.group, row.count) for row in rows if isinstance(row, Heading)]


def test_files_stand_under_their_folders() -> None:
    paths = ("县/甲/照片/1.jpg", "县/甲/台账/收费.xlsx", "县/甲/照片/2.jpg", "县/甲/说明.txt")
    entries = entries_of(tuple(map(a_file, paths)))
    assert headings(entries) == [("照片", 2), ("台账", 1), ("其他", 1)]
    assert [e.name for e in entries] == ["申报信息", "1.jpg", "2.jpg", "收费.xlsx", "说明.txt"]


def test_the_application_form_beside_the_folders_is_called_by_its_name() -> None:
    paths = ("县/甲/申报表.docx", "县/甲/照片/1.jpg", "县/甲/说明.txt")
    entries = entries_of(tuple(map(a_file, paths)), form="县/甲/申报表.docx")
    assert headings(entries) == [("申报表", 1), ("照片", 1), ("其他", 1)]


def test_few_files_in_one_folder_need_no_headings() -> None:
    assert headings(entries_of((a_file("甲/1.pdf"), a_file("甲/2.pdf")))) == []


def test_many_files_in_one_folder_stand_under_their_kinds() -> None:
    files = tuple(
        a_file(f"甲/{n}", MaterialKind.IMAGE if n % 3 else MaterialKind.PDF) for n in range(30)
    )
    assert headings(entries_of(files)) == [("PDF", 10), ("图片", 20)]


def test_what_the_county_shares_comes_last() -> None:
    entries = entries_of((a_file("甲/1.pdf"),), (a_file("推荐汇总表.xlsx"),))
    assert headings(entries) == [(SHARED, 1)]
    assert entries[-1].name == "推荐汇总表.xlsx"


def test_a_folded_group_hides_its_files_and_keeps_its_heading() -> None:
    entries = entries_of((a_file("甲/照片/1.jpg"), a_file("甲/台账/1.xlsx")))
    rows = rows_of(entries, frozenset({"照片"}))
    assert [row.group if isinstance(row, Heading) else row.name for row in rows] == [
        "申报信息", "照片", "台账", "1.xlsx",
    ]  # fmt: skip


def test_a_file_is_found_by_name_folder_or_kind() -> None:
    entry = entries_of((a_file("甲/电梯维保/记录.PDF"),))[1]
    assert entry.holds("记录.pdf")
    assert entry.holds("电梯")
    assert entry.holds("pdf")
    assert not entry.holds("绿化")


def test_photos_keep_the_order_of_the_list() -> None:
    files = (
        a_file("甲/后/1.jpg", MaterialKind.IMAGE), a_file("甲/前/2.jpg", MaterialKind.IMAGE),
        a_file("甲/后/3.pdf"), a_file("甲/后/4.jpg", MaterialKind.IMAGE),
    )  # fmt: skip
    entries = entries_of(files)
    assert [m.file_name for m in photos_of(entries)] == ["1.jpg", "4.jpg", "2.jpg"]


def test_a_material_is_found_again_and_a_stranger_is_not() -> None:
    files = (a_file("甲/1.pdf"), a_file("甲/2.pdf"))
    entries = entries_of(files)
    assert at_of(entries, files[1]) == 2
    assert at_of(entries, None) == 0
    assert at_of(entries, a_file("乙/1.pdf")) is None
