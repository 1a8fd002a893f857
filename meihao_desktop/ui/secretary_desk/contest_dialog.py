"""Two bundles of one expert that contradict each other: both shown, one of them chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.handover import LOCAL, Contest
from meihao_desktop.domain.panel import Person
from meihao_desktop.operations.seats import SeatRow
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body

SENTENCE = "同一位专家的同一份评分表有不同的内容。请向本人核实后选定一份，另一份留存但不计入。"


class ContestDialog(WitnessDialog):
    """``chosen`` is the digest of the bundle that is to count."""

    def __init__(
        self, row: SeatRow, contests: Sequence[Contest], seconds: Sequence[Person],
        parent: QWidget | None = None, *, estate_names: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"裁定{row.person.name}的评分", SENTENCE, seconds, parent)
        names = estate_names or {}
        disputed = "、".join(
            f"{names.get(each.estate, each.estate)}第 {each.revision} 版" for each in contests
        )
        involved = {digest for contest in contests for digest in contest.bundles}
        self.versions = TableView(_columns())
        self.versions.show_rows(tuple(_lines(row, involved)))
        self.versions.setMinimumHeight(self.versions.sizeHint().height())
        self.content.insertWidget(1, body(f"不一致的评分表：{disputed}。以下面哪一份为准？"))
        self.content.insertWidget(2, self.versions)

    @property
    def chosen(self) -> str:
        line = self.versions.current
        return line[0] if line is not None else LOCAL

    def fault(self) -> str:
        return super().fault() if self.versions.current is not None else "请选定以哪一份为准。"


Line = tuple[str, str, str, str]


def _lines(row: SeatRow, involved: set[str]) -> list[Line]:
    lines = [
        (
            each.digest,
            f"第 {each.serial} 号",
            f"{each.made_at.astimezone():%m-%d %H:%M:%S}",
            f"电脑 {each.machine[:8]}　{each.digest[:8].upper()}",
        )
        for each in row.bundles
        if each.digest in involved
    ]
    if LOCAL in involved:
        lines.append((LOCAL, "现场封存", "—", "秘书的电脑"))
    return lines


def _columns() -> list[Column]:
    return [
        Column(heading="评分包", text=lambda line: line[1], width=5),
        Column(heading="写成时间", text=lambda line: line[2], width=9),
        Column(heading="电脑和校验码", text=lambda line: line[3]),
    ]
