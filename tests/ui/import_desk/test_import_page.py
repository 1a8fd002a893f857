"""The import desk: from choosing a source to an accepted submission, and every way out."""

import errno
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from meihao_desktop import fsops, resources
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.import_submission import NameCoding
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk import figures_pane, import_page, received_pane
from meihao_desktop.ui.import_desk.import_page import ImportPage
from meihao_desktop.ui.import_desk.source_dialog import SourceDialog
from meihao_desktop.ui.page import Services
from tests.support.rounds import a_received, a_round_in, receive
from tests.support.submissions import a_county, a_folder, a_zip

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


def accept(qtbot: QtBot, page: ImportPage) -> None:
    button(page, "确认接收").click()
    qtbot.waitUntil(lambda: page._panes.currentWidget() is page._received, timeout=PATIENCE)


def staged(context: Context) -> list[Path]:
    return [path for path in (context.folder / "staging").rglob("*") if path.is_file()]


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
    accept(qtbot, page)
    submissions = context.store.submissions.submissions()
    assert len(submissions) == 1
    assert context.store.submissions.counties()[0].name in cells(page)
    assert "收件回执" in said[0]


@pytest.mark.parametrize(
    ("asks", "act"),
    [("_asked_folder", "导入文件夹"), ("_asked_archives", "导入压缩包")],
)
def test_a_source_is_chosen_by_button_and_a_closed_dialog_changes_nothing(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch, asks: str, act: str
) -> None:
    page = a_page(qtbot, context)
    nothing, one = (
        ("", str(sample_folder())) if asks == "_asked_folder" else ([], [str(sample_folder())])
    )
    monkeypatch.setattr(received_pane, asks, lambda _parent: nothing)
    button(page, act).click()
    assert "拖到这里" in words(page)
    monkeypatch.setattr(received_pane, asks, lambda _parent: one)
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
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)
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


def test_a_file_that_is_no_archive_is_refused_and_can_be_tried_again(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    fake = tmp_path / "报送材料.zip"
    fake.write_bytes("这不是压缩包".encode())
    page = a_page(qtbot, context)
    page.inspect(fake)
    qtbot.waitUntil(lambda: "没有读成" in words(page), timeout=PATIENCE)
    assert "“报送材料.zip”不是可以读取的压缩包" in words(page)
    assert list((context.folder / "staging").glob("*")) == []
    assert page.may_leave()
    page.inspect(fake)
    qtbot.waitUntil(lambda: "没有读成" in words(page), timeout=PATIENCE)
    fake.unlink()
    shutil.copytree(sample_folder(), fake)
    button(page, "再读一次").click()
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)


@pytest.mark.parametrize(
    ("step", "code", "told"),
    [
        ("read", errno.EIO, "U 盘可能已拔出"),
        ("write", errno.ENOSPC, "磁盘已满"),
        ("create", errno.EACCES, "没有写入"),
    ],
)
def test_a_pulled_stick_or_a_full_disk_is_a_sentence_and_a_retry(
    qtbot: QtBot, context: Context, step: str, code: int, told: str
) -> None:
    page = a_page(qtbot, context)

    def fail(at: str, path: Path) -> None:
        if at == step and "staging" in str(path):
            raise OSError(code, "planned", str(path))

    before = fsops.set_fault_hook(fail)
    try:
        page.inspect(sample_folder())
        qtbot.waitUntil(lambda: "没有读成" in words(page), timeout=PATIENCE)
    finally:
        fsops.set_fault_hook(before)
    assert told in words(page)
    assert staged(context) == []
    button(page, "再读一次").click()
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    accept(qtbot, page)
    assert len(context.store.submissions.submissions()) == 1


def test_a_full_disk_while_accepting_keeps_what_was_read(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_page(qtbot, context)
    deliver(page, a_received(context, "玉州区", ("朗悦花园",)))

    def fail(step: str, _path: Path) -> None:
        if step == "rename":
            raise OSError(errno.ENOSPC, "planned")

    before = fsops.set_fault_hook(fail)
    try:
        with qtbot.captureExceptions() as raised:
            button(page, "确认接收").click()
            qtbot.waitUntil(lambda: bool(raised), timeout=PATIENCE)
    finally:
        fsops.set_fault_hook(before)
    assert "磁盘已满" in str(raised[0][1])
    assert context.store.submissions.submissions() == ()
    assert button(page, "确认接收").isEnabled()
    accept(qtbot, page)
    assert len(context.store.submissions.submissions()) == 1


def test_several_counties_come_one_after_another(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = a_page(qtbot, context)
    first = a_folder(tmp_path / "甲县", a_county("朗悦花园"))
    second = a_folder(tmp_path / "乙县", a_county("长城二花园"))
    page.inspect_all((first, tmp_path / "没有", second))
    assert "之后还有 2 份" in words(page)
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    button(page, "确认接收").click()
    qtbot.waitUntil(lambda: "没有读成" in words(page), timeout=PATIENCE)
    button(page, "返回").click()
    qtbot.waitUntil(lambda: "乙县" in words(page), timeout=PATIENCE)
    button(page, "停止读取").click()
    assert "刚接收：玉州区" in words(page)


def test_stopping_one_of_several_stops_them_all(qtbot: QtBot, context: Context) -> None:
    said: list[str] = []
    page = a_page(qtbot, context, said)
    page.inspect_all((sample_folder(), sample_folder()))
    button(page, "停止读取").click()
    assert said == ["已停止，其余 1 份没有读取。"]
    assert "拖到这里" in words(page)


def test_a_stop_that_comes_too_late_leaves_nothing_either(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_page(qtbot, context)
    monkeypatch.setattr(background.Task, "is_cancelled", property(lambda _task: False))
    page.inspect(sample_folder())
    handover = page.delivery._reading._handover
    assert handover is not None
    while not handover._is_offered:
        threading.Event().wait(0.01)
    page.delivery._reading._tell_done = lambda _received: None  # type: ignore[method-assign]
    button(page, "停止读取").click()
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)
    assert staged(context) == []


def test_the_receipt_is_offered_until_it_was_asked_for(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ImportPage, "_print_receipt", lambda _page, county: asked.append(county))
    page = a_page(qtbot, context)
    deliver(page, a_received(context, "玉州区", ("朗悦花园",)))
    accept(qtbot, page)
    button(page, "打印玉州区的收件回执").click()
    assert asked == ["C01"]
    assert "收件回执还没有打印" not in words(page)


def test_another_coding_of_the_names_reads_the_archive_again(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = a_page(qtbot, context)
    page.inspect(a_zip(tmp_path / "玉州区.zip", a_county("朗悦花园").items()))
    qtbot.waitUntil(lambda: "文件名编码" in words(page), timeout=PATIENCE)
    choice = page.delivery.confirmation._coding
    choice.setCurrentIndex(choice.findText("GBK"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    assert choice.currentText() == "GBK"
    assert page.delivery._coding is NameCoding.GBK


def test_a_figure_is_opened_where_it_stands(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[SourceDialog] = []
    monkeypatch.setattr(figures_pane, "is_accepted", shown.append)
    page = a_page(qtbot, context)
    page.inspect(sample_folder())
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    figures = page.delivery.confirmation.figures
    row = next(row for row in figures.table.rows if row.fact.name is FactName.HOUSEHOLDS)
    figures.table.opened.emit(row)
    (dialog,) = shown
    assert row.fact.source.place in dialog.windowTitle()
    told = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"{row.estate}的户数：原文“{row.fact.raw}”" in told
    dialog.done(0)
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)


def test_a_figure_of_an_accepted_county_is_opened_where_it_stands(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[SourceDialog] = []
    monkeypatch.setattr(figures_pane, "is_accepted", shown.append)
    page = a_page(qtbot, context)
    page.inspect(sample_folder())
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    accept(qtbot, page)
    figures = page._received._county.figures
    row = next(row for row in figures.table.rows if row.fact.name is FactName.HOUSEHOLDS)
    figures.table.opened.emit(row)
    (dialog,) = shown
    assert row.fact.source.place in dialog.windowTitle()
    dialog.done(0)
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)


def test_a_folder_that_fits_no_estate_is_given_to_one(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = a_page(qtbot, context)
    files = {**a_county("朗悦花园"), "水岸/门岗.txt": "门岗".encode()}
    page.inspect(a_folder(tmp_path / "玉州区", files))
    qtbot.waitUntil(lambda: "核对后接收" in words(page), timeout=PATIENCE)
    matches = page.delivery.confirmation.matches
    assert matches.table.choose(lambda row: row.match.written == "水岸")
    matches._estate.setCurrentIndex(matches._estate.findData("朗悦花园"))
    matches._set.click()
    assert next(row.state for row in matches.table.rows) == "已更正"
    accept(qtbot, page)
    (estate,) = context.store.submissions.estates()
    assert "水岸/门岗.txt" in [material.path for material in estate.materials]
    (submission,) = context.store.submissions.submissions()
    assert "door_name_corrected" in [finding.code for finding in submission.findings]


def test_leaving_while_the_files_go_to_their_places_is_not_possible(
    qtbot: QtBot, context: Context
) -> None:
    said: list[str] = []
    page = a_page(qtbot, context, said)
    deliver(page, a_received(context, "玉州区", ("朗悦花园",)))
    button(page, "确认接收").click()
    assert not page.may_leave()
    assert said == ["正在接收，请稍候片刻。"]
    qtbot.waitUntil(lambda: not page.delivery.is_accepting, timeout=PATIENCE)
    assert len(context.store.submissions.submissions()) == 1


def test_a_second_delivery_says_what_changed(qtbot: QtBot, context: Context) -> None:
    receive(context)
    page = a_page(qtbot, context)
    again = a_received(context, "玉州区", ("朗悦花园", "长城二花园"), text="修改稿")
    deliver(page, again)
    assert "第 2 次报送" in words(page)
    assert "改动 3 个文件" in words(page)
    accept(qtbot, page)
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
    accept(qtbot, page)
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
