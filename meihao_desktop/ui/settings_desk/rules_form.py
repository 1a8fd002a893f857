"""The rules of the round as one form in groups; the wheel only scrolls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.operations.keep_settings import SettingsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.settings_desk.lock import lock_sentence
from meihao_desktop.ui.settings_desk.rule_table import RuleTable
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Notice, scrolled
from meihao_desktop.ui.widgets.text import caption


class RulesForm(QWidget):
    """``save_asked`` when the person is done; ``rules()`` is what the fields say."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.may_keep = False
        self._rules = RoundRules()
        self._table = RuleTable()
        self._table.changed.connect(self._tell_state)
        self.fields = self._table.fields
        self._lock = Notice(Tone.WARNING, "lock")
        self._faults = Notice(Tone.BLOCKING, "blocking")
        self._save = buttons.primary("保存规则", self.save_asked.emit, "check")
        self._undo = buttons.plain("放弃改动", self._show_fields, "undo")
        self._usual = buttons.quiet(
            "填入参考规则", lambda: self._table.show_rules(RoundRules()), "refresh"
        )
        self._state = caption()
        self._lay_out()

    @property
    def is_changed(self) -> bool:
        return self.may_keep and self.rules() != self._rules

    def rules(self) -> RoundRules:
        """The round's rules with what the fields say now."""
        return self._table.rules(self._rules)

    def show_desk(self, desk: SettingsDesk) -> None:
        self._rules = desk.review_round.rules
        self.may_keep = desk.may_keep
        self._lock.say(lock_sentence(desk))
        self._faults.say("".join(desk.faults))
        self._table.use_rubric(desk.rubric)
        self._show_fields()
        self._table.set_locked(locked=not desk.may_keep)
        self._foot.setVisible(desk.may_keep)

    def _show_fields(self) -> None:
        self._table.show_rules(self._rules)
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
        column.setContentsMargins(0, unit, 0, unit * 2)
        column.setSpacing(unit * 2)
        for part in (self._lock, self._faults, self._table):
            column.addWidget(part)
        column.addStretch(1)
        self._foot = Bar(is_foot=True)
        self._foot.content.addWidget(self._state, 1)
        for button in (self._usual, self._undo, self._save):
            self._foot.content.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner), 1)
        whole.addWidget(self._foot)
