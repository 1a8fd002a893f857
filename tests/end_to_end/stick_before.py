"""The first half of the scripted meeting: from the empty folder to nine experts at work."""

import re
import shutil
from pathlib import Path

from meihao_desktop import rehearsal
from meihao_desktop.exchange.stick import MARKER
from tests.end_to_end import stick_cast
from tests.end_to_end.stick_cast import (
    CHAIR,
    EARLY,
    EXPERTS,
    LATE,
    OBSERVER,
    RECUSED,
    SECRETARY,
    SHARED,
)
from tests.end_to_end.stick_room import BUREAU, TITLE, Meeting

PULLED_WRITER, PULLED_READER = 8, 40
"""At which finished file, and at which reading, the stick is pulled: amid the materials."""
HASTY = "专家04"
"""Hands over before all is done, and again afterwards."""


def play(meeting: Meeting) -> None:
    """Everything until the bundles lie on sticks."""
    _convene(meeting)
    _take_in(meeting)
    _seal(meeting)
    _pack_with_a_pulled_stick(meeting)
    _begin_early(meeting)
    _hand_in_anew(meeting)
    _take_seats(meeting)
    _score_at_the_same_time(meeting)
    _hand_over(meeting)


def _convene(meeting: Meeting) -> None:
    """The secretary founds the round; everybody gets a sealed slip."""
    desk = meeting.desk
    told = desk.typed("new", desk.folder, "--title", TITLE, "--bureau", BUREAU, "--year", "2025")
    pin = re.findall(r"PIN 是 (\d{6})", told.stdout)[0]
    meeting.ids[SECRETARY], meeting.pins[SECRETARY] = "P01", pin
    meeting.say("秘书建立正式评审（不是演练），九位专家和监督员登记入组")
    meeting.sit(SECRETARY)
    desk.ask("keep_rules")
    meeting.ids.update(desk.ask("convene", people=stick_cast.people()))
    members = [meeting.ids[name] for name in (*EXPERTS, OBSERVER)]
    slips = meeting.slips(Path(desk.ask("slips", people=members)))
    if set(slips) != {*EXPERTS, OBSERVER}:
        raise AssertionError(f"slips for {sorted(slips)}")
    meeting.pins.update(slips)
    meeting.say(f"发出 {len(slips)} 张 PIN 密封条，各人拆封自取")


def _take_in(meeting: Meeting) -> None:
    """Every county's submission comes in by the command line."""
    desk, script = meeting.desk, stick_cast.script()
    meeting.say(f"进入“{desk.ask('advance')}”")
    votes = {meeting.ids[name]: 0 for name in EXPERTS}
    votes[meeting.ids[CHAIR]] = 6
    desk.ask("elect", votes=votes)
    for told in script.round["packages"]:
        _import(meeting, script.folder / told["path"], told["county"])
    meeting.sit(SECRETARY)
    _settle_at_the_door(meeting)
    desk.ask("declare_self", pin=meeting.pins[SECRETARY])


def _import(meeting: Meeting, source: Path, county: str) -> None:
    done = meeting.desk.command(
        "import", meeting.desk.folder, source, "--county", county, "--accept",
        pin=meeting.pins[SECRETARY],
    )  # fmt: skip
    if "已接收" not in done["out"]:
        raise AssertionError(done["out"] + done["err"])
    meeting.say(f"　收件：{county}")


def _settle_at_the_door(meeting: Meeting) -> None:
    for finding in meeting.desk.ask("findings"):
        if finding["is_blocking"] and "ACKNOWLEDGED" in finding["decisions"]:
            reason = "已与报送县核对（合成数据）。"
            meeting.desk.ask("settle", key=finding["key"], decision="ACKNOWLEDGED", reason=reason)


def _seal(meeting: Meeting) -> None:
    """封存, 会前自检, 开封记录, and the seats are open."""
    desk = meeting.desk
    meeting.say(f"进入“{desk.ask('advance')}”，生成本轮密钥")
    checked = desk.ask("check_machine", stick=str(meeting.stick))
    meeting.say(f"会前自检 {len(checked)} 项")
    meeting.facts["fingerprint"] = desk.ask("fingerprint")
    told = meeting.typed("print", desk.folder, "opening")
    meeting.facts["opening"] = Path(told.strip().splitlines()[-1])
    meeting.sit(SECRETARY)
    meeting.say(f"进入“{desk.ask('advance')}”，指纹 {meeting.facts['fingerprint']}")


def _pack_with_a_pulled_stick(meeting: Meeting) -> None:
    """The stick comes out while the pack is written; nothing half-written counts for whole."""
    desk, stick = meeting.desk, meeting.stick
    desk.ask("pull", stick=str(stick), at=PULLED_WRITER, step="rename")
    done = desk.command("pack", desk.folder, stick, pin=meeting.pins[SECRETARY])
    desk.ask("whole")
    if not stick.is_out or done["code"] != 2:
        raise AssertionError(f"the stick was not pulled: {done}")
    stick.put_back()
    meeting.note("评审包第 1 号", "写入中途拔出 U 盘", "中断", done["err"].strip())
    (folder,) = stick.place.iterdir()
    written = {file.name: file.stat().st_mtime_ns for file in (folder / "materials").iterdir()}
    meeting.facts["is_marked"] = (folder / MARKER).exists()
    meeting.facts["kept_when_pulled"] = sum(len(name) == 64 for name in written)
    laptop = meeting.laptops[EARLY]
    seat = meeting.take_seat(EARLY, stick)
    meeting.note("没写完的评审包", f"{EARLY}的电脑读取", "拒绝", seat["err"].strip())
    meeting.facts["seat_from_half_a_pack"] = laptop.folder.exists()
    meeting.note(
        "评审包第 1 号", "插回后续写", "写成", last_line(meeting.typed("pack", desk.folder, stick))
    )
    again = {file.name: file.stat().st_mtime_ns for file in (folder / "materials").iterdir()}
    meeting.facts["not_copied_again"] = sum(
        again[n] == at for n, at in written.items() if n in again
    )
    meeting.facts["materials"] = len(again)


def _begin_early(meeting: Meeting) -> None:
    """One expert works from the first pack and hands over on the older stick."""
    _expect_seat(meeting, EARLY)
    meeting.at_laptop(EARLY, "sit", person=meeting.ids[EARLY], pin=meeting.pins[EARLY])
    meeting.at_laptop(EARLY, "declare", pin=meeting.pins[EARLY])
    meeting.work(EARLY)
    meeting.facts["old_materials"] = meeting.hand_over(EARLY, meeting.older)
    meeting.say(f"{EARLY}按第 1 号评审包评完，评分包留在旧 U 盘上")


def _hand_in_anew(meeting: Meeting) -> None:
    """A county mends its materials: chair and observer take the round back; there is a pack 2."""
    desk, county = meeting.desk, stick_cast.RENEWED_COUNTY
    source = meeting.place / f"{county}（补正）"
    path = next(t["path"] for t in stick_cast.script().round["packages"] if t["county"] == county)
    shutil.copytree(rehearsal.resources.path("sample") / path, source)
    for note in source.rglob("照片说明.txt"):
        note.write_text("补正：照片拍摄日期已核对（合成数据）。\n", encoding="utf-8")
    meeting.sit(CHAIR)
    desk.ask(
        "go_back", phase="RECEIVING", reason=f"{county}补正照片说明（合成数据）",
        witness=meeting.witness(OBSERVER),
    )  # fmt: skip
    meeting.sit(SECRETARY)
    _import(meeting, source, county)
    meeting.sit(SECRETARY)
    _settle_at_the_door(meeting)
    desk.ask("declare_self", pin=meeting.pins[SECRETARY])
    desk.ask("advance")
    meeting.say(f"组长和监督员退回收件，{county}补正后再次进入“{desk.ask('advance')}”")
    told = last_line(meeting.typed("pack", desk.folder, meeting.stick))
    meeting.note("评审包第 2 号", "写到 U 盘", "写成", told)


def _take_seats(meeting: Meeting) -> None:
    """Nine laptops; the first reader has the stick pulled, the others wait in line for it."""
    reader = EXPERTS[1]
    laptop = meeting.laptops[reader]
    laptop.ask("pull", stick=str(meeting.stick), at=PULLED_READER, step="read")
    done = meeting.take_seat(reader, meeting.stick)
    laptop.ask("whole")
    if not meeting.stick.is_out or done["code"] != 2:
        raise AssertionError(f"the stick was not pulled: {done}")
    meeting.stick.put_back()
    meeting.note("评审包第 2 号", f"{reader}读取中途拔出 U 盘", "中断", done["err"].strip())
    meeting.facts["seat_from_half_a_reading"] = (laptop.folder / "round.db").exists()
    for name in EXPERTS:
        if name != EARLY:
            _expect_seat(meeting, name)
    done = meeting.take_seat(EARLY, meeting.stick)
    meeting.note("评审包第 2 号", f"{EARLY}更新席位", "更新", last_line(done["out"]))
    meeting.facts["seats_told_fingerprint"] = meeting.facts["fingerprint"] in done["out"]


def _expect_seat(meeting: Meeting, name: str) -> None:
    done = meeting.take_seat(name, meeting.stick)
    if done["code"]:
        raise AssertionError(done["err"])
    number = re.findall(r"评审包第 (\d+) 号", done["out"])[0]
    meeting.note(f"评审包第 {number} 号", f"{name}建立席位", "建立")


def _score_at_the_same_time(meeting: Meeting) -> None:
    """All nine laptops are on; everybody declares, scores and seals while the others do."""
    laptops = meeting.laptops
    for name in EXPERTS:
        laptops[name].begin("sit", person=meeting.ids[name], pin=meeting.pins[name])
    for name in EXPERTS:
        laptops[name].answer()
    running = {laptop.process_id for laptop in laptops.values() if laptop.is_running}
    meeting.facts["running_at_once"] = len(running | {meeting.desk.process_id})
    meeting.say(f"{len(running)} 台专家电脑同时在评，各有自己的数据文件夹和进程")
    expert, estate = RECUSED
    told = {expert: {estate: ("EMPLOYMENT", "两年前曾受聘于该小区的物业服务企业（合成数据）")}}
    for name in EXPERTS:
        laptops[name].begin("declare", pin=meeting.pins[name], told=told.get(name))
    for name in EXPERTS:
        laptops[name].answer()
    meeting.facts["shut"] = meeting.laptops[expert].refusal(
        "fill", name=estate, cells=meeting.points[expert][estate]
    )
    for estate in next(iter(meeting.points.values())):
        _one_estate(meeting, estate)
    meeting.say("各席评完并封存；一位专家的电脑电池耗尽，改到秘书的电脑上评")


def _one_estate(meeting: Meeting, estate: str) -> None:
    """Everybody fills this estate in and seals it, all at the same time."""
    names = [name for name in EXPERTS if (name, estate) != RECUSED and name != SHARED]
    if estate == next(iter(meeting.points[SHARED])):  # then the battery is empty
        meeting.at_laptop(SHARED, "fill", name=estate, cells=meeting.points[SHARED][estate])
    if HASTY in names and estate == list(meeting.points[HASTY])[-1]:
        meeting.facts["early_bundle"] = meeting.hand_over(HASTY, meeting.older)
        meeting.at_laptop(HASTY, "sit", person=meeting.ids[HASTY], pin=meeting.pins[HASTY])
    rows = meeting.at_laptop(EARLY, "rows")
    if rows[estate]["state"] == "已提交":
        names.remove(EARLY)
    elif rows[estate]["is_outdated"]:
        meeting.at_laptop(EARLY, "adopt", name=estate)
    for name in names:
        cells = meeting.points[name][estate]
        meeting.laptops[name].begin("fill", name=estate, cells=cells)
    for name in names:
        meeting.laptops[name].answer()
        meeting.laptops[name].begin("submit", name=estate, pin=meeting.pins[name])
    for name in names:
        meeting.laptops[name].answer()


def _hand_over(meeting: Meeting) -> None:
    """Everybody writes a bundle; one stays in its owner's pocket."""
    bundles: dict[str, Path] = {}
    for name in EXPERTS:
        if name == SHARED:
            continue
        stick = meeting.pocket if name == LATE else meeting.stick
        bundles[name] = meeting.hand_over(name, stick)
        meeting.say(f"　{name}交回评分：{bundles[name].name}")
    meeting.facts["bundles"] = bundles
    meeting.laptops[SHARED].ask("leave")


def last_line(told: str) -> str:
    return told.strip().splitlines()[0] if told.strip() else ""
