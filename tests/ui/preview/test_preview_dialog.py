"""A paper on the screen: looked through, printed, saved, and always noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, print_documents
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.materials.page_layout import ZOOM_MIN, Fit
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.preview import preview_dialog
from meihao_desktop.ui.preview.preview_dialog import REFUSED, PreviewDialog, show_paper
from meihao_desktop.ui.preview.saved_dialog import SavedDialog
from tests.support.rounds import a_round_in


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def changes() -> list[Change]:
    return []


@pytest.fixture
def announcer(changes: list[Change]) -> Announcer:
    announcer = Announcer()
    announcer.changed.connect(changes.append)
    return announcer


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, announcer: Announcer) -> PreviewDialog:
    document = print_documents.render(context, Paper.SCORE_SHEETS)
    dialog = PreviewDialog(context, announcer, document, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words(dialog: PreviewDialog | SavedDialog) -> str:
    labels = (label for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))
    return "\n".join(label.text() for label in labels)


def button(dialog: PreviewDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def to_pdf(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_the_paper_is_there_with_all_of_its_pages(dialog: PreviewDialog) -> None:
    assert len(dialog.view.sizes) == 9
    assert "第 1/9 页" in words(dialog)
    assert "个人评分表" in words(dialog)


def test_pages_are_turned_by_key(qtbot: QtBot, dialog: PreviewDialog) -> None:
    dialog.view.show_page(3)
    assert dialog.view.page == 3
    assert "第 4/9 页" in words(dialog)
    dialog.view.show_page(99)
    assert dialog.view.page == 8
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.view.page == 7


def test_the_whole_page_or_the_whole_width(dialog: PreviewDialog) -> None:
    button(dialog, "整页").click()
    assert dialog.view.fit is Fit.PAGE
    button(dialog, "适宽").click()
    assert dialog.view.fit is Fit.WIDTH


def test_zooming_starts_from_what_is_seen(dialog: PreviewDialog) -> None:
    dialog.view.zoom_by(1)
    first = dialog.view.zoom
    dialog.view.zoom_by(1)
    assert dialog.view.zoom == pytest.approx(first * 1.25)
    assert button(dialog, "适宽").isVisible()
    dialog.view.zoom_by(-99)
    assert dialog.view.zoom == ZOOM_MIN


def test_saving_says_where_and_is_noted(
    context: Context, dialog: PreviewDialog, changes: list[Change]
) -> None:
    button(dialog, "保存到评审目录").click()
    (file,) = (context.folder / "exports").glob("*.pdf")
    assert f"已保存到 {file}" in words(dialog)
    assert file.read_bytes().startswith(b"%PDF")
    assert changes == [Change(is_printings=True)]
    assert [p.paper for p in context.store.printings.all()] == ["SCORE_SHEETS"]


def test_saving_elsewhere_writes_into_that_folder(dialog: PreviewDialog, tmp_path: Path) -> None:
    dialog.save(tmp_path / "stick")
    saved = sorted(file.suffix for file in (tmp_path / "stick").iterdir())
    assert saved == [".pdf", ".sig"], "the signature goes along"


def test_printing_prints_every_page_and_is_noted(
    context: Context, dialog: PreviewDialog, changes: list[Change], tmp_path: Path
) -> None:
    dialog.print_to(to_pdf(tmp_path / "printed.pdf"))
    printed = PageSource((tmp_path / "printed.pdf").read_bytes())
    assert len(printed.pages().sizes) == 9
    assert "已送打印 9 页" in words(dialog)
    assert changes == [Change(is_printings=True)]
    assert len(context.store.printings.all()) == 1


def test_a_refusing_printer_is_told_and_not_noted(
    context: Context, dialog: PreviewDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(preview_dialog, "press", lambda *_all: False)
    dialog.print_to(to_pdf(tmp_path / "printed.pdf"))
    assert REFUSED in words(dialog)
    assert context.store.printings.all() == ()


def test_it_fits_a_small_screen_with_large_text(
    qtbot: QtBot, context: Context, announcer: Announcer
) -> None:
    theme.scale(30)
    document = print_documents.render(context, Paper.RANKING)
    dialog = PreviewDialog(context, announcer, document, None)
    qtbot.addWidget(dialog)
    dialog.show()
    room = dialog.screen().availableSize()
    size = dialog.size()
    theme.scale(18)
    assert size.width() <= room.width()
    assert size.height() <= room.height()


def test_a_workbook_is_saved_at_once_and_told_where(
    context: Context, announcer: Announcer, changes: list[Change],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    shown: list[str] = []

    def look(dialog: SavedDialog) -> bool:
        shown.append(words(dialog))
        dialog.save_copy(tmp_path / "stick")
        shown.append(dialog.where.text())
        dialog.deleteLater()
        return True

    monkeypatch.setattr(preview_dialog, "is_accepted", look)
    show_paper(context, announcer, Paper.RANKING_WORKBOOK)
    (file,) = (context.folder / "exports").glob("*.xlsx")
    assert file.suffix == ".xlsx"
    assert str(file) in shown[0]
    assert shown[1] == str(tmp_path / "stick" / file.name)
    assert len(changes) == 2


def test_a_paper_that_may_not_be_had_opens_no_window(
    qapp: object, context: Context, announcer: Announcer
) -> None:
    del qapp
    context.actor = None
    with pytest.raises(RuleViolation):
        show_paper(context, announcer, Paper.RANKING)
