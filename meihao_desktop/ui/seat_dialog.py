"""专家席位: what an expert's laptop works from, what was handed over, what is still to be done."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations.take_seat import SeatDesk
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import soft

ELSEWHERE = "认定回避、重新打开评分表、汇总和排名都在秘书的电脑上办理。"


class SeatDialog(Dialog):
    """To be read only."""

    def __init__(self, desk: SeatDesk, parent: QWidget | None = None) -> None:
        super().__init__(f"{desk.expert.name}的席位", parent, confirm="知道了", cancel="", width=36)
        facts = FactTable()
        facts.show_facts(list(_facts(desk)))
        self.add(facts)
        if desk.waiting:
            waiting = Notice(Tone.WARNING, "warning")
            waiting.say(f"还没有提交：{'、'.join(estate.name for estate in desk.waiting)}。")
            self.add(waiting)
        self.add(soft(ELSEWHERE))


def _facts(desk: SeatDesk) -> Iterator[tuple[str, str]]:
    yield "评审包", f"第 {desk.pack_serial} 号，{desk.taken_at.astimezone():%Y-%m-%d %H:%M} 读入"
    yield "秘书的密钥指纹", grouped(desk.fingerprint)
    yield "本机编号", desk.machine
    yield "资料所在文件夹", str(desk.folder)
    yield "已提交的评分表", f"{desk.sealed} 份"
    last = desk.handed[-1] if desk.handed else None
    handed = f"第 {last.serial} 号，{last.handed_at.astimezone():%m-%d %H:%M}" if last else "还没有"
    yield "最近交回的评分包", handed
