"""评分台: estates, materials and rubric side by side; every change is saved as it is made."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import CellState, ScoreSheet, SheetStatus
from meihao_desktop.operations import (
    declare_interests,
    score_estate,
    search_materials,
    settle_outlier,
    take_seat,
)
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.declare_interests import Told
from meihao_desktop.operations.score_estate import EstateRow, Saved
from meihao_desktop.operations.search_materials import SearchFile
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.materials.previewed import READER
from meihao_desktop.ui.page import Page, Services
from meihao_desktop.ui.scoring_desk import desk_keys
from meihao_desktop.ui.scoring_desk.change_teller import ChangeTeller
from meihao_desktop.ui.scoring_desk.declaration_gate import DeclarationGate
from meihao_desktop.ui.scoring_desk.desk_room import DeskRoom
from meihao_desktop.ui.scoring_desk.notice_acts import NoticeActs
from meihao_desktop.ui.scoring_desk.presence import Presence
from meihao_desktop.ui.scoring_desk.sheet_acts import SheetActs
from meihao_desktop.ui.scoring_desk.sheet_keeper import SheetKeeper
from meihao_desktop.ui.widgets.asking import confirmed

HAND_OVER = "meihao_desktop.ui.scoring_desk.hand_over_dialog"


class ScoringPage(Page):
    """One expert's desk; ``print_asked`` carries the subject of a score sheet to print."""

    print_asked = Signal(str)

    def __init__(
        self, context: Context, announcer: Announcer, services: Services,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("评分台", parent)
        self.context = context
        self.announcer = announcer
        self.services = services
        self._desk = score_estate.open_desk(context)
        self.estate: EstateId | None = None
        self.keeper = SheetKeeper(context, self._take_saved, lambda: _show_unsaved(self))
        self.room = DeskRoom(
            self, self._desk.rubric, partial(_file_of, context), partial(_search_files, context)
        )
        self.acts = SheetActs(self)
        self._notice_acts = NoticeActs(self)
        self._teller = ChangeTeller(announcer, self)
        self._presence = Presence(
            self,
            on_leave=self.keep_input,
            on_focus=self.room.take_focus,
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.gate = DeclarationGate(self, self.room, lambda told, pin: _declare(self, told, pin))
        self._connect()
        self.room.shared = late.load(READER).shared_sources(context)
        self._show_desk()

    def _connect(self) -> None:
        room, acts = self.room, self.acts
        room.estates.chosen.connect(self.show_estate)
        room.estates.hand_over_asked.connect(partial(_hand_over, self))
        room.estates.hand_over.setVisible(take_seat.is_seat(self.context))
        room.rubric.entered.connect(self.keeper.put)
        room.rubric.remarked.connect(self.keeper.put_remark)
        room.rubric.pin_asked.connect(acts.pin)
        room.rubric.pin_opened.connect(room.materials.show_pin)
        room.banner.pressed.connect(acts.press_banner)
        room.retry.clicked.connect(self.keeper.retry)
        room.notice_bar.opened.connect(self._notice_acts.answer)
        bar = room.bar
        bar.stepped.connect(self.step)
        bar.undo_asked.connect(acts.undo)
        bar.redo_asked.connect(acts.redo)
        bar.comparison_asked.connect(acts.compare)
        bar.abstention_asked.connect(acts.abstain)
        bar.recusal_asked.connect(acts.recuse)
        bar.submit_asked.connect(acts.submit)
        self.print_asked.connect(acts.print_sheet)
        desk_keys.bind(
            self,
            {
                "Ctrl+Left": lambda: self.step(-1),
                "Ctrl+Right": lambda: self.step(1),
                "Ctrl+E": acts.pin,
                "Ctrl+Z": acts.undo,
                "Ctrl+Y": acts.redo,
                "Ctrl+PgUp": lambda: room.materials.step(-1),
                "Ctrl+PgDown": lambda: room.materials.step(1),
            },
        )
        desk_keys.bind_digits(self, room.rubric.rows.begin_typing)

    def show_estate(self, estate: str) -> None:
        """Keep what was typed for the estate before, then show this one at once."""
        if estate == self.estate:
            return
        self.keep_input()
        self.estate = EstateId(estate)
        self.show_current()
        self._presence.begin()

    def step(self, by: int) -> None:
        """The estate before or after, in the order of the list."""
        ids = [row.estate.id for row in self.room.estates.table.rows]
        if self.estate is not None and self.estate in ids:
            at = ids.index(self.estate) + by
            if 0 <= at < len(ids):
                self.show_estate(ids[at])

    @property
    def row(self) -> EstateRow | None:
        """The estate in view as the list knows it."""
        rows = self.room.estates.table.rows
        return next((row for row in rows if row.estate.id == self.estate), None)

    @property
    def sheet(self) -> ScoreSheet | None:
        """The sheet in view, as it is kept."""
        if self.row is None or self.row.is_closed or self.estate is None:
            return None
        return self.keeper.sheet(self.estate)

    def refresh(self, change: Change) -> None:
        """Read anew what others changed; what this page changed itself is shown already."""
        if self._teller.is_own(change):
            return
        mine = any(expert == self._desk.expert.id for expert, _ in change.sheets)
        if mine or change.is_everything or change.is_round or change.is_panel or change.estates:
            self.room.rubric.flush()
            self.keeper.forget()
            self._desk = score_estate.open_desk(self.context)
            if change.estates or change.is_everything:
                self.room.shared = late.load(READER).shared_sources(self.context)
            self._show_desk()

    def show_target(self, target: str) -> None:
        """An estate, or an expert and an estate, or an estate and a criterion (with a slash)."""
        ids = {row.estate.id for row in self.room.estates.table.rows}
        for part in target.split("/"):
            if part in ids:
                self.show_estate(part)
            elif part in self.room.rubric.rows.rows:
                self.room.rubric.rows.go_to(CriterionId(part))

    def may_leave(self) -> bool:
        """What the disk refuses is given up only when asked."""
        self.keep_input()
        self.keeper.retry()
        if not (waiting := self.keeper.unsaved):
            return True
        if not confirmed("还有输入没有保存", waiting.told, self, confirm="放弃输入"):
            return False
        self.keeper.unsaved.give_up()
        return True

    def keys(self) -> tuple[tuple[str, str], ...]:
        return desk_keys.KEYS

    def keep_input(self) -> None:
        """Nothing typed is lost, and the time spent is recorded."""
        self.room.rubric.flush()
        self._teller.tell_now()
        seconds = self._presence.end()
        sheet = self.sheet if seconds and self._desk.may_score else None
        if sheet is not None and sheet.status is SheetStatus.DRAFT:
            self.keeper.add_seconds(sheet.estate, seconds)
        if self.isVisible():  # the seat was locked; whoever comes back goes on here
            self._presence.begin()

    def _show_desk(self) -> None:
        self.gate.show_desk(declare_interests.declaration_desk(self.context))
        rows = self._desk.estates
        ids = [row.estate.id for row in rows]
        if self.estate not in ids:
            waiting = (CellState.NOT_SCORED, CellState.DRAFT)
            first = next((row for row in rows if row.state in waiting), rows[0] if rows else None)
            self.estate = first.estate.id if first else None
        self.room.estates.show_rows(rows, self.estate)
        self.room.notice_bar.show_notices(settle_outlier.notices(self.context))
        self.show_current()

    def show_current(self) -> None:
        """Name, state and values of the estate in view; its material follows by itself."""
        row = self.row
        self.room.show_row(row, self.sheet, may_score=self._desk.may_score)
        _show_unsaved(self)
        self.show_abilities()

    def show_abilities(self) -> None:
        if self.row is None or self.estate is None:
            return
        history = self.keeper.history(self.estate)
        sheet = self.sheet
        is_open = sheet is not None and sheet.status is SheetStatus.DRAFT and self._desk.may_score
        self.room.bar.show_abilities(
            is_open=is_open,
            may_undo=history.undoable is not None,
            may_redo=history.redoable is not None,
            may_recuse=self._desk.may_declare and not self.row.is_closed,
        )

    def _take_saved(self, saved: Saved) -> None:
        """Show what is durable now, and tell the other desks."""
        sheet = saved.sheet
        self.room.show_saved(saved, is_in_view=sheet.estate == self.estate)
        row = next(r for r in self.room.estates.table.rows if r.estate.id == sheet.estate)
        self.room.show_progress(_progressed(row, sheet, len(self._desk.rubric.by_number)), self.row)
        self._teller.note(saved.change)
        self.show_abilities()


def _progressed(row: EstateRow, sheet: ScoreSheet, criteria: int) -> EstateRow:
    """The list's line after a save; an abstention counts once it is handed in."""
    answered = sum(cell.points is not None for cell in sheet.cells.values())
    state = CellState.ABSTAINED if sheet.is_abstained else CellState.DRAFT
    return replace(row, answered=answered, points=sheet.total, state=state, criteria=criteria)


def _search_files(context: Context, estate: EstateId) -> tuple[SearchFile, ...]:
    return search_materials.files(context, estate)


def _file_of(context: Context, material: Material) -> Path:
    return late.load(READER).material_file(context, material)


def _declare(page: ScoringPage, told: Sequence[Told], pin: str) -> None:
    """The form is handed in; whatever it opened is read anew."""
    change = declare_interests.declare_all(page.context, told, pin)
    page.services.say("回避申报已提交。")
    page.announcer.tell(change)


def _show_unsaved(page: ScoringPage) -> None:
    page.room.show_unsaved(page.keeper.unsaved, page.sheet)


def _hand_over(page: ScoringPage) -> None:
    """On an expert's laptop: everything that is sealed goes back on a stick."""
    page.room.rubric.flush()
    late.load(HAND_OVER).hand_over(page.context, page.announcer, page.window())
