"""Another rubric: looked at first, refused with every fault, taken over only when confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop import resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.operations import begin_round, keep_settings
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import error_dialog
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk import rubric_acts, settings_page
from meihao_desktop.ui.settings_desk.rubric_dialog import SAME, RubricDialog
from meihao_desktop.ui.settings_desk.settings_page import SettingsPage
from tests.support.builders import a_plain_rubric
from tests.support.rounds import EXPERTS, a_plan, a_round_in, sit

REFERENCE = resources.path("rubrics", "reference-2025.toml")
BROKEN = """
title = "有错的标准"
edition = "2026"
[[sections]]
number = "1"
"""


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round", a_plan(a_plain_rubric(60, 40)))
    yield context
    begin_round.close_round(context)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, context: Context, said: list[str]) -> SettingsPage:
    return a_page(qtbot, context, said)


def a_page(qtbot: QtBot, context: Context, said: list[str]) -> SettingsPage:
    announcer = Announcer()
    services = Services(show_desk=lambda _desk, _target: None, say=said.append)
    page = SettingsPage(context, announcer, services)
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 660)
    page.show()
    page.show_target("rubric")
    return page


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[RubricDialog]:
    """The dialogs that asked; each is confirmed where it can be."""
    dialogs: list[RubricDialog] = []

    def accepted(dialog: RubricDialog) -> bool:
        dialogs.append(dialog)
        return dialog.confirm_button.isEnabled()

    monkeypatch.setattr(rubric_acts, "is_accepted", accepted)
    return dialogs


def rubric_of(context: Context) -> Rubric:
    return context.store.settings.rubric()


def words(dialog: RubricDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_reference_proposal_is_restored_with_one_click_and_one_yes(
    page: SettingsPage, context: Context, shown: list[RubricDialog], said: list[str]
) -> None:
    page.rubric_pane.restore.click()
    reference = keep_settings.read_rubric(REFERENCE)
    assert rubric_of(context) == reference
    assert len(shown) == 1
    assert said == [f"评分标准已更换为“{reference.title}”（{reference.edition}）。"]
    assert not page.rubric_pane.restore.isVisible()
    numbers = [row.number for row in page.rubric_pane.table.rows]
    assert [number for number in numbers if "." in number] == [c.number for c in reference]


def test_the_confirmation_says_what_the_file_holds(
    page: SettingsPage, shown: list[RubricDialog]
) -> None:
    reference = keep_settings.read_rubric(REFERENCE)
    page.rubric_acts.take_over(REFERENCE)
    told = words(shown[0])
    assert reference.title in told
    assert reference.edition in told
    assert f"{sum(1 for _ in reference)} 个（现行 2 个）" in told
    assert "100 分（现行 100 分）" in told


def test_the_same_rubric_again_is_not_taken_over(
    page: SettingsPage, context: Context, shown: list[RubricDialog]
) -> None:
    page.rubric_acts.take_over(REFERENCE)
    before = context.store.audit_log.head()
    page.rubric_acts.take_over(REFERENCE)
    assert SAME in words(shown[1])
    assert not shown[1].confirm_button.isEnabled()
    assert context.store.audit_log.head() == before


def test_no_means_no(page: SettingsPage, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rubric_of(context)
    monkeypatch.setattr(rubric_acts, "is_accepted", lambda _dialog: False)
    page.rubric_pane.restore.click()
    assert rubric_of(context) == before


def test_a_file_is_chosen_and_a_closed_file_dialog_changes_nothing(
    page: SettingsPage, context: Context, shown: list[RubricDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = rubric_of(context)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("", ""))
    page.rubric_pane.replace.click()
    assert rubric_of(context) == before
    assert shown == []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(REFERENCE), ""))
    page.rubric_pane.replace.click()
    assert rubric_of(context) == keep_settings.read_rubric(REFERENCE)


def test_a_file_that_cannot_be_used_is_refused_with_every_fault_before_anything_is_asked(
    page: SettingsPage, context: Context, shown: list[RubricDialog], tmp_path: Path
) -> None:
    before = rubric_of(context)
    broken = tmp_path / "有错的标准.toml"
    broken.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(MeihaoError) as refused:
        page.rubric_acts.take_over(broken)
    assert "有错的标准.toml" in str(refused.value)
    assert shown == []
    assert rubric_of(context) == before


def test_several_faults_of_a_file_stand_on_lines_of_their_own(qtbot: QtBot) -> None:
    dialog = error_dialog.refusal(
        "文件不能使用，共 2 处问题：（1）缺少名称。（2）缺少版本。请改正。"
    )
    qtbot.addWidget(dialog)
    lines = [label.text() for label in dialog.findChildren(QLabel)]
    assert "（1）缺少名称。" in lines
    assert "（2）缺少版本。请改正。" in lines


def test_unsaved_rules_are_asked_about_before_another_rubric_redraws_them(
    page: SettingsPage, context: Context, shown: list[RubricDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = rubric_of(context)
    page.rules_form.fields["notice_days"].show_value(5)
    monkeypatch.setattr(settings_page, "confirmed", lambda *_a, **_k: False)
    page.rubric_pane.restore.click()
    assert shown == []
    assert rubric_of(context) == before
    assert page.rules_form.is_changed


def test_the_tie_chain_offers_the_sections_of_the_new_rubric(
    page: SettingsPage, shown: list[RubricDialog]
) -> None:
    page.rubric_acts.take_over(REFERENCE)
    chain = page.rules_form.fields["tie_chain"]
    chain._list.add_button.click()
    offered = chain._list.rows[0].section
    sections = keep_settings.read_rubric(REFERENCE).sections
    assert [offered.itemText(at) for at in range(offered.count())] == [
        f"{section.number}　{section.name}" for section in sections
    ]


def test_after_sealing_the_rubric_stays_and_says_why(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    context = a_round_in(Phase.SEALED, tmp_path / "sealed")
    page = a_page(qtbot, context, said)
    assert not page.rubric_pane.replace.isVisible()
    assert not page.rubric_pane.restore.isVisible()
    shown = [label.text() for label in page.rubric_pane.findChildren(QLabel)]
    assert any("评审已封存，规则和评分标准已锁定" in text for text in shown)
    begin_round.close_round(context)


def test_an_expert_may_not_replace_the_rubric(
    qtbot: QtBot, context: Context, said: list[str]
) -> None:
    sit(context, EXPERTS[1])
    page = a_page(qtbot, context, said)
    assert not page.rubric_pane.replace.isVisible()
