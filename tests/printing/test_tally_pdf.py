"""得分汇总表: the whole matrix with its marks, section means and findings."""

import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision, Finding, Severity, Where
from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.domain.tally_rules import Rounding, RoundingMode, RoundingStage, TallyRules
from meihao_desktop.printing.figures_shown import Figures
from meihao_desktop.printing.tally_pdf import tally_pdf
from tests.printing.papers_at_hand import (
    RARE_ESTATE,
    RARE_EXPERT,
    STAMP,
    a_full_dossier,
    seen,
    squeezed,
    with_rare_names,
    with_sheet,
)
from tests.printing.reading import page_texts, poppler_text
from tests.support.builders import (
    a_dossier,
    a_recusal,
    a_rehearsal,
    a_settlement,
    a_term,
    a_veto,
    expert_id,
    settled,
)

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")


def tally_of(dossier: Dossier) -> bytes:
    return tally_pdf(dossier, standing_of(dossier), STAMP)


def printed(dossier: Dossier) -> str:
    return seen(tally_of(dossier))


def finding(dossier: Dossier, code: str) -> Finding:
    return next(each for each in run_all(dossier) if each.code == code)


def test_the_matrix_lies_on_landscape_a4() -> None:
    document = pypdfium2.PdfDocument(tally_of(a_full_dossier()))
    page = document[0]
    assert page.get_size() == pytest.approx((841.89, 595.28), abs=0.01)
    page.close()
    document.close()


def test_every_expert_and_estate_stands_in_the_matrix_with_mean_and_place() -> None:
    dossier = a_full_dossier()
    first = squeezed(page_texts(tally_of(dossier))[0])
    for expert in dossier.panel.experts:
        assert expert.name in first
    for estate in dossier.estates:
        assert estate.name in first
    assert "90.00" in first
    assert "89.00" in first
    assert standing_of(dossier).tally.method.replace(" ", "") in first


def test_the_dropped_ends_stand_in_brackets_and_leave_the_count() -> None:
    text = printed(a_full_dossier())
    assert "(92.00)" in text
    assert "(86.00)" in text
    assert "(88.00)" not in text
    assert "389.002" in text


def test_means_are_exact_and_rounded_half_up_once() -> None:
    dossier = a_dossier([["80", "80", "80.01"], ["70.005", "70", "70"]], experts=3)
    text = printed(dossier)
    assert "80.00" in text
    third = a_dossier([["80", "80", "81"]], experts=3)
    assert "80.33" in printed(third)


def test_a_recusal_an_abstention_and_a_missing_sheet_are_words_and_never_zero() -> None:
    dossier = a_full_dossier(recusals=Recusals.of([a_recusal(2)]))
    abstaining = dossier.sheet_by_pair[expert_id(3), dossier.estates[0].id]
    dossier = with_sheet(dossier, replace(abstaining, cells={}, abstain_reason="不了解情况"))
    missing = (expert_id(4), dossier.estates[1].id)
    sheets = tuple(s for s in dossier.sheets if (s.expert, s.estate) != missing)
    text = printed(replace(dossier, sheets=sheets))
    row = text[text.index("朗悦花园") : text.index("长城二花园")]
    assert "88.00回避弃权" in row
    assert "未交" in text
    assert "0.00" not in row.replace("90.00", "")


def test_a_recused_total_is_struck_through_and_an_unsealed_one_is_not_shown() -> None:
    dossier = a_full_dossier(recusals=Recusals.of([a_recusal(2)]))
    first = dossier.estates[0].id
    standing = standing_of(dossier)
    shown = Figures(dossier, standing).total(expert_id(2), first)
    assert (shown.text, shown.recused, shown.is_counted) == ("回避", "88.00", False)
    entry = standing.entry(first)
    assert entry is not None
    assert expert_id(2) not in entry.expert_totals
    draft = replace(dossier.sheet_by_pair[expert_id(2), first], status=SheetStatus.DRAFT)
    begun = with_sheet(dossier, draft)
    assert Figures(begun, standing_of(begun)).total(expert_id(2), first).recused == ""


def test_a_replaced_total_keeps_the_original_beside_it() -> None:
    dossier = a_full_dossier()
    outlier = finding(dossier, "outlier")
    text = printed(settled(dossier, a_settlement(outlier, Decision.REPLACED)))
    assert "60.00" in text
    assert "※94.50" in text or "(※94.50)" in text
    assert "以其他专家的均值替换" in text


def test_section_means_stand_on_a_page_of_their_own() -> None:
    pages = [squeezed(page) for page in page_texts(tally_of(a_full_dossier()))]
    assert "各一级指标均分" not in pages[0]
    assert "各一级指标均分" in pages[1]
    assert "9共建共治共享（70）" in pages[1]


def test_every_finding_is_printed_with_its_settlement_or_as_open() -> None:
    dossier = a_full_dossier()
    text = printed(dossier)
    for each in run_all(dossier):
        assert squeezed(each.sentence) in text
    assert "尚无处理意见" in text
    outlier = finding(dossier, "outlier")
    told = printed(settled(dossier, a_settlement(outlier, reason="已书面说明，经核实")))
    assert "已核实，予以保留" in told
    assert "理由：已书面说明，经核实" in told
    assert "专家012025-09-1020:00" in told


def test_a_settlement_whose_finding_has_changed_is_shown_as_lapsed() -> None:
    gone = Finding(
        severity=Severity.BLOCKING, code="outlier", where=Where(estate="C01-E02"), sentence="旧"
    )
    text = printed(settled(a_full_dossier(), a_settlement(gone, reason="当时核实过")))
    assert "情况已变化、不再适用的处理意见" in text
    assert "当时核实过" in text


def test_a_round_without_open_blockers_asks_for_nothing() -> None:
    dossier = a_dossier([[80] * 5, [70] * 5, [60] * 5], phase=Phase.FINAL)
    assert [f for f in run_all(dossier) if f.severity is Severity.BLOCKING] == []
    assert "尚无处理意见" not in printed(dossier)


def test_everybody_signs_once_the_chair_first() -> None:
    text = printed(a_full_dossier())
    signed = text[text.index("逐项核对") :]
    assert "组长专家01：" in signed
    for label in ("专家02：", "专家05：", "监督员：", "记分人：", "核分人：", "日期："):
        assert signed.count(label) == 1


def test_a_vetoed_estate_keeps_its_points_but_no_place() -> None:
    text = printed(a_full_dossier(vetoes=(a_veto(2),)))
    assert "—取消" in text


@pytest.mark.parametrize("experts", [1, 15, 16, 31])
def test_any_number_of_experts_is_printed_without_breaking_a_figure(experts: int) -> None:
    dossier = a_dossier([[87] * experts, [76] * experts], experts=experts, phase=Phase.FINAL)
    pages = page_texts(tally_of(dossier))
    text = "\n".join(pages)
    for expert in dossier.panel.experts:
        assert expert.name in text
    assert text.count("87.00") >= experts
    assert squeezed(text).count("最终得分") >= 2


def test_until_final_it_is_a_draft_and_says_why() -> None:
    text = printed(a_full_dossier(Phase.COLLATING))
    assert "本表为草稿，结果未定：评审现处于“汇总”阶段，尚未定稿。不得据此公示或上报。" in text
    final = printed(a_full_dossier())
    assert "草稿" not in final
    assert "正式得分汇总表" in final


def test_a_rehearsal_that_is_not_final_is_marked_as_both() -> None:
    assert "演练草稿得分汇总表" in printed(a_full_dossier(review_round=a_rehearsal()))


def test_missing_sheets_make_it_provisional() -> None:
    dossier = a_full_dossier()
    drafts = tuple(
        replace(s, status=SheetStatus.DRAFT) if s.expert == expert_id(5) else s
        for s in dossier.sheets
    )
    assert "还有6份评分表没有提交" in printed(replace(dossier, sheets=drafts))


def test_the_state_of_the_records_is_on_the_paper() -> None:
    text = printed(a_full_dossier())
    assert "留痕链末端9C4F0B7D2E8A61F3" in text
    assert STAMP.check_code in text


@needs_poppler
def test_rare_names_are_copied_right(tmp_path: Path) -> None:
    pdf = tally_of(with_rare_names(a_full_dossier()))
    for text in (seen(pdf), squeezed(poppler_text(pdf, tmp_path))):
        assert RARE_ESTATE in text
        assert RARE_EXPERT in text


def test_factor_and_deduction_stand_below_the_figure_and_in_a_table() -> None:
    terms = (a_term(1, "1.05", TermKind.FACTOR), a_term(1, 2, number=2))
    text = printed(replace(a_dossier([80, 90]), terms=terms))
    assert "82.00×1.05－2" in text
    assert "系数和扣分" in text
    assert "乘以系数1.05" in text
    assert "扣2分" in text
    assert "再按各小区的系数和扣分计算" in text
    assert "系数和扣分" not in printed(a_dossier([80, 90]))


def test_places_and_mode_of_each_stage_are_part_of_the_method() -> None:
    rounding = Rounding(
        stages=frozenset({RoundingStage.EXPERT_TOTAL, RoundingStage.FINAL}),
        stage_places={RoundingStage.EXPERT_TOTAL: 1},
        stage_modes={RoundingStage.FINAL: RoundingMode.HALF_EVEN},
    )
    text = printed(a_dossier([80, 90], tally=TallyRules(rounding=rounding)))
    assert (
        "每位专家的总分（保留1位）、最终得分（四舍六入五成双）先行修约；"
        "得分保留2位小数（四舍五入）" in text
    )
