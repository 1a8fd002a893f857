"""The fields of the rules: what each is called, which value it stands for, how it is entered."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from PySide6.QtCore import QDate, QObject, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.review_round import NoticeCounting
from meihao_desktop.domain.tally_rules import Combination, RoundingMode, TrimScope
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox, NumberBox

_DECIMAL = QRegularExpression(r"\d{1,4}(\.\d{0,2})?")


class RuleField(QObject):
    """One field; ``path`` names the value inside the rules ("tally.trim.highest")."""

    changed = Signal()
    characters = 5

    def __init__(self, path: str, label: str, unit: str = "", hint: str = "") -> None:
        super().__init__()
        self.path, self.label, self.unit, self.hint = path, label, unit, hint
        self.widget: QWidget = self.made()
        self.widget.setAccessibleName(label)

    def made(self) -> QWidget:
        raise NotImplementedError

    def value(self) -> Any:  # noqa: ANN401 - each field has its own type
        raise NotImplementedError

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each field has its own type
        raise NotImplementedError

    def set_locked(self, *, locked: bool) -> None:
        self.widget.setEnabled(not locked)


class CountField(RuleField):
    """A whole number."""

    def made(self) -> QWidget:
        self._box = NumberBox(0, 999)
        self._box.valueChanged.connect(self.changed)
        return self._box

    def value(self) -> int:
        return self._box.value()

    def show_value(self, value: int) -> None:
        self._box.setValue(value)


class AmountField(RuleField):
    """A decimal amount."""

    def made(self) -> QWidget:
        self._line = QLineEdit()
        self._line.setValidator(QRegularExpressionValidator(_DECIMAL, self._line))
        self._line.textChanged.connect(self.changed)
        return self._line

    def value(self) -> Decimal:
        return Decimal(self._line.text().rstrip(".") or "0")

    def show_value(self, value: Decimal) -> None:
        self._line.setText(plain(value))


class PercentField(AmountField):
    """A share, entered as percent."""

    def value(self) -> Decimal:
        return super().value() / 100

    def show_value(self, value: Decimal) -> None:
        super().show_value(value * 100)


class ChoiceField(RuleField):
    """One of the members of an enumeration."""

    characters = 18

    def __init__(self, path: str, label: str, choices: type[Enum], hint: str = "") -> None:
        self._choices = list(choices)
        super().__init__(path, label, hint=hint)

    def made(self) -> QWidget:
        self._box = ChoiceBox()
        self._box.addItems([choice.value for choice in self._choices])
        self._box.setMinimumContentsLength(4)
        self._box.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return self._box

    def value(self) -> Enum:
        return self._choices[self._box.currentIndex()]

    def show_value(self, value: Enum) -> None:
        self._box.setCurrentIndex(self._choices.index(value))


class DayField(RuleField):
    """A day, or none."""

    characters = 18

    def made(self) -> QWidget:
        self._box = DayBox()
        self._has = QCheckBox("有期限")
        self._has.toggled.connect(self._box.setVisible)
        self._has.toggled.connect(lambda _on: self.changed.emit())
        self._box.dateChanged.connect(lambda _day: self.changed.emit())
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit)
        row.addWidget(self._has)
        row.addWidget(self._box, 1)
        return both

    def value(self) -> date | None:
        day = self._box.date()
        return date(day.year(), day.month(), day.day()) if self._has.isChecked() else None

    def show_value(self, value: date | None) -> None:
        self._has.setChecked(value is not None)
        self._box.setVisible(value is not None)
        if value is not None:
            self._box.setDate(QDate(value.year, value.month, value.day))


Make = Callable[[], RuleField]


def _count(path: str, label: str, unit: str, hint: str = "") -> Make:
    return lambda: CountField(path, label, unit, hint)


def _amount(path: str, label: str, unit: str, hint: str = "") -> Make:
    return lambda: AmountField(path, label, unit, hint)


def _percent(path: str, label: str, hint: str = "") -> Make:
    return lambda: PercentField(path, label, "%", hint)


GROUPS: Sequence[tuple[str, Sequence[Make]]] = (
    ("名额", (
        _count("county_quota_min", "每县报送小区，最少", "个"),
        _count("county_quota_max", "每县报送小区，最多", "个"),
        _count("shortlist_size", "拟公示名单", "个", "按名次取前几名公示"),
        _count("nomination_quota", "推荐上报", "个", "公示名单中的前几名"),
    )),
    ("期限", (
        lambda: DayField("submission_deadline", "报送截止"),
        _count("notice_days", "公示期", "工作日"),
        lambda: ChoiceField("notice_counting", "公示期起算", NoticeCounting),
        lambda: DayField("report_deadline", "上报截止"),
    )),
    ("评审小组", (
        _count("minimum_experts", "每个小区的有效专家，至少", "人", "不足的小区不参加排名"),
        _count("advised_experts", "建议的专家人数", "人"),
    )),
    ("计分", (
        lambda: ChoiceField("tally.combination", "合成方式", Combination),
        _count("tally.trim.highest", "去掉最高分", "个"),
        _count("tally.trim.lowest", "去掉最低分", "个"),
        lambda: ChoiceField("tally.trim.scope", "从哪里去掉", TrimScope),
        _count("tally.trim.minimum_experts", "达到多少位专家才去掉", "人",
               "每个小区都达到时才去掉，对各小区一致"),
        _count("tally.rounding.places", "保留小数", "位"),
        lambda: ChoiceField("tally.rounding.mode", "取舍办法", RoundingMode),
    )),
    ("畸高畸低", (
        _percent("outlier.hint_share_of_others", "提示：偏离其他专家均分"),
        _amount("outlier.hint_range", "提示：最高与最低相差", "分"),
        _amount("outlier.alarm_item_points", "警告：单项偏离均分，超过", "分"),
        _percent("outlier.alarm_item_share", "警告：单项偏离均分，且超过"),
        _percent("outlier.alarm_share_of_mean", "警告：总分偏离均分"),
        _percent("outlier.alarm_share_of_others", "警告：总分偏离其他专家均分"),
    )),
    ("材料核对", (
        _amount("area_per_household_min", "户均建筑面积，下限", "㎡"),
        _amount("area_per_household_max", "户均建筑面积，上限", "㎡", "超出范围时提示核对"),
    )),
)  # fmt: skip
