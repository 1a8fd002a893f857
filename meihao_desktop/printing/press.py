"""The press: one PDF document being printed, with the few strokes that papers are made of."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop.printing.typeface import Face, breadth, font_named, runs

# Greys of the house: 0 is black.
INK = 0.0
SOFT = 0.32
RULE = 0.5
BAND = 0.93
WATERMARK = 0.935

# A square that holds either orientation of the page.
_FORM_SIDE = 842

# The part of a line's pitch that lies above its baseline, for text centred in its line.
_RISE = 0.36


class Align(Enum):
    """Where text stands in its box."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0

    # Members are single objects; the hash of Enum itself is slow Python.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text looks; ``leading`` is the pitch of its lines as a multiple of its size."""

    size: float
    face: Face = Face.SONG
    align: Align = Align.LEFT
    grey: float = INK
    leading: float = 1.4
    is_struck: bool = False

    @property
    def pitch(self) -> float:
        return self.size * self.leading

    def breadth(self, text: str) -> float:
        return breadth(text, self.face) * self.size


def page_size(*, is_landscape: bool) -> tuple[float, float]:
    """A4 in points."""
    return landscape(A4) if is_landscape else A4


class Press:
    """A document under way; the same strokes always give the same bytes."""

    def __init__(self, title: str, subject: str) -> None:
        # Base 85 would make every stream a quarter larger and serves no reader any more.
        rl_config.useA85 = 0
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setSubject(subject)
        self.canvas.setAuthor("美好家园评审")
        self.canvas.setCreator("meihao-desktop")
        self.canvas.setCatalogEntry("Lang", PDFString("zh-CN"))
        # Fonts are cut to what a document uses, so they must be told which document it is.
        self._document = self.canvas._doc  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]
        self._texts: dict[tuple[str, float, Face], tuple[str, float]] = {}
        self._parts: dict[Hashable, str] = {}
        self._met: set[Hashable] = set()
        self._pages = 0

    def begin_page(self, size: tuple[float, float], bookmark: str = "") -> None:
        """Start the next page; a bookmark names it in the reader's outline."""
        if self._pages:
            self.canvas.showPage()
        self._pages += 1
        self.canvas.setPageSize(size)
        if bookmark:
            key = f"p{self._pages}"
            self.canvas.bookmarkPage(key)
            self.canvas.addOutlineEntry(bookmark, key)

    def has_met(self, key: Hashable) -> bool:
        """Whether somebody asked for this key before; from now on it is known."""
        is_known = key in self._met
        self._met.add(key)
        return is_known

    def once(self, key: Hashable, draw: Callable[["Press"], None], *, shift: float = 0.0) -> None:
        """Draw what several pages share: stored the first time, only named afterwards.

        ``shift`` moves it up on this page.
        """
        name = self._parts.get(key)
        if name is None:
            name = self._parts[key] = f"part{len(self._parts)}"
            self.canvas.beginForm(name, 0, 0, _FORM_SIDE, _FORM_SIDE)
            draw(self)
            self.canvas.endForm()
        if shift:
            self.canvas.addLiteral(f"q 1 0 0 1 0 {shift:.2f} cm")
        self.canvas.doForm(name)
        if shift:
            self.canvas.addLiteral("Q")

    def text(self, x: float, y: float, text: str, style: TextStyle) -> None:
        """One line of text whose baseline starts, is centred or ends at a point."""
        key = (text, style.size, style.face)
        shown = self._texts.get(key)
        if shown is None:
            shown = self._texts[key] = self._show(text, style)
        operators, width = shown
        x -= width * style.align.value
        grey = f"{style.grey} g " if style.grey else ""
        black = " 0 g" if style.grey else ""
        self.canvas.addLiteral(f"BT {grey}1 0 0 1 {x:.2f} {y:.2f} Tm {operators} ET{black}")

    def _show(self, text: str, style: TextStyle) -> tuple[str, float]:
        """The operators that show a text, and its width.

        The text object of reportlab does the same at three times the cost.
        """
        operators: list[str] = []
        for name, chunk in runs(text, style.face):
            font = font_named(name)
            for subset, codes in font.splitString(chunk, self._document):
                inner_name = font.getSubsetInternalName(subset, self._document)
                operators.append(f"{inner_name} {style.size} Tf ({escapePDF(codes)}) Tj")
        return " ".join(operators), style.breadth(text)

    def lines(
        self, box: tuple[float, float, float], lines: tuple[str, ...], style: TextStyle
    ) -> None:
        """Lines in a box ``(left, top, width)``, each centred in its pitch."""
        left, top, width = box
        x = left + width * style.align.value
        y = top + style.pitch / 2 - style.size * _RISE
        for line in lines:
            y -= style.pitch
            self.text(x, y, line, style)
            if style.is_struck and line:
                self._strike(x, y, line, style)

    def _strike(self, x: float, y: float, line: str, style: TextStyle) -> None:
        long = style.breadth(line)
        start = x - long * style.align.value
        self.rule(start - 1.5, y + style.size * _RISE, start + long + 1.5, weight=0.8, grey=INK)

    def rule(
        self, x1: float, y: float, x2: float, *, weight: float = 0.4, grey: float = RULE
    ) -> None:
        """A horizontal rule."""
        self.rules([(x1, y, x2, y)], weight=weight, grey=grey)

    def rules(
        self,
        lines: Iterable[tuple[float, float, float, float]],
        *,
        weight: float = 0.4,
        grey: float = RULE,
    ) -> None:
        """Straight lines, each from one point to another, in one stroke."""
        path = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
        if path:
            self.canvas.addLiteral(f"{weight} w {grey} G n {path} S")

    def band(self, x: float, y: float, width: float, height: float, *, grey: float = BAND) -> None:
        """A grey ground without a border."""
        self.canvas.addLiteral(f"{grey} g n {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g")

    def frame(
        self, x: float, y: float, width: float, height: float, *, weight: float = 0.8
    ) -> None:
        """A black border."""
        place = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f}"
        self.canvas.addLiteral(f"{weight} w {INK} G n {place} re S")

    def finish(self) -> bytes:
        """The bytes of the document; nothing can be drawn afterwards."""
        self.canvas.save()
        return self._buffer.getvalue()
