"""The facts of an estate, told side by side."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.fact import FactName
from meihao_desktop.ui.materials.facts_viewer import FactsViewer, differs, facts_html
from tests.support.builders import a_fact, an_estate

HOUSEHOLDS = a_fact(FactName.HOUSEHOLDS, "1018户", Decimal(1018), "户")
AREA = a_fact(FactName.FLOOR_AREA, "11.07", Decimal(110700), "㎡")
FORM = ApplicationForm(
    file="申报表.docx",
    estate_name="朗悦花园",
    facts={FactName.HOUSEHOLDS: a_fact(FactName.HOUSEHOLDS, "1081户", Decimal(1081), "户")},
    practices="一是党建引领。\n二是 <协商> 议事。",
    opinions=(
        OpinionBox(label="社区意见", text="同意", is_filled=True),
        OpinionBox(label="街道意见", text="", is_filled=False),
    ),
)


def test_figures_that_differ_are_marked_with_words() -> None:
    estate = an_estate(1, summary_facts={FactName.HOUSEHOLDS: HOUSEHOLDS}, application_form=FORM)
    html = facts_html(estate)
    assert "1018户" in html
    assert "1081户" in html
    assert html.count("两处不一致") == 1


def test_the_same_figure_written_otherwise_does_not_differ() -> None:
    wide = replace(HOUSEHOLDS, raw="１０１８ 户")
    assert not differs(HOUSEHOLDS, wide)
    assert not differs(HOUSEHOLDS, None)
    assert differs(HOUSEHOLDS, FORM.facts[FactName.HOUSEHOLDS])
    unread = replace(HOUSEHOLDS, value=None, raw="约一千户")
    assert differs(HOUSEHOLDS, unread)


def test_a_guess_is_marked_with_what_was_assumed_and_where_it_stood() -> None:
    guessed = replace(AREA, is_guessed=True, note="按万平方米读取")
    html = facts_html(an_estate(1, summary_facts={FactName.FLOOR_AREA: guessed}))
    assert "推定" in html
    assert "按万平方米读取" in html
    assert "原文：11.07" in html
    assert "出处：C5" in html


def test_opinions_without_a_seal_and_the_practices_are_told(qtbot: QtBot) -> None:
    viewer = FactsViewer()
    qtbot.addWidget(viewer)
    viewer.show_estate(an_estate(1, application_form=FORM))
    text = viewer.browser.toPlainText()
    assert "✓ 已填写 同意" in text
    assert "□ 空白" in text
    assert "二是 <协商> 议事。" in text
    viewer.clear()
    assert viewer.browser.toPlainText() == ""


def test_an_estate_without_readable_papers_says_so() -> None:
    html = facts_html(an_estate(1))
    assert "没有读到本小区的基本情况" in html
    assert "没有收到可读的申报表" in html


def test_a_figure_whose_file_is_at_hand_leads_there(qtbot: QtBot) -> None:
    estate = an_estate(1, summary_facts={FactName.HOUSEHOLDS: HOUSEHOLDS})
    viewer = FactsViewer()
    qtbot.addWidget(viewer)
    viewer.show_estate(estate, frozenset({HOUSEHOLDS.source.file}))
    with qtbot.waitSignal(viewer.source_asked) as asked:
        viewer.browser.anchorClicked.emit(QUrl("source:0"))
    assert asked.args == [HOUSEHOLDS.source]
    assert 'href="source:0"' in viewer.browser.toHtml()


def test_a_figure_whose_file_is_not_at_hand_leads_nowhere(qtbot: QtBot) -> None:
    estate = an_estate(1, summary_facts={FactName.HOUSEHOLDS: HOUSEHOLDS})
    viewer = FactsViewer()
    qtbot.addWidget(viewer)
    viewer.show_estate(estate)
    assert "href" not in viewer.browser.toHtml()
