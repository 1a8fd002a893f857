"""签署: the secretary sees what is open, notes ink after a look at the paper, prints the list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature_board import InkState
from meihao_desktop.operations import begin_round, note_signatures, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk import signature_acts
from meihao_desktop.ui.secretary_desk.signature_acts import SignatureActs
from meihao_desktop.ui.secretary_desk.signature_pane import ALL, EMPTY, SignaturePane
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox
from tests.support.rounds import CHAIR, a_round_in


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def collating(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    for paper, subject in ((Paper.OPENING, ""), (Paper.SCORE_SHEETS, CHAIR)):
        print_documents.note_printed(context, print_documents.render(context, paper, subject))
    yield context
    begin_round.close_round(context)


def opened(context: Context, qtbot: QtBot, said: list[str]) -> tuple[SignaturePane, SignatureActs]:
    pane, announcer = SignaturePane(), Announcer()
    services = Services(show_desk=lambda _desk, _target: None, say=said.append)
    acts = SignatureActs(context, announcer, services, pane)
    announcer.changed.connect(lambda _change: acts.refresh())
    qtbot.addWidget(pane)
    acts.refresh()
    pane.show()
    return pane, acts


def button(pane: SignaturePane, text: str) -> QPushButton:
    return next(b for b in pane.findChildren(QPushButton) if b.text() == text)


def test_what_is_open_is_shown_first_and_everything_on_demand(
    qtbot: QtBot, collating: Context, said: list[str]
) -> None:
    pane, _ = opened(collating, qtbot, said)
    waiting = [row for row in pane.rows if row.may_be_noted]
    note_signatures.note(collating, [row for row in waiting if row.paper == "OPENING"])
    pane.show_desk(note_signatures.signature_desk(collating))
    assert not [row for row in pane.rows if row.state is InkState.SIGNED]
    pane.findChild(ChoiceBox).setCurrentText(ALL)
    assert len([row for row in pane.rows if row.state is InkState.SIGNED]) == 2


def test_ink_is_noted_after_the_code_was_compared(
    qtbot: QtBot, collating: Context, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def yes(_heading: str, sentence: str, *_rest: object, **_more: object) -> bool:
        asked.append(sentence)
        return True

    monkeypatch.setattr(signature_acts, "confirmed", yes)
    pane, _ = opened(collating, qtbot, said)
    for paper in ("OPENING", "SCORE_SHEETS"):
        assert pane._table.choose(lambda row, wanted=paper: row.paper == wanted)
        row = pane._table.current
        button(pane, "登记签字").click()
        assert row.check_code in asked[-1]
        assert said[-1] == f"已登记专家01在《{row.title}》上的签字。"
    assert len(collating.store.signatures.ink()) == 2


def test_without_a_yes_nothing_is_noted(
    qtbot: QtBot, collating: Context, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signature_acts, "confirmed", lambda *_a, **_k: False)
    pane, _ = opened(collating, qtbot, said)
    button(pane, "登记签字").click()
    assert collating.store.signatures.ink() == ()


def test_who_will_not_sign_is_recorded_before_a_second_person(
    qtbot: QtBot, collating: Context, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def filled(dialog: WitnessDialog) -> bool:
        assert "拒签" not in dialog.fault()
        dialog.findChild(QPlainTextEdit).setPlainText("对封存的材料有异议")
        dialog.findChild(PinField).setText(open_pin(dialog.witness.person))
        return dialog.fault() == ""

    monkeypatch.setattr(signature_acts, "is_accepted", filled)
    pane, _ = opened(collating, qtbot, said)
    assert pane._table.choose(lambda row: row.paper == "SCORE_SHEETS" and row.may_be_noted)
    assert not button(pane, "登记拒签").isVisible()
    assert pane._table.choose(lambda row: row.paper == "OPENING")
    button(pane, "登记拒签").click()
    assert said[-1] == "已登记专家01对《开封记录》拒签。"
    [ink] = collating.store.signatures.ink()
    assert ink.refusal == "对封存的材料有异议"
    pane.findChild(ChoiceBox).setCurrentText(ALL)
    assert pane._table.choose(lambda row: row.state is InkState.REFUSED)
    assert "拒签：对封存的材料有异议（监督员见证）" in pane._advice.text()


def test_an_unprinted_paper_is_offered_for_printing_and_not_for_noting(
    qtbot: QtBot, collating: Context
) -> None:
    pane = SignaturePane()
    qtbot.addWidget(pane)
    pane.show_desk(note_signatures.signature_desk(collating))
    assert pane._table.choose(lambda row: row.state is InkState.UNPRINTED)
    assert not button(pane, "登记签字").isEnabled()
    with qtbot.waitSignal(pane.preview_asked) as asked:
        pane._table.opened.emit(pane._table.current)
    assert asked.args[0].state is InkState.UNPRINTED


def test_a_round_that_is_not_sealed_has_nothing_to_sign(
    qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    pane, _ = opened(context, qtbot, said)
    assert pane._empty.isVisible()
    assert not button(pane, "打印签署情况").isEnabled()
    assert EMPTY.startswith("还没有")
    begin_round.close_round(context)
