"""525 score sheets in one PDF, against the same strokes on a bare reportlab canvas.

Figures are ratios taken in one run. Goals: at most 1.3 times a bare canvas that draws what
the sheets share once, at most 0.6 times one that draws everything on each page, at most 1.5 MiB.
The bare canvas has no frame and no QR code; making 525 different codes is timed by itself.
Run with ``python -m benchmarks.bench_pdf``.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop import resources
from meihao_desktop.domain.dossier import Dossier, pairs_of
from meihao_desktop.intake.rubric_file import read_rubric
from meihao_desktop.printing.page_frame import Frame, PaperMark
from meihao_desktop.printing.paper import Paper, bind
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.qr_code import draw_qr
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from meihao_desktop.printing.stamp import Stamp
from meihao_desktop.printing.table import Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face, breadth, runs
from tests.support.builders import NOON, a_dossier

SHEETS = 525
ROUNDS = 3
LINES = 40
COLUMNS = (
    Column(title="序号", weight=0.6, align=Align.CENTRE, is_shared=True),
    Column(title="一级指标", weight=1.6, is_shared=True),
    Column(title="评分项", weight=5, is_shared=True),
    Column(title="分值", weight=0.8, align=Align.CENTRE, is_shared=True),
    Column(title="得分", weight=0.9, align=Align.RIGHT),
    Column(title="依据", weight=2),
)
STYLE = TableStyle(size=9, above=1.0, least_height=14.5)


def rows_of(sheet: int) -> list[Row]:
    return [
        [
            str(line + 1),
            "物业服务",
            "公示服务内容与收费标准，定期公开收支",
            "5",
            f"{(sheet * 7 + line * 3) % 11 / 2:.1f}",
            f"附件{(sheet + line) % 9 + 1}第{line % 7 + 1}页",
        ]
        for line in range(LINES)
    ]


def papers() -> Iterator[Paper]:
    for sheet in range(SHEETS):
        frame = Frame(
            round_title="2025年度“美好家园”小区评审",
            paper_title="个人评分表",
            mark=PaperMark.REHEARSAL,
            check_code=f"7F3A-{sheet:04}",
            qr_text=f"MEIHAO1|score-sheet|{sheet}|7F3A22C19B04AA31",
            printed_at="2025-09-18 10:32",
            version="第1版",
        )
        paper = Paper(frame, bookmark=f"第{sheet + 1}份")
        paper.table(Table(columns=COLUMNS, rows=rows_of(sheet), style=STYLE))
        yield paper


def ours() -> bytes:
    return bind(papers(), title="全部个人评分表", subject="演练")


def bare(*, is_shared: bool) -> bytes:
    """The least that prints these tables: no frame, no QR code, no wrapping."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    font = runs("字")[0][0]
    for sheet in range(SHEETS):
        if is_shared and sheet == 0:
            canvas.beginForm("shared")
            bare_part(canvas, font, sheet, slice(0, 4))
            canvas.endForm()
        if is_shared:
            canvas.doForm("shared")
        else:
            bare_part(canvas, font, sheet, slice(0, 4))
        bare_part(canvas, font, sheet, slice(4, 6))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bare_part(canvas: Canvas, font: str, sheet: int, part: slice) -> None:
    canvas.setFont(font, 9)
    lefts = (60, 90, 160, 370, 410, 450)[part]
    for number, row in enumerate(rows_of(sheet)):
        y = 720 - 15 * number
        for x, text in zip(lefts, row[part], strict=True):
            canvas.drawString(x, y, str(text))
    if part.start == 0:
        canvas.grid([60, 90, 160, 370, 410, 450, 540], [735 - 15 * n for n in range(LINES + 1)])


def codes_alone() -> bytes:
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1)
    for sheet in range(SHEETS):
        # A text of its own: the codes of the sheets before are remembered.
        draw_qr(canvas, f"MEIHAO1|score-sheet|{sheet}|7F3A22C19B04AA32", x=0, y=0, side=70)
    return b""


def a_round() -> Dossier:
    """Thirty-five estates and fifteen experts, with a reason at every seventh criterion."""
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    dossier = a_dossier([[88] * 15] * 35, experts=15, rubric=rubric)
    reasons = ("台账完整", "缺第三季度会议记录，现场照片与台账相符，公示栏未见收费标准")
    sheets = [
        replace(
            sheet,
            cells={
                key: replace(
                    cell, reason=reasons[(at + place) % 2] if (at + place) % 7 == 0 else ""
                )
                for place, (key, cell) in enumerate(sheet.cells.items())
            },
        )
        for at, sheet in enumerate(dossier.sheets)
    ]
    return replace(dossier, sheets=tuple(sheets))


def real_sheets(dossier: Dossier) -> bytes:
    stamp = Stamp(printed_at=NOON, actor="秘书", check_code="7F3A-22C1", log_head="9c4f" * 16)
    return score_sheets_pdf(dossier, list(pairs_of(dossier)), stamp)


def measure(make: Callable[[], bytes]) -> tuple[float, int]:
    seconds: list[float] = []
    size = 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        size = len(make())
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds), size


def main() -> None:
    for face in Face:
        breadth("字", face)
    shared, shared_size = measure(lambda: bare(is_shared=True))
    plain, plain_size = measure(lambda: bare(is_shared=False))
    mine, size = measure(ours)
    codes, _ = measure(codes_alone)
    dossier = a_round()
    real, real_size = measure(lambda: real_sheets(dossier))
    print(f"{'':34}{'s':>6}{'MiB':>7}")
    for name, seconds, length in (
        ("bare canvas, shared part once", shared, shared_size),
        ("bare canvas, all on each page", plain, plain_size),
        ("our sheets, with frame and QR code", mine, size),
        ("the 525 QR codes of them alone", codes, 0),
        ("whole score sheets, 32 criteria", real, real_size),
    ):
        print(f"{name:34}{seconds:6.2f}{length / 2**20:7.2f}")
    print(f"ours without codes / shared once {(mine - codes) / shared:.2f} (goal 1.3)")
    print(f"ours / all on each page {mine / plain:.2f} (goal 0.6)")


if __name__ == "__main__":
    main()
