"""A small 正式 round held entirely through the windows, as the people of a meeting would."""

import csv
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from meihao_desktop import cli, resources
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.exchange.file_signature import SUFFIX
from meihao_desktop.operations import verify_log
from meihao_desktop.ui import background
from meihao_desktop.ui.import_desk import received_pane
from meihao_desktop.ui.new_round_dialog import FirstPinDialog, NewRoundDialog
from meihao_desktop.ui.panel_desk.election_dialog import ElectionDialog
from meihao_desktop.ui.panel_desk.panel_page import PanelPage
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from meihao_desktop.ui.panel_desk.pins_dialog import PinsDialog
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.scoring_desk.seal_dialog import SealDialog
from meihao_desktop.ui.secretary_desk.secretary_page import SecretaryPage
from tests.end_to_end.meeting import (
    ACROSS,
    PATIENCE,
    Doorkeeper,
    Meeting,
    answer,
    cells,
    choose,
    confirm,
    is_pin,
    matrix,
    pin_in,
    press,
    settle,
    shown,
    words,
)
from tests.printing.reading import page_texts

SAMPLE = resources.path("sample")
PACKAGES = SAMPLE / "packages"
EXPERTS = ("专家01", "专家02", "专家03")
SCRIPT = {
    "凯旋会花园": "凯旋会花园",
    "保利花园": "保利花园",
    "朗悦花园": "凯旋会花园",
    "长城二花园": "长城二花园",
}
"""Whose points of the sample an estate gets: two get the same, so that their tie is perfect."""
VOTED = ("朗悦花园", "凯旋会花园")


def points_of(expert: str, estate: str) -> list[str]:
    """What this expert types for this estate, in the order of the rubric."""
    with (SAMPLE / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [
            line["points"]
            for line in csv.DictReader(stream)
            if (line["expert"], line["estate"]) == (expert, SCRIPT[estate])
        ]


def by_hand() -> list[tuple[int, str, str]]:
    """Three experts are too few to drop anybody, so it is the plain mean; then the vote."""
    means = {
        estate: sum((sum(map(Fraction, points_of(e, estate))) for e in EXPERTS), Fraction()) / 3
        for estate in SCRIPT
    }
    ordered = sorted(means, key=lambda n: (-means[n], VOTED.index(n) if n in VOTED else 0))
    return [(at, name, str(means[name])) for at, name in enumerate(ordered, start=1)]


@pytest.fixture
def meeting(qtbot: QtBot, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meeting]:
    held = Meeting(qtbot, own_home, monkeypatch)
    yield held
    held.program.end()
    held.program.deleteLater()


def begin(meeting: Meeting) -> None:
    """A formal round; the secretary's PIN is shown once and noted."""

    def plan(dialog: QDialog) -> None:
        assert isinstance(dialog, NewRoundDialog)
        assert dialog.plan.mode is RoundMode.FORMAL
        dialog.title_field.setText("2025年度小区评审")
        dialog.bureau_field.setText("市住房和城乡建设局")
        dialog.secretary_field.setText("秘书")
        confirm(dialog)

    def note(dialog: QDialog) -> None:
        assert isinstance(dialog, FirstPinDialog)
        meeting.pins["秘书"] = pin_in(dialog)
        confirm(dialog)

    answer(plan, note)
    meeting.program.begin_round()
    assert meeting.phase is Phase.PREPARING


def convene(meeting: Meeting) -> None:
    """Members are entered, the chair elected, and everybody is handed a PIN."""
    meeting.sit("秘书")
    page = meeting.desk("panel")
    for name, role in (*((e, Role.EXPERT) for e in EXPERTS), ("监督员", Role.OBSERVER)):
        answer(entering(name, role))
        press(page, "登记成员")
    answer(elect_the_first)
    press(page, "推选组长")

    def note(dialog: QDialog) -> None:
        assert isinstance(dialog, PinsDialog)
        press(dialog, "在屏幕上显示")
        told = words(dialog).splitlines()
        meeting.pins |= {name: pin.replace(" ", "") for name, pin in pairwise(told) if is_pin(pin)}
        confirm(dialog)

    answer(note)
    press(page, "补发全部 PIN")
    meeting.qtbot.waitUntil(lambda: len(meeting.pins) == 5, timeout=PATIENCE)
    assert set(meeting.pins) == {"秘书", "监督员", *EXPERTS}
    assert len(set(meeting.pins.values())) == 5


def elect_the_first(dialog: QDialog) -> None:
    """Everybody votes for the first candidate."""
    assert isinstance(dialog, ElectionDialog)
    dialog._voters.setValue(len(EXPERTS))
    next(iter(dialog._boxes.values())).setValue(len(EXPERTS))
    confirm(dialog)


def entering(name: str, role: Role) -> Callable[[QDialog], None]:
    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        dialog._name.setText(name)
        dialog._unit.setText("市物业行业协会")
        for box in dialog.findChildren(QCheckBox):
            box.setChecked(box.text() == role.value)
        confirm(dialog)

    return enter


def receive(meeting: Meeting, scratch: Path) -> None:
    """Two counties; in one a form is missing, which holds the round until it is settled."""
    meeting.go_on()
    folder = scratch / "广州市"
    shutil.copytree(PACKAGES / "广州市", folder)
    next(folder.glob("2.保利花园/附件1*.docx")).unlink()
    page = meeting.desk("import")
    for asks, act, source in (
        ("_asked_folder", "导入文件夹", folder),
        ("_asked_archives", "导入压缩包", PACKAGES / "深圳市报送材料.zip"),
    ):
        chosen = [str(source)] if asks == "_asked_archives" else str(source)
        meeting.monkeypatch.setattr(received_pane, asks, lambda _parent, at=chosen: at)
        press(page, act)
        meeting.qtbot.waitUntil(lambda at=page: "核对后接收" in words(at), timeout=PATIENCE)
        press(page, "确认接收")
        meeting.qtbot.waitUntil(lambda at=page: offers(at, "导入文件夹"), timeout=PATIENCE)
    assert any("“保利花园”没有申报表" in told for told in meeting.blocked())
    desk = meeting.window.page
    assert isinstance(desk, SecretaryPage)
    assert "“保利花园”没有申报表" in words(desk)
    settle(desk, "已向报送单位核实，申报表随后补交原件。")
    meeting.go_on()
    assert any("还没有做会前自检" in told for told in meeting.blocked())
    meeting.check_machine()
    meeting.go_on()
    assert meeting.phase is Phase.SCORING


def offers(page: QWidget, text: str) -> bool:
    """Whether a button with this text can be pressed now."""
    return any(b.text() == text and b.isEnabled() for b in shown(page, QAbstractButton))


def score(meeting: Meeting) -> None:
    """Each expert types every figure on the keyboard and seals estate by estate."""
    declare_as_secretary(meeting)
    for expert in EXPERTS:
        meeting.sit(expert)
        page = meeting.window.page
        assert isinstance(page, ScoringPage)
        assert meeting.window.desk_names[0] == "scoring"
        declare_free(meeting, page, expert)
        for _ in SCRIPT:
            type_in(meeting, page, expert)
            meeting.window.activateWindow()
            meeting.qtbot.waitUntil(meeting.window.isActiveWindow, timeout=PATIENCE)
            QTest.keyClick(
                QApplication.focusWidget() or page,
                Qt.Key.Key_Right,
                Qt.KeyboardModifier.ControlModifier,
            )
        assert {row.state.value for row in page._desk.estates} == {"已提交"}


def declare_as_secretary(meeting: Meeting) -> None:
    """The secretary declares at the panel desk, for the secretary acts on every estate."""
    meeting.sit("秘书")
    meeting.window.show_desk("panel", "recusals")
    page = meeting.window.page
    assert isinstance(page, PanelPage)
    press(page, "申报本人的回避")
    assert page._declaration is not None
    QTest.keyClicks(page._declaration.pin_field, meeting.pins["秘书"])
    press(page, "提交申报")
    assert page._declaration is None


def declare_free(meeting: Meeting, page: ScoringPage, expert: str) -> None:
    """Nothing opens before the declaration; whoever has no interest only types the PIN."""
    assert page.gate.pane is not None
    assert not page.room.isVisible()
    QTest.keyClicks(page.gate.pane.pin_field, meeting.pins[expert])
    press(page, "提交申报")
    assert page.gate.pane is None


def type_in(meeting: Meeting, page: ScoringPage, expert: str) -> None:
    assert page.row is not None
    name = page.row.estate.name
    rows = page.room.rubric.rows
    rows.go_to(next(iter(rows.rows)))
    for figure in points_of(expert, name):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, figure)
        QTest.keyClick(focus, Qt.Key.Key_Return)

    def seal(dialog: QDialog) -> None:
        assert isinstance(dialog, SealDialog)
        QTest.keyClicks(dialog.pin_field, meeting.pins[expert])
        QTest.keyClick(dialog.pin_field, Qt.Key.Key_Return)

    seen = answer(seal, lambda dialog: dialog.reject())
    press(page, "提交封存…")
    assert len(seen) == 2


def collate(meeting: Meeting) -> None:
    """The matrix, a finding settled by the secretary, the tie ordered by the chair."""
    meeting.sit("秘书")
    meeting.go_on()
    page = meeting.desk("secretary")
    assert isinstance(page, SecretaryPage)
    page.show_tab(1)
    assert matrix(page)["长城二花园"][2:] == totals("长城二花园")
    page.show_tab(2)
    choose(page, "不在规定的 3 至 5 个之间")
    settle(page, "本市仅报送两个，已经主管部门同意。")
    tie = [told for told in meeting.blocked() if "并列跨第 2 名" in told]
    assert len(tie) == 1
    meeting.sit("专家01")
    page = meeting.desk("secretary")
    assert isinstance(page, SecretaryPage)
    page.show_tab(2)
    choose(page, "并列跨第 2 名")
    order = page._findings._detail._form._tie
    if order._names[0].text().endswith(VOTED[1]):
        QTest.mouseClick(order._downs[0], Qt.MouseButton.LeftButton)
    for at, votes in enumerate((2, 1)):
        order._boxes[at].setValue(votes)
    settle(page, "评审小组三名专家记名表决，二票对一票。")
    assert "已处理" in cells(page)


def totals(estate: str) -> list[str]:
    """The experts' totals as people write them, summed from the csv."""
    sums = (sum(map(Fraction, points_of(expert, estate))) for expert in EXPERTS)
    return [f"{float(total):.2f}".rstrip("0").rstrip(".") for total in sums]


def sign(meeting: Meeting) -> None:
    """Every sheet comes back in ink; the round becomes final."""
    meeting.sit("秘书")
    meeting.go_on()
    page = meeting.desk("secretary")
    assert isinstance(page, SecretaryPage)
    page.show_tab(0)
    for expert in EXPERTS:
        page._progress.choose(meeting.person(expert))
        answer(confirm)
        press(page, "登记该专家全部签字")
    assert cells(page) == {"已签字"}
    meeting.go_on()
    assert meeting.phase is Phase.FINAL


def save_papers(meeting: Meeting) -> Path:
    page = meeting.desk("secretary")
    assert isinstance(page, SecretaryPage)
    page.show_tab(3)
    press(page, "保存整套文书")
    meeting.qtbot.waitUntil(
        lambda: "份文书到" in words(page) and not background.is_busy(), timeout=PATIENCE * 10
    )
    assert meeting.program.context is not None
    assert verify_log.verify_open(meeting.program.context).is_sound
    return meeting.program.context.folder


def on_screen(meeting: Meeting) -> list[tuple[int, str, str]]:
    page = meeting.desk("ranking")
    view = next(shown(page, QTableView))
    model = view.model()
    heads = [str(model.headerData(at, ACROSS)) for at in range(model.columnCount())]
    at_place, at_name, at_points = map(heads.index, ("名次", "小区", "最终得分"))
    rows = ([str(model.index(row, at).data()) for at in range(len(heads))] for row in range(4))
    return [(int(row[at_place]), row[at_name], row[at_points]) for row in rows]


def by_command_line(
    folder: Path, pin: str, capsys: pytest.CaptureFixture[str]
) -> list[tuple[int, str, str]]:
    capsys.readouterr()
    assert cli.main(["rank", str(folder), "--pin", pin]) == cli.DONE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return [(int(row[0]), row[1], row[4]) for row in rows if row[0].isdigit()]


def check_papers(folder: Path) -> None:
    """All 正式: no watermark, no draft, the vote explained, every sheet there."""
    kinds: dict[str, list[Path]] = defaultdict(list)
    signatures = {file.name for file in (folder / "exports").glob(f"*{SUFFIX}")}
    papers = [file for file in (folder / "exports").iterdir() if file.name not in signatures]
    assert signatures == {f"{paper.name}{SUFFIX}" for paper in papers}
    for file in papers:
        worth, paper, *_ = file.name.split("-")
        assert worth == "正式", file.name
        kinds[paper].append(file)
    assert {kind: len(files) for kind, files in kinds.items()}.items() >= {
        "收件回执": 2, "得分汇总表": 1, "排名表": 1, "回避登记表": 1,
    }.items()  # fmt: skip
    for file in (folder / "exports").glob("*.pdf"):
        text = "".join("".join(page_texts(file.read_bytes())).split())
        assert "演练" not in text.replace("（演练）", ""), file.name
        assert "草稿" not in text, file.name
    ranking = "".join("".join(page_texts(kinds["排名表"][0].read_bytes())).split())
    assert "朗悦花园2票" in ranking
    assert "凯旋会花园1票" in ranking


def test_a_formal_round_is_held_from_the_stick_to_the_final_papers(
    meeting: Meeting, tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    doorkeeper = Doorkeeper()
    qapp.installEventFilter(doorkeeper)
    begin(meeting)
    convene(meeting)
    receive(meeting, tmp_path)
    score(meeting)
    collate(meeting)
    sign(meeting)
    folder = save_papers(meeting)
    window = on_screen(meeting)
    qapp.removeEventFilter(doorkeeper)
    assert doorkeeper.strays == []
    meeting.program.close_round()
    command_line = by_command_line(folder, meeting.pins["秘书"], capsys)
    assert command_line == by_hand()
    shown_by_hand = [(at, name, f"{float(Fraction(mean)):.2f}") for at, name, mean in by_hand()]
    assert window == shown_by_hand
    check_papers(folder)
