"""会前自检: one page with every item, what was found, and the reason where it did not pass."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.self_check import CheckResult, Outcome, SelfCheck
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "会前自检"
RULE = "本页由秘书在会前打印，与监督员当面核对；不合格的项目写明理由后方可进入评分。"

_STYLE = TableStyle(size=9.5, note_size=8.5, least_height=17)
_COLUMNS = (
    Column(title="序号", weight=1.1, align=Align.CENTRE),
    Column(title="项目", weight=3, face=Face.HEI),
    Column(title="结果", weight=2.1, align=Align.CENTRE),
    Column(title="检查到的情况", weight=11),
)
_MARKS = {
    Outcome.PASSED: "√ 合格",
    Outcome.FAILED: "× 不合格",
    Outcome.HINT: "提示",
    Outcome.WAITING: "○ 未确认",
}


def self_check_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """The check in force."""
    check = dossier.self_check
    if check is None:
        raise ValueError("a check that was never made cannot be printed")
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="selfcheck")
    paper = Paper(frame, bookmark=TITLE)
    paper.facts(
        [
            ("检查时间", stamp.told(check.made_at)),
            ("检查人", dossier.panel.name(check.made_by)),
            ("第几次自检", f"第 {check.number} 次"),
            ("结论", check.verdict),
        ]
    )
    paper.paragraph(RULE, PLAIN)
    rows = [_row(number, result, check) for number, result in enumerate(check.items, start=1)]
    paper.table(Table(columns=_COLUMNS, rows=rows, style=_STYLE))
    paper.signatures([*leaders(dossier, Role.SECRETARY), *leaders(dossier, Role.OBSERVER), "日期"])
    return paper.finish()


def _row(number: int, result: CheckResult, check: SelfCheck) -> Row:
    reason = check.reason(result.item)
    return [
        str(number),
        result.item.value,
        Cell(_MARKS[result.outcome], face=Face.BOLD if result.needs_reason else Face.SONG),
        Cell(result.told, note=f"理由：{reason}" if reason else ""),
    ]
