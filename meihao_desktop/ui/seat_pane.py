"""开始评审: an expert chooses the own name, and the materials come onto this laptop."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations import begin_round, take_seat
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.take_seat import PackOffer
from meihao_desktop.operations.trust import KeyConfirmed, KeyUnconfirmed
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.seat_key_dialog import SeatKeyDialog
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice, scrolled
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.text import body, caption, headline, soft, strong
from meihao_desktop.ui.widgets.tile import Tile
from meihao_desktop.ui.widgets.work_line import WorkLine

FOLDER = "席位"


def seat_folder(home: Path, offer: PackOffer, expert: PersonId) -> Path:
    """Where this expert's round lies on this laptop."""
    return home / FOLDER / f"{offer.round_id[:12]}-{expert}"


class SeatPane(QWidget):
    """``taken`` carries the round, at which the expert then logs in; ``back_asked`` leaves it."""

    taken = Signal(object)
    back_asked = Signal()

    def __init__(self, offer: PackOffer, home: Path) -> None:
        super().__init__()
        self._offer = offer
        self._home = home
        self.tiles: list[Tile] = []
        self.work = WorkLine()
        self._fault = Notice(Tone.BLOCKING, "blocking")
        self._fault.hide()
        self._people = QWidget()
        self._lay_out()

    @property
    def fault(self) -> str:
        return self._fault.sentence

    def choose(self, expert: PersonId) -> None:
        """Bring the materials here, then make the seat or renew the one that is there."""
        self._fault.say("")
        folder = seat_folder(self._home, self._offer, expert)
        self._people.setEnabled(False)
        task = background.run(
            lambda watch: take_seat.fetch_materials(self._offer.folder, folder, watch),
            owner=self,
            on_done=lambda _nothing: self._take(folder, expert),
            on_progress=self.work.show_progress,
            on_failed=self._failed,
        )
        self.work.begin("正在复制并核对材料", lambda: (task.cancel(), self._stopped()))

    def _take(self, folder: Path, expert: PersonId, confirmed: KeyConfirmed | None = None) -> None:
        self.work.end()
        self._people.setEnabled(True)
        try:
            context = seat_at(self._offer, folder, expert, confirmed)
        except KeyUnconfirmed as asked:
            self._compare(asked, folder, expert)
            return
        except MeihaoError as error:  # shown where the person looks, not in a dialog above it
            self._failed(error)
            return
        self.taken.emit(context)

    def _compare(self, asked: KeyUnconfirmed, folder: Path, expert: PersonId) -> None:
        """The key of the round is another one: a person holds it against the signed paper."""
        dialog = SeatKeyDialog(asked.news, self.window())
        if is_accepted(dialog):
            self._take(folder, expert, dialog.confirmed)
        else:
            self._failed(asked)

    def _failed(self, error: MeihaoError) -> None:
        self.work.end()
        self._people.setEnabled(True)
        self._fault.say(str(error))

    def _stopped(self) -> None:
        self._people.setEnabled(True)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        offer = self._offer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(headline("开始评审"))
        made = f"{offer.made_at.astimezone():%Y-%m-%d %H:%M}" if offer.made_at else ""
        told = f"评审包第 {offer.serial} 号，{made} 制作，材料 {size_text(offer.size)}"
        column.addWidget(body(told))
        column.addWidget(
            caption(f"秘书的密钥指纹 {grouped(offer.fingerprint)}，请与开封记录上的核对。")
        )
        column.addWidget(self._fault)
        column.addWidget(self.work)
        column.addWidget(strong("请选择自己的名字"))
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, 0, unit, 0)
        people.setSpacing(unit)
        for person in offer.experts:
            people.addWidget(self._tile(person))
        people.addStretch(1)
        column.addWidget(scrolled(self._people), 1)
        column.addWidget(soft("材料复制到本机后，用 PIN 登录即可评分；之后不再需要 U 盘。"))
        foot = QHBoxLayout()
        foot.addWidget(buttons.plain("返回", self.back_asked.emit, "back"))
        foot.addStretch(1)
        column.addLayout(foot)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _tile(self, person: Person) -> Tile:
        about = f"{person.roles_text}　{person.unit}".rstrip()
        tile = Tile(person.name, about, "score", lambda: self.choose(person.id))
        self.tiles.append(tile)
        return tile


def seat_at(
    offer: PackOffer, folder: Path, expert: PersonId, confirmed: KeyConfirmed | None = None
) -> Context:
    """The expert's round on this laptop: made now, or opened and brought up to the pack."""
    if not take_seat.has_seat(folder):
        return take_seat.take_seat(offer.folder, folder, SystemClock(), expert)
    context = begin_round.open_round(folder, SystemClock())
    try:
        if take_seat.seat_desk(context).pack_serial < offer.serial:
            take_seat.renew_seat(context, offer.folder, confirmed=confirmed)
    except MeihaoError:
        begin_round.close_round(context)
        raise
    return context
