"""Rubric files: the shipped one, a large one, and broken ones with every fault named."""

from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.rubric import CriterionId, CriterionKind, DeductionPer, Rubric
from meihao_desktop.intake.rubric_file import read_rubric
from meihao_desktop.intake.toml_file import BrokenTomlFile

SAMPLES = Path(__file__).parent.parent / "samples"
HEAD = 'title = "测试标准"\nedition = "2025"\n[[sections]]\nnumber = "1"\nname = "满意度"\n'
GRADES = '[[grades]]\nlabel = "优"\nshare = 1\n[[grades]]\nlabel = "差"\nshare = 0.3\n'
POINTS = '[[sections.criteria]]\nnumber = "1.1"\nname = "共建"\npoints = 5\nkind = "分"\n'


@pytest.fixture(scope="module")
def reference() -> Rubric:
    return read_rubric(resources.path("rubrics", "reference-2025.toml"))


@pytest.fixture(scope="module")
def large() -> Rubric:
    return read_rubric(SAMPLES / "rubric-59.toml")


def written(folder: Path, text: str) -> Path:
    path = folder / "标准.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BrokenTomlFile) as raised:
        read_rubric(written(folder, text))
    assert all(fault in str(raised.value) for fault in raised.value.faults)
    return raised.value.faults


def test_the_shipped_rubric_has_nine_sections_and_100_points(reference: Rubric) -> None:
    maxima = [int(section.max_points) for section in reference.sections]
    assert maxima == [15, 12, 8, 6, 16, 22, 7, 6, 8]
    assert (len(list(reference)), reference.max_points) == (32, 100)


def test_the_shipped_rubric_never_calls_itself_official(reference: Rubric) -> None:
    assert reference.standing == "参考方案"
    assert len(reference.veto_grounds) == 6


def test_the_shipped_rubric_folds_onto_the_known_national_weights(reference: Rubric) -> None:
    points = {criterion.number: criterion.max_points for criterion in reference}
    by_section = {section.number: section.max_points for section in reference.sections}
    assert by_section["2"] + by_section["3"] == 20
    assert by_section["5"] + points[CriterionId("9.1")] + points[CriterionId("9.4")] == 20


def test_every_shipped_criterion_says_what_to_look_for(reference: Rubric) -> None:
    assert all(criterion.evidence and criterion.guidance for criterion in reference)


def test_graded_criteria_have_four_levels_of_their_points(reference: Rubric) -> None:
    criterion = reference.criterion(CriterionId("1.3"))
    levels = [(level.label, str(level.points.normalize())) for level in criterion.levels]
    assert levels == [("优", "4"), ("良", "3.2"), ("中", "2.4"), ("差", "1.2")]
    assert all(
        criterion.fault(level.points) is None
        for criterion in reference
        for level in criterion.levels
    )


def test_the_satisfaction_rate_loses_point_four_for_each_percentage_point(
    reference: Rubric,
) -> None:
    rate = reference.criterion(CriterionId("1.1"))
    assert rate.from_rate(Decimal(93)) == Decimal("7.2")
    assert rate.from_rate(Decimal("90.7")) == Decimal("6.28")
    assert rate.fault(rate.from_rate(Decimal("90.7"))) is None


def test_hazards_are_deducted_down_to_zero(reference: Rubric) -> None:
    safety = reference.criterion(CriterionId("6.5"))
    assert safety.after_deductions({"安全隐患": Decimal(2)}) == 3
    assert safety.after_deductions({"安全隐患": Decimal(7)}) == 0


def test_a_rubric_of_59_criteria_has_all_kinds(large: Rubric) -> None:
    assert (len(list(large)), large.max_points) == (59, 100)
    kinds = {criterion.kind for criterion in large}
    assert kinds == set(CriterionKind) - {CriterionKind.POINTS}


def test_components_keep_their_own_levels_and_maxima(large: Rubric) -> None:
    criterion = large.criterion(CriterionId("1.19"))
    maxima = [str(component.max_points) for component in criterion.components]
    assert maxima == ["1", "0.5", "0.3", "0.2"]
    assert [len(component.levels) for component in criterion.components] == [3, 0, 2, 2]


def test_deductions_keep_what_they_are_counted_by(large: Rubric) -> None:
    rules = large.criterion(CriterionId("1.11")).deductions
    assert [rule.per for rule in rules] == [
        DeductionPer.FINDING,
        DeductionPer.ONCE,
        DeductionPer.ONCE,
    ]
    assert large.criterion(CriterionId("8.1")).deductions[0].threshold == 98


def test_a_small_file_needs_little(tmp_path: Path) -> None:
    rubric = read_rubric(written(tmp_path, HEAD + POINTS))
    criterion = rubric.criterion(CriterionId("1.1"))
    assert (criterion.step, criterion.kind) == (Decimal("0.5"), CriterionKind.POINTS)
    assert [part.name for part in rubric.parts] == ["材料"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "标准.toml"
    path.write_bytes((HEAD + POINTS).replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_rubric(path).max_points == 5


def test_points_stay_exact_decimals(tmp_path: Path) -> None:
    text = HEAD + POINTS.replace("5\n", "0.7\nstep = 0.1\n")
    assert read_rubric(written(tmp_path, text)).max_points == Decimal("0.7")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + POINTS.replace("points = 5\n", ""), "1.1“共建”缺少“points”。"),
        (HEAD + POINTS.replace("5\n", '"五"\n'), "1.1“共建”的“points”应为数字。"),
        (HEAD + POINTS.replace("5\n", "true\n"), "1.1“共建”的“points”应为数字。"),
        (HEAD + POINTS.replace("5\n", "nan\n"), "1.1“共建”的“points”应为数字。"),
        (
            HEAD + POINTS.replace('"分"', '"评"'),
            "1.1“共建”的评分方式“评”不认识，应为率、档、扣、有、分、合之一。",
        ),
        (HEAD + POINTS + "evidense = 1\n", "1.1“共建”有不认识的栏目“evidense”。"),
        (HEAD + POINTS + "evidence = 1\n", "1.1“共建”的“evidence”应为文字。"),
        (HEAD + POINTS + "levels = 1\n", "1.1“共建”的“levels”写法不对，应为若干个表。"),
        (HEAD + POINTS + "levels = [1]\n", "1.1“共建”的“levels”写法不对，应为若干个表。"),
        (
            HEAD + POINTS + 'deductions = [{ label = "甲", amount = 1, per = "每次" }]\n',
            "1.1“共建”的扣分方式“每次”不认识，应为每处、每低1个百分点、一次性之一。",
        ),
        ('veto_grounds = "弄虚作假"\n' + HEAD + POINTS, "文件的“veto_grounds”应为文字的列表。"),
        (HEAD.replace('title = "测试标准"\n', "") + POINTS, "文件缺少“title”。"),
        (HEAD.replace('"测试标准"', '" "') + POINTS, "文件的“title”应为文字。"),
        ("total = 100\n" + HEAD + POINTS, "各评分项分值合计 5 分，与总分 100 分不符。"),
        (HEAD + POINTS + POINTS, "评分项编号 1.1 重复。"),
        (HEAD + POINTS.replace("5\n", "5.3\n"), "1.1“共建”的分值不是计分单位 0.5 的整数倍。"),
        (HEAD + POINTS.replace("5\n", "0\n"), "1.1“共建”的分值应大于 0。"),
        (HEAD + POINTS.replace('"分"', '"档"'), "1.1“共建”至少要有两个分档。"),
    ],
)
def test_each_fault_names_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in faults(tmp_path, text)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD + POINTS.replace("points = 5\n", "punkte = 5\n"))
    assert found == ("1.1“共建”缺少“points”。", "1.1“共建”有不认识的栏目“punkte”。")


def test_grades_that_give_a_third_decimal_are_refused(tmp_path: Path) -> None:
    grades = GRADES.replace("0.3", "0.333")
    graded = HEAD.replace("[[sections]]", grades + "[[sections]]") + POINTS.replace("分", "档")
    assert "1.1“共建”有分档的得分小数超过两位。" in faults(tmp_path, graded)


def test_text_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, 'title = "未完\n')
    assert "不合 TOML 格式" in fault
    assert "line 1" in fault


def test_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "标准.toml"
    path.write_bytes('title = "标准"'.encode("gbk"))
    with pytest.raises(BrokenTomlFile, match="文字编码不是 UTF-8"):
        read_rubric(path)


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "标准.toml"
    path.write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    with pytest.raises(BrokenTomlFile, match="文件过大"):
        read_rubric(path)


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(MeihaoError, match="读不到评分标准文件“没有"):
        read_rubric(tmp_path / "没有.toml")
