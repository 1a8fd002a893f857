"""Handing a sheet in: what is missing, reasons, PIN, the lock, abstention and new materials."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState, SheetStatus
from meihao_desktop.domain.seal import Seal
from meihao_desktop.operations import begin_round, score_estate
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.scoring_desk.comparison_dialog import ComparisonDialog
from meihao_desktop.ui.scoring_desk.recusal_dialog import RecusalDialog
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.scoring_desk.seal_dialog import SealDialog, lacking_sentence
from meihao_desktop.ui.widgets.asking import ReasonDialog
from tests.support import rounds
from tests.support.builders import a_criterion
from tests.ui.scoring_desk.desks import EXPERT, NUMBERS, PIN, DeskStory


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskStory]:
    told = DeskStory(qtbot, tmp_path / "round")
    yield told
    begin_round.close_round(told.context)


@pytest.fixture
def page(story: DeskStory) -> ScoringPage:
    return story.open()


def answer(*answers: Callable[[QDialog], None]) -> None:
    """Answer the dialogs that will open, one after the other."""
    waiting = list(answers)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            act = waiting.pop(0)
            if waiting:
                QTimer.singleShot(0, look)
            act(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def with_pin(pin: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, SealDialog)
        dialog.pin_field.setText(pin)
        dialog.try_accept()

    return act


def later(dialog: QDialog) -> None:
    dialog.reject()


def yes(dialog: QDialog) -> None:
    dialog.accept()


def test_an_unfinished_sheet_goes_to_the_first_criterion_without_points(
    story: DeskStory, page: ScoringPage
) -> None:
    story.types("93%")
    page.acts.submit()
    assert page.room.rubric.rows.current.criterion.number == "1.2"
    assert story.said.sentences == ["还有 4 个评分项未打分，已转到 1.2。"]
    sheet = story.kept()
    assert sheet is not None
    assert sheet.status is SheetStatus.DRAFT


def test_a_refused_value_must_be_mended_before_sealing(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    page.room.rubric.rows.go_to(NUMBERS[2])
    story.types("4")
    page.acts.submit()
    assert page.room.rubric.rows.current.criterion.number == "6.1"
    sheet = story.kept()
    assert sheet is not None
    assert sheet.status is SheetStatus.DRAFT


def test_a_sheet_is_sealed_with_the_pin_and_cannot_be_changed(
    story: DeskStory, page: ScoringPage
) -> None:
    story.fill()
    prints: list[str] = []
    page.print_asked.connect(prints.append)
    answer(with_pin(PIN), yes)
    page.acts.submit()
    sheet = story.kept()
    assert sheet is not None
    assert sheet.status is SheetStatus.SUBMITTED
    assert prints == [f"{EXPERT}/{story.estates[0]}"]
    assert Seal(sheet.digest).check_code in page.room.banner.sentence.text()
    assert "重新打开" in page.room.banner.sentence.text()
    assert page.row is not None
    assert page.row.state is CellState.SUBMITTED
    page.room.rubric.rows.go_to(NUMBERS[4])
    story.types("1")
    page.acts.undo()
    assert story.kept() == sheet
    assert not page.room.bar.submit_button.isEnabled()


def test_a_slow_pin_is_worked_on_beside_the_dialog(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    sheet = page.sheet
    assert sheet is not None
    sealed: list[str] = []
    dialog = SealDialog("朗悦花园", sheet, page.room.rubric.rubric, sealed.append)
    dialog.ahead = lambda _pin: lambda _watch: None
    story.qtbot.addWidget(dialog)
    dialog.pin_field.setText(PIN)
    dialog.try_accept()
    assert not dialog.isEnabled()
    dialog.reject()
    assert sealed == []
    story.qtbot.waitUntil(lambda: sealed == [PIN])
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_wrong_pin_seals_nothing_and_leaves_the_dialog_open(
    story: DeskStory, page: ScoringPage
) -> None:
    story.fill()
    sheet = page.sheet
    assert sheet is not None
    dialog = SealDialog(
        "朗悦花园", sheet, page.room.rubric.rubric,
        lambda pin: page.announcer.tell(score_estate.submit(story.context, story.estates[0], pin)),
    )  # fmt: skip
    story.qtbot.addWidget(dialog)
    dialog.try_accept()
    assert dialog.fault() == "请输入 PIN。"
    wrong = "2580" if PIN != "2580" else "2581"
    dialog.pin_field.setText(wrong)
    with pytest.raises(RuleViolation):
        dialog.try_accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert dialog.pin_field.text() == ""
    kept = story.kept()
    assert kept is not None
    assert kept.status is SheetStatus.DRAFT


def test_missing_reasons_are_listed_and_can_be_written_first(
    story: DeskStory, page: ScoringPage
) -> None:
    for text in ("8", "12", "5", "4", "60"):
        story.types(text)
    answer(lambda dialog: dialog.go_button.click())  # type: ignore[attr-defined]
    page.acts.submit()
    assert page.room.rubric.rows.current.criterion.number == "1.2"
    assert page.sheet is not None
    lacking = page.sheet.missing_reasons(page.room.rubric.rubric)
    assert [criterion.number for criterion in lacking] == ["1.2", "6.5"]


def test_many_missing_reasons_are_counted() -> None:
    sentence = lacking_sentence(tuple(a_criterion(f"1.{n}", 4) for n in range(1, 12)))
    assert sentence.endswith("等 11 项。")
    assert "1.9" not in sentence


def test_a_sealed_sheet_is_printed_from_its_banner(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    page.announcer.tell(score_estate.submit(story.context, story.estates[0], PIN))
    prints: list[str] = []
    page.print_asked.connect(prints.append)
    story.qtbot.mouseClick(page.room.banner.button, Qt.MouseButton.LeftButton)
    assert prints == [f"{EXPERT}/{story.estates[0]}"]


def test_the_print_is_previewed_first(story: DeskStory) -> None:
    page = story.open(previews=True)
    story.fill()
    page.announcer.tell(score_estate.submit(story.context, story.estates[0], PIN))
    titles: list[str] = []

    def look(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    answer(look)
    story.qtbot.mouseClick(page.room.banner.button, Qt.MouseButton.LeftButton)
    assert len(titles) == 1
    assert "评分表" in titles[0]


def test_a_reopened_sheet_can_be_changed_again(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    page.announcer.tell(score_estate.submit(story.context, story.estates[0], PIN))
    rounds.sit(story.context, rounds.CHAIR)
    witness = Witness(person=rounds.OBSERVER, pin=open_pin(rounds.OBSERVER))
    change = score_estate.reopen(
        story.context, EXPERT, story.estates[0], reason="更正漏看的材料", witness=witness
    )
    rounds.sit(story.context, EXPERT)
    page.refresh(change)
    assert "更正漏看的材料" in page.room.banner.sentence.text()
    page.room.rubric.rows.go_to(NUMBERS[4])
    story.types("58")
    sheet = story.kept()
    assert sheet is not None
    assert (sheet.revision, sheet.points(NUMBERS[4])) == (2, 58)


def test_an_abstention_closes_the_rubric_and_can_be_taken_back(
    story: DeskStory, page: ScoringPage
) -> None:
    story.types("93%")

    def give_reason(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.write("未参加现场查看")
        dialog.try_accept()

    answer(give_reason)
    page.acts.abstain()
    assert "未参加现场查看" in page.room.banner.sentence.text()
    assert page.room.rubric.rows.rows[NUMBERS[0]].field.isReadOnly()
    assert page.room.bar.submit_button.isEnabled()
    story.qtbot.mouseClick(page.room.banner.button, Qt.MouseButton.LeftButton)
    assert not page.room.banner.isVisible()
    assert not page.room.rubric.rows.rows[NUMBERS[0]].field.isReadOnly()
    sheet = story.kept()
    assert sheet is not None
    assert not sheet.is_abstained


def test_an_abstained_sheet_is_handed_in_without_points(
    story: DeskStory, page: ScoringPage
) -> None:
    page.keeper.abstain(story.estates[0], "未参加现场查看")
    answer(with_pin(PIN), later)
    page.acts.submit()
    assert page.row is not None
    assert page.row.state is CellState.ABSTAINED


def test_an_interest_is_declared_with_its_basis(story: DeskStory, page: ScoringPage) -> None:
    def declare(dialog: QDialog) -> None:
        assert isinstance(dialog, RecusalDialog)
        assert dialog.fault() == "请写明具体情形。"
        dialog.basis_field.setPlainText("曾任该小区物业项目经理")
        dialog.try_accept()

    answer(declare)
    page.acts.recuse()
    assert page.row is not None
    assert page.row.is_closed
    assert "曾任该小区物业项目经理" in page.room.closed.sentence.text()


def test_the_comparison_shows_only_own_points_side_by_side(
    story: DeskStory, page: ScoringPage
) -> None:
    story.types("93%")
    page.step(1)
    page.room.rubric.rows.go_to(NUMBERS[0])
    story.types("7")
    shown: list[list[str]] = []
    names: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ComparisonDialog)
        table = dialog.table
        shown.extend(
            [str(table.data(table.index(row, at))) for at in range(table.columnCount())]
            for row in range(3)
        )
        names.extend(str(table.headerData(row, Qt.Orientation.Vertical)) for row in range(3))
        dialog.accept()

    answer(read)
    page.acts.compare()
    assert shown == [
        ["100", "7.2", "7", "0"],
        ["", "草稿", "草稿", "未评"],
        ["8", "7.2", "7", "—"],
    ]
    assert names == ["合计", "状态", "1.1　满意度测评得分"]


def test_before_scoring_begins_the_desk_is_to_be_read_only(qtbot: QtBot, tmp_path: Path) -> None:
    story = DeskStory(qtbot, tmp_path / "round", phase=Phase.SEALED)
    page = story.open()
    assert "不在评分阶段" in page.room.banner.sentence.text()
    story.types("5")
    assert story.kept() is None
    assert not page.room.bar.submit_button.isEnabled()
    assert page.room.bar.recuse_action.isEnabled()
    page.may_leave()
    begin_round.close_round(story.context)


def test_the_offer_to_print_can_wait(story: DeskStory, page: ScoringPage) -> None:
    story.fill()
    prints: list[str] = []
    page.print_asked.connect(prints.append)
    answer(with_pin(PIN), later)
    page.acts.submit()
    assert prints == []
    assert page.room.banner.button.text() == "打印评分表"
