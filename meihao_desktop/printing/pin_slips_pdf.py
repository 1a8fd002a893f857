"""PIN 密封条: a PIN between two folds, so that only the person reads it.

A slip has three fields, one under the other. The upper one, full of digits, is folded forward over
the PIN, ink on ink; both are then folded back behind the lower one, which bears the name. Whoever
holds the folded slip against the light sees the PIN only among the digits of the other fields.
"""

from collections.abc import Sequence
from secrets import SystemRandom

from reportlab.lib.units import mm

from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.printing.line_breaking import wrap
from meihao_desktop.printing.page_frame import Frame
from meihao_desktop.printing.press import RULE, SOFT, Align, Press, TextStyle, page_size
from meihao_desktop.printing.qr_code import draw_qr
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.typeface import Face

ON_A_PAGE = 3
TITLE = "PIN 密封条"
FOLDING = "折法：先沿①将花纹页向前盖住 PIN，再沿②一起折到背面；两侧封口，加盖骑缝章。"
CAUTION = (
    "请当场拆封核对，记住后销毁；不拍照，不告诉任何人。",
    "连续输错 10 次即锁定；遗失或锁定请找秘书。",
)

_WIDTH, _HEIGHT = page_size(is_landscape=False)
_LEFT, _RIGHT = 14 * mm, _WIDTH - 14 * mm
_TOP, _FIELD = _HEIGHT - 8 * mm, 30.6 * mm
_SLIP = 3 * _FIELD
_SECRET_LEFT, _SECRET_RIGHT = 122 * mm, _RIGHT
_QR = 19 * mm
_MARGIN = 5 * mm
_FOOT = 6.5 * mm

_NAME = TextStyle(22, Face.BOLD)
_STRONG = TextStyle(11, Face.BOLD)
_LINE = TextStyle(9.5, Face.HEI)
_SMALL = TextStyle(7.5, Face.HEI, grey=SOFT)
_MARK = TextStyle(7, Face.HEI, grey=RULE)
_PIN = TextStyle(40, Face.BOLD, Align.CENTRE)
_COVER = ((36.0, 0.0), (36.0, 0.0), (17.0, 0.25), (11.0, 0.0))
"""Layers of digits, size and grey: two as tall as the PIN, two that fill what is left."""
_GROUND = TextStyle(9, Face.BOLD, grey=0.82)

_CHANCE = SystemRandom()
_Box = tuple[float, float, float, float]


def pin_slips_pdf(review_round: ReviewRound, issued: Sequence[IssuedPin], stamp: Stamp) -> bytes:
    """Three slips on a page, in the order in which they were issued."""
    frame = frame_of(review_round, TITLE, stamp, subject="pin-slips")
    press = Press(f"{review_round.title} {TITLE}", TITLE)
    pages = [issued[at : at + ON_A_PAGE] for at in range(0, len(issued), ON_A_PAGE)]
    for number, slips in enumerate(pages, start=1):
        press.begin_page((_WIDTH, _HEIGHT))
        for at, one in enumerate(slips):
            _draw_slip(press, frame, one, _TOP - at * _SLIP)
        _draw_foot(press, frame, f"第 {number} 页 共 {len(pages)} 页")
    return press.finish()


def _draw_slip(press: Press, frame: Frame, one: IssuedPin, top: float) -> None:
    first, second, bottom = top - _FIELD, top - 2 * _FIELD, top - _SLIP
    _scatter(press, (_LEFT, first + 1 * mm, _RIGHT, top - 1.5 * mm))
    _draw_inside(press, one, (second, first))
    _draw_outside(press, frame, one, (bottom, second))
    _fold(press, first, "① 向前折")
    _fold(press, second, "② 向后折")
    _cut(press, bottom)


def _draw_inside(press: Press, one: IssuedPin, field: tuple[float, float]) -> None:
    """Read only after the slip was opened."""
    low, high = field
    press.text(_LEFT, high - 7 * mm, f"{one.person.name}的 PIN", _STRONG)
    y = high - 13 * mm
    for sentence in CAUTION:
        lines = wrap(sentence, _LINE.face, _LINE.size, _SECRET_LEFT - _LEFT - 6 * mm)
        for line in lines:
            press.text(_LEFT, y, line, _LINE)
            y -= 4.4 * mm
    _ground(press, (_SECRET_LEFT, low + 2 * mm, _SECRET_RIGHT, high - 2 * mm))
    digits = f"{one.pin[:3]} {one.pin[3:]}"
    centre = (_SECRET_LEFT + _SECRET_RIGHT) / 2
    press.text(centre, (low + high) / 2 - 0.36 * _PIN.size, digits, _PIN)


def _draw_outside(press: Press, frame: Frame, one: IssuedPin, field: tuple[float, float]) -> None:
    """What is seen of the folded slip; its own digits lie over the place of the PIN."""
    low, high = field
    room = _SECRET_LEFT - _LEFT - _QR - 4 * mm
    press.text(_LEFT, high - 6 * mm, f"{TITLE}　编号 {one.slip}　{frame.mark.label}", _LINE)
    press.text(_LEFT, high - 15 * mm, one.person.name, _NAME)
    y = high - 20.5 * mm
    for line in wrap(one.person.unit or one.person.roles_text, _LINE.face, _LINE.size, room)[:1]:
        press.text(_LEFT, y, line, _LINE)
    for line in wrap(frame.round_title, _SMALL.face, _SMALL.size, room)[:1]:
        press.text(_LEFT, high - 24.5 * mm, line, _SMALL)
    press.text(_LEFT, low + 2.2 * mm, FOLDING, _SMALL)
    draw_qr(press.canvas, frame.qr_text, x=_SECRET_LEFT - _QR - 3 * mm, y=low + 8 * mm, side=_QR)
    _scatter(press, (_SECRET_LEFT, low + 5.5 * mm, _SECRET_RIGHT, high - 2 * mm))


def _scatter(press: Press, box: _Box) -> None:
    """Digits by chance, over one another, so dense that no other digit stands out."""
    left, low, right, high = box
    _clip(press, box)
    for size, grey in _COVER:
        style = TextStyle(size, Face.BOLD, grey=grey)
        y = low - size * _CHANCE.random() * 0.5
        while y < high:
            press.text(left - size * _CHANCE.random(), y, _digits(right - left, style), style)
            y += size * 0.78
    press.canvas.restoreState()


def _ground(press: Press, box: _Box) -> None:
    """A light ground of digits around the PIN, which blurs its edges from behind."""
    left, low, right, high = box
    _clip(press, box)
    y = low
    while y < high:
        start = left - _GROUND.size * _CHANCE.random()
        press.text(start, y, _digits(right - left, _GROUND), _GROUND)
        y += _GROUND.size * 0.9
    press.canvas.restoreState()


def _digits(width: float, style: TextStyle) -> str:
    count = int(width / style.breadth("0")) + 3
    return "".join(_CHANCE.choices("0123456789", k=count))


def _clip(press: Press, box: _Box) -> None:
    """Until ``restoreState`` nothing is drawn outside the box."""
    left, low, right, high = box
    press.canvas.saveState()
    path = press.canvas.beginPath()
    path.rect(left, low, right - left, high - low)
    press.canvas.clipPath(path, stroke=0, fill=0)


def _fold(press: Press, y: float, label: str) -> None:
    press.canvas.setDash(1.5, 2.5)
    press.rule(0, y, _WIDTH, weight=0.6)
    press.canvas.setDash()
    press.text(_MARGIN, y + 1 * mm, label, _MARK)


def _cut(press: Press, y: float) -> None:
    press.canvas.setDash(6, 3)
    press.rule(0, y, _WIDTH, weight=0.6, grey=0)
    press.canvas.setDash()
    press.text(_MARGIN, y + 1 * mm, "裁切线", _MARK)


def _draw_foot(press: Press, frame: Frame, numbering: str) -> None:
    press.text(_LEFT, _FOOT, f"校验码 {frame.check_code}　{frame.note}", _SMALL)
    right = TextStyle(_SMALL.size, _SMALL.face, Align.RIGHT, SOFT)
    press.text(_RIGHT, _FOOT, f"{numbering}　打印时间 {frame.printed_at}", right)
