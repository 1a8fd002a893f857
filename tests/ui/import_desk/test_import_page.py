"""The import desk: from choosing a source to an accepted submission, and every way out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from meihao_desktop import resources
from meihao_desktop.domain.progress import Progress
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk import delivery_pane, import_page, received_pane
from meihao_desktop.ui.import_desk.import_page import ImportPage
from meihao_desktop.ui.import_desk.inspection_pane import InspectionPane
from meihao_desktop.ui.import_desk.sizes import size_text
from meihao_desktop.ui.page import Services
from tests.support.rounds import a_received, a_round_in, receive

SAMPLES = resources.path("sample")
PATIENCE = 20_000


@pytest.fixture
def context(tmp_path: Path) -> Context:
    opened = a_round_in(Phase.RECEIVING, tmp_path / "round")
    yield opened
    opened.store.close()


def a_page(qtbot: QtBot, context: Context, said: list[str] | None = None) -> ImportPage:
    announcer = Announcer()
    heard = said if said is not None else []
    page = ImportPage(context, announcer, Services(lambda _desk, _target: None, heard.append))
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


def words(page: ImportPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: ImportPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())


def cells(page: ImportPage) -> set[str]:
    """Every text in a table that is in view."""
    return {
        str(view.model().index(row, column).data())
        for view in page.findChildren(QTableView)
        if view.isVisible()
        for row in range(view.model().rowCount())
        for column in range(view.model().columnCount())
    }


def deliver(page: ImportPage, received: ReceivedSubmission) -> None:
    """As when the inspection of a stick has just come to its end."""
    page._panes.setCurrentWidget(page.delivery)
    page.delivery.confirm(received)


def sample_folder() -> Path:
    """One of the shipped submissions that came as a plain folder."""
    return next(path for path in sorted((SAMPLES / "packages").iterdir()) if path.is_dir())


def test_an_empty_desk_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    assert "拖到这里" in words(a_page(qtbot, context))


def test_a_folder_is_inspected_confirmed_and_accepted(qtbot: QtBot, context: Context) -> None:
    said: list[str] = []
    page = a_page(qtbot, context, said)
    page.inspect(sample_folder())
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    assert "该单位首次报送" in words(page)
    button(page, "确认接收").click()
    submissions = context.store.submissions.submissions()
    assert len(submissions) == 1
    assert context.store.submissions.counties()[0].name in cells(page)
    assert "收件回执" in said[0]


@pytest.mark.parametrize(
    ("asks", "act"),
    [("_asked_folder", "导入文件夹"), ("_asked_archive", "导入压缩包")],
)
def test_a_source_is_chosen_by_button_and_a_closed_dialog_changes_nothing(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch, asks: str, act: str
) -> None:
    page = a_page(qtbot, context)
    monkeypatch.setattr(received_pane, asks, lambda _parent: "")
    button(page, act).click()
    assert "拖到这里" in words(page)
    monkeypatch.setattr(received_pane, asks, lambda _parent: str(sample_folder()))
    button(page, act).click()
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    assert sample_folder().name in words(page)


def test_a_folder_may_be_dropped_on_the_desk(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(sample_folder()))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page._received.dropEvent(drop)
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)


def test_giving_up_leaves_no_trace(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    page.inspect(sample_folder())
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    button(page, "放弃").click()
    assert context.store.submissions.submissions() == ()
    assert list((context.folder / "staging").glob("*")) == []
    assert "拖到这里" in words(page)


def test_stopping_an_inspection_goes_back_at_once(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    page.inspect(sample_folder())
    button(page, "停止读取").click()
    assert "拖到这里" in words(page)
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)
    assert context.store.submissions.submissions() == ()
    assert [path for path in (context.folder / "staging").rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_archive_is_refused_with_a_sentence(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals: list[str] = []
    monkeypatch.setattr(
        delivery_pane.error_dialog,
        "show_refusal",
        lambda sentence, _parent: refusals.append(sentence),
    )
    fake = tmp_path / "报送材料.zip"
    fake.write_bytes("这不是压缩包".encode())
    page = a_page(qtbot, context)
    page.inspect(fake)
    qtbot.waitUntil(lambda: bool(refusals), timeout=PATIENCE)
    assert "报送材料.zip" in refusals[0]
    assert "拖到这里" in words(page)
    assert list((context.folder / "staging").glob("*")) == []


def test_a_second_delivery_says_what_changed(qtbot: QtBot, context: Context) -> None:
    receive(context)
    page = a_page(qtbot, context)
    again = a_received(context, "玉州区", ("朗悦花园", "长城二花园"), text="修改稿")
    deliver(page, again)
    assert "第 2 次报送" in words(page)
    assert "改动 3 个文件" in words(page)
    button(page, "确认接收").click()
    assert "第 2 版" in cells(page)


def test_the_countys_name_can_be_corrected(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    deliver(page, a_received(context, "", ("朗悦花园",)))
    assert "没有读出报送单位" in words(page)
    field = page.delivery.confirmation._county
    field.setText("福绵区")
    field.setModified(True)
    field.editingFinished.emit()
    assert "该单位首次报送" in words(page)
    button(page, "确认接收").click()
    assert [county.name for county in context.store.submissions.counties()] == ["福绵区"]


def test_after_sealing_nothing_more_is_taken_in(qtbot: QtBot, tmp_path: Path) -> None:
    context = a_round_in(Phase.SEALED, tmp_path / "round")
    page = a_page(qtbot, context)
    assert "评审已封存" in words(page)
    assert not page._received.acceptDrops()
    assert not button(page, "导入文件夹").isEnabled()
    context.store.close()


def test_leaving_with_an_unconfirmed_submission_is_asked_about(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_page(qtbot, context)
    assert page.may_leave()
    deliver(page, a_received(context, "玉州区", ("朗悦花园",)))
    answers = iter((False, True))
    monkeypatch.setattr(import_page, "confirmed", lambda *_a, **_k: next(answers))
    assert not page.may_leave()
    assert "核对后接收" in words(page)
    assert page.may_leave()
    assert "拖到这里" in words(page)


def test_a_target_brings_the_estates_county_into_view(qtbot: QtBot, context: Context) -> None:
    receive(context)
    page = a_page(qtbot, context)
    page.show_target("C02-E01")
    assert "凯旋会花园" in cells(page)


def test_progress_is_told_in_words(qtbot: QtBot) -> None:
    pane = InspectionPane()
    qtbot.addWidget(pane)
    pane.begin("玉州区")
    pane.show_progress(
        Progress(
            done_bytes=3 << 20, total_bytes=6 << 20, done_files=2, total_files=5, current="照片.jpg"
        )
    )
    told = [label.text() for label in pane.findChildren(QLabel)]
    assert "已读 3.0 MB，共 6.0 MB；文件 2/5" in told
    assert "照片.jpg" in told


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1536, "1.5 KB"),
        (5 << 20, "5.0 MB"),
        (3 << 30, "3.0 GB"),
    ],
)
def test_sizes_are_said_in_the_largest_fitting_unit(size: int, text: str) -> None:
    assert size_text(size) == text
