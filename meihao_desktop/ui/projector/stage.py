"""The wall: one slide painted as large as the screen allows, and nothing else."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.projector.slides import MOST_TOLD, Name, Slide, Told

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
WRAPPED = Qt.TextFlag.TextWordWrap
TONES = {
    "推荐上报": Tone.GOOD,
    "拟公示": Tone.NOTE,
    "并列未决": Tone.BLOCKING,
    "本县名额已满": Tone.WARNING,
}
SIDE_SHARE = 0.34
FEW = 4
LEAST = 12


class Stage(QWidget):
    """Sizes are shares of the height, so that every projector shows the same picture."""

    def __init__(self) -> None:
        super().__init__()
        self.slide: Slide | None = None
        self.mark = ""
        self.is_black = False
        self.position = ""

    def show_slide(self, slide: Slide, *, mark: str, position: str) -> None:
        self.slide, self.mark, self.position = slide, mark, position
        words = (slide.heading, slide.call, *(name.name for name in slide.names), mark)
        self.setAccessibleName(" ".join(word for word in words if word))
        self.update()

    def blacken(self, *, is_black: bool) -> None:
        self.is_black = is_black
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_black or self.slide is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        else:
            painter.fillRect(self.rect(), QColor(colours.PAPER))
            self._draw_slide(painter, self.slide)
        painter.end()

    def _draw_slide(self, painter: QPainter, slide: Slide) -> None:
        high, wide = self.height(), self.width()
        edge = round(high * 0.05)
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        self._draw_top(painter, slide, QRect(inside.left(), edge, inside.width(), high // 16))
        main = inside.adjusted(0, high // 11, 0, -high // 20)
        if slide.told:
            side = round(wide * SIDE_SHARE)
            self._draw_told(painter, slide.told, QRect(
                main.right() - side + edge, main.top(), side - edge, main.height()))  # fmt: skip
            main.setWidth(main.width() - side)
        self._draw_main(painter, slide, main)

    def _draw_top(self, painter: QPainter, slide: Slide, place: QRect) -> None:
        """Heading left, worth in a frame at the right, where we are below it all."""
        right = place.right()
        if self.mark:
            painter.setFont(fitted(self.mark, QSize(place.width() // 3, place.height())))
            wide = painter.fontMetrics().horizontalAdvance(self.mark) + place.height()
            frame = QRect(right - wide, place.top(), wide, round(place.height() * 1.2))
            _framed(painter, frame, self.mark, Tone.BLOCKING)
            right = frame.left()
        room = QRect(place.left(), place.top(), right - place.left(), place.height())
        _write(painter, room, slide.heading, colours.SOFT_INK, LEFT)
        foot = QRect(place.left(), self.height() - round(place.height() * 0.9), place.width(),
                     round(place.height() * 0.55))  # fmt: skip
        _write(painter, foot, self.position, colours.SOFT_INK, RIGHT)

    def _draw_main(self, painter: QPainter, slide: Slide, place: QRect) -> None:
        """The call, the estates, and below them what decided and what follows."""
        high = place.height()
        if not slide.names:
            call = QRect(place.left(), place.top() + high // 6, place.width(), high // 3)
            _write(painter, call, slide.call, colours.ACCENT, CENTRE, is_strong=True)
            note = QRect(place.left(), call.bottom() + high // 20, place.width(), high // 12)
            _write(painter, note, slide.note, colours.INK, CENTRE)
            return
        call = QRect(place.left(), place.top(), place.width(), round(high * 0.2))
        _write(painter, call, slide.call, colours.ACCENT, LEFT, is_strong=True)
        foot = place.bottom()
        for text, tone in ((slide.announcement, Tone.ACCENT), (slide.note, Tone.PLAIN)):
            if text:
                band = QRect(place.left(), foot - round(high * 0.11), place.width(),
                             round(high * 0.11))  # fmt: skip
                _banner(painter, band, text, tone)
                foot = band.top() - high // 50
        room = QRect(place.left(), call.bottom() + high // 40, place.width(), 0)
        room.setBottom(foot)
        self._draw_names(painter, slide.names, room)

    def _draw_names(self, painter: QPainter, names: tuple[Name, ...], room: QRect) -> None:
        columns = 1 if len(names) <= FEW else 2
        rows = -(-len(names) // columns)
        high = min(room.height() // rows, round(self.height() * 0.4))
        wide = room.width() // columns
        for at, name in enumerate(names):
            column, row = at // rows, at % rows
            place = QRect(room.left() + column * wide, room.top() + row * high, wide, high)
            self._draw_name(painter, name, place.adjusted(0, high // 20, -wide // 30, -high // 20))

    def _draw_name(self, painter: QPainter, name: Name, place: QRect) -> None:
        upper = QRect(place.left(), place.top(), place.width(), round(place.height() * 0.56))
        lower = QRect(place.left(), upper.bottom(), place.width(), round(place.height() * 0.36))
        _write(painter, upper, name.name, colours.INK, LEFT, is_strong=True)
        if name.outcome:
            painter.setFont(
                fitted(name.outcome, QSize(place.width() // 2, lower.height() * 3 // 4))
            )
            wide = painter.fontMetrics().horizontalAdvance(name.outcome) + lower.height() // 2
            frame = QRect(lower.left(), lower.top(), wide, lower.height())
            _framed(painter, frame, name.outcome, TONES.get(name.outcome, Tone.PLAIN))
            lower.setLeft(frame.right() + lower.height() // 2)
        _write(painter, lower, name.detail, colours.SOFT_INK, LEFT)

    def _draw_told(self, painter: QPainter, told: tuple[Told, ...], place: QRect) -> None:
        """What was told before, the newest on top."""
        painter.fillRect(QRect(place.left(), place.top(), 2, place.height()),
                         QColor(colours.HAIRLINE))  # fmt: skip
        high = place.height() // MOST_TOLD
        inner = place.adjusted(high // 3, 0, 0, 0)
        for at, each in enumerate(told):
            row = QRect(inner.left(), inner.top() + at * high, inner.width(), high * 3 // 4)
            number, points = row.width() // 8, row.width() // 4
            size = row.height() * 3 // 5
            _write(painter, QRect(row.left(), row.top(), number, size), each.place,
                   colours.SOFT_INK, LEFT)  # fmt: skip
            _write(painter, QRect(row.left() + number, row.top(), row.width() - number - points,
                                  size), each.name, colours.INK, LEFT)  # fmt: skip
            _write(painter, QRect(row.right() - points, row.top(), points, size), each.points,
                   colours.INK, RIGHT)  # fmt: skip
            if each.outcome:
                below = QRect(row.left() + number, row.top() + size, row.width() - number,
                              high - size - high // 12)  # fmt: skip
                ink = SHADES[TONES.get(each.outcome, Tone.PLAIN)].text
                _write(painter, below, each.outcome, ink, LEFT)


def fitted(text: str, room: QSize, *, is_strong: bool = False) -> QFont:
    """The largest face in which a text stays inside the room."""
    pixels = max(LEAST, round(room.height() * 0.78))
    face = theme.font(pixels, is_strong=is_strong)
    wide = QFontMetrics(face).horizontalAdvance(text)
    if wide > room.width() > 0:
        face.setPixelSize(max(LEAST, int(pixels * room.width() / wide)))
    return face


def _write(  # noqa: PLR0913 - as long as drawText's own list
    painter: QPainter,
    place: QRect,
    text: str,
    ink: str,
    align: Qt.AlignmentFlag,
    *,
    is_strong: bool = False,
) -> None:
    painter.setPen(QPen(QColor(ink)))
    painter.setFont(fitted(text, place.size(), is_strong=is_strong))
    painter.drawText(place, align, text)


def _framed(painter: QPainter, place: QRect, text: str, tone: Tone) -> None:
    shade = SHADES[tone]
    painter.setPen(QPen(QColor(shade.text), max(2, place.height() // 24)))
    painter.setBrush(QColor(shade.ground))
    painter.drawRoundedRect(place, place.height() / 6, place.height() / 6)
    painter.drawText(place, CENTRE, text)


def _banner(painter: QPainter, place: QRect, text: str, tone: Tone) -> None:
    """A sentence over the whole width, in two lines where one would be too small."""
    shade = SHADES[tone]
    painter.fillRect(place, QColor(shade.ground))
    inner = place.adjusted(place.height() // 4, 0, -place.height() // 4, 0)
    painter.setPen(QColor(shade.text))
    face = fitted(text, QSize(inner.width(), place.height() * 17 // 20))
    if face.pixelSize() < place.height() // 3:
        face = fitted(text[: len(text) // 2 + 2], QSize(inner.width(), place.height() * 11 // 20))
    painter.setFont(face)
    painter.drawText(inner, int(LEFT) | int(WRAPPED), text)
