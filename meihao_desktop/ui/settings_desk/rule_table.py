"""All fields of the rules in their groups, between a value of the rules and the screen."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.ui import theme
from meihao_desktop.ui.settings_desk.rule_fields import RuleField
from meihao_desktop.ui.settings_desk.rule_groups import GROUPS
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.text import body, caption, title


class RuleTable(QWidget):
    """A card for each group; ``changed`` after every change of a field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, RuleField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics().unit * 2)
        for heading, fields in GROUPS:
            column.addWidget(self._group(heading, [make() for make in fields]))
        theme.follow(self._adapt)

    def rules(self, rules: RoundRules) -> RoundRules:
        """These rules with what the fields say now; inner values have the last word."""
        for field in sorted(self.fields.values(), key=lambda field: field.path.count(".")):
            rules = _with(rules, field.path, field.value())
        return rules

    def show_rules(self, rules: RoundRules) -> None:
        for field in self.fields.values():
            field.show_value(_value(rules, field.path))

    def use_rubric(self, rubric: Rubric) -> None:
        for field in self.fields.values():
            field.use_rubric(rubric)

    def set_locked(self, *, locked: bool) -> None:
        for field in self.fields.values():
            field.set_locked(locked=locked)

    def _adapt(self) -> None:
        """Labels and fields stay near each other on a wide screen."""
        metrics = theme.metrics()
        self.setMaximumWidth(metrics.text * 42)
        for field in self.fields.values():
            if not field.is_wide:
                field.widget.setFixedWidth(metrics.text * field.characters)

    def _group(self, heading: str, fields: list[RuleField]) -> Card:
        card = Card()
        card.content.addWidget(title(heading))
        for field in fields:
            self.fields[field.path] = field
            field.changed.connect(self.changed)
            card.content.addLayout(_stacked(field) if field.is_wide else _row(field))
        return card


def _row(field: RuleField) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.metrics().unit * 2)
    row.addLayout(_words(field), 1)
    row.addWidget(field.widget)
    unit = body(field.unit)
    unit.setWordWrap(False)
    unit.setMinimumWidth(theme.metrics().text * 3 + 8)
    row.addWidget(unit)
    return row


def _stacked(field: RuleField) -> QBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.metrics().unit)
    column.addLayout(_words(field))
    column.addWidget(field.widget)
    return column


def _words(field: RuleField) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(body(field.label))
    if field.hint:
        words.addWidget(caption(field.hint))
    return words


def _value(rules: object, path: str) -> Any:  # noqa: ANN401 - fields of many types
    for name in path.split("."):
        rules = getattr(rules, name)
    return rules


def _with(rules: Any, path: str, value: object) -> Any:  # noqa: ANN401 - nested frozen values
    """The rules with one field, possibly of a part, replaced."""
    name, _, rest = path.partition(".")
    inner = _with(getattr(rules, name), rest, value) if rest else value
    return replace(rules, **{name: inner})
