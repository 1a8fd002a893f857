"""The panel desk: members, hints of interests, recusals and vetoes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.operations import convene_panel, declare_interests, weigh_hints
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.convene_panel import RecusalRow
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.operations.weigh_hints import HintRow
from meihao_desktop.ui import late, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.declaration.declaration_pane import DeclarationPane
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.panel_desk.hints_pane import HintsPane
from meihao_desktop.ui.panel_desk.list_acts import ListActs
from meihao_desktop.ui.panel_desk.member_acts import MemberActs
from meihao_desktop.ui.panel_desk.members_pane import MembersPane
from meihao_desktop.ui.panel_desk.mentions_bar import MentionsBar
from meihao_desktop.ui.panel_desk.pin_acts import PinActs
from meihao_desktop.ui.panel_desk.recusals_pane import RecusalsPane
from meihao_desktop.ui.panel_desk.ruling_dialog import DecisionDialog, HintDialog
from meihao_desktop.ui.panel_desk.seat_acts import SeatActs
from meihao_desktop.ui.panel_desk.veto_dialog import VetoDialog
from meihao_desktop.ui.panel_desk.vetoes_pane import VetoesPane
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.tabs import Tabs

MEMBERS, HINTS, RECUSALS, VETOES = range(4)
TABS = {"members": MEMBERS, "hints": HINTS, "recusals": RECUSALS, "vetoes": VETOES}


class PanelPage(Page):
    """Four tabs; every act is one operation."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("小组台")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._members = MembersPane()
        self._mentions = MentionsBar(context, announcer)
        self._hints = HintsPane(self._mentions)
        self._recusals = RecusalsPane()
        self._vetoes = VetoesPane()
        self._acts = MemberActs(context, announcer, self)
        self._pins = PinActs(context, announcer, services, self)
        self._seats = SeatActs(context, announcer, self)
        self._lists = ListActs(context, announcer, services, self)
        self._tabs = Tabs()
        self._room = QStackedWidget()
        self._declaration: DeclarationPane | None = None
        self._lay_out()
        self._connect_members()
        self._hints.answer_asked.connect(self._answer)
        self._recusals.decide_asked.connect(self._decide)
        self._recusals.deputy_asked.connect(self._seats.appoint)
        self._recusals.unfilled_asked.connect(self._seats.leave_unfilled)
        self._recusals.declare_asked.connect(self.ask_declaration)
        self._recusals.print_asked.connect(lambda: self._print(Paper.RECUSALS))
        self._vetoes.enter_asked.connect(self._veto)
        self._show()

    def refresh(self, change: Change) -> None:
        if change.is_panel or change.is_round or change.estates:
            self._show()

    def show_target(self, target: str) -> None:
        """A person's id, expert and estate with a slash between, or the name of a tab."""
        if "/" in target:
            is_recusal = self._recusals.choose(target)
            self._tabs.setCurrentIndex(RECUSALS if is_recusal else HINTS)
            self._hints.choose(target)
        elif target in TABS:
            self._tabs.setCurrentIndex(TABS[target])
        elif target == self._context.somebody().id and self._owes_declaration:
            self.ask_declaration()
        else:
            self._tabs.setCurrentIndex(MEMBERS)
            self._members.choose(target)

    def ask_declaration(self) -> None:
        """The secretary's own form, in place of the tabs until it is handed in or left."""
        self._leave_declaration()
        self._tabs.setCurrentIndex(RECUSALS)
        desk = declare_interests.declaration_desk(self._context)
        self._declaration = DeclarationPane(desk, self._declare, self._leave_declaration)
        self._room.addWidget(self._declaration)
        self._room.setCurrentWidget(self._declaration)

    @property
    def _owes_declaration(self) -> bool:
        desk = convene_panel.panel_desk(self._context)
        return desk.may_declare and not desk.has_declared

    def _declare(self, told: Sequence[Told], pin: str) -> None:
        change = declare_interests.declare_as_secretary(self._context, told, pin)
        self._leave_declaration()
        self._services.say("回避申报已提交。")
        self._announcer.tell(change)

    def _leave_declaration(self) -> None:
        if self._declaration is not None:
            self._room.removeWidget(self._declaration)
            self._declaration.deleteLater()
            self._declaration = None

    def _show(self) -> None:
        desk = convene_panel.panel_desk(self._context)
        hints = weigh_hints.hints_desk(self._context)
        self._members.show_desk(desk)
        self._hints.show_desk(hints)
        self._mentions.refresh()
        self._recusals.show_desk(desk)
        self._vetoes.show_desk(desk)
        recusals = [row.recusal.status for row in desk.recusals]
        open_count = recusals.count(RecusalStatus.DECLARED)
        shown = len(recusals) - recusals.count(RecusalStatus.HINT)
        self._tabs.setTabText(MEMBERS, f"成员 {len(desk.members)}")
        waiting = f"（{open_count} 待认定）" if open_count else ""
        self._tabs.setTabText(HINTS, f"利害关系提示 {len(hints.hints)}")
        self._tabs.setTabText(RECUSALS, f"回避 {shown}{waiting}")
        self._tabs.setTabText(VETOES, f"一票否决 {len(desk.vetoes)}")

    def _answer(self, row: HintRow) -> None:
        dialog = HintDialog(row, self)
        if is_accepted(dialog):
            self._announcer.tell(
                weigh_hints.decide_hint(
                    self._context, row.person, row.estate, dialog.status, reason=dialog.reason
                )
            )

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

    def _print(self, paper: Paper) -> None:
        show = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, paper, parent=self)

    def _connect_members(self) -> None:
        pane, acts, seats, lists = self._members, self._acts, self._seats, self._lists
        pane.enter_asked.connect(acts.enter)
        pane.change_asked.connect(acts.change)
        pane.remove_asked.connect(acts.remove)
        pane.pins_asked.connect(self._pins.issue)
        pane.elect_asked.connect(seats.elect)
        pane.seat_asked.connect(seats.hand_over)
        pane.presence_asked.connect(seats.note_presence)
        pane.pledge_asked.connect(seats.note_pledge)
        files = {
            "导入名单…": lists.choose_import,
            "导出名单…": lists.choose_export,
            "导出空表…": lists.choose_blank,
            "全部登记到会": seats.note_all_present,
            "撤销此人的到会登记": lambda: seats.take_back_presence(pane.current),
        }
        pane.add_menu(pane.list_button, files)
        papers = (Paper.ATTENDANCE, Paper.PLEDGES, Paper.ELECTION)
        prints = {paper.label: partial(self._print, paper) for paper in papers}
        pane.add_menu(pane.papers_button, prints)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._tabs.addTab(self._members, "成员")
        self._tabs.addTab(self._hints, "利害关系提示")
        self._tabs.addTab(self._recusals, "回避")
        self._tabs.addTab(self._vetoes, "一票否决")
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit, unit * 2, unit)
        self._room.addWidget(self._tabs)
        column.addWidget(self._room)
