"""The panel desk: members, recusals and vetoes."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from meihao_desktop.operations import convene_panel
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.convene_panel import RecusalRow
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.panel_desk.decision_dialog import DecisionDialog
from meihao_desktop.ui.panel_desk.member_acts import MemberActs
from meihao_desktop.ui.panel_desk.members_pane import MembersPane
from meihao_desktop.ui.panel_desk.recusals_pane import RecusalsPane
from meihao_desktop.ui.panel_desk.veto_dialog import VetoDialog
from meihao_desktop.ui.panel_desk.vetoes_pane import VetoesPane
from meihao_desktop.ui.widgets.asking import is_accepted

MEMBERS, RECUSALS, VETOES = range(3)


class PanelPage(Page):
    """Three tabs over one snapshot; every act is one operation."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("小组台")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._members = MembersPane()
        self._recusals = RecusalsPane()
        self._vetoes = VetoesPane()
        self._acts = MemberActs(context, announcer, self)
        self._tabs = QTabWidget()
        self._lay_out()
        self._members.enter_asked.connect(self._acts.enter)
        self._members.change_asked.connect(self._acts.change)
        self._members.remove_asked.connect(self._acts.remove)
        self._members.elect_asked.connect(self._acts.elect)
        self._members.pins_asked.connect(self._acts.issue)
        self._recusals.decide_asked.connect(self._decide)
        self._recusals.print_asked.connect(self._print_recusals)
        self._vetoes.enter_asked.connect(self._veto)
        self._show()

    def refresh(self, change: Change) -> None:
        if change.is_panel or change.is_round or change.estates:
            self._show()

    def show_target(self, target: str) -> None:
        """A person's id, or expert and estate of a recusal with a slash between."""
        if "/" in target:
            self._tabs.setCurrentIndex(RECUSALS)
            self._recusals.choose(target)
        else:
            self._tabs.setCurrentIndex(MEMBERS)
            self._members.choose(target)

    def _show(self) -> None:
        desk = convene_panel.panel_desk(self._context)
        self._members.show_desk(desk)
        self._recusals.show_desk(desk)
        self._vetoes.show_desk(desk)
        open_count = sum(row.recusal.status.is_undecided for row in desk.recusals)
        self._tabs.setTabText(MEMBERS, f"成员 {len(desk.members)}")
        waiting = f"（{open_count} 待认定）" if open_count else ""
        self._tabs.setTabText(RECUSALS, f"回避 {len(desk.recusals)}{waiting}")
        self._tabs.setTabText(VETOES, f"一票否决 {len(desk.vetoes)}")

    def _decide(self, row: RecusalRow) -> None:
        dialog = DecisionDialog(row, self)
        if is_accepted(dialog):
            recusal = row.recusal
            self._announcer.tell(
                convene_panel.decide_recusal(
                    self._context,
                    recusal.expert,
                    recusal.estate,
                    dialog.status,
                    reason=dialog.reason,
                )
            )

    def _veto(self) -> None:
        desk = convene_panel.panel_desk(self._context)
        dialog = VetoDialog(desk, self._context.now().date(), self)
        if is_accepted(dialog):
            self._announcer.tell(
                convene_panel.confirm_veto(
                    self._context,
                    dialog.estate,
                    ground=dialog.ground,
                    happened_on=dialog.happened_on,
                    document=dialog.document,
                )
            )

    def _print_recusals(self) -> None:
        show = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, Paper.RECUSALS, parent=self)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._tabs.addTab(self._members, "成员")
        self._tabs.addTab(self._recusals, "回避")
        self._tabs.addTab(self._vetoes, "一票否决")
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit, unit * 2, unit)
        column.addWidget(self._tabs)
