"""Two-person acts on a seat: a member is replaced, a reserve is called up; and naming a deputy."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.operations.change import Pair
from meihao_desktop.operations.convene_panel import RecusalRow
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import body
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

NOT_BECAUSE = "不因回避，增补人数"
ONE_ESTATE = "只评这一个小区（替评）"
ALL_ESTATES = "递补为正式成员，评全部小区"


class ReplacementDialog(WitnessDialog):
    """Who comes instead, why, and who witnesses it."""

    def __init__(
        self,
        member: Person,
        reserves: Sequence[Person],
        witnesses: Sequence[Person],
        parent: QWidget | None = None,
    ) -> None:
        sentence = (
            f"更换{member.name}：其评分表全部作废（保留备查），不能再登录；"
            "接替的人从空白评分表开始，看不到原评分。更换后不能撤回。"
        )
        super().__init__(f"更换{member.name}", sentence, witnesses, parent)
        self._successor = _choice_of(reserves)
        rows = FieldRows()
        rows.add("接替的人", self._successor)
        self.content.insertLayout(1, rows)
        self.confirm_button.setText("更换")

    @property
    def successor(self) -> PersonId:
        return PersonId(self._successor.currentData())

    def fault(self) -> str:
        if self._successor.currentIndex() < 0:
            return "没有后备专家，请先登记后备专家。"
        return super().fault()


class CallUpDialog(WitnessDialog):
    """Why a reserve takes a seat, for which recusal, and whether for its estate only."""

    def __init__(
        self,
        reserve: Person,
        recusals: Sequence[RecusalRow],
        witnesses: Sequence[Person],
        parent: QWidget | None = None,
    ) -> None:
        sentence = (
            f"{reserve.name}从空白评分表开始，看不到原评分。"
            "因某项回避而递补或替评的，该项回避此后不能撤销。"
        )
        super().__init__(f"{reserve.name}递补", sentence, witnesses, parent)
        self._because = ChoiceBox()
        self._because.addItem(NOT_BECAUSE, None)
        for row in recusals:
            pair = (row.recusal.expert, row.recusal.estate)
            self._because.addItem(f"{row.expert_name}回避“{row.estate_name}”", pair)
        self._scope = ChoiceBox()
        self._because.currentIndexChanged.connect(self._offer_scopes)
        self._offer_scopes()
        rows = FieldRows()
        rows.add("缘由", self._because)
        rows.add("评审范围", self._scope)
        self.content.insertLayout(1, rows)
        self.confirm_button.setText("递补")

    @property
    def is_for_one_estate(self) -> bool:
        return self._scope.currentText() == ONE_ESTATE

    def _offer_scopes(self) -> None:
        """Only where somebody stands back is there one estate to score."""
        self._scope.clear()
        self._scope.addItems([ONE_ESTATE, ALL_ESTATES] if self.because else [ALL_ESTATES])

    @property
    def because(self) -> Pair | None:
        pair = self._because.currentData()
        return (pair[0], pair[1]) if pair else None


class DeputyDialog(Dialog):
    """Who handles an estate in place of somebody who stands back from it."""

    def __init__(
        self, row: RecusalRow, offered: Sequence[Person], parent: QWidget | None = None
    ) -> None:
        super().__init__("指定代办人", parent, confirm="指定")
        self._who = _choice_of(offered)
        rows = FieldRows()
        rows.add("代办人", self._who)
        self.add(
            body(
                f"{row.expert_name}须回避“{row.estate_name}”，"
                "该小区的收件、核查和处理意见由代办人登录后办理。"
            )
        )
        self.add(rows)

    @property
    def deputy(self) -> PersonId:
        return PersonId(self._who.currentData())

    def fault(self) -> str:
        return "" if self._who.currentIndex() >= 0 else "没有可以代办的人，请先登记。"


def _choice_of(people: Sequence[Person]) -> ChoiceBox:
    box = ChoiceBox()
    for person in people:
        unit = f"（{person.unit}）" if person.unit else ""
        box.addItem(f"{person.name}{unit}", person.id)
    return box
