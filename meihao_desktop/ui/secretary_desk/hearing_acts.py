"""What the desk does in a hearing and for a lot: each act asks whoever must be asked first."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.tie_lot import drawn_lot, lot_names
from meihao_desktop.operations import collate_sheets, settle_outlier, witness
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk.lot_dialog import DrawnDialog, LotDialog
from meihao_desktop.ui.secretary_desk.vote_dialog import VoteDialog
from meihao_desktop.ui.widgets.asking import WitnessDialog, is_accepted


class HearingActs:
    """The page stays the owner of every dialog."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, page: QWidget
    ) -> None:
        self._context = context
        self._announcer = announcer
        self._services = services
        self._page = page

    def notify(self, findings: Sequence[FindingKey]) -> None:
        """Tell the experts concerned, each of the own finding only."""
        self._announcer.tell(settle_outlier.notify(self._context, findings))
        self._services.say("已通知本人，请其登录评分台答复。")

    def open_for_revision(self, finding: FindingKey) -> None:
        """Chair and observer open the sheet that its expert wants to revise."""
        dialog = WitnessDialog(
            "重新打开评分表",
            "专家申请修改。重新打开后原评分表撤回存档，本人修改后重新提交；须两人在场。",
            witness.seconds_of_pair(self._context),
            self._page,
            asks_reason=False,
        )
        if is_accepted(dialog):
            change = settle_outlier.open_for_revision(
                self._context, finding, witness=dialog.witness
            )
            self._announcer.tell(change)
            self._services.say("评分表已重新打开，请通知专家修改后重新提交。")

    def hold_vote(self, row: FindingRow) -> None:
        """The roll call; what was voted cannot be voted again."""
        dialog = VoteDialog(row, self._page)
        if is_accepted(dialog):
            change = settle_outlier.hold_vote(self._context, row.finding.key, dialog.votes)
            self._announcer.tell(change)
            self._services.say("表决已登记，请按结果登记决定。")

    def draw(self, finding: FindingKey, verdict: Verdict) -> None:
        """The seed and the witness, then the order for everybody in the room to see."""
        collate_sheets.check_lot(self._context, verdict)
        dossier = self._context.dossier()
        rows = collate_sheets.secretary_desk(self._context).findings
        where = next(row.finding.where for row in rows if row.finding.key == finding)
        tied = [EstateId(part) for part in where.estate.split("+")]
        dialog = LotDialog(
            list(lot_names(dossier, tied)), witness.seconds_of_pair(self._context), self._page
        )
        if not is_accepted(dialog):
            return
        seed = dialog.seed
        drawn = replace(verdict, seed=seed, witness=dialog.witness)
        self._announcer.tell(collate_sheets.settle(self._context, finding, drawn))
        self._services.say("抽签结果已记录。")
        is_accepted(DrawnDialog(drawn_lot(dossier, tied, seed)[0], self._page))
