"""签署情况: which papers are signed in ink by whom, and which must be printed or signed anew."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.signature_board import InkState, SignatureRow
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "签署情况"
RULE = (
    "以纸质签名为准。校验码与现在的数据不符的，纸件已经过期：须重新打印、重新签名，旧件留存备查，"
    "不得销毁。"
)

_STYLE = TableStyle(size=9.5, note_size=8, least_height=20)
_COLUMNS = (
    Column(title="文书", weight=6.4),
    Column(title="签名人", weight=2.4, face=Face.HEI),
    Column(title="情况", weight=2.2, align=Align.CENTRE),
    Column(title="校验码", weight=4.2, align=Align.CENTRE),
    Column(title="登记", weight=3, align=Align.CENTRE),
    Column(title="要做的事", weight=3.6),
)


def signatures_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """What is still open first, then who would not sign and why, then what is signed."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="signatures")
    paper = Paper(frame, is_landscape=True, bookmark=TITLE)
    board = dossier.board
    paper.paragraph(f"{board.told}{RULE}", PLAIN)
    signed = [row for row in board.rows if row.state is InkState.SIGNED]
    refused = [row for row in board.rows if row.state is InkState.REFUSED]
    groups = (("待办", list(board.open_rows)), ("拒签", refused), ("已签字", signed))
    for heading, rows in groups:
        if rows:
            table = Table(columns=_COLUMNS, rows=[_row(row, stamp) for row in rows], style=_STYLE)
            paper.table(table, heading=f"{heading}（{len(rows)}）")
    paper.signatures([*leaders(dossier, Role.SECRETARY), *leaders(dossier, Role.OBSERVER), "日期"])
    return paper.finish()


def _row(row: SignatureRow, stamp: Stamp) -> Row:
    noted = stamp.told(row.signed_at)
    return [
        f"{row.title}　{row.version}".rstrip(),
        row.signer_name,
        row.state.value,
        Cell(
            row.check_code,
            note=f"签的是 {row.signed_code}" if row.signed_code not in ("", row.check_code) else "",
        ),
        Cell(noted or "—", note=row.noted_by),
        row.refusal or row.state.advice,
    ]
