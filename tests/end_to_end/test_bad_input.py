"""Bad input and bad disks, met in the window and on the command line: one sentence, no loss."""

import errno
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop import cli
from meihao_desktop.app import Program
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, verify_log
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.import_desk.import_page import ImportPage
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.preferences import Preferences
from tests.end_to_end.meeting import PATIENCE, press
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import SECRETARY, SteppingClock, a_round_in
from tests.support.submissions import a_county, a_folder, a_workbook
from tests.ui.scoring_desk.desks import DeskStory

PIN = open_pin(SECRETARY)
Make = Callable[[Path], Path]


def no_zip(place: Path) -> Path:
    place.with_suffix(".zip").write_bytes(b"\x00\x01 not an archive")
    return place.with_suffix(".zip")


def empty_folder(place: Path) -> Path:
    place.mkdir()
    return place


def no_header(place: Path) -> Path:
    rows = [("推荐汇总表",), ("玉州区", "朗悦花园", "某物业公司", 110700, 1018, 93)]
    return a_folder(place, {**a_county("朗悦花园"), "推荐汇总表.xlsx": a_workbook(rows)})


def no_form(place: Path) -> Path:
    files = a_county("朗悦花园", "长城二花园")
    return a_folder(place, {k: v for k, v in files.items() if k != "朗悦花园/申报表.docx"})


USELESS: Mapping[Make, str] = {
    no_zip: "请报送单位重新打包为 ZIP，或直接报送文件夹。",
    empty_folder: "请选择装有报送材料的文件夹。",
}
FAULTY: Mapping[Make, str] = {
    no_header: "请补上表头后重新导入。",
    no_form: "“朗悦花园”没有申报表。请报送单位补交，或核对后写明理由。",
}


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    opened = a_round_in(Phase.RECEIVING, tmp_path / "评审")
    yield opened
    begin_round.close_round(opened)


def a_page(qtbot: QtBot, context: Context) -> ImportPage:
    announcer = Announcer()
    page = ImportPage(context, announcer, Services(lambda _desk, _target: None, lambda _said: None))
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


def everything(page: QWidget) -> str:
    """Every label in view and every cell of every table, shown or behind a tab."""
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    for view in page.findChildren(QTableView):
        model = view.model()
        labels += [
            str(model.index(row, at).data())
            for row in range(model.rowCount())
            for at in range(model.columnCount())
        ]
    return "\n".join(labels)


def is_untouched(folder: Path) -> bool:
    """Nothing was taken in, and nothing was left lying about."""
    left = [p for name in ("staging", "materials") for p in (folder / name).rglob("*")]
    return not [path for path in left if path.is_file()]


def received_in(folder: Path) -> int:
    context = begin_round.open_round(folder, SteppingClock())
    try:
        return len(context.store.submissions.submissions())
    finally:
        begin_round.close_round(context)


@pytest.mark.parametrize("make", list(USELESS))
def test_the_window_refuses_what_cannot_be_read(
    qtbot: QtBot, context: Context, tmp_path: Path, make: Make
) -> None:
    page = a_page(qtbot, context)
    page.inspect(make(tmp_path / "报送"))
    qtbot.waitUntil(lambda: "没有读成" in everything(page), timeout=PATIENCE)
    assert USELESS[make] in everything(page)
    press(page, "返回")
    assert "拖到这里" in everything(page)
    assert is_untouched(context.folder)


@pytest.mark.parametrize("make", list(FAULTY))
def test_the_window_shows_what_is_missing_before_anything_is_accepted(
    qtbot: QtBot, context: Context, tmp_path: Path, make: Make
) -> None:
    page = a_page(qtbot, context)
    page.inspect(make(tmp_path / "报送"))
    qtbot.waitUntil(lambda: "核对后接收" in everything(page), timeout=PATIENCE)
    assert FAULTY[make] in everything(page)
    press(page, "放弃")
    qtbot.waitUntil(lambda: not background.is_busy(), timeout=PATIENCE)
    assert is_untouched(context.folder)


@pytest.mark.parametrize("make", [*USELESS, *FAULTY])
def test_the_command_line_says_the_same_and_tells_it_by_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Make
) -> None:
    folder = tmp_path / "评审"
    begin_round.close_round(a_round_in(Phase.RECEIVING, folder))
    source = make(tmp_path / "报送")
    code = cli.main(["import", str(folder), str(source), "--pin", PIN, "--county", "玉州区"])
    said = capsys.readouterr()
    assert code == (cli.FAILED if make in USELESS else cli.FOUND)
    assert {**USELESS, **FAULTY}[make] in (said.err if make in USELESS else said.out)
    assert is_untouched(folder)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("9", "应在 0 至 8 分之间"),
        ("-1", "请输入数字"),
        ("2.13", "应为 0.1 分的整数倍"),
        ("好", "请输入数字"),
    ],
)
def test_points_that_cannot_be_given_are_not_kept(
    qtbot: QtBot, tmp_path: Path, typed: str, told: str
) -> None:
    story = DeskStory(qtbot, tmp_path / "评审")
    page = story.open()
    page.room.rubric.rows.go_to(next(iter(page.room.rubric.rows.rows)))
    story.types("7.2")
    page.room.rubric.rows.go_to(next(iter(page.room.rubric.rows.rows)))
    current = page.room.rubric.rows.current
    current.field.setText(typed)
    current.field.commit()
    assert told in current.fault.text()
    assert story.kept_points()["1.1"] == Decimal("7.2")
    page.may_leave()
    begin_round.close_round(story.context)


def test_points_typed_while_the_disk_is_full_are_told_and_kept_once_there_is_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    story = DeskStory(qtbot, tmp_path / "评审")
    page = story.open()
    page.room.rubric.rows.go_to(next(iter(page.room.rubric.rows.rows)))
    database = story.context.store._db
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    number = 0
    while not page.keeper.unsaved:  # the last page has room for some more lines
        number = number % 70 + 1
        page.room.rubric.rows.current.field.setText(f"{number / 10}")
        page.room.rubric.rows.current.field.commit()
    assert "磁盘已满" in page.room.unsaved.sentence
    kept = story.kept_points().get("1.1")
    assert kept != Decimal(number) / 10
    database.execute("PRAGMA max_page_count = 1000000")
    page.room.retry.click()
    assert story.kept_points()["1.1"] == Decimal(number) / 10
    assert verify_log.verify_open(story.context).is_sound
    page.may_leave()
    begin_round.close_round(story.context)


def test_a_second_window_is_refused_and_the_first_keeps_its_round(
    qtbot: QtBot, context: Context, own_home: Path
) -> None:
    program = Program(Preferences(own_home))
    qtbot.addWidget(program.start_window)
    with pytest.raises(StorageError, match="已被另一个程序打开"):
        program.open_folder(context.folder)
    assert program.context is None
    assert verify_log.verify_open(context).is_sound
    program.end()
    program.deleteLater()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_read_only_folder_is_told_in_the_window_and_on_the_command_line(
    qtbot: QtBot, tmp_path: Path, own_home: Path, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    folder = tmp_path / "评审"
    begin_round.close_round(a_round_in(Phase.RECEIVING, folder))
    program = Program(Preferences(own_home))
    qtbot.addWidget(program.start_window)
    with faults(FaultPlan(1, code)), pytest.raises(StorageError, match="只读"):
        program.open_folder(folder)
    assert program.context is None
    with faults(FaultPlan(1, code)):
        assert cli.main(["check", str(folder), "--pin", PIN]) == cli.FAILED
    assert "只读" in capsys.readouterr().err
    program.open_folder(folder)
    assert program.context is not None
    program.end()
    program.deleteLater()


def test_a_disk_that_fills_up_at_any_step_of_an_import_leaves_the_round_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "评审"
    begin_round.close_round(a_round_in(Phase.RECEIVING, folder))
    source = a_folder(tmp_path / "报送", a_county("朗悦花园"))
    given = ["import", str(folder), str(source), "--pin", PIN, "--accept"]
    struck, code = 0, cli.FAILED
    while code == cli.FAILED:
        with faults(FaultPlan(struck + 1, errno.ENOSPC)):
            code = cli.main(given)
        if code == cli.FAILED:
            struck += 1
            assert capsys.readouterr().err.endswith("。\n")
            assert not any(path.is_file() for path in (folder / "staging").rglob("*"))
            assert received_in(folder) == 0
    assert struck >= 5
    assert code == cli.DONE
    assert received_in(folder) == 1
    for kept in (folder / "materials").glob("*/*"):  # whole, whichever attempt brought it
        assert kept.suffix or sha256(kept.read_bytes()).hexdigest() == kept.name
    assert verify_log.verify(folder).is_sound
