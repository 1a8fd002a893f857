"""The printer's test page: every face, rare characters, small print, greys and the code."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import TextStyle
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Column, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "打印机测试页"
_SAMPLES = (
    ("宋体 12 磅", TextStyle(12, Face.SONG)),
    ("黑体 12 磅", TextStyle(12, Face.HEI)),
    ("粗黑 13 磅", TextStyle(13, Face.BOLD)),
    ("宋体 8 磅小字", TextStyle(8, Face.SONG)),
)
_WORDS = "美好家园评审 0123456789 ￥％√×○ 壹贰叁肆伍陆柒捌玖拾 禤㙟䶮"


def trial_page_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """One page to look at: is it whole, is it sharp, can the code be read."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="testpage")
    paper = Paper(frame, bookmark=TITLE)
    paper.paragraph(
        "请看：四边没有缺失，字迹清楚，表格线连续，灰底均匀，页眉的二维码能用手机扫出。"
    )
    for name, style in _SAMPLES:
        paper.heading(name)
        paper.paragraph(_WORDS, style, is_indented=False)
    columns = tuple(Column(title=f"第{n}栏", weight=1) for n in range(1, 9))
    rows = [[f"{row}.{at}" for at in range(1, 9)] for row in range(1, 13)]
    paper.heading("表格")
    paper.table(Table(columns=columns, rows=rows, style=TableStyle(size=10)))
    paper.signatures(["打印清楚，检查人", "日期"])
    return paper.finish()
