"""The settings desk: the rules of the round, its rubric, and what this program is."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from meihao_desktop.operations import check_readiness, compare_years, keep_settings
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.settings_desk.about_pane import AboutPane
from meihao_desktop.ui.settings_desk.backups_pane import BackupsPane
from meihao_desktop.ui.settings_desk.readiness_acts import ReadinessActs
from meihao_desktop.ui.settings_desk.readiness_pane import ReadinessPane
from meihao_desktop.ui.settings_desk.rubric_acts import RubricActs
from meihao_desktop.ui.settings_desk.rubric_pane import RubricPane
from meihao_desktop.ui.settings_desk.rules_form import RulesForm
from meihao_desktop.ui.settings_desk.years_acts import YearsActs
from meihao_desktop.ui.settings_desk.years_pane import YearsPane
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.asking import confirmed
from meihao_desktop.ui.widgets.tabs import Tabs


class SettingsPage(Page):
    """Everybody may read; the secretary changes rules until the round is sealed."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("设置")
        self._context = context
        self._announcer = announcer
        self._services = services
        self.rules_form = RulesForm()
        self.rules_form.save_asked.connect(self._save)
        self.rubric_pane = RubricPane()
        self.rubric_acts = RubricActs(context, announcer, services, self)
        self.rubric_pane.replace_asked.connect(
            lambda: self._change_rubric(self.rubric_acts.replace)
        )
        self.rubric_pane.restore_asked.connect(
            lambda: self._change_rubric(self.rubric_acts.restore)
        )
        self.years_pane = YearsPane()
        self.years_acts = YearsActs(context, announcer, services, self.years_pane)
        self.readiness_pane = ReadinessPane()
        self.readiness_acts = ReadinessActs(context, announcer, services, self.readiness_pane)
        self.backups_pane = BackupsPane(context, services)
        self._about = AboutPane()
        self._tabs = Tabs()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.addTab(self.rules_form, "评审规则")
        self._tabs.addTab(self.rubric_pane, "评分标准")
        self._tabs.addTab(self.years_pane, "往年评审")
        self._tabs.addTab(self.readiness_pane, "会前自检")
        self._tabs.addTab(self.backups_pane, "备份与恢复")
        self._tabs.addTab(scrolled(self._about), "关于")
        unit = theme.metrics().unit
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit, unit * 2, 0)
        column.addWidget(self._tabs)
        self._show()
        if not self.rules_form.may_keep:
            self._tabs.setCurrentWidget(self.rubric_pane)

    def refresh(self, change: Change) -> None:
        if change.is_settings or change.is_round:
            self._show()

    def show_target(self, target: str) -> None:
        """``rubric``, ``years``, ``rules``, ``backups``, or ``readiness`` with one of its items."""
        name, _, item = target.partition("/")
        panes = {
            "rubric": self.rubric_pane,
            "years": self.years_pane,
            "readiness": self.readiness_pane,
            "backups": self.backups_pane,
        }
        self._tabs.setCurrentWidget(panes.get(name, self.rules_form))
        if item:
            self.readiness_pane.show_item(item)

    def may_leave(self) -> bool:
        """Unsaved rules are given up only when asked."""
        if not self.rules_form.is_changed:
            return True
        if not confirmed(
            "规则还没有保存", "评审规则已经改动但没有保存。要放弃改动吗？", self, confirm="放弃改动"
        ):
            return False
        self._show()
        return True

    def _change_rubric(self, act: Callable[[], None]) -> None:
        """Another rubric redraws the rules, too, so unsaved ones are asked about first."""
        if self.may_leave():
            act()

    def _save(self) -> None:
        rules = self.rules_form.rules()
        self._announcer.tell(keep_settings.save_rules(self._context, rules))
        self._services.say("评审规则已保存。")

    def _show(self) -> None:
        desk = keep_settings.settings_desk(self._context)
        self.rules_form.show_desk(desk)
        self.rubric_pane.show_desk(desk)
        self.years_pane.show_desk(
            compare_years.years_desk(self._context),
            is_locked=desk.review_round.rules_are_locked,
        )
        self.readiness_pane.show_desk(check_readiness.readiness_desk(self._context))
        self.backups_pane.show_backups()
        self._about.show_round(self._context.folder)
