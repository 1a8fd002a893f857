"""核验文件 in the window: dropped, chosen or pasted; the answer in one word with what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.verdict import Outcome, Point, Verdict, Weight
from meihao_desktop.operations import begin_round, print_documents, score_estate
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import background
from meihao_desktop.ui.archive_desk.check_dialog import CheckDialog
from meihao_desktop.ui.archive_desk.check_pane import NO_ROUND, CheckPane
from meihao_desktop.ui.archive_desk.check_verdict import MARKS, WEIGHTS, VerdictView
from tests.support.rounds import CHAIR, OBSERVER, a_round_in, estates, sit

WAIT_MS = 20_000


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    made = a_round_in(Phase.COLLATING, tmp_path / "round")
    yield made
    background.stop_all()
    begin_round.close_round(made)


@pytest.fixture
def paper(context: Context, tmp_path: Path) -> Path:
    document = print_documents.render(context, Paper.OPENING)
    return print_documents.save(context, document, tmp_path / "U盘")[0]


@pytest.fixture
def pane(qtbot: QtBot, context: Context) -> CheckPane:
    made = CheckPane(context)
    qtbot.addWidget(made)
    return made


def dropped(pane: CheckPane, data: QMimeData) -> None:
    """What the window system does when something is let go over the pane."""
    copy, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
    pane.dragEnterEvent(enter)
    assert enter.isAccepted()
    pane.dropEvent(QDropEvent(QPoint(5, 5), copy, data, buttons, keys))


def answered(qtbot: QtBot, pane: CheckPane, word: str) -> None:
    qtbot.waitUntil(
        lambda: not pane.work.is_busy and pane.view.word.text() == word, timeout=WAIT_MS
    )


def shown(pane: CheckPane) -> str:
    return "\n".join(label.text() for label in pane.view.findChildren(QLabel))


def test_a_dropped_paper_is_found_the_same(qtbot: QtBot, pane: CheckPane, paper: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    dropped(pane, data)
    assert pane.work.is_busy
    answered(qtbot, pane, "一致")
    assert "《开封记录》与现在的记录一致" in shown(pane)
    assert pane.view.onward.isHidden(), "nothing is left to do"


def test_a_changed_paper_is_refused_with_what_to_do(
    qtbot: QtBot, pane: CheckPane, paper: Path
) -> None:
    data = bytearray(paper.read_bytes())
    data[len(data) // 3] ^= 4
    paper.write_bytes(data)
    pane.check(paper)
    answered(qtbot, pane, "不符")
    assert "请保留这份文件" in pane.view.steps
    assert not pane.view.onward.isHidden()


def test_a_pasted_text_is_looked_at(qtbot: QtBot, pane: CheckPane, paper: Path) -> None:
    assert paper.is_file()
    code = pane._context.store.printings.all()[-1].check_code  # type: ignore[union-attr]
    data = QMimeData()
    data.setText(f"{code}\n")
    dropped(pane, data)
    answered(qtbot, pane, "一致")
    pane.field.setText("0000-0000-0000-0000")
    pane.check_text()
    answered(qtbot, pane, "不符")


def test_a_paper_is_judged_anew_when_the_records_change(
    qtbot: QtBot, pane: CheckPane, context: Context, tmp_path: Path
) -> None:
    ranking = print_documents.render(context, Paper.RANKING)
    pane.check(print_documents.save(context, ranking, tmp_path / "U盘")[0])
    answered(qtbot, pane, "一致")
    sit(context, CHAIR)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    first = estates(context)[0]
    score_estate.reopen(context, CHAIR, first, reason="核对有误", witness=witness)
    pane.refresh()
    assert pane.view.word.text() == "已过期"
    assert "重新打印" in pane.view.steps


def test_without_a_round_the_dialog_says_what_it_cannot_know(qtbot: QtBot, paper: Path) -> None:
    dialog = CheckDialog()
    qtbot.addWidget(dialog)
    assert NO_ROUND in dialog.pane.by.text()
    dialog.pane.check(paper)
    answered(qtbot, dialog.pane, "无法核验")
    assert "开封记录" in dialog.pane.view.steps


def test_an_archive_that_is_none_is_refused_and_can_be_left(
    qtbot: QtBot, pane: CheckPane, paper: Path, tmp_path: Path
) -> None:
    pane.check(paper)
    answered(qtbot, pane, "一致")
    (tmp_path / "空文件夹").mkdir()
    pane.use_archive(tmp_path / "空文件夹")
    assert pane.refused.sentence
    assert "空文件夹" in pane.by.text()
    pane.use_round()
    assert "现在的记录" in pane.by.text()
    assert pane.own.isHidden()


def test_every_answer_and_every_point_has_a_sign_of_its_own() -> None:
    assert set(MARKS) == set(Outcome)
    assert set(WEIGHTS) == set(Weight)
    assert len({icon for _, icon in MARKS.values()}) == len(Outcome)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_points_of_an_earlier_verdict_are_gone(qtbot: QtBot, outcome: Outcome) -> None:
    view = VerdictView()
    qtbot.addWidget(view)
    first = Point(weight=Weight.NOTE, name="甲", told="先前的一条")
    view.show_verdict(Verdict(outcome=outcome, title="文件", sentences=("一",), details=(first,)))
    second = Verdict(outcome=outcome, title="文件", sentences=("不符：二", "下一步"), details=())
    view.show_verdict(second)
    told = [label.text() for label in view.findChildren(QLabel) if not label.isHidden()]
    assert "先前的一条" not in told
    assert view.sentence.text() == "二"
    assert view.steps == "下一步"
