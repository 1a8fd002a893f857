"""抽签: the seed is said aloud and typed, the witness gives a PIN, the program draws."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from meihao_desktop.domain.lot import SHORTEST_SEED, DrawnLot
from meihao_desktop.domain.panel import Person
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.asking import WitnessDialog, line_field
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import body, caption, headline, soft, strong

HOW = (
    "请在场各方（如监督员、组长、一位专家）各报一个数，依次填作种子。"
    "确认后立即抽定并存档，不能重抽。"
)
CHECK = "复核：在任何装有 sha256sum 的计算机上对每个小区执行上列命令，结果小的在前。"


class LotDialog(WitnessDialog):
    """Nothing is drawn before both have confirmed, so that no seed can be tried out."""

    def __init__(
        self, names: Sequence[str], witnesses: Sequence[Person], parent: QWidget | None = None
    ) -> None:
        sentence = f"为{'、'.join(names)}抽签确定先后。{HOW}"
        super().__init__("见证抽签", sentence, witnesses, parent, asks_reason=False)
        self._seed = line_field(hint="例如 37-08-52")
        rows = FieldRows()
        rows.add("种子", self._seed)
        self.content.insertLayout(1, rows)
        self.confirm_button.setText("抽签")
        self._seed.setFocus()

    @property
    def seed(self) -> str:
        return self._seed.text().strip()

    def fault(self) -> str:
        if len(self.seed) < SHORTEST_SEED:
            return f"种子至少 {SHORTEST_SEED} 个字符，请在场各方各报一个数。"
        return super().fault()


class DrawnDialog(Dialog):
    """The order as drawn, large, with what anybody needs to check it."""

    def __init__(self, lot: DrawnLot, parent: QWidget | None = None) -> None:
        super().__init__("抽签结果", parent, confirm="知道了", cancel="", width=34)
        unit = theme.metrics().unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 2)
        grid.setVerticalSpacing(unit)
        grid.setColumnStretch(1, 1)
        for at, (name, digest) in enumerate(zip(lot.order, lot.digests, strict=True)):
            grid.addWidget(headline(str(at + 1)), at * 2, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(strong(name), at * 2, 1)
            command = f"printf '%s' '{lot.seed}|{name}' | sha256sum\n{_spaced(digest)}"
            words = caption(command)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, at * 2 + 1, 1)
        self.add(body(f"种子：{lot.seed}"))
        self.add(grid)
        self.add(soft(CHECK))


def _spaced(digest: str) -> str:
    """A digest that may be broken into lines."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))
