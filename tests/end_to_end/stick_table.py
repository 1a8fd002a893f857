"""What was exchanged at the scripted meeting, as the page ``docs/meeting.md``."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.end_to_end.stick_room import Meeting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "meeting.md"
_LONG = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{56}\b")
HEAD = """# 用 U 盘交接的一次完整会议

由 `python -m tests.end_to_end.stick_meeting --docs` 写出，数字都是那一次运行的实数；
`tests/end_to_end/test_stick_meeting.py` 每次都重开一遍会议，并核对这里的合计。

一位秘书、九位专家，十个数据文件夹、十个同时运行的进程，另有一台演练机；一个普通文件夹代替 U 盘。
正式评审（不是演练），四个县的示例材料，九位专家的分数为合成数据，PIN 取自打印出来的密封条。
"""
NOT_SHOWN = """
## 没有证明的

- 拔出 U 盘是让这个文件夹在写到（读到）一半时消失、此后每一步都报读写错误；没有拔过真的 U 盘。
- 十台“电脑”是同一台机器上的十个进程，时钟相同；Windows 和 FAT32、exFAT 没有试过。
- 待拆封的评分包在秘书的电脑上（`handed/`）和 U 盘上都是密文；能打开它的拆封密钥就在秘书的电脑上。
  懂技术、能用那台电脑和秘书的系统帐户的人，仍有办法提前打开；程序的窗口和命令不提供这条路。
- 拿到专家的电脑和 PIN 的人能写出签名有效的另一份；程序只能认出两份不一致，由组长裁定。
"""


def page(meeting: Meeting) -> str:
    """The whole page."""
    lines = [
        HEAD,
        "## 合计",
        "",
        *counts(meeting),
        _size(meeting),
        "",
        "## 逐项",
        "",
        *_rows(meeting),
    ]
    lines += ["", "## 归档改动一处", "", *_changes(meeting), NOT_SHOWN.rstrip(), ""]
    return "\n".join(lines)


def counts(meeting: Meeting) -> list[str]:
    """The sums, a line each."""
    outcomes = Counter(each.outcome for each in meeting.exchanges)
    codes = {each.code for each in meeting.exchanges if each.outcome == "拒绝"} - {""}
    told = "，".join(f"{name} {count}" for name, count in sorted(outcomes.items()))
    changes = meeting.facts["changes"].values()
    refused = sum(code != 0 for code, _ in changes)
    files = sum(each.outcome in ("新增", "已存在", "拒绝") for each in meeting.exchanges)
    return [
        f"- 交接 {len(meeting.exchanges)} 次：{told}。",
        f"- 其中读入或交来文件 {files} 次，拒绝的理由有 {len(codes)} 种代码。",
        f"- 同时运行的进程 {meeting.facts['running_at_once']} 个。",
        f"- 签字的评分表 {meeting.facts['signed']} 份。",
        f"- 归档改动一处 {len(changes)} 种，独立核验程序拒绝 {refused} 种；没有改动的通过。",
    ]


def _size(meeting: Meeting) -> str:
    """What grows with the program, and is not held by the test."""
    papers, count = len(meeting.facts["papers"]), meeting.facts["records"]["count"]
    return f"- 当时：定稿文书 {papers} 份，秘书的记录 {count} 条，校验完好。"


def write(meeting: Meeting) -> None:
    PAGE.write_text(page(meeting), encoding="utf-8")


def _rows(meeting: Meeting) -> Iterator[str]:
    yield "| 序 | 是什么 | 怎么来的 | 结果 | 程序的话 |"
    yield "|---|---|---|---|---|"
    for at, each in enumerate(meeting.exchanges, start=1):
        told = _clean(each.told, meeting)
        yield f"| {at} | {each.what} | {each.way} | {each.outcome} | {told} |"


def _clean(told: str, meeting: Meeting) -> str:
    """Without the places of this machine, and with digests as short as people read them."""
    one_line = told.replace(f"{meeting.place}/", "").replace("\n", " ").replace("|", "／")
    return _LONG.sub(r"\1…", one_line)


def _changes(meeting: Meeting) -> Iterator[str]:
    yield "| 改动 | 核验程序 | 它的话（第一句） |"
    yield "|---|---|---|"
    for name, (code, told) in meeting.facts["changes"].items():
        verdict = "拒绝" if code else "通过"
        sentence = _clean(told, meeting)
        yield f"| {name} | {verdict} | {sentence} |"
