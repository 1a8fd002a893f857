"""What the confirmation lists, worked out without a window."""

from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.difference import (
    Differences,
    FigureChange,
    FigurePlace,
    OpinionChange,
)
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.submission import (
    EstateEntry,
    NameMatch,
    NamePlace,
    ReceivedSubmission,
)
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.import_submission import AcceptancePlan, ScoredPair
from meihao_desktop.ui.import_desk.matches_pane import match_rows
from meihao_desktop.ui.import_desk.plan_rows import (
    all_findings,
    differences,
    figures,
    source_material,
)

MATERIAL = Material(path="玉州/朗悦/1.jpg", digest="a", size=1, kind=MaterialKind.IMAGE)
PLAN = AcceptancePlan(
    county_name="玉州区",
    county=None,
    version=1,
    is_identical=False,
    estates=(),
    differences=Differences(),
    scored=(),
    findings=(),
    foreseen=(),
)


def a_finding(file: str = "", severity: Severity = Severity.WARNING, code: str = "c") -> Finding:
    return Finding(severity=severity, code=code, where=Where(file=file), sentence=f"{file}有问题")


def a_fact(name: FactName, *, value: Decimal | None = Decimal(3), guessed: bool = False) -> Fact:
    source = FactSource(file=MATERIAL.path, place="第 1 页")
    return Fact(name=name, raw="三", value=value, source=source, is_guessed=guessed)


def a_reading(*findings: Finding, facts: tuple[Fact, ...] = ()) -> ReceivedSubmission:
    entry = EstateEntry(
        name="朗悦花园",
        summary_facts={fact.name: fact for fact in facts},
        materials=(MATERIAL,),
    )
    return ReceivedSubmission(
        source_name="玉州",
        container="文件夹",
        county_name="玉州区",
        estates=(entry,),
        findings=findings,
        digest="",
        staging="",
    )


def test_figures_to_look_at_come_first() -> None:
    facts = (
        a_fact(FactName.HOUSEHOLDS),
        a_fact(FactName.FLOOR_AREA, guessed=True),
        a_fact(FactName.GREENING_RATE, value=None),
    )
    names = [row.fact.name for row in figures(a_reading(facts=facts).estates)]
    assert names == [FactName.FLOOR_AREA, FactName.GREENING_RATE, FactName.HOUSEHOLDS]


def test_a_figure_knows_the_material_it_stands_in() -> None:
    reading = a_reading()
    assert source_material(reading.materials, FactSource(file=MATERIAL.path, place="")) == MATERIAL
    assert source_material(reading.materials, FactSource(file="不在", place="")) is None


def test_the_heaviest_finding_comes_first_whoever_found_it() -> None:
    note = FindingRow(finding=a_finding("甲", Severity.NOTE), place="甲")
    blocking = a_finding("乙", Severity.BLOCKING)
    plan = replace(PLAN, foreseen=(note,), findings=(a_finding("丙"), blocking))
    assert [row.place for row in all_findings(plan)] == ["乙", "丙", "甲"]


def test_a_first_version_differs_from_nothing() -> None:
    assert list(differences(PLAN)) == []


def test_scores_weigh_most_and_files_come_last() -> None:
    plan = replace(
        PLAN,
        scored=(
            ScoredPair(
                expert=PersonId("P04"),
                expert_name="专家02",
                estate=EstateId("C01-E01"),
                estate_name="朗悦花园",
                state=CellState.SUBMITTED,
            ),
        ),
        differences=Differences(
            added_estates=("凯旋会花园",),
            missing_estates=("长城二花园",),
            added_files=("新.jpg",),
            removed_files=("旧.jpg",),
            changed_files=("申报表.docx",),
            figures=(
                FigureChange(
                    estate="朗悦花园",
                    place=FigurePlace.FORM,
                    fact=FactName.HOUSEHOLDS,
                    before="1018户",
                    now="1020户",
                ),
            ),
            opinions=(
                OpinionChange(estate="朗悦花园", box="社区意见", before="空白", now="已填写"),
            ),
        ),
    )
    rows = list(differences(plan))
    assert [row.kind for row in rows] == [
        "已有评分",
        "小区缺少",
        "新增小区",
        "数据改动",
        "意见栏改动",
        "改动文件",
        "减少文件",
        "新增文件",
    ]
    assert rows[0].subject == "专家02 · 朗悦花园"
    assert rows[0].told == "已提交，接收后标为按旧版材料评分"
    assert (rows[3].subject, rows[3].told) == ("朗悦花园 · 户数（申报表）", "1018户 → 1020户")
    assert [row.kind for row in rows if row.weighs] == [
        "已有评分",
        "小区缺少",
        "数据改动",
        "意见栏改动",
    ]


def test_a_match_says_whether_a_person_has_looked_at_it() -> None:
    sure = NameMatch(written="朗悦", where=NamePlace.FILE, estate="朗悦花园", is_guessed=False)
    guess = replace(sure, written="朗月", is_guessed=True)
    homeless = replace(guess, written="水岸", estate="")
    rows = match_rows((sure, guess, homeless), {})
    assert [row.state for row in rows] == ["推定，请核对", "未对上，请核对", "写法相同"]
    assert [row.needs_a_look for row in rows] == [True, True, False]
    chosen = match_rows((guess, homeless), {guess: "朗悦花园", homeless: "长城二花园"})
    assert [(row.estate, row.state) for row in chosen] == [
        ("朗悦花园", "已确认"),
        ("长城二花园", "已更正"),
    ]
    assert not any(row.needs_a_look for row in chosen)
