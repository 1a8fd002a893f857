"""What stands around the content of every page: title, mark, QR code, page number, versions."""

from dataclasses import dataclass, replace
from enum import Enum

from reportlab.lib.units import mm

from meihao_desktop.printing.line_breaking import wrap
from meihao_desktop.printing.press import INK, SOFT, WATERMARK, Align, Press, TextStyle
from meihao_desktop.printing.qr_code import draw_qr
from meihao_desktop.printing.typeface import Face, breadth

SIDE = 20 * mm
BODY_TOP = 39 * mm
BODY_BOTTOM = 20 * mm

_QR_SIDE = 25 * mm
_QR_TOP = 9 * mm
_FOOT = 12.5 * mm
_SMALL = TextStyle(8.5, Face.HEI)
_NOTE = TextStyle(7.5, Face.HEI, grey=SOFT)
_BOXED = TextStyle(12, Face.BOLD, Align.CENTRE)
_ACROSS = TextStyle(108, Face.BOLD, Align.CENTRE, WATERMARK)
_LONG_ACROSS = replace(_ACROSS, size=74)


class PaperMark(Enum):
    """What a paper is worth; the value is the word printed on it and in its file name."""

    DRAFT = "草稿"
    FORMAL = "正式"
    REHEARSAL = "演练"
    REHEARSAL_DRAFT = "演练草稿"

    @property
    def label(self) -> str:
        return self.value

    @property
    def has_watermark(self) -> bool:
        """Anything that is not the real paper says so across every page."""
        return self is not PaperMark.FORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The facts printed around a paper; ``printed_at`` is text, because paper has no clock.

    ``note`` is a second, smaller line of the foot.
    """

    round_title: str
    paper_title: str
    mark: PaperMark
    check_code: str
    qr_text: str
    printed_at: str
    version: str = ""
    note: str = ""


def draw_frame(
    press: Press, frame: Frame, size: tuple[float, float], page: tuple[int, int]
) -> None:
    """Everything around the content of page ``(number, of how many)``."""
    number, pages = page
    is_first = number == 1
    if frame.mark.has_watermark:
        press.once(("watermark", frame.mark, size), lambda part: _watermark(part, frame.mark, size))
    head = ("head", frame.round_title, frame.paper_title, frame.mark, size, is_first)
    press.once(head, lambda part: _head(part, frame, size, is_first=is_first))
    x, y = size[0] - SIDE - _QR_SIDE + 1.2 * mm, size[1] - _QR_TOP - _QR_SIDE
    press.once(
        ("qr", frame.qr_text, x, y),
        lambda part: draw_qr(part.canvas, frame.qr_text, x=x, y=y, side=_QR_SIDE),
    )
    _foot(press, frame, size, f"第 {number} 页 共 {pages} 页")


def _watermark(press: Press, mark: PaperMark, size: tuple[float, float]) -> None:
    width, height = size
    letters = " ".join(mark.label)
    style = _ACROSS if len(mark.label) < 3 else _LONG_ACROSS
    for part in (1 / 6, 1 / 2, 5 / 6):
        press.canvas.saveState()
        if width < height:
            press.canvas.translate(width / 2, height * part)
        else:
            press.canvas.translate(width * part, height / 2)
        press.canvas.rotate(35)
        press.text(0, -0.35 * style.size, letters, style)
        press.canvas.restoreState()


def _head(press: Press, frame: Frame, size: tuple[float, float], *, is_first: bool) -> None:
    width, height = size
    press.text(SIDE, height - 15 * mm, frame.round_title, TextStyle(10, Face.HEI, grey=SOFT))
    _mark_box(press, frame.mark, height - 26 * mm)
    title = frame.paper_title if is_first else f"{frame.paper_title}（续）"
    # The title is centred on the page, between the mark and the QR code.
    room = width - 2 * (SIDE + _QR_SIDE + 2 * mm)
    points = 20 if is_first else 15
    while breadth(title, Face.BOLD) * points > room and points > 12:
        points -= 1
    lines = wrap(title, Face.BOLD, points, room)
    style = TextStyle(points, Face.BOLD, Align.CENTRE, leading=1.3)
    top = height - 25 * mm + len(lines) * style.pitch / 2
    press.lines((width / 2 - room / 2, top, room), lines, style)
    press.rule(SIDE, height - 35.5 * mm, width - SIDE, weight=0.9, grey=INK)


def _mark_box(press: Press, mark: PaperMark, y: float) -> None:
    width = _BOXED.breadth(mark.label) + 12
    press.frame(SIDE, y - 6, width, 21, weight=1.0)
    press.text(SIDE + width / 2, y, mark.label, _BOXED)


def _foot(press: Press, frame: Frame, size: tuple[float, float], numbering: str) -> None:
    width = size[0]
    left = f"校验码 {frame.check_code}　{frame.version}".rstrip()
    right = f"打印时间 {frame.printed_at}"
    press.rule(SIDE, _FOOT + 11, width - SIDE)
    press.text(SIDE, _FOOT, left, _SMALL)
    press.text(width / 2, _FOOT, numbering, replace(_SMALL, size=9.5, align=Align.CENTRE))
    press.text(width - SIDE, _FOOT, right, replace(_SMALL, align=Align.RIGHT))
    if frame.note:
        press.text(SIDE, _FOOT - 11.5, frame.note, _NOTE)
