"""A rubric file before it takes the place of the rubric in force: what it is, and what changes."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import body

SAME = "与现行评分标准完全相同，不必更换。"
WARNING = "更换后，并列处理中按指标比较的步骤可能需要重新选择，请到“评审规则”核对。"


class RubricDialog(Dialog):
    """Confirmed only where the file differs from the rubric in force."""

    def __init__(self, new: Rubric, present: Rubric, parent: QWidget | None = None) -> None:
        super().__init__("更换评分标准", parent, confirm="更换", width=30)
        self.mark(Tone.NOTE, "list")
        self._is_same = seal_rubric(new).digest == seal_rubric(present).digest
        facts = FactTable()
        facts.show_facts(list(_facts(new, present)))
        self.add(facts)
        self.add(body(SAME if self._is_same else WARNING))
        self.confirm_button.setEnabled(not self._is_same)


def _facts(new: Rubric, present: Rubric) -> Iterator[tuple[str, str]]:
    yield "名称", new.title
    yield "版本", new.edition
    yield "性质", new.standing
    yield "一级指标", f"{len(new.sections)} 个"
    yield "评分项", f"{_count(new)} 个（现行 {_count(present)} 个）"
    yield "满分", f"{plain(new.max_points)} 分（现行 {plain(present.max_points)} 分）"
    yield "校验码", seal_rubric(new).check_code


def _count(rubric: Rubric) -> int:
    return sum(1 for _ in rubric)
