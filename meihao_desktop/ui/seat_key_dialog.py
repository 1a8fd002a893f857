"""评审密钥已更换: an expert holds the new fingerprint against the signed paper."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations.trust import KeyConfirmed, KeyNews
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.text import body, figure, strong

ASKED = (
    "请秘书出示签过字的《补充开封记录》，把下面的指纹与纸上“现用评审密钥指纹”逐组核对。"
    "没有这份纸质记录，或有一处不同，请取消并告知监督员：评审包可能是伪造的。"
)


class SeatKeyDialog(Dialog):
    """Both fingerprints, the new one large, and the PIN that is known on this laptop."""

    def __init__(self, news: KeyNews, parent: QWidget | None = None) -> None:
        super().__init__("评审密钥已更换", parent, confirm="与纸上一致，更新", width=34)
        self._news = news
        self.mark(Tone.WARNING, "shield")
        self.field = PinField()
        self.field.returnPressed.connect(self.try_accept)
        self.add(body(ASKED))
        self.add(strong("新的评审密钥指纹"))
        shown = figure(grouped(news.new).replace(" ", "  "))
        shown.setProperty("level", "headline")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(shown)
        facts = FactTable()
        facts.show_facts(list(_facts(news)))
        self.add(facts)
        rows = FieldRows()
        rows.add("您的 PIN", self.field)
        self.add(rows)
        self.field.setFocus()

    @property
    def confirmed(self) -> KeyConfirmed:
        return KeyConfirmed(fingerprint=self._news.new, pin=self.field.text())

    def fault(self) -> str:
        return "" if self.field.text() else "请输入您在本机使用的 PIN。"


def _facts(news: KeyNews) -> Iterator[tuple[str, str]]:
    yield "本机原来的指纹", grouped(news.old)
    for change in news.changes:
        at = change.replaced_at.astimezone()
        yield "更换", f"{at:%Y-%m-%d %H:%M}，{change.cause.value}：{change.reason}"
