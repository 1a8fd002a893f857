"""归档台: what would be archived, writing it beside the window, and what was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import archive_round, begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.archive_desk.archive_page import ArchivePage
from meihao_desktop.ui.archive_desk.archive_pane import facts_of
from meihao_desktop.ui.page import Services
from tests.support.rounds import OBSERVER, a_round_in, sit

PATIENCE = 60_000


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.FINAL, tmp_path / "round")
    yield context
    begin_round.close_round(context)


def page_of(context: Context, qtbot: QtBot) -> tuple[ArchivePage, list[str]]:
    said: list[str] = []
    announcer = Announcer()
    page = ArchivePage(context, announcer, Services(lambda _desk, _target: None, said.append))
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page, said


def words(page: ArchivePage) -> str:
    return "".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def offered(page: ArchivePage) -> set[str]:
    return {b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()}


def test_the_secretary_archives_and_the_desk_shows_what_to_compare(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page, said = page_of(context, qtbot)
    assert "归档…" in offered(page)
    assert "归档目录…" not in offered(page)
    (tmp_path / "stick").mkdir()
    page.acts.archive(tmp_path / "stick")
    assert page.hindrance()
    qtbot.waitUntil(lambda: "已归档并逐字节读回核对" in words(page), timeout=PATIENCE)
    assert said == [], "told once, where it stays"
    assert not page.hindrance()
    (made,) = archive_round.archive_desk(context).archives
    assert page.archive_pane.table.current == made
    assert "归档目录…" in offered(page)
    assert archive_round.check(Path(made.place)).is_sound


def test_whoever_went_to_another_desk_is_told_when_the_archive_is_done(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page, said = page_of(context, qtbot)
    page.acts.archive(tmp_path)
    page.hide()
    qtbot.waitUntil(lambda: said == ["归档完成。"], timeout=PATIENCE)


def test_the_observer_looks_on(context: Context, qtbot: QtBot) -> None:
    sit(context, OBSERVER)
    page, _ = page_of(context, qtbot)
    assert "归档…" not in offered(page)


def test_what_to_compare_is_grouped_as_it_is_printed(context: Context, tmp_path: Path) -> None:
    made = archive_round.archive(context, tmp_path, lambda _watch: ())
    facts = dict(facts_of(made))
    assert facts["密钥指纹"].replace(" ", "") == made.fingerprint
    assert facts["留痕链末端"].startswith(f"第 {made.log_seq} 号")


def test_a_target_brings_its_tab_into_view(context: Context, qtbot: QtBot) -> None:
    page, _ = page_of(context, qtbot)
    page.show_target("check")
    assert page.check_pane.isVisible()
    page.show_target("archive")
    assert page.archive_pane.isVisible()


@pytest.mark.parametrize("points", [18, 24, 30])
def test_the_acts_stay_in_view_however_large_the_text(
    context: Context, qtbot: QtBot, points: int
) -> None:
    theme.scale(points)
    page, _ = page_of(context, qtbot)
    page.archive_pane.say_done("已归档并逐字节读回核对。" * 5)
    room = 768 - 2 * theme.metrics().target - 3 * theme.metrics().unit  # below the window's head
    assert page.minimumSizeHint().height() <= room
    assert page.minimumSizeHint().width() <= 1366
