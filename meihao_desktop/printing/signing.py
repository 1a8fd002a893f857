"""Places for ink: signature lines, dates and the space of a seal."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from meihao_desktop.printing.press import INK, SOFT, Align, Press, TextStyle

SIGNATURE_HEIGHT = 15 * mm
SEAL_WIDTH = 56 * mm
SEAL_HEIGHT = 42 * mm

_STYLE = TextStyle(12)
_SEAL = TextStyle(10.5, align=Align.CENTRE)
_HINT = TextStyle(10.5, align=Align.CENTRE, grey=SOFT)
_DATE = "日期"
_DATE_BLANK = "　　　　年　　月　　日"
_GAP = 8 * mm


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Labels side by side, each with a line to sign on; a date has its 年 月 日."""

    labels: Sequence[str]
    left: float
    top: float
    width: float

    def draw(self, press: Press) -> None:
        y = self.top - SIGNATURE_HEIGHT + 4 * mm
        x = self.left
        for label, room in zip(self.labels, self._rooms(), strict=True):
            press.text(x, y, f"{label}：", _STYLE)
            start = x + _STYLE.breadth(f"{label}：")
            if label.endswith(_DATE):
                press.text(start, y, _DATE_BLANK, _STYLE)
            else:
                press.rule(start, y - 2.5, x + room - _GAP, weight=0.6, grey=INK)
            x += room

    def _rooms(self) -> list[float]:
        """A date takes what it needs, the signatures share the rest."""
        fixed = {
            label: _STYLE.breadth(f"{label}：{_DATE_BLANK}")
            for label in self.labels
            if label.endswith(_DATE)
        }
        others = sum(label not in fixed for label in self.labels)
        free = self.width - sum(fixed.values())
        return [fixed.get(label, free / max(others, 1)) for label in self.labels]


@dataclass(frozen=True, slots=True)
class SealSpace:
    """An empty place at the right margin with the name of the unit that puts its seal there."""

    label: str
    right: float
    top: float

    def draw(self, press: Press) -> None:
        left, bottom = self.right - SEAL_WIDTH, self.top - SEAL_HEIGHT
        press.canvas.saveState()
        press.canvas.setDash(2, 2)
        press.canvas.setStrokeGray(SOFT)
        press.canvas.setLineWidth(0.5)
        press.canvas.rect(left, bottom, SEAL_WIDTH, SEAL_HEIGHT)
        press.canvas.restoreState()
        middle = left + SEAL_WIDTH / 2
        press.text(middle, self.top - 14, self.label, _SEAL)
        press.text(middle, bottom + SEAL_HEIGHT / 2 - 4, "（盖章）", _HINT)
        press.text(middle, bottom + 6, _DATE_BLANK, _SEAL)
