"""What the desk does with sticks: packs are written and bundles read in the background."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations import (
    exchange_sheets,
    letters,
    make_packs,
    offers,
    witness,
)
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import Outcome, Reception
from meihao_desktop.operations.make_packs import PreparedPack
from meihao_desktop.operations.offers import Offer
from meihao_desktop.operations.seats import SeatRow
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk.contest_dialog import ContestDialog
from meihao_desktop.ui.secretary_desk.exchange_pane import ExchangePane
from meihao_desktop.ui.secretary_desk.taking_in import TakingIn
from meihao_desktop.ui.secretary_desk.unsealing import Unsealing
from meihao_desktop.ui.stick_dialog import ask_stick
from meihao_desktop.ui.widgets.asking import ReasonDialog, WitnessDialog, confirmed, is_accepted


class ExchangeActs(QObject):
    """Carries out what the exchange pane asks for."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, pane: ExchangePane
    ) -> None:
        super().__init__(pane)
        self._context = context
        self._announcer = announcer
        self._services = services
        self._pane = pane
        self._unsealing = Unsealing(context, pane, self._opened)
        pane.pack_asked.connect(self.make_pack)
        pane.receive_asked.connect(self.receive)
        pane.open_asked.connect(self.open_bundles)
        pane.contest_asked.connect(self.decide)
        pane.absence_asked.connect(self.note_absence)

    def refresh(self) -> None:
        may = self._context.may(Act.SEE_RECEPTION)
        self._pane.show_desk(exchange_sheets.reception_desk(self._context) if may else None)

    def make_pack(self) -> None:
        """What the pack says is fixed now; writing it may take minutes."""
        sentence = "评审包含全部材料。写好并读回核对之前，请勿拔出 U 盘。"
        stick = ask_stick("制作评审包", sentence, self._pane.window())
        if stick is None:
            return
        draft = make_packs.gather_pack(self._context, stick)
        task = background.run(
            lambda watch: make_packs.write_prepared(make_packs.compose_pack(draft), watch),
            owner=self,
            on_done=self._written,
            on_progress=self._pane.work.show_progress,
            on_failed=self._failed,
        )
        self._pane.work.begin("正在写评审包", task.cancel)

    def receive(self) -> None:
        """Everything is read before anything is entered; a stick pulled until then harms nobody."""
        exchange_sheets.require_reception(self._context)
        stick = ask_stick("接收评分包", "请选择放有评分包的 U 盘。", self._pane.window())
        if stick is None:
            return
        boxes = letters.boxes_of(self._context.store)
        task = background.run(
            lambda watch: offers.offers_on(stick, boxes, watch),
            owner=self,
            on_done=self._take_in,
            on_progress=self._pane.work.show_progress,
            on_failed=self._failed,
        )
        self._pane.work.begin("正在读取评分包", task.cancel)

    def _take_in(self, read: Sequence[Offer]) -> None:
        TakingIn(self._context, self._pane, read, self._taken_in)

    def _taken_in(self, reception: Reception) -> None:
        self._pane.show_results(reception.rows)
        self._announcer.tell(reception.change)
        counts = "，".join(f"{each.value} {reception.count(each)}" for each in Outcome)
        self._services.say(f"评分包：{counts}。")

    def open_bundles(self) -> None:
        desk = exchange_sheets.reception_desk(self._context)
        if not desk.is_complete:
            self._open_early("、".join(person.name for person in desk.missing))
            return
        sentence = "全部收齐。拆封后各专家的评分计入汇总，不能再退回未拆封。"
        if confirmed("拆封评分包", sentence, self._pane, confirm="拆封"):
            self._unsealing.begin(lambda: exchange_sheets.open_bundles(self._context))

    def decide(self, row: SeatRow) -> None:
        desk = exchange_sheets.reception_desk(self._context)
        contests = [each for each in desk.contests if each.expert == row.person.id]
        seconds = witness.seconds_of_pair(self._context)
        names: dict[str, str] = {e.id: e.name for e in self._context.dossier().estates}
        dialog = ContestDialog(row, contests, seconds, self._pane.window(), estate_names=names)
        if is_accepted(dialog):
            change = exchange_sheets.decide_contest(
                self._context, dialog.chosen, dialog.reason, dialog.witness
            )
            self._announcer.tell(change)
            self._services.say("裁定已记录，另一份留存但不计入。")

    def note_absence(self, row: SeatRow) -> None:
        if row.absence is not None:
            sentence = f"撤回后，{row.person.name}的评分仍须收齐才能进入汇总。"
            if confirmed("撤回缺席登记", sentence, self._pane, confirm="撤回"):
                change = exchange_sheets.note_absence(self._context, row.person.id, "")
                self._announcer.tell(change)
            return
        sentence = (
            f"{row.person.name}还缺 {len(row.missing)} 个小区的评分。登记后可以不等其进入汇总。"
        )
        dialog = ReasonDialog("登记缺席", sentence, self._pane.window())
        if is_accepted(dialog):
            change = exchange_sheets.note_absence(self._context, row.person.id, dialog.reason)
            self._announcer.tell(change)

    def _open_early(self, names: str) -> None:
        dialog = WitnessDialog(
            "提前拆封",
            f"{names}的评分还没有收齐。提前拆封须由组长写明理由，两人在场。",
            witness.seconds_of_pair(self._context),
            self._pane.window(),
        )
        if is_accepted(dialog):
            reason, second = dialog.reason, dialog.witness
            self._unsealing.begin(
                lambda: exchange_sheets.open_bundles(self._context, reason, second)
            )

    def _opened(self, change: Change) -> None:
        self._announcer.tell(change)
        self._services.say("评分包已拆封，评分计入汇总。")

    def _written(self, prepared: PreparedPack) -> None:
        self._pane.work.end()
        self._announcer.tell(make_packs.note_pack(self._context, prepared))
        names = "、".join(person.name for person in prepared.left_out)
        without = f"{names}还没有 PIN，不在包中。" if names else ""
        self._pane.say_done(
            f"评审包第 {prepared.record.serial} 号已写好并读回核对，可以拔出 U 盘。{without}"
        )

    def _failed(self, error: MeihaoError) -> None:
        """Told where the work was shown, so that it can still be read beside the stick."""
        self._pane.work.end()
        self._pane.say_fault(str(error))
