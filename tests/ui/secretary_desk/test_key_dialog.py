"""更换评审密钥 at the secretary's desk: a missing key is told loudly, and two people replace it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop import resources
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature import ChangeCause, grouped
from meihao_desktop.operations import begin_round, replace_key
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk import signature_acts
from meihao_desktop.ui.secretary_desk.key_dialog import SOUND, KeyDialog, ReplacedDialog
from meihao_desktop.ui.secretary_desk.signature_acts import SignatureActs
from meihao_desktop.ui.secretary_desk.signature_pane import SignaturePane
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from tests.support.rounds import CHAIR, OBSERVER, SECRETARY, a_round_in, sit

REASON = "硬盘损坏"


@pytest.fixture
def scoring(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.SCORING, tmp_path / "round")
    sit(context, SECRETARY)
    yield context
    begin_round.close_round(context)


def lose(context: Context) -> None:
    (resources.data_home() / "keys" / context.store.round_id / "event.json").unlink()


def opened(context: Context, qtbot: QtBot) -> tuple[SignaturePane, SignatureActs]:
    pane, announcer = SignaturePane(), Announcer()
    services = Services(show_desk=lambda _desk, _target: None, say=lambda _told: None)
    acts = SignatureActs(context, announcer, services, pane)
    announcer.changed.connect(lambda _change: acts.refresh())
    qtbot.addWidget(pane)
    acts.refresh()
    pane.show()
    return pane, acts


def shown_buttons(pane: SignaturePane) -> list[QPushButton]:
    found = pane.findChildren(QPushButton)
    return [b for b in found if b.text() == "更换评审密钥" and b.isVisible()]


def notices(widget: SignaturePane | Dialog) -> list[str]:
    return [notice.sentence for notice in widget.findChildren(Notice) if notice.sentence]


def answering(
    monkeypatch: pytest.MonkeyPatch, fill: Callable[[KeyDialog], bool]
) -> list[ReplacedDialog]:
    """The first dialog is filled in; the one that tells of the outcome is left."""
    told: list[ReplacedDialog] = []

    def answer(dialog: Dialog) -> bool:
        if isinstance(dialog, KeyDialog):
            return fill(dialog)
        assert isinstance(dialog, ReplacedDialog)
        told.append(dialog)
        return False

    monkeypatch.setattr(signature_acts, "is_accepted", answer)
    return told


def fill_in(dialog: KeyDialog) -> bool:
    assert dialog._reason is not None
    dialog._reason.setPlainText(REASON)
    dialog._who.setCurrentIndex(dialog._who.findData(CHAIR))
    dialog._field.setText(open_pin(CHAIR))
    assert dialog.fault() == ""
    return True


def test_a_missing_key_is_told_with_the_way_to_replace_it(qtbot: QtBot, scoring: Context) -> None:
    pane, acts = opened(scoring, qtbot)
    assert notices(pane) == []
    assert len(shown_buttons(pane)) == 1
    lose(scoring)
    acts.refresh()
    (sentence,) = notices(pane)
    assert sentence.startswith("本机没有这次评审的密钥")
    assert "秘书会同组长或监督员更换" in sentence
    assert len(shown_buttons(pane)) == 1


def test_who_may_not_replace_it_is_told_and_offered_nothing(qtbot: QtBot, scoring: Context) -> None:
    lose(scoring)
    sit(scoring, CHAIR)
    pane, _ = opened(scoring, qtbot)
    assert len(notices(pane)) == 1
    assert shown_buttons(pane) == []


def test_before_sealing_there_is_no_key_to_miss(qtbot: QtBot, tmp_path: Path) -> None:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    pane, _ = opened(context, qtbot)
    assert notices(pane) == []
    assert shown_buttons(pane) == []
    begin_round.close_round(context)


def test_the_key_is_replaced_with_a_reason_and_a_second_person(
    qtbot: QtBot, scoring: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answering(monkeypatch, fill_in)
    lose(scoring)
    pane, _ = opened(scoring, qtbot)
    shown_buttons(pane)[0].click()
    (change,) = scoring.store.keys.changes()
    assert (change.reason, change.cause) == (REASON, ChangeCause.LOST)
    assert (change.replaced_by, change.witness) == (SECRETARY, CHAIR)
    assert pane._key_lost.sentence == ""
    words = "".join(label.text() for label in told[0].findChildren(QLabel))
    assert "补充开封记录" in words
    assert "重新制作评审包" in words


def test_confirming_the_outcome_shows_the_paper_to_be_signed(
    qtbot: QtBot, scoring: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Paper] = []
    monkeypatch.setattr(
        signature_acts, "is_accepted", lambda d: fill_in(d) if isinstance(d, KeyDialog) else True
    )
    monkeypatch.setattr(SignatureActs, "preview", lambda _self, paper: shown.append(paper))
    lose(scoring)
    pane, _ = opened(scoring, qtbot)
    shown_buttons(pane)[0].click()
    assert shown == [Paper.OPENING]


def test_a_wrong_pin_leaves_the_key_as_it_is(
    qtbot: QtBot, scoring: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrongly(dialog: KeyDialog) -> bool:
        fill_in(dialog)
        dialog._field.setText("000000")
        return True

    answering(monkeypatch, wrongly)
    lose(scoring)
    _, acts = opened(scoring, qtbot)
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        acts.replace_key()
    assert scoring.store.keys.changes() == ()


def test_a_sound_key_can_only_be_feared_for(qtbot: QtBot, scoring: Context) -> None:
    desk, people = replace_key.key_desk(scoring), replace_key.witnesses(scoring)
    dialog = KeyDialog(desk, people)
    qtbot.addWidget(dialog)
    assert notices(dialog) == [SOUND]
    assert dialog.chosen_cause is ChangeCause.FEARED
    assert dialog.cause.count() == 1
    assert {dialog._who.itemData(at) for at in range(dialog._who.count())} == {CHAIR, OBSERVER}
    assert dialog.fault() == "请写明理由。"


def test_the_outcome_names_fingerprints_lost_bundles_and_who_needs_a_pin(
    qtbot: QtBot, scoring: Context
) -> None:
    folder = resources.data_home() / "keys" / scoring.store.round_id
    for file in folder.iterdir():
        file.unlink()
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    done = replace_key.replace_event_key(scoring, ChangeCause.LOST, REASON, observer)
    dialog = ReplacedDialog(done, ["专家02"])
    qtbot.addWidget(dialog)
    words = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert grouped(done.old.fingerprint) in words
    assert grouped(done.new.fingerprint) in words
    assert "为专家01、专家02、专家03重新发放 PIN" in words
    assert notices(dialog) == ["已收到但再也打不开的评分包：专家02。请这些专家重新交回。"]
