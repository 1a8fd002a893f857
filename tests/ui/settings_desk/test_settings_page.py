"""The settings desk: rules are kept by the secretary until sealing, the rubric is read by all."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop import __version__
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import (
    NoticeCounting,
    Phase,
    RoundRules,
    TieStep,
    TieStepKind,
)
from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    TrimScope,
)
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk import settings_page
from meihao_desktop.ui.settings_desk.rubric_pane import how_scored
from meihao_desktop.ui.settings_desk.settings_page import SettingsPage
from meihao_desktop.ui.settings_desk.stages_field import StagesField
from meihao_desktop.ui.widgets.wheel_proof import NumberBox
from tests.support.builders import a_criterion, a_rubric
from tests.support.rounds import EXPERTS, a_plan, a_round_in, sit
from tests.ui.widgets.wheel import wheel


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round", a_plan(a_rubric()))
    yield context
    begin_round.close_round(context)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, context: Context, said: list[str]) -> SettingsPage:
    return _page(qtbot, context, said)


def _page(qtbot: QtBot, context: Context, said: list[str]) -> SettingsPage:
    announcer = Announcer()
    services = Services(show_desk=lambda _desk, _target: None, say=said.append)
    page = SettingsPage(context, announcer, services)
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 660)
    page.show()
    return page


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _paths(rules: object, before: str = "") -> Iterator[str]:
    """Every rule by its path, those of the parts of the rules included."""
    for field in fields(rules):
        value = getattr(rules, field.name)
        inner = f"{before}{field.name}"
        if is_dataclass(value):
            yield from _paths(value, f"{inner}.")
        else:
            yield inner


def _stored(context: Context) -> RoundRules:
    return context.store.settings.review_round().rules


def test_every_field_gives_back_the_rule_it_shows(page: SettingsPage, context: Context) -> None:
    assert page.rules_form.rules() == _stored(context)
    assert not page.rules_form.is_changed


def test_every_rule_of_the_round_has_a_field(page: SettingsPage) -> None:
    """Weights are the rubric's and shown with it; one field stands for all rounding on the way."""
    elsewhere = {"tally.weights", "tally.criterion_weights"}
    stages = {f"tally.rounding.{name}" for name in ("stages", "stage_places", "stage_modes")}
    fields = set(page.rules_form.fields) - {"tally.rounding"}
    assert fields | elsewhere | stages == set(_paths(RoundRules()))


def test_the_reference_rules_are_filled_in_but_not_saved_by_themselves(
    page: SettingsPage, context: Context
) -> None:
    before = _stored(context)
    page.rules_form._usual.click()
    assert page.rules_form.rules() == RoundRules()
    assert page.rules_form.is_changed
    assert _stored(context) == before


def test_a_rounding_that_contradicts_the_combination_is_refused_in_words(
    qtbot: QtBot, page: SettingsPage
) -> None:
    page.rules_form.fields["tally.combination"].show_value(Combination.PART_MEANS)
    page.rules_form.fields["tally.rounding"].show_value(
        Rounding(stages=frozenset({RoundingStage.EXPERT_TOTAL}))
    )
    with qtbot.captureExceptions() as caught:
        page.rules_form._save.click()
    assert "不能再对每位专家的总分修约" in str(caught[0][1])


def test_changed_rules_are_saved_and_told(
    page: SettingsPage, context: Context, said: list[str]
) -> None:
    new = {
        "shortlist_size": 6, "nomination_quota": 3,
        "submission_deadline": date(2025, 9, 5), "notice_counting": NoticeCounting.SAME_DAY,
        "tally.trim.highest": 0, "tally.trim.lowest": 0, "tally.trim.scope": TrimScope.TOTAL,
        "tally.rounding.mode": RoundingMode.HALF_EVEN, "tally.rounding.places": 3,
        "tally.rounding": Rounding(
            stages=frozenset({RoundingStage.FINAL, RoundingStage.EXPERT_TOTAL}),
            stage_places={RoundingStage.FINAL: 1},
            stage_modes={RoundingStage.EXPERT_TOTAL: RoundingMode.HALF_UP},
        ),
        "runners_up": 4, "terms.deduction_max": Decimal("2.5"),
        "tally.combination": Combination.EXPERT_TOTALS, "report_deadline": None,
        "tie_chain": (TieStep(kind=TieStepKind.HEAD_TO_HEAD), TieStep(kind=TieStepKind.VOTE)),
        "outlier.hint_share_of_others": Decimal("0.125"), "outlier.hint_range": Decimal("12.5"),
        "outlier_needs_hearing": True,
    }  # fmt: skip
    for path, value in new.items():
        page.rules_form.fields[path].show_value(value)
    assert page.rules_form.is_changed
    page.rules_form._save.click()
    rules = _stored(context)
    assert (rules.shortlist_size, rules.nomination_quota) == (6, 3)
    assert rules.submission_deadline == date(2025, 9, 5)
    assert rules.notice_counting is NoticeCounting.SAME_DAY
    assert rules.tally.trim.scope is TrimScope.TOTAL
    assert rules.tally.rounding.mode is RoundingMode.HALF_EVEN
    assert rules.tally.rounding.places == 3
    assert rules.tally.rounding.stages == {RoundingStage.FINAL, RoundingStage.EXPERT_TOTAL}
    assert rules.tally.rounding.stage_places == {RoundingStage.FINAL: 1}
    assert rules.tally.rounding.stage_modes == {RoundingStage.EXPERT_TOTAL: RoundingMode.HALF_UP}
    assert (rules.runners_up, rules.terms.deduction_max) == (4, Decimal("2.5"))
    assert [step.kind for step in rules.tie_chain] == [TieStepKind.HEAD_TO_HEAD, TieStepKind.VOTE]
    assert rules.outlier.hint_share_of_others == Decimal("0.125")
    assert rules.outlier.hint_range == Decimal("12.5")
    assert rules.outlier_needs_hearing
    assert not page.rules_form.is_changed
    assert said == ["评审规则已保存。"]


def test_rules_that_cannot_hold_are_refused_and_stay_unsaved(
    qtbot: QtBot, page: SettingsPage, context: Context
) -> None:
    before = _stored(context)
    page.rules_form.fields["nomination_quota"].show_value(9)
    with qtbot.captureExceptions() as caught:
        page.rules_form._save.click()
    assert isinstance(caught[0][1], RuleViolation)
    assert "推荐上报数量不能大于拟公示数量" in str(caught[0][1])
    assert _stored(context) == before
    assert page.rules_form.is_changed


def test_giving_up_a_change_shows_what_is_stored(page: SettingsPage, context: Context) -> None:
    page.rules_form.fields["notice_days"].show_value(5)
    page.rules_form._undo.click()
    assert page.rules_form.rules() == _stored(context)


def test_unsaved_rules_are_not_left_unasked(
    page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.may_leave()
    page.rules_form.fields["notice_days"].show_value(5)
    monkeypatch.setattr(settings_page, "confirmed", lambda *_a, **_k: False)
    assert not page.may_leave()
    monkeypatch.setattr(settings_page, "confirmed", lambda *_a, **_k: True)
    assert page.may_leave()
    assert not page.rules_form.is_changed


def test_the_wheel_over_a_field_changes_no_rule(page: SettingsPage, context: Context) -> None:
    for field in page.rules_form.fields.values():
        wheel(field.widget)
        for inner in field.widget.findChildren(QWidget):
            wheel(inner)
    assert page.rules_form.rules() == _stored(context)


def test_after_sealing_the_lock_is_said_in_words_and_nothing_can_be_entered(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    context = a_round_in(Phase.SEALED, tmp_path / "sealed")
    page = _page(qtbot, context, said)
    page.show_target("rules")
    assert "评审已封存，规则和评分标准已锁定" in _words(page)
    assert not any(box.isEnabled() for box in page.rules_form.findChildren(NumberBox))
    assert not page.rules_form._save.isVisible()
    assert not page.rules_form.is_changed
    begin_round.close_round(context)


def test_an_expert_reads_the_rubric_first_and_changes_no_rule(
    qtbot: QtBot, context: Context, said: list[str]
) -> None:
    sit(context, EXPERTS[1])
    page = _page(qtbot, context, said)
    assert page.rubric_pane.isVisible()
    page.show_target("rules")
    assert "规则由秘书维护" in _words(page)


def test_the_rubric_is_shown_whole_and_its_standing_with_it(
    page: SettingsPage, context: Context
) -> None:
    page.show_target("rubric")
    rubric = context.store.settings.rubric()
    shown = [row.number for row in page.rubric_pane.table.rows]
    assert [number for number in shown if "." in number] == [c.number for c in rubric]
    assert [n for n in shown if "." not in n] == [s.number for s in rubric.sections]
    assert "参考方案" in _words(page.rubric_pane)
    assert f"满分 {rubric.max_points}" in _words(page.rubric_pane)


def test_the_chosen_criterion_says_how_it_is_scored_and_what_it_asks_for(
    qtbot: QtBot, page: SettingsPage, context: Context
) -> None:
    pane = page.rubric_pane
    for criterion in context.store.settings.rubric():
        pane.table.choose(lambda row, wanted=criterion: row.criterion == wanted)
        assert criterion.name in pane.detail.text()
        assert how_scored(criterion) in pane.detail.text()
        assert criterion.evidence in pane.detail.text()


def test_a_criterion_without_levels_names_its_step() -> None:
    assert how_scored(a_criterion("1.1", 5)) == "应为 0.5 分的整数倍"


@pytest.mark.parametrize("points", [18, 24])
def test_the_desk_fits_the_smallest_screen(page: SettingsPage, points: int) -> None:
    theme.scale(points)
    least = page.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 768 - 3 * theme.metrics().target


def test_the_about_page_says_the_version_and_where_the_round_lies(
    page: SettingsPage, context: Context
) -> None:
    page._tabs.setCurrentIndex(page._tabs.count() - 1)
    assert __version__ in _words(page)
    assert str(context.folder) in _words(page)


def test_a_stage_offers_places_and_mode_only_where_it_rounds(page: SettingsPage) -> None:
    field = page.rules_form.fields["tally.rounding"]
    assert isinstance(field, StagesField)
    row = field.stage_rows[RoundingStage.CRITERION_MEAN]
    assert not row.places.isEnabled()
    assert (row.places.currentText(), row.mode.currentText()) == ("位数同上", "办法同上")
    row.box.setChecked(True)
    assert row.places.isEnabled()
    row.places.setCurrentIndex(2)
    row.mode.setCurrentIndex(2)
    rounding = page.rules_form.rules().tally.rounding
    assert rounding.stages_text == "每个评分项的均分（保留 1 位，四舍六入五成双）"
    field.set_locked(locked=True)
    assert not row.places.isEnabled()
