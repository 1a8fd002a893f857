"""A whole submission: what is wrong is told, and one bad file never stops the rest."""

import hashlib
from pathlib import Path

import pytest

from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity
from meihao_desktop.domain.submission import ReceivedSubmission
from tests.support.submissions import (
    HEADERS,
    a_bare_form,
    a_county,
    a_folder,
    a_form,
    a_scan,
    a_summary,
    a_workbook,
    a_zip,
    codes,
    received,
)

TWO = ("朗悦花园", "长城二花园")


def read(tmp_path: Path, files: dict[str, bytes]) -> ReceivedSubmission:
    return received(a_folder(tmp_path / "玉州区", files))


def the_finding(submission: ReceivedSubmission, code: str) -> Finding:
    found = [f for f in submission.findings if f.code == f"door_{code}"]
    assert len(found) == 1, codes(submission.findings)
    return found[0]


def test_a_faultless_submission_gives_no_finding(tmp_path: Path) -> None:
    submission = read(tmp_path, a_county(*TWO))
    assert submission.findings == ()
    assert submission.county_name == "玉州区"
    assert submission.container == "文件夹"
    assert submission.source_name == "玉州区"
    assert [entry.name for entry in submission.estates] == list(TWO)
    assert [m.path for m in submission.shared_materials] == ["推荐汇总表.xlsx"]
    assert [m.file_name for m in submission.estates[0].materials] == ["申报表.docx", "说明.txt"]
    assert submission.estates[0].application_form is not None


def test_folder_and_zip_of_the_same_files_are_the_same_submission(tmp_path: Path) -> None:
    files = a_county(*TWO)
    folder = read(tmp_path / "a", files)
    zipped = received(a_zip(tmp_path / "b.zip", files.items()))
    assert folder.digest == zipped.digest
    assert folder.estates == zipped.estates


def test_the_digest_can_be_made_with_ordinary_tools(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    lines = sorted(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    wanted = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert read(tmp_path, files).digest == wanted


def test_every_file_is_kept_in_staging_under_its_digest(tmp_path: Path) -> None:
    submission = read(tmp_path, a_county("朗悦花园"))
    for material in submission.materials:
        assert (Path(submission.staging) / material.digest).stat().st_size == material.size


def test_a_missing_summary_blocks_and_the_forms_still_name_the_estates(tmp_path: Path) -> None:
    files = a_county(*TWO)
    del files["推荐汇总表.xlsx"]
    submission = read(tmp_path, files)
    finding = the_finding(submission, "summary_missing")
    assert finding.severity is Severity.BLOCKING
    assert "补交" in finding.sentence
    assert sorted(entry.name for entry in submission.estates) == sorted(TWO)
    assert "county_unknown" in codes(submission.findings)


def test_without_summary_and_forms_the_folders_name_the_estates(tmp_path: Path) -> None:
    files = {f"报送/{name}/照片/1.txt": name.encode() for name in TWO}
    submission = read(tmp_path, files)
    assert sorted(entry.name for entry in submission.estates) == sorted(TWO)
    assert codes(submission.findings).count("form_missing") == 2


def test_a_summary_without_header_says_what_to_add(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["推荐汇总表.xlsx"] = a_workbook([("玉州区", "朗悦花园", "甲", 1, 2, 3)])
    finding = the_finding(read(tmp_path, files), "summary_header")
    assert finding.severity is Severity.BLOCKING
    assert "推荐汇总表.xlsx" in finding.sentence
    assert "补上表头" in finding.sentence


def test_a_broken_summary_is_told_as_one(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["推荐汇总表.xlsx"] = files["推荐汇总表.xlsx"][:-400]
    submission = read(tmp_path, files)
    assert [entry.name for entry in submission.estates] == ["朗悦花园"]
    finding = the_finding(submission, "summary_unread")
    assert finding.severity is Severity.BLOCKING
    assert "另存为 xlsx" in finding.sentence
    assert "summary_missing" not in codes(submission.findings)


def test_a_second_summary_is_told(tmp_path: Path) -> None:
    files = {**a_county(*TWO), "推荐汇总表(旧).xlsx": a_summary("朗悦花园")}
    finding = the_finding(read(tmp_path, files), "summary_twice")
    assert finding.where.file == "推荐汇总表(旧).xlsx"


def test_a_missing_form_blocks_for_its_estate_only(tmp_path: Path) -> None:
    files = a_county(*TWO)
    del files["长城二花园/申报表.docx"]
    finding = the_finding(read(tmp_path, files), "form_missing")
    assert (finding.severity, finding.where.estate) == (Severity.BLOCKING, "长城二花园")


def test_a_scanned_form_is_not_called_missing(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表（盖章）.pdf"] = a_scan()
    del files["朗悦花园/申报表.docx"]
    submission = read(tmp_path, files)
    assert codes(submission.findings) == ["form_unread"]
    assert "没有文字的扫描件" in submission.findings[0].sentence


def test_a_broken_form_says_that_it_is_broken(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表（盖章）.pdf"] = b"%PDF-1.4 torn"
    del files["朗悦花园/申报表.docx"]
    submission = read(tmp_path, files)
    assert codes(submission.findings) == ["unreadable", "form_unread"]
    assert "已损坏" in the_finding(submission, "form_unread").sentence


def test_a_form_of_nobody_and_a_second_form_are_told(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["申报表（盖章）.pdf"] = b"%PDF-1.4"
    files["朗悦花园/申报表(2).docx"] = a_form("朗悦花园")
    submission = read(tmp_path, files)
    assert the_finding(submission, "form_ownerless").where.file == "申报表（盖章）.pdf"
    assert the_finding(submission, "form_twice").where.file == "朗悦花园/申报表.docx"


def test_an_estate_without_anything_but_its_row_is_told(tmp_path: Path) -> None:
    files = {**a_county("朗悦花园"), "推荐汇总表.xlsx": a_summary(*TWO)}
    submission = read(tmp_path, files)
    assert codes(submission.findings) == ["form_missing", "no_folder"]
    assert the_finding(submission, "no_folder").where.estate == "长城二花园"


def test_an_estate_that_is_not_in_the_summary_is_told(tmp_path: Path) -> None:
    files = {**a_county(*TWO), "推荐汇总表.xlsx": a_summary("朗悦花园")}
    finding = the_finding(read(tmp_path, files), "not_in_summary")
    assert finding.where.estate == "长城二花园"


def test_a_folder_of_no_known_estate_is_told_and_its_files_are_kept(tmp_path: Path) -> None:
    files = {**a_county("朗悦花园"), "华发世纪城/1.txt": b"1", "华发世纪城/照片/2.txt": b"2"}
    submission = read(tmp_path, files)
    assert the_finding(submission, "folder_unknown").where.file == "华发世纪城"
    assert len(submission.shared_materials) == 3


def test_a_flat_submission_is_sorted_by_file_names(tmp_path: Path) -> None:
    files = {
        "推荐汇总表.xlsx": a_summary(*TWO),
        "申报表1.docx": a_form("朗悦花园"),
        "申报表2.docx": a_form("长城二花园小区"),
        "长城二花园-绿化.txt": b"1",
        "公函.txt": b"2",
    }
    submission = read(tmp_path, files)
    assert [[m.path for m in entry.materials] for entry in submission.estates] == [
        ["申报表1.docx"],
        ["申报表2.docx", "长城二花园-绿化.txt"],
    ]
    assert [m.path for m in submission.shared_materials] == ["公函.txt", "推荐汇总表.xlsx"]


def test_materials_in_a_folder_of_another_name_follow_the_form_beside_them(tmp_path: Path) -> None:
    files = {
        "推荐汇总表.xlsx": a_summary("朗悦花园"),
        "一号/申报表.docx": a_form("朗悦花园"),
        "一号/照片/门.txt": b"1",
    }
    assert len(read(tmp_path, files).estates[0].materials) == 2


def test_a_guessed_name_asks_for_confirmation(tmp_path: Path) -> None:
    files = {**a_county("金域蓝湾"), "万科金域蓝湾/a.txt": b"1", "万科金域蓝湾/b.txt": b"2"}
    finding = the_finding(read(tmp_path, files), "name_guessed")
    assert finding.severity is Severity.NOTE
    assert "万科金域蓝湾" in finding.sentence
    assert "请确认" in finding.sentence


def test_figures_that_differ_between_summary_and_form_name_both(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表.docx"] = a_form("朗悦花园", {"户数": "1081户"})
    finding = the_finding(read(tmp_path, files), "figure_differs")
    assert "户数" in finding.sentence
    assert "1018户" in finding.sentence
    assert "1081户" in finding.sentence


def test_an_empty_opinion_box_is_told(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表.docx"] = a_form("朗悦花园", unsealed="街道")
    finding = the_finding(read(tmp_path, files), "opinion_empty")
    assert "街道（乡镇）意见" in finding.sentence


def test_a_form_without_any_opinion_box_is_told(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表.docx"] = a_bare_form("朗悦花园")
    assert "规定的表样" in the_finding(read(tmp_path, files), "opinions_absent").sentence


def test_unread_and_guessed_figures_name_their_cell(tmp_path: Path) -> None:
    rows = [HEADERS, ("玉州区", "朗悦花园", "甲", "以测绘为准", "1018户", 0.93)]
    files = {**a_county("朗悦花园"), "推荐汇总表.xlsx": a_workbook(rows)}
    submission = read(tmp_path, files)
    assert "Sheet1!D2" in the_finding(submission, "figure_unparsed").sentence
    guess = the_finding(submission, "unit_guessed")
    assert "Sheet1!F2" in guess.sentence
    assert "读作 93%" in guess.sentence


def test_one_file_in_two_estates_is_told_once(tmp_path: Path) -> None:
    files = a_county(*TWO)
    files |= {f"{name}/{copy}.jpg": b"\xff\xd8\xff same" for name in TWO for copy in ("1", "2")}
    finding = the_finding(read(tmp_path, files), "same_file")
    assert all(name in finding.sentence for name in TWO)


def test_two_counties_in_one_summary_are_told(tmp_path: Path) -> None:
    rows = [
        HEADERS,
        ("玉州区", "朗悦花园", "甲", 110700, 1018, 93),
        ("福绵区", "长城二花园", "乙", 110700, 1018, 93),
    ]
    files = {**a_county(*TWO), "推荐汇总表.xlsx": a_workbook(rows)}
    assert "玉州区、福绵区" in the_finding(read(tmp_path, files), "county_mixed").sentence


def test_the_county_may_come_from_the_submitting_unit(tmp_path: Path) -> None:
    rows = [("填报单位：容县住房和城乡建设局",), HEADERS[1:], ("朗悦花园", "甲", 110700, 1018, 93)]
    files = {**a_county("朗悦花园"), "推荐汇总表.xlsx": a_workbook(rows)}
    assert read(tmp_path, files).county_name == "容县"


@pytest.mark.parametrize("span", [(200, 2000), (-300, 0), (0, 4)])
@pytest.mark.parametrize("name", ["朗悦花园/台账.xlsx", "朗悦花园/纪要.docx"])
def test_a_broken_office_file_stays_a_material_with_a_finding(
    tmp_path: Path, name: str, span: tuple[int, int]
) -> None:
    whole = a_form("x") if name.endswith("docx") else a_summary("x")
    broken = bytearray(whole)
    for place in range(*span):
        broken[place] ^= 0x5A
    files = {**a_county("朗悦花园"), name: bytes(broken)}
    submission = read(tmp_path, files)
    assert [entry.name for entry in submission.estates] == ["朗悦花园"]
    assert name in [m.path for m in submission.estates[0].materials]
    told = [f.where.file for f in submission.findings if f.code == "door_unreadable"]
    assert told == [name]


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    files = {**a_county("朗悦花园"), "朗悦花园/空.pdf": b""}
    assert the_finding(read(tmp_path, files), "empty_file").where.file == "朗悦花园/空.pdf"


def test_a_row_without_name_is_told_with_its_number(tmp_path: Path) -> None:
    rows = [
        HEADERS,
        ("玉州区", "朗悦花园", "甲", 110700, 1018, 93),
        ("玉州区", None, "乙", 1, 2, 3),
    ]
    files = {**a_county("朗悦花园"), "推荐汇总表.xlsx": a_workbook(rows)}
    assert "第 3 行" in the_finding(read(tmp_path, files), "row_unnamed").sentence


def test_findings_stand_with_the_weightiest_first(tmp_path: Path) -> None:
    files = {"推荐汇总表.xlsx": a_summary(*TWO), "万科朗悦花园/a.txt": b"1"}
    weights = [finding.severity for finding in read(tmp_path, files).findings]
    assert weights == sorted(weights, key=list(Severity).index)
    assert weights[0] is Severity.BLOCKING


def test_keys_of_findings_are_unique_and_follow_the_figures(tmp_path: Path) -> None:
    first = read(
        tmp_path / "a", {**a_county(*TWO), "推荐汇总表.xlsx": a_summary(*TWO, households=905)}
    )
    second = read(
        tmp_path / "b", {**a_county(*TWO), "推荐汇总表.xlsx": a_summary(*TWO, households=906)}
    )
    keys = [finding.key for finding in first.findings]
    assert len(keys) == len(set(keys)) == 2
    assert set(keys).isdisjoint(finding.key for finding in second.findings)


def test_form_and_summary_agree_across_units(tmp_path: Path) -> None:
    files = a_county("朗悦花园")
    files["朗悦花园/申报表.docx"] = a_form(
        "朗悦花园", {"建筑面积": "110,700㎡", "居民满意度": "93％"}
    )
    submission = read(tmp_path, files)
    assert submission.findings == ()
    form = submission.estates[0].application_form
    assert form is not None
    assert form.facts[FactName.FLOOR_AREA].shown == "110700㎡"
