"""The bundles come back: wrong ones, doubled ones, late ones, and those that count."""

import sqlite3
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from tests.end_to_end.stick_before import HASTY, last_line
from tests.end_to_end.stick_cast import (
    CHAIR,
    CONTESTED,
    EXPERTS,
    LATE,
    MARK,
    OBSERVER,
    RECUSED,
    REOPENED,
    SECRETARY,
    SHARED,
)
from tests.end_to_end.stick_room import Meeting
from tests.printing.reading import page_texts

FORGER = "专家02"
FORGED = {
    "byte_changed": "改动一个字节",
    "cut_short": "只有前半份",
    "trailing": "末尾多一个字节",
    "other_key": "另一把密钥签名",
    "signed_by_another": "内容原样、他人签名",
    "points_altered": "改了分、重新签名",
    "points_resealed": "改了分和校验码、重新签名",
    "rehearsed": "写明是演练",
    "other_rubric": "另一份评分标准",
    "unknown_pack": "没有制作过的评审包",
    "unknown_estate": "没有参评的小区",
    "in_another_name": "冒用他人姓名",
    "not_encrypted": "内容原样、没有加密",
    "for_another_round": "内容原样、封给另一次评审",
    "letter_head_exchanged": "一封的开头接另一封的内容",
}
"""What somebody with an expert's laptop and PIN could write, and how the table calls it."""


def play(meeting: Meeting) -> None:
    """Everything until every sheet of every expert counts."""
    _score_at_the_desk(meeting)
    _offer_wrong_ones(meeting)
    _receive_honest_ones(meeting)
    _offer_again_and_older(meeting)
    _contest(meeting)
    _look_while_sealed(meeting)
    _open_without_one(meeting)
    _score_anew(meeting)
    _late(meeting)


def _score_at_the_desk(meeting: Meeting) -> None:
    """The expert whose laptop gave up sits down at the secretary's machine."""
    desk, pin = meeting.desk, meeting.pins[SHARED]
    meeting.sit(SHARED)
    desk.ask("declare", pin=pin)
    for estate, cells in meeting.points[SHARED].items():
        desk.ask("fill", name=estate, cells=cells)
        desk.ask("submit", name=estate, pin=pin)
    meeting.note(f"{SHARED}的评分表", "在秘书的电脑上评分封存", "封存")


def _offer_wrong_ones(meeting: Meeting) -> None:
    """Before any honest bundle is in, everything that is wrong is put before the secretary."""
    place, honest = meeting.strange.place, meeting.facts["bundles"][FORGER]
    what: dict[str, str] = {}
    for way, told in FORGED.items():
        file = place / f"评分包-{way}.meihao"
        pin = meeting.pins[FORGER]
        meeting.at_laptop(FORGER, "forge", way=way, source=str(honest), target=str(file), pin=pin)
        what[file.name] = f"伪造：{told}"
    rehearsed = _rehearsed_bundle(meeting)
    (place / rehearsed.name).write_bytes(rehearsed.read_bytes())
    what[rehearsed.name] = "演练的评分包"
    older = meeting.facts["old_materials"]
    (place / older.name).write_bytes(older.read_bytes())
    what[older.name] = "过期：按旧材料评的"
    head = next(meeting.stick.place.rglob("pack.meihao"))
    (place / "评分包-包.meihao").write_bytes(head.read_bytes())
    what["评分包-包.meihao"] = "评审包冒充评分包"
    (place / "评分包-信.meihao").write_text("见附件。", encoding="utf-8")
    what["评分包-信.meihao"] = "别的文件"
    gone = place / "评分包-拔走.meihao"
    what[gone.name] = "选中后 U 盘已拔出"
    outcomes = meeting.receive("交给秘书", what, *sorted(place.iterdir()), gone)
    meeting.facts["wrong"] = Counter(outcomes.values())
    meeting.sit(SECRETARY)
    after = meeting.desk.ask("reception")
    meeting.facts["after_wrong"] = (after["told"], after["sealed"], after["handovers"])


def _rehearsed_bundle(meeting: Meeting) -> Path:
    """A rehearsal of its own, with a laptop that hands over what was practised there."""
    machine, expert = meeting.rehearsal, "专家02"
    folder, stick = machine.place / "演练", machine.place / "U盘"
    stick.mkdir()
    machine.command("rehearse", folder, "--until", "封存")
    lines = (folder / "演练PIN.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.partition("（")[0]: line.rpartition("：")[2] for line in lines if "：" in line}
    machine.command("pack", folder, stick, "--as", SECRETARY, pin=pins[SECRETARY])
    seat = ("--as", expert)
    machine.command("take-seat", machine.folder, stick, *seat, pin=pins[expert])
    machine.ask("sit", person="P03", pin=pins[expert])
    machine.ask("declare", pin=pins[expert])
    estate, cells = next(iter(meeting.points[expert].items()))
    machine.ask("fill", name=estate, cells=cells)
    machine.ask("submit", name=estate, pin=pins[expert])
    machine.command("hand-over", machine.folder, stick, *seat, pin=pins[expert])
    (file,) = stick.glob("评分包-*.meihao")
    return file.rename(file.with_name("评分包-演练.meihao"))


def _receive_honest_ones(meeting: Meeting) -> None:
    files = _on_stick(meeting)
    names = {meeting.facts["bundles"][who].name: f"{who}的评分包" for who in _by_stick()}
    outcomes = meeting.receive("交给秘书", names, *files)
    meeting.facts["honest"] = Counter(outcomes.values())
    meeting.sit(SECRETARY)
    meeting.facts["after_honest"] = meeting.desk.ask("reception")


def _offer_again_and_older(meeting: Meeting) -> None:
    """The whole stick once more, a copy under another name, and a bundle that came before."""
    files = _on_stick(meeting)
    names = {meeting.facts["bundles"][who].name: f"{who}的评分包" for who in _by_stick()}
    copy = meeting.strange.place / "评分包-副本.meihao"
    copy.write_bytes(files[0].read_bytes())
    names[copy.name] = "同一份，换了文件名"
    outcomes = meeting.receive("再交一次", names, *files, copy)
    meeting.facts["again"] = Counter(outcomes.values())
    early = meeting.facts["early_bundle"]
    what = {early.name: f"过期：{HASTY}的第 1 号评分包"}
    meeting.facts["early"] = meeting.receive("旧 U 盘", what, early)[early.name]


def _contest(meeting: Meeting) -> None:
    """The same serial with other points, signed by the very key: the chair has to decide."""
    honest = meeting.facts["bundles"][CONTESTED]
    file = meeting.strange.place / "评分包-另一份.meihao"
    meeting.at_laptop(
        CONTESTED, "forge", way="second_truth", source=str(honest), target=str(file),
        pin=meeting.pins[CONTESTED],
    )  # fmt: skip
    what = {file.name: f"{CONTESTED}的同号另一份，分数不同"}
    meeting.facts["contest"] = meeting.receive("交给秘书", what, file)[file.name]
    meeting.sit(SECRETARY)
    meeting.facts["contested"] = meeting.desk.ask("reception")["rows"][CONTESTED]
    meeting.sit(CHAIR)
    meeting.desk.ask(
        "decide", digest=sha256(meeting.inner(honest)).hexdigest(),
        reason="本人确认只交过第一份（合成数据）", witness=meeting.witness(OBSERVER),
    )  # fmt: skip
    meeting.note(f"{CONTESTED}的两份评分包", "组长裁定，监督员在场", "以第一份为准")


def _look_while_sealed(meeting: Meeting) -> None:
    """Before the opening nobody sees a figure: not in the window, the records or on paper."""
    desk = meeting.desk
    for name in (SECRETARY, CHAIR, OBSERVER):
        meeting.sit(name)
        meeting.facts[f"refused_to_{name}"] = desk.ask("may_see")
    meeting.sit(SECRETARY)
    meeting.facts["totals_before"] = desk.ask("totals")
    before = meeting.place / "拆封前的文书"
    made = [Path(file) for file in desk.ask("papers", folder=str(before))]
    meeting.facts["papers_before"] = len(made)
    texts = ["".join(page_texts(file.read_bytes())) for file in made if file.suffix == ".pdf"]
    of_points = f"{MARK}（专家"
    meeting.facts["marks_on_paper"] = sum(of_points in "".join(t.split()) for t in texts)
    desk.ask("leave")
    meeting.facts["marks_sealed"] = marks_in_records(desk.folder)
    meeting.facts["files_telling_sealed"] = files_telling(desk.folder, meeting.stick.place)
    meeting.say(f"拆封前：秘书、组长、监督员都看不到任何分数，{len(made)} 份文书里也没有；")
    meeting.say("　秘书的评审目录和 U 盘上的每个文件逐字节找过，也没有")


def marks_in_records(folder: Path) -> dict[str, int]:
    """How often each expert's reasons, and so the points beside them, stand in the database."""
    with closing(sqlite3.connect(f"file:{folder / 'round.db'}?mode=ro", uri=True)) as records:
        tables = records.execute("select name from sqlite_master where type='table'").fetchall()
        rows = [row for (name,) in tables for row in records.execute(f'select * from "{name}"')]  # noqa: S608
    text = "\n".join(str(value) for row in rows for value in row)
    return {name: text.count(f"{MARK}（{name}）") for name in EXPERTS}


def files_telling(*places: Path) -> list[str]:
    """The files in which the reasons of an expert stand who worked on a laptop."""
    words = [f"{MARK}（{name}）".encode() for name in EXPERTS if name != SHARED]
    files = [file for place in places for file in sorted(place.rglob("*")) if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in words)]


def _open_without_one(meeting: Meeting) -> None:
    """One bundle is missing: its reason is noted, and the others are opened."""
    told = meeting.typed("receive", meeting.desk.folder, "--open")
    meeting.note("全部评分包", f"{LATE}还没有交，秘书要拆封", "拒绝", told.strip())
    meeting.sit(SECRETARY)
    reason = "路上遇雨，人和 U 盘晚到（合成数据）"
    meeting.desk.ask("miss", expert=meeting.ids[LATE], reason=reason)
    told = meeting.typed("receive", meeting.desk.folder, "--open")
    if "已拆封" not in told:
        raise AssertionError(told)
    meeting.note("七份评分包", f"登记{LATE}缺席的原因后拆封", "拆封")
    meeting.facts["marks_opened"] = marks_in_records(meeting.desk.folder)
    meeting.facts["files_telling_opened"] = files_telling(meeting.desk.folder)


def _score_anew(meeting: Meeting) -> None:
    """A sheet is opened again, travels in a new pack, and comes back as revision 2."""
    expert, estate = REOPENED
    desk = meeting.desk
    meeting.sit(CHAIR)
    desk.ask(
        "reopen", expert=meeting.ids[expert], name=estate,
        reason="看错了满意度测评的年份，本人申请（合成数据）", witness=meeting.witness(OBSERVER),
    )  # fmt: skip
    told = last_line(meeting.typed("pack", desk.folder, meeting.stick))
    meeting.note("评审包第 3 号", "重新打开一份评分表后写出", "写成", told)
    done = meeting.take_seat(expert, meeting.stick)
    meeting.note("评审包第 3 号", f"{expert}更新席位", "更新", last_line(done["out"]))
    meeting.at_laptop(expert, "sit", person=meeting.ids[expert], pin=meeting.pins[expert])
    meeting.facts["revision"] = meeting.at_laptop(expert, "rows")[estate]["revision"]
    cells = {**meeting.points[expert][estate], **_mended(meeting, expert, estate)}
    meeting.points[expert][estate] = cells
    meeting.at_laptop(expert, "fill", name=estate, cells=cells)
    meeting.at_laptop(expert, "submit", name=estate, pin=meeting.pins[expert])
    before = meeting.facts["bundles"][expert]
    meeting.facts["bundles"][expert] = file = meeting.hand_over(expert, meeting.stick)
    what = {file.name: f"{expert}的评分包，含第 2 版评分表"}
    meeting.facts["second"] = meeting.receive("交给秘书", what, file)[file.name]
    meeting.sit(SECRETARY)
    desk.ask("open_all")
    early = meeting.facts["early_bundle"]
    what = {before.name: f"{expert}上一号评分包", early.name: f"过期：{expert}的第 1 号评分包"}
    meeting.facts["after_second"] = meeting.receive("再交一次", what, before, early)


def _mended(meeting: Meeting, expert: str, estate: str) -> dict[str, tuple[str, str]]:
    """One item as a colleague gave it, where they differ."""
    for number, (points, reason) in meeting.points[expert][estate].items():
        for other in EXPERTS:
            given = meeting.points[other][estate][number][0]
            if given != points:
                return {number: (given, f"{reason}更正")}
    raise AssertionError("all experts give the same everywhere")


def _late(meeting: Meeting) -> None:
    """The recusal is decided, the round goes on, and then the last bundle arrives."""
    desk = meeting.desk
    expert, estate = RECUSED
    meeting.sit(CHAIR)
    meeting.facts["recusals"] = desk.ask("recusals")
    reason = "情况属实，应当回避（合成数据）。"
    desk.ask("confirm_recusal", expert=meeting.ids[expert], name=estate, reason=reason)
    meeting.note(f"{expert}对{estate}的回避申报", "随评分包到达，组长认定", "认定")
    meeting.sit(SECRETARY)
    meeting.say(f"进入“{desk.ask('advance')}”")
    file = meeting.facts["bundles"][LATE]
    what = {file.name: f"{LATE}的评分包"}
    meeting.facts["late"] = meeting.receive("汇总开始后才到", what, file)[file.name]
    meeting.sit(SECRETARY)
    desk.ask("miss", expert=meeting.ids[LATE], reason="")
    desk.ask("open_all")
    meeting.note(f"{LATE}的评分包", "撤回缺席登记后拆封", "拆封")
    meeting.facts["complete"] = desk.ask("reception")
    meeting.facts["estate_names"] = desk.ask("estate_names")


def _by_stick() -> list[str]:
    return [name for name in EXPERTS if name not in (SHARED, LATE)]


def _on_stick(meeting: Meeting) -> list[Path]:
    return sorted(meeting.facts["bundles"][name] for name in _by_stick())
