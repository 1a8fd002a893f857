"""The secretary's desk: progress, totals, findings, papers and the log of one round."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from meihao_desktop.domain.blocker import SIGNATURES as SIGNED
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.interests.gate import undeclared_experts
from meihao_desktop.operations import (
    collate_sheets,
    print_documents,
    rank_estates,
    score_estate,
    verify_log,
    witness,
)
from meihao_desktop.operations.change import Pair
from meihao_desktop.operations.collate_sheets import SecretaryDesk, Verdict
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import HeavyPage, Services
from meihao_desktop.ui.secretary_desk.exchange_acts import ExchangeActs
from meihao_desktop.ui.secretary_desk.exchange_pane import ExchangePane
from meihao_desktop.ui.secretary_desk.findings_pane import FindingsPane
from meihao_desktop.ui.secretary_desk.hearing_acts import HearingActs
from meihao_desktop.ui.secretary_desk.log_pane import LogPane
from meihao_desktop.ui.secretary_desk.paper_acts import PaperActs
from meihao_desktop.ui.secretary_desk.paper_rows import paper_rows
from meihao_desktop.ui.secretary_desk.papers_pane import PapersPane
from meihao_desktop.ui.secretary_desk.progress_pane import Progress, ProgressPane
from meihao_desktop.ui.secretary_desk.signature_acts import SignatureActs
from meihao_desktop.ui.secretary_desk.signature_pane import SignaturePane
from meihao_desktop.ui.secretary_desk.totals_pane import TotalsPane
from meihao_desktop.ui.secretary_desk.way_on import HERE
from meihao_desktop.ui.widgets.asking import WitnessDialog, confirmed, is_accepted

PROGRESS, TOTALS, FINDINGS, PAPERS, SIGNATURES, EXCHANGE, LOG = range(7)


class SecretaryPage(HeavyPage):
    """Seven tabs over one snapshot, read anew only while the page is in view."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("秘书台")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._progress = ProgressPane()
        self._totals = TotalsPane()
        self._findings = FindingsPane()
        self._papers = PapersPane()
        self._acts = HearingActs(context, announcer, services, self)
        self._paper_acts = PaperActs(context, announcer, self._papers)
        self._signatures = SignaturePane()
        self._signature_acts = SignatureActs(context, announcer, services, self._signatures)
        self._exchange = ExchangePane()
        self._exchange_acts = ExchangeActs(context, announcer, services, self._exchange)
        self._log = LogPane(context.folder)
        self._tabs = QTabWidget()
        self._connect()
        self._lay_out()
        self.show_snapshot()

    def show_target(self, target: str) -> None:
        """The key of a finding, a paper to be signed, an expert, or expert and estate."""
        place, _, paper = target.partition("/")
        if place == SIGNED:
            self.show_tab(SIGNATURES)
            self._signatures.choose(paper)
        elif self._findings.choose(target):
            self._tabs.setCurrentIndex(FINDINGS)
        else:
            self._tabs.setCurrentIndex(PROGRESS)
            self._progress.choose(target)

    def may_leave(self) -> bool:
        return self._findings.may_leave()

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+1 … Ctrl+7", "交表情况、得分矩阵、核查发现、打印、签署、交接、记录"),
            ("方向键", "在表格中移动"),
            ("Enter", "登记所选评分表的签字；预览所选文书"),
        )

    def show_tab(self, at: int) -> None:
        """Bring one of the seven tabs into view and the cursor into it."""
        self._tabs.setCurrentIndex(at)
        panes = (self._progress, self._findings, self._papers, self._signatures, self._exchange)
        for pane in panes:
            if self._tabs.currentWidget() is pane:
                pane.take_focus()

    def show_snapshot(self) -> None:
        desk = collate_sheets.secretary_desk(self._context)
        dossier = self._context.dossier()
        undeclared = tuple(expert.name for expert in undeclared_experts(dossier))
        ranking = rank_estates.ranking_desk(self._context) if desk.shows_totals else None
        self._progress.show_progress(
            Progress(
                desk=desk,
                waiting=frozenset(dossier.waiting) & desk.cells.keys(),
                undeclared=undeclared,
            )
        )
        self._totals.show_totals(desk, ranking)
        self._findings.show_desk(desk)
        self._papers.show_rows(paper_rows(print_documents.offers(self._context), desk.printings))
        self._signature_acts.refresh()
        self._exchange_acts.refresh()
        self._tabs.setTabText(FINDINGS, _findings_heading(desk))

    def _sign(self, pairs: tuple[Pair, ...]) -> None:
        """Ink cannot be taken back, so it is asked for once more."""
        if not pairs:
            return
        names = {person.id: person.name for person in self._context.store.panels.people()}
        what = f"{names[pairs[0][0]]}的 {len(pairs)} 份评分表"
        if confirmed(
            "登记签字",
            f"请核对纸质评分表：{what}已由本人签字，校验码与屏幕一致。登记之后不能再修改。",
            self,
            confirm="已核对，登记",
        ):
            self._announcer.tell(collate_sheets.register_signatures(self._context, pairs))
            self._services.say(f"已登记{what}的签字。")

    def _reopen(self, pair: Pair) -> None:
        dialog = WitnessDialog(
            "重新打开评分表",
            "重新打开后原评分表撤回存档，专家在原有得分上修改并重新提交；须两人在场。",
            witness.seconds_of_pair(self._context),
            self,
        )
        if is_accepted(dialog):
            change = score_estate.reopen(
                self._context, *pair, reason=dialog.reason, witness=dialog.witness
            )
            self._announcer.tell(change)
            self._services.say("评分表已重新打开，请通知专家修改后重新提交。")

    def _settle(self, finding: FindingKey, verdict: Verdict) -> None:
        if verdict.decision is Decision.DRAWN:
            self._acts.draw(finding, verdict)
            return
        self._announcer.tell(collate_sheets.settle(self._context, finding, verdict))
        self._services.say("处理意见已记录。")

    def _go(self, desk: str, target: str) -> None:
        if desk == HERE:
            self.show_target(target)
        else:
            self._services.show_desk(desk, target)

    def _verify(self) -> None:
        report = verify_log.verify_open(self._context)
        self._log.show_report(report, self._context.now())

    def _connect(self) -> None:
        self._progress.signature_asked.connect(self._sign)
        self._progress.reopen_asked.connect(self._reopen)
        self._findings.settle_asked.connect(self._settle)
        self._findings.way_asked.connect(self._go)
        self._findings.notice_asked.connect(self._acts.notify)
        self._findings.revision_asked.connect(self._acts.open_for_revision)
        self._findings.vote_asked.connect(self._acts.hold_vote)
        self._log.verify_asked.connect(self._verify)
        for at in range(LOG + 1):
            key = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            key.activated.connect(partial(self.show_tab, at))

    def _lay_out(self) -> None:
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for name, pane in (
            ("交表情况", self._progress),
            ("得分矩阵", self._totals),
            ("核查发现", self._findings),
            ("打印", self._papers),
            ("签署", self._signatures),
            ("交接", self._exchange),
            ("记录", self._log),
        ):
            self._tabs.addTab(pane, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)


def _findings_heading(desk: SecretaryDesk) -> str:
    open_ones = sum(row.is_blocking for row in desk.findings)
    return f"核查发现（阻断 {open_ones}）" if open_ones else f"核查发现 {len(desk.findings)}"
