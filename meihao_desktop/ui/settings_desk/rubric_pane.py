"""The rubric of the round, section by section, with how each criterion is scored."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Criterion, CriterionKind, DeductionPer, Section
from meihao_desktop.operations.keep_settings import SettingsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.settings_desk.lock import SEALED
from meihao_desktop.ui.settings_desk.rubric_acts import reference_check_code
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.rows_model import CENTRE, RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, caption, title

KIND_WORDS = {
    CriterionKind.RATE: "按率计分",
    CriterionKind.GRADED: "分档",
    CriterionKind.DEDUCTION: "扣分",
    CriterionKind.PRESENCE: "有或无",
    CriterionKind.POINTS: "自由计分",
    CriterionKind.COMPOSITE: "分项合计",
}


@dataclass(frozen=True, slots=True)
class RubricRow:
    """A section's heading (without a criterion) or one criterion."""

    section: Section
    criterion: Criterion | None = None

    @property
    def number(self) -> str:
        return self.criterion.number if self.criterion else self.section.number

    @property
    def name(self) -> str:
        return self.criterion.name if self.criterion else self.section.name

    @property
    def max_points(self) -> str:
        return plain(self.criterion.max_points if self.criterion else self.section.max_points)


class RubricPane(QWidget):
    """A table of all criteria; what one asks for stands below it in full."""

    replace_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._title = title()
        self._standing = Badge("", Tone.WARNING, "note")
        self._about = caption()
        self.table = TableView(_COLUMNS)
        self.table.chosen.connect(self._show_row)
        self.detail = body()
        self.detail.setProperty("tone", Tone.ACCENT.value)
        self.replace = buttons.plain("更换评分标准…", self.replace_asked.emit, "document")
        self.restore = buttons.quiet("恢复参考方案", self.restore_asked.emit, "refresh")
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._standing)
        head.addWidget(self._title, 1)
        head.addWidget(self.restore)
        head.addWidget(self.replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)

    def show_desk(self, desk: SettingsDesk) -> None:
        rubric = desk.rubric
        self._title.setText(f"{rubric.title}（{rubric.edition}）")
        self._standing.show_mark(rubric.standing, Tone.WARNING, "note")
        self._about.setText(_about(desk))
        self.replace.setVisible(desk.may_keep)
        self.restore.setVisible(desk.may_keep and desk.rubric_check_code != reference_check_code())
        rows = [
            row
            for section in rubric.sections
            for row in (RubricRow(section), *(RubricRow(section, c) for c in section.criteria))
        ]
        self.table.show_rows(rows)
        self.table.choose(lambda row: row.criterion is not None)

    def _show_row(self, row: RubricRow) -> None:
        self.detail.setText(_detail(row))


def how_scored(criterion: Criterion) -> str:
    """Levels, deductions or components in one line."""
    if criterion.components:
        parts = (f"{part.label} {plain(part.max_points)} 分" for part in criterion.components)
        return "；".join(parts)
    if criterion.levels:
        return "；".join(f"{level.label} {plain(level.points)} 分" for level in criterion.levels)
    if criterion.deductions:
        return "；".join(
            f"{rule.label}：{'' if rule.per is DeductionPer.ONCE else rule.per.value}"
            f"扣 {plain(rule.amount)} 分"
            for rule in criterion.deductions
        )
    return criterion.choices_text


def _about(desk: SettingsDesk) -> str:
    rubric = desk.rubric
    count = sum(1 for _ in rubric)
    parts = "、".join(f"{part.name} {plain(part.weight * 100)}%" for part in rubric.parts)
    weights = f"组成部分及权重：{parts}；" if len(rubric.parts) > 1 else ""
    locked = f"。{SEALED}" if desk.review_round.rules_are_locked else ""
    return (
        f"{len(rubric.sections)} 个一级指标，{count} 个评分项，"
        f"满分 {plain(rubric.max_points)} 分；{weights}校验码 {desk.rubric_check_code}{locked}"
    )


def _detail(row: RubricRow) -> str:
    if row.criterion is None:
        return f"{row.section.number} {row.section.name}：共 {row.max_points} 分"
    criterion = row.criterion
    lines = [f"{criterion.number} {criterion.name}　{how_scored(criterion)}"]
    if criterion.evidence:
        lines.append(f"应有材料：{criterion.evidence}")
    if criterion.guidance:
        lines.append(criterion.guidance)
    return "\n".join(lines)


def _kind(row: RubricRow) -> str:
    return KIND_WORDS[row.criterion.kind] if row.criterion else ""


def _how(row: RubricRow) -> str:
    return how_scored(row.criterion) if row.criterion else ""


def _is_section(row: RubricRow) -> bool:
    return row.criterion is None


def _section_mark(row: RubricRow) -> tuple[Tone, str] | None:
    return None if row.criterion else (Tone.ACCENT, "")


_COLUMNS = (
    Column(
        heading="编号", text=lambda row: row.number, width=3, mark=_section_mark,
        strong=_is_section,
    ),
    Column(
        heading="评分项", text=lambda row: row.name, width=13, mark=_section_mark,
        hint=lambda row: row.name, strong=_is_section,
    ),
    Column(
        heading="分值", text=lambda row: row.max_points, width=3, align=RIGHT, mark=_section_mark,
        strong=_is_section,
    ),
    Column(heading="方式", text=_kind, width=4, align=CENTRE),
    Column(heading="怎样计分", text=_how, hint=_how),
)  # fmt: skip
