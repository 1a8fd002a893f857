"""收件回执: what was handed in, file by file, and what is missing."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.difference import (
    Differences,
    FigureChange,
    FigurePlace,
    OpinionChange,
)
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import Submission
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut
from meihao_desktop.printing.receipt_pdf import receipt_pdf, size_text
from tests.printing.papers_at_hand import STAMP, a_file, a_full_dossier, a_submission, seen
from tests.printing.reading import page_texts


def a_county_with_files() -> Dossier:
    dossier = a_full_dossier()
    first = replace(
        dossier.estates[0],
        materials=(a_file("朗悦花园/佐证/测评报告.pdf"), a_file("朗悦花园/佐证/台账.xlsx")),
        application_form=ApplicationForm(file="朗悦花园/申报表.docx", estate_name="朗悦花园"),
    )
    return replace(dossier, estates=(first, *dossier.estates[1:]))


def printed(submission: Submission, dossier: Dossier | None = None) -> str:
    return seen(receipt_pdf(dossier or a_county_with_files(), submission, STAMP))


def test_a_receipt_says_from_whom_what_and_when() -> None:
    text = printed(a_submission())
    for fact in (
        "收件回执", "玉州区住房和城乡建设局", "第1版", "2025-09-1020:00", "ZIP（GBK文件名）",
        "玉州区报送.zip", "3个，共4883KB", "ab" * 32,
    ):  # fmt: skip
        assert fact in text


def test_estates_are_listed_with_form_and_materials_and_a_missing_form_is_told() -> None:
    text = printed(a_submission())
    assert "1朗悦花园保利物业服务有限公司申报表.docx2件40KB" in text
    assert "2长城二花园保利物业服务有限公司缺0件" in text


def test_every_file_has_its_size_and_the_head_of_its_digest() -> None:
    dossier = a_county_with_files()
    text = printed(a_submission(), dossier)
    for material in dossier.estates[0].materials:
        assert f"{material.path}20KB{material.digest[:16]}" in text
    assert "玉州区/推荐汇总表.xlsx" in text


def test_findings_are_listed_with_their_place() -> None:
    finding = Finding(
        severity=Severity.WARNING,
        code="missing_form",
        where=Where(estate="C01-E02"),
        sentence="“长城二花园”没有申报表，请补交。",
    )
    text = printed(a_submission(findings=(finding,)))
    assert "警告长城二花园“长城二花园”没有申报表，请补交。" in text
    assert "未发现缺件" not in text


def test_a_complete_submission_is_told_to_be_so() -> None:
    assert "经程序核对，未发现缺件或疑点。" in printed(a_submission())


def test_an_estate_that_came_unchanged_is_listed_and_told_to_be_so() -> None:
    dossier = a_county_with_files()
    newer = replace(dossier.estates[1], submission_version=2)
    dossier = replace(dossier, estates=(dossier.estates[0], newer, *dossier.estates[2:]))
    text = printed(a_submission(version=2), dossier)
    assert "1朗悦花园与第1版相同保利物业服务有限公司" in text
    assert "2长城二花园保利物业服务有限公司" in text
    assert "第2版" in text


def left_out(count: int) -> tuple[Finding, ...]:
    return tuple(
        LeftOut.DAMAGED.found(Where(file=f"玉州区/朗悦花园/现场照片/第{number:03}张.jpg"))
        for number in range(count)
    )


def test_every_file_that_was_not_taken_in_is_listed_with_its_sentence() -> None:
    text = printed(a_submission(findings=left_out(120)))
    assert "二、没有收下的文件" in text
    for number in range(120):
        assert f"{number + 1}玉州区/朗悦花园/现场照片/第{number:03}张.jpg已损坏，无法" in text
    assert text.count("请报送单位重新打包。") == 120
    assert "3个，共4883KB（5,000,000字节）；另有120个没有收下" in text


def test_left_out_missing_and_doubtful_are_told_apart() -> None:
    findings = (
        Door.FORM_MISSING.found(Where(estate="C01-E02")),
        Door.COUNTY_UNKNOWN.found(Where()),
        *left_out(1),
    )
    text = printed(a_submission(findings=findings))
    parts = ["二、没有收下的文件", "三、缺件", "四、疑点与推定", "五、文件清单"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert text.index("没有申报表") > text.index("三、缺件")
    assert text.index("没有读出是哪个县") > text.index("四、疑点与推定")


def test_what_differs_from_the_version_before_is_listed_whole() -> None:
    told = Differences(
        added_estates=("保利花园",),
        missing_estates=("凯旋会花园",),
        added_files=tuple(f"保利花园/照片{number:02}.jpg" for number in range(40)),
        changed_files=("推荐汇总表.xlsx",),
        figures=(
            FigureChange(
                estate="朗悦花园", place=FigurePlace.SUMMARY, fact=FactName.FLOOR_AREA,
                before="110700㎡", now="117000㎡",
            ),
        ),
        opinions=(OpinionChange(estate="朗悦花园", box="社区意见", before="空白", now="已填写"),),
    )  # fmt: skip
    text = printed(a_submission(version=2, differences=told))
    assert "三、与第1版相比的小区和文件" in text
    assert "1新增小区保利花园2不再报送凯旋会花园3新增文件保利花园/照片00.jpg" in text
    assert "43改动文件推荐汇总表.xlsx" in text
    assert "四、与第1版相比的数据和意见栏" in text
    assert "1朗悦花园推荐汇总表建筑面积110700㎡117000㎡" in text
    assert "2朗悦花园申报表社区意见空白已填写" in text


def test_sheets_on_an_older_version_are_counted_and_nobody_is_named() -> None:
    dossier = a_county_with_files()
    estates = tuple(replace(estate, submission_version=2) for estate in dossier.estates)
    text = printed(a_submission(version=2), replace(dossier, estates=estates))
    count = sum(sheet.estate == estates[0].id for sheet in dossier.sheets)
    assert count > 0
    assert f"依据旧版材料填写的评分表：“朗悦花园”{count}份" in text
    assert not any(expert.name in text for expert in dossier.panel.experts)


def test_both_sides_sign_and_the_bureau_seals_on_one_page() -> None:
    pages = page_texts(receipt_pdf(a_county_with_files(), a_submission(), STAMP))
    (signed,) = [page for page in pages if "送件人" in page and "收件人：" in page]
    assert "（盖章）" in signed
    assert "玉林市住房和城乡建设局" in signed


def test_hundreds_of_files_go_over_pages_with_none_lost() -> None:
    files = tuple(a_file(f"佐证/照片{number:03}.jpg") for number in range(300))
    text = printed(a_submission(shared_materials=files))
    assert all(f"照片{number:03}.jpg" in text for number in range(300))


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 字节"),
        (10_239, "10239 字节"),
        (10_240, "10 KB"),
        (5_000_000, "4883 KB"),
        (123_456_789, "118 MB"),
        (60 * 2**30, "60 GB"),
        (20_000 * 2**30, "20000 GB"),
    ],
)
def test_sizes_are_told_in_the_unit_that_people_read(size: int, told: str) -> None:
    assert size_text(size) == told
