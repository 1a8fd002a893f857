"""The rules of the round as one form in groups; the wheel only scrolls."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.operations.keep_settings import SettingsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.settings_desk.rule_fields import GROUPS, RuleField
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Card, Notice, scrolled
from meihao_desktop.ui.widgets.text import body, caption, title


class RulesForm(QWidget):
    """``save_asked`` when the person is done; ``rules()`` is what the fields say."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.may_keep = False
        self._rules = RoundRules()
        self.fields: dict[str, RuleField] = {}
        self._lock = Notice(Tone.WARNING, "lock")
        self._faults = Notice(Tone.BLOCKING, "blocking")
        self._save = buttons.primary("保存规则", self.save_asked.emit, "check")
        self._undo = buttons.plain("放弃改动", self._show_fields, "undo")
        self._state = caption()
        self._lay_out()

    @property
    def is_changed(self) -> bool:
        return self.may_keep and self.rules() != self._rules

    def rules(self) -> RoundRules:
        """The round's rules with what the fields say now."""
        rules = self._rules
        for field in self.fields.values():
            rules = _with(rules, field.path, field.value())
        return rules

    def show_desk(self, desk: SettingsDesk) -> None:
        self._rules = desk.review_round.rules
        self.may_keep = desk.may_keep
        self._lock.say("" if desk.may_keep else _lock_sentence(desk))
        self._faults.say("".join(desk.faults))
        self._show_fields()
        for field in self.fields.values():
            field.set_locked(locked=not desk.may_keep)
        self._foot.setVisible(desk.may_keep)

    def _show_fields(self) -> None:
        for field in self.fields.values():
            field.show_value(_value(self._rules, field.path))
        self._tell_state()

    def _tell_state(self) -> None:
        is_changed = self.is_changed
        self._save.setEnabled(is_changed)
        self._undo.setEnabled(is_changed)
        self._state.setText("有未保存的改动" if is_changed else "全部已保存")

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, unit, unit, unit * 2)
        column.setSpacing(unit * 2)
        column.addWidget(self._lock)
        column.addWidget(self._faults)
        for heading, fields in GROUPS:
            column.addWidget(self._group(heading, [make() for make in fields]))
        column.addStretch(1)
        self._foot = Bar(is_foot=True)
        self._foot.content.addWidget(self._state, 1)
        self._foot.content.addWidget(self._undo)
        self._foot.content.addWidget(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._inner = inner
        theme.follow(self._adapt)
        whole.addWidget(scrolled(inner), 1)
        whole.addWidget(self._foot)

    def _adapt(self) -> None:
        """Labels and fields stay near each other on a wide screen."""
        metrics = theme.metrics()
        self._inner.setMaximumWidth(metrics.text * 42)
        for field in self.fields.values():
            field.widget.setFixedWidth(metrics.text * field.characters)

    def _group(self, heading: str, fields: list[RuleField]) -> Card:
        card = Card()
        card.content.addWidget(title(heading))
        for field in fields:
            self.fields[field.path] = field
            field.changed.connect(self._tell_state)
            card.content.addLayout(_row(field))
        return card


def _row(field: RuleField) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(body(field.label))
    if field.hint:
        words.addWidget(caption(field.hint))
    row = QHBoxLayout()
    row.setSpacing(theme.metrics().unit * 2)
    row.addLayout(words, 1)
    row.addWidget(field.widget)
    unit = body(field.unit)
    unit.setWordWrap(False)
    unit.setMinimumWidth(theme.metrics().text * 3 + 8)
    row.addWidget(unit)
    return row


def _lock_sentence(desk: SettingsDesk) -> str:
    if desk.review_round.rules_are_locked:
        return "评审已封存，规则和评分标准已锁定；如确需修改，请由组长和监督员退回到收件阶段。"
    return "规则由秘书维护，这里只供查看。"


def _value(rules: object, path: str) -> Any:  # noqa: ANN401 - fields of many types
    for name in path.split("."):
        rules = getattr(rules, name)
    return rules


def _with(rules: Any, path: str, value: object) -> Any:  # noqa: ANN401 - nested frozen values
    """The rules with one field, possibly of a part, replaced."""
    name, _, rest = path.partition(".")
    inner = _with(getattr(rules, name), rest, value) if rest else value
    return replace(rules, **{name: inner})
