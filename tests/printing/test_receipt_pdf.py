"""收件回执: what was handed in, file by file, and what is missing."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import Submission
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


def test_only_the_estates_of_this_version_are_listed() -> None:
    text = printed(a_submission(version=2))
    assert "朗悦花园" not in text
    assert "第2版" in text


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
