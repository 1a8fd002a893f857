"""A full disk at the scoring desk: nothing typed goes away, and one button saves it later."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from meihao_desktop import fsops
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.operations import begin_round, verify_log
from meihao_desktop.ui.copy_banner import CopyBanner
from meihao_desktop.ui.scoring_desk import scoring_page
from meihao_desktop.ui.scoring_desk.criterion_face import HELD
from meihao_desktop.ui.scoring_desk.criterion_row import CriterionRow
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.scoring_desk.unsaved import Unsaved
from tests.support.full_disk import clear, fail, fill
from tests.ui.scoring_desk.desks import DeskStory

LONG = "材料写得清楚，" * 900
"""A reason for which the records must grow."""
FIRST, SECOND = CriterionId("1.1"), CriterionId("1.2")


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskStory]:
    story = DeskStory(qtbot, tmp_path / "评审")
    yield story
    clear(story.context.store)
    begin_round.close_round(story.context)


def row(page: ScoringPage, number: CriterionId = FIRST) -> CriterionRow:
    return page.room.rubric.rows.rows[number]


def give(page: ScoringPage, points: str, reason: str = LONG) -> CriterionRow:
    """Points and a reason for the first criterion, as somebody types them."""
    line = row(page)
    line.ask_reason()
    line.reason.setPlainText(reason)
    line.field.setText(points)
    line.field.commit()
    line.reason.flush()
    return line


def test_a_full_disk_keeps_points_and_reason_on_the_screen_and_says_what_happened(
    story: DeskStory,
) -> None:
    page = story.open()
    fill(story.context.store)
    line = give(page, "6")
    assert "磁盘已满" in page.room.unsaved.sentence
    assert page.room.retry.isVisible()
    assert line.fault.text() == HELD
    assert (line.field.text(), line.reason.toPlainText()) == ("6", LONG)
    assert story.kept_cell(FIRST).reason == ""
    assert not (story.context.folder / fsops.BALLAST).exists()


def test_the_button_saves_it_once_there_is_room(story: DeskStory) -> None:
    page = story.open()
    fill(story.context.store)
    line = give(page, "6")
    page.room.retry.click()
    assert "请清理磁盘空间" in page.room.unsaved.sentence
    clear(story.context.store)
    page.room.retry.click()
    kept = story.kept_cell(FIRST)
    assert (kept.points, kept.reason) == (Decimal(6), LONG.strip())
    assert page.room.unsaved.sentence == ""
    assert not page.room.unsaved.isVisible()
    assert not line.is_held
    assert line.fault.text() == ""
    assert "已保存" in page.room.rubric.saved.text()
    assert verify_log.verify_open(story.context).is_sound


def test_what_waits_survives_a_look_at_another_estate(story: DeskStory) -> None:
    page = story.open()
    first, second = story.estates[:2]
    fill(story.context.store)
    give(page, "6")
    page.show_estate(second)
    assert row(page).field.text() == ""
    assert page.room.unsaved.sentence
    page.show_estate(first)
    assert (row(page).field.text(), row(page).reason.toPlainText()) == ("6", LONG.strip())
    page.show_estate(second)
    clear(story.context.store)
    page.room.retry.click()
    assert story.kept_cell(FIRST, first).points == Decimal(6)
    assert story.kept(second) is None


def test_further_entries_go_on_from_what_waits(story: DeskStory) -> None:
    page = story.open()
    fill(story.context.store)
    give(page, "6")
    line = row(page)
    line.field.setText("5")
    line.field.commit()
    clear(story.context.store)
    page.room.retry.click()
    kept = story.kept_cell(FIRST)
    assert (kept.points, kept.reason) == (Decimal(5), LONG.strip())


def test_a_remark_waits_like_the_rest(story: DeskStory) -> None:
    page = story.open()
    fill(story.context.store)
    remark = page.room.rubric.rows.remark
    remark.setPlainText(LONG)
    remark.flush()
    assert "1 处输入还没有保存" in page.room.unsaved.sentence
    page.show_estate(story.estates[1])
    page.show_estate(story.estates[0])
    assert remark.toPlainText() == LONG
    clear(story.context.store)
    page.room.retry.click()
    sheet = story.kept(story.estates[0])
    assert sheet is not None
    assert sheet.remark.strip() == LONG.strip()
    assert page.room.unsaved.sentence == ""


def test_a_sheet_is_not_sealed_without_what_waits(story: DeskStory) -> None:
    page = story.open()
    story.fill()
    fill(story.context.store)
    give(page, "6")
    page.room.bar.submit_asked.emit()
    assert "没有保存" in story.said.sentences[-1]
    sheet = story.kept(story.estates[0])
    assert sheet is not None
    assert not sheet.status.is_sealed


@pytest.mark.parametrize("is_given_up", [True, False])
def test_leaving_asks_before_anything_is_given_up(
    story: DeskStory, monkeypatch: pytest.MonkeyPatch, is_given_up: bool
) -> None:
    page = story.open()
    fill(story.context.store)
    give(page, "6")
    asked: list[str] = []

    def answer(heading: str, sentence: str, *_: object, **__: object) -> bool:
        asked.append(heading + sentence)
        return is_given_up

    monkeypatch.setattr(scoring_page, "confirmed", answer)
    assert page.may_leave() is is_given_up
    assert "还有输入没有保存" in asked[0]
    assert bool(page.keeper.unsaved) is not is_given_up
    page.keeper.unsaved.give_up()
    assert page.may_leave()


def test_with_room_again_leaving_saves_without_a_question(story: DeskStory) -> None:
    page = story.open()
    fill(story.context.store)
    give(page, "6")
    clear(story.context.store)
    assert page.may_leave()
    assert story.kept_cell(FIRST).points == Decimal(6)


def test_a_disk_that_fails_shuts_the_desk_keeps_the_screen_and_offers_the_export(
    qtbot: QtBot, story: DeskStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = story.open()
    banner = CopyBanner(story.context, story.announcer, story.said.services())
    qtbot.addWidget(banner)
    story.announcer.changed.connect(lambda _change: banner.show_state())
    give(page, "6", "写好的理由")
    with monkeypatch.context() as patch:
        fail(story.context.store, patch)
        give(page, "5", "写好的理由")
    qtbot.waitUntil(lambda: "磁盘读写出错" in banner.notice.sentence)
    assert not banner.export_button.isHidden()
    assert row(page).field.isReadOnly()
    assert row(page).field.text() == "5"
    assert "导出当前已确认数据" in page.room.unsaved.sentence
    assert story.kept_cell(FIRST).points == Decimal(6)
    (tmp_path / "U盘").mkdir()
    banner.export(tmp_path / "U盘")
    assert len(list((tmp_path / "U盘").rglob("*.db"))) == 1
    page.room.retry.click()
    assert page.keeper.unsaved
    page.keeper.unsaved.give_up()


def test_what_waits_is_counted_told_and_given_up() -> None:
    heard: list[int] = []
    unsaved = Unsaved(lambda: heard.append(1))
    key = (EstateId("C01-E01"), FIRST)

    def refuse() -> None:
        raise StorageError("磁盘已满。")

    unsaved.attempt(refuse, unsaved.cells, key, (ScoreCell(points=Decimal(3)), 0))
    assert unsaved.told == "有 1 处输入还没有保存，仍留在屏幕上。磁盘已满。"
    assert unsaved.waits(key[0])
    assert not unsaved.waits(EstateId("C01-E02"))
    assert unsaved.of(key[0]) == {FIRST: ScoreCell(points=Decimal(3))}
    unsaved.wait(RuleViolation("只读。"))
    assert unsaved.told.endswith("只读。")
    unsaved.attempt(lambda: None, unsaved.cells, key, (ScoreCell(), 0))
    assert (bool(unsaved), unsaved.told, len(heard)) == (False, "", 3)
