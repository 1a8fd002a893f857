"""The second half of the scripted meeting's day: findings, ranking, signatures, archive."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.end_to_end import stick_archive, stick_byhand
from tests.end_to_end.stick_cast import CHAIR, EXPERTS, FAR_OFF, RECUSED, SECRETARY, SHARED
from tests.end_to_end.stick_room import Meeting

STATEMENT = "本人已重新核对材料，评分符合实际，予以坚持（合成数据）。"
DECIDED = "评审小组核对，按记名表决结果处理（合成数据）。"
RANK_LINE = 5
"""Columns of the ranking on the command line: place, estate, county, figure, exact figure."""

Finding = Mapping[str, Any]


def play(meeting: Meeting) -> None:
    """From the first finding to the archive."""
    meeting.facts["heard"], meeting.facts["replaced"], meeting.facts["ordered"] = [], [], []
    _settle_all(meeting)
    _compare_ranking(meeting)
    _sign(meeting)
    _print_all(meeting)
    stick_archive.play(meeting)


def _settle_all(meeting: Meeting) -> None:
    """Every blocking finding, one after the other; settling one may bring another."""
    seen: set[str] = set()
    while finding := _next(meeting, seen):
        seen.add(finding["key"])
        if finding["is_heard"]:
            _hear(meeting, finding)
        is_chairs = finding["expert"] == meeting.ids[CHAIR]
        meeting.sit(SECRETARY if is_chairs else CHAIR)
        (now,) = (f for f in meeting.desk.ask("findings") if f["key"] == finding["key"])
        _settle(meeting, now)
    meeting.sit(SECRETARY)
    meeting.facts["settled"] = len(seen)
    meeting.say(f"汇总：{len(seen)} 条须处理的核查发现都有处理意见")


def _next(meeting: Meeting, seen: set[str]) -> Finding | None:
    meeting.sit(SECRETARY)
    rows = meeting.desk.ask("findings")
    return next((f for f in rows if f["is_blocking"] and f["key"] not in seen), None)


def _hear(meeting: Meeting, finding: Finding) -> None:
    """Notice, written statement at the secretary's machine, and a vote by roll call."""
    desk, key = meeting.desk, finding["key"]
    names = {number: name for name, number in meeting.ids.items()}
    desk.ask("notify", key=key)
    expert = names[finding["expert"]]
    meeting.sit(expert)
    desk.ask("answer", key=key, statement=STATEMENT)
    meeting.sit(SECRETARY)
    is_far_off = (expert, finding["estates"][0]) == FAR_OFF
    abnormal = [meeting.ids[name] for name in EXPERTS[:6] if name != expert] if is_far_off else []
    desk.ask("vote", key=key, abnormal=abnormal)
    meeting.facts["heard"].append((expert, finding["estates"][0], finding["criterion"]))
    meeting.say(f"　听取说明：{finding['sentence']}")


def _settle(meeting: Meeting, finding: Finding) -> None:
    decision, votes = finding["decisions"][0], None
    if finding["code"] == "tie":
        decision, votes = "ORDERED", dict.fromkeys(finding["estates"], 4)
        votes[finding["estates"][0]] = 5
        meeting.facts["ordered"].extend(finding["estates"])
    if decision == "REPLACED":
        names = {number: name for name, number in meeting.ids.items()}
        meeting.facts["replaced"].append(
            (names[finding["expert"]], finding["estates"][0], finding["criterion"])
        )
    meeting.desk.ask("settle", key=finding["key"], decision=decision, reason=DECIDED, votes=votes)
    meeting.say(f"　处理：{finding['sentence']}——{decision}")


def _compare_ranking(meeting: Meeting) -> None:
    """The program's ranking in the window and on the command line, and the one by hand."""
    shown = [
        (place, name, Fraction(exact)) for place, name, exact in meeting.desk.ask("ranking")
    ]  # fmt: skip
    typed = [
        line.split("\t") for line in meeting.typed("rank", meeting.desk.folder).splitlines()
        if line[:1].isdigit() and line.count("\t") == RANK_LINE - 1
    ]  # fmt: skip
    meeting.facts["ranking"] = shown
    meeting.facts["ranking_typed"] = [(int(p), n, Fraction(e)) for p, n, _, _, e in typed]
    meeting.facts["ranking_by_hand"] = by_hand(meeting)
    is_same = shown == meeting.facts["ranking_by_hand"] == meeting.facts["ranking_typed"]
    word = "一致" if is_same else "不一致"
    meeting.say(f"排名：窗口、命令行与按 U 盘上的评分包手工重算的{word}")
    for place, name, exact in shown:
        meeting.say(f"　第 {place} 名 {name} {float(exact):.4f}")


def by_hand(meeting: Meeting) -> list[tuple[int, str, Fraction]]:
    """From the bundles, the one expert's own list, and what the panel decided."""
    files: dict[str, Path] = meeting.facts["bundles"]
    bundles = {name: meeting.inner(file) for name, file in files.items()}
    totals = stick_byhand.totals_of(bundles, meeting.facts["estate_names"], RECUSED)
    for estate, cells in meeting.points[SHARED].items():
        points = (Fraction(given) for given, _ in cells.values())
        totals[estate][SHARED] = sum(points, start=Fraction(0))
    for expert, estate, _criterion in meeting.facts["replaced"]:
        stick_byhand.replace_by_others(totals, estate, expert)
    return stick_byhand.ranking(totals, meeting.facts["ordered"])


def _sign(meeting: Meeting) -> None:
    """Every sheet is printed, signed in ink and registered."""
    desk = meeting.desk
    meeting.sit(SECRETARY)
    meeting.say(f"进入“{desk.ask('advance')}”")
    meeting.facts["signed"] = len(desk.ask("sign"))
    meeting.say(f"{meeting.facts['signed']} 份个人评分表打印、签字、登记")
    meeting.say(f"进入“{desk.ask('advance')}”")


def _print_all(meeting: Meeting) -> None:
    """Every paper that has content, and the ink that the board asks for."""
    desk, folder = meeting.desk, meeting.place / "文书"
    made = [Path(file) for file in desk.ask("papers", folder=str(folder))]
    meeting.facts["papers"] = made
    meeting.facts["unsigned"] = desk.ask("blockers")
    meeting.facts["board"] = desk.ask("ink")
    meeting.facts["hindrances"] = desk.ask("blockers")
    meeting.say(f"定稿：{len(made)} 份文书；{meeting.facts['board']['told']}")
    meeting.facts["records"] = desk.ask("verify")
