"""PINs at the panel desk: issued together, hidden until asked for, printed, unlocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.pin import IssuedPin, PinCost
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import begin_round, convene_panel, identify_person, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.panel_desk import pin_acts
from meihao_desktop.ui.panel_desk.panel_page import PanelPage
from meihao_desktop.ui.panel_desk.pins_dialog import HIDDEN, PinsDialog
from meihao_desktop.ui.preview import preview_dialog
from meihao_desktop.ui.preview.preview_dialog import PreviewDialog
from meihao_desktop.ui.widgets.asking import WitnessDialog
from tests.support.builders import an_expert
from tests.support.rounds import (
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    a_plan,
    a_round_in,
    sit,
)

EXPERT = EXPERTS[1]


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.SEALED, tmp_path / "round")
    yield context
    begin_round.close_round(context)


def a_page(qtbot: QtBot, context: Context) -> PanelPage:
    announcer = Announcer()
    page = PanelPage(context, announcer, Services(lambda _d, _t: None, lambda _s: None))
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


def lock(context: Context) -> None:
    clock = context.clock
    assert isinstance(clock, SteppingClock)
    for _ in range(10):
        clock.wait(1000)
        with pytest.raises(RuleViolation):
            identify_person.log_in(context, EXPERT, "000000")
    sit(context, SECRETARY)


def button(page: PanelPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


def texts(dialog: PinsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_a_locked_pin_is_unlocked_beside_the_observer(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(context)
    page = a_page(qtbot, context)
    page.show_target(EXPERT)

    def fill(dialog: WitnessDialog) -> bool:
        assert dialog._who.count() == 1
        dialog._field.setText(open_pin(OBSERVER))
        return not dialog.fault()

    monkeypatch.setattr(pin_acts, "is_accepted", fill)
    button(page, "解锁 PIN").click()
    assert identify_person.log_in(context, EXPERT, open_pin(EXPERT)).id == EXPERT


def test_nothing_happens_when_the_witness_goes_away(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_page(qtbot, context)
    page.show_target(EXPERT)
    before = context.store.audit_log.head()
    monkeypatch.setattr(pin_acts, "is_accepted", lambda _dialog: False)
    button(page, "发放 PIN").click()
    assert context.store.audit_log.head() == before


def test_a_real_round_hides_the_pins_until_somebody_asks(qtbot: QtBot) -> None:
    issued = [
        IssuedPin(person=an_expert(n), slip=f"0042-{n:02}", pin="902417") for n in range(1, 7)
    ]
    printed: list[bool] = []
    dialog = PinsDialog(issued, lambda: printed.append(True))
    qtbot.addWidget(dialog)
    dialog.show()
    assert texts(dialog).count(HIDDEN) == 6
    assert "902 417" not in texts(dialog)
    assert "0042-03" in texts(dialog)
    next(b for b in dialog.findChildren(QPushButton) if "密封条" in b.text()).click()
    assert printed == [True]
    dialog.reveal_button.click()
    assert texts(dialog).count("902 417") == 6
    assert dialog.reveal_button.isHidden()


def test_the_slips_of_a_real_round_are_printed_from_the_dialog(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = a_plan(mode=RoundMode.FORMAL)
    context, pin = begin_round.create_round(tmp_path / "formal", plan, SteppingClock())
    context.pin_cost = PinCost(passes=1, lanes=1, memory_kib=64)
    identify_person.log_in(context, SECRETARY, pin)
    for number in (4, 5):
        convene_panel.save_person(context, an_expert(number))
    page = a_page(qtbot, context)
    shown: list[PinsDialog] = []
    documents: list[print_documents.Document] = []
    monkeypatch.setattr(pin_acts, "is_accepted", lambda d: shown.append(d) or True)
    monkeypatch.setattr(
        preview_dialog, "show_document", lambda _c, _a, document, **_k: documents.append(document)
    )
    button(page, "补发全部 PIN").click()
    qtbot.waitUntil(lambda: bool(shown))
    assert texts(shown[0]).count(HIDDEN) == 2
    next(b for b in shown[0].findChildren(QPushButton) if "密封条" in b.text()).click()
    assert documents[0].paper is Paper.PIN_SLIPS
    assert documents[0].title == "PIN 密封条 2 人"
    begin_round.close_round(context)


def test_slips_are_never_kept_in_the_round_and_saved_only_after_a_warning(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = next(p for p in context.store.panels.people() if p.id == EXPERT)
    issued = [IssuedPin(person=person, slip="0042-01", pin="902417")]
    document = print_documents.render_slips(context, issued)
    dialog = PreviewDialog(context, Announcer(), document, None)
    qtbot.addWidget(dialog)
    names = [b.text() for b in dialog.findChildren(QPushButton)]
    assert "保存到评审目录" not in names
    asked: list[str] = []

    def refuse(_heading: str, sentence: str, *_args: object, **_keys: object) -> bool:
        asked.append(sentence)
        return False

    monkeypatch.setattr(preview_dialog, "confirmed", refuse)
    dialog.save(tmp_path / "stick")
    assert "全部 PIN 的明文" in asked[0]
    assert not (tmp_path / "stick").exists()
    monkeypatch.setattr(preview_dialog, "confirmed", lambda *_a, **_k: True)
    dialog.save(tmp_path / "stick")
    assert len(list((tmp_path / "stick").glob("*PIN*.pdf"))) == 1
