"""What the bar and the banner of the scoring desk do with the sheet in view."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import Seal
from meihao_desktop.operations import convene_panel, foresight, score_estate
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper, sheet_subject
from meihao_desktop.operations.score_estate import EstateRow
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.scoring_desk.comparison_dialog import ComparisonDialog
from meihao_desktop.ui.scoring_desk.desk_room import (
    CONFIRM_VERSION,
    PRINT_SHEET,
    TAKE_BACK,
    DeskRoom,
)
from meihao_desktop.ui.scoring_desk.recusal_dialog import RecusalDialog
from meihao_desktop.ui.scoring_desk.seal_dialog import SealDialog, sealed_dialog
from meihao_desktop.ui.scoring_desk.sheet_keeper import SheetKeeper
from meihao_desktop.ui.widgets.asking import ReasonDialog, is_accepted

PREVIEW = "meihao_desktop.ui.preview.preview_dialog"


class Desk(Protocol):
    """What these acts need of the page."""

    room: DeskRoom
    keeper: SheetKeeper
    context: Context
    announcer: Announcer
    services: Services
    print_asked: Any  # a Qt signal

    @property
    def row(self) -> EstateRow | None: ...

    @property
    def sheet(self) -> ScoreSheet | None: ...

    def show_current(self) -> None: ...

    def show_abilities(self) -> None: ...


class SheetActs:
    """Each act flushes what is being typed first, so that it sees the sheet as the person does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def undo(self) -> None:
        self._step_back_or_forth(self._desk.keeper.undo)

    def redo(self) -> None:
        self._step_back_or_forth(self._desk.keeper.redo)

    def pin(self) -> None:
        """The place shown in the viewer becomes evidence of the current criterion."""
        pin = self._desk.room.materials.pin()
        if pin is not None and self._desk.sheet is not None:
            self._desk.room.rubric.rows.current.add_pin(pin)

    def compare(self) -> None:
        self._desk.room.rubric.flush()
        dialog = ComparisonDialog(score_estate.comparison(self._desk.context), self._desk.room)
        dialog.exec()
        dialog.deleteLater()

    def abstain(self) -> None:
        row = self._flushed()
        if row is None:
            return
        sentence = "弃权后本小区不计入您的评分；已打的分数保留在草稿中。提交封存后生效。"
        dialog = ReasonDialog(f"弃权：{row.estate.name}", sentence, self._desk.room, confirm="弃权")
        if is_accepted(dialog):
            self._desk.keeper.abstain(row.estate.id, dialog.reason)
            self._desk.show_current()

    def recuse(self) -> None:
        row = self._flushed()
        if row is None:
            return
        dialog = RecusalDialog(row.estate.name, self._desk.room)
        if is_accepted(dialog):
            self._desk.announcer.tell(
                convene_panel.declare(
                    self._desk.context, row.estate.id, dialog.interest, dialog.basis
                )
            )

    def submit(self) -> None:
        """Go to what is missing, or ask for the PIN, seal, and offer the print."""
        row = self._flushed()
        sheet = self._desk.sheet
        if row is None or sheet is None or self._goes_to_missing(sheet):
            return
        name = row.estate.name
        rubric = self._desk.room.rubric.rubric
        dialog = SealDialog(name, sheet, rubric, self._sealing(row.estate.id), self._desk.room)
        dialog.ahead = partial(foresight.seal_ahead, self._desk.context)
        if is_accepted(dialog):
            self._offer_print(name)
        elif dialog.wanted is not None:
            self._desk.room.rubric.rows.go_to(dialog.wanted)

    def print_sheet(self, subject: str) -> None:
        """The paper in a preview, from where it is printed or saved."""
        show: Callable[..., None] = late.load(PREVIEW).show_paper
        desk = self._desk
        owner = desk.room.window()
        show(desk.context, desk.announcer, Paper.SCORE_SHEETS, subject=subject, parent=owner)

    def press_banner(self) -> None:
        row, sheet = self._desk.row, self._desk.sheet
        if row is None or sheet is None:
            return
        word = self._desk.room.banner.button.text()
        if word == PRINT_SHEET:
            self._desk.print_asked.emit(sheet_subject(sheet.expert, sheet.estate))
        elif word == TAKE_BACK:
            self._desk.keeper.resume(row.estate.id)
            self._desk.show_current()
        elif word == CONFIRM_VERSION:
            self._desk.keeper.adopt_version(row.estate.id)
            self._desk.show_current()

    def _flushed(self) -> EstateRow | None:
        self._desk.room.rubric.flush()
        return self._desk.row

    def _step_back_or_forth(self, step: Callable[[EstateId], CriterionId | None]) -> None:
        row = self._flushed()
        if row is None or self._desk.sheet is None:
            return
        number = step(row.estate.id)
        if number is not None:
            self._desk.room.rubric.rows.go_to(number)
            self._desk.show_abilities()

    def _goes_to_missing(self, sheet: ScoreSheet) -> bool:
        """The first criterion that was refused or has no points yet; nothing may wait for disk."""
        self._desk.keeper.retry()
        if self._desk.keeper.unsaved.waits(sheet.estate):
            self._desk.services.say("本小区还有输入没有保存，保存后才能提交封存。")
            return True
        rubric = self._desk.room.rubric
        missing = () if sheet.is_abstained else sheet.unanswered(rubric.rubric)
        first = rubric.first_refused() or (missing[0].number if missing else None)
        if first is None:
            return False
        rubric.rows.go_to(first)
        if missing:
            self._desk.services.say(f"还有 {len(missing)} 个评分项未打分，已转到 {first}。")
        return True

    def _sealing(self, estate: EstateId) -> Callable[[str], None]:
        def seal(pin: str) -> None:
            self._desk.announcer.tell(score_estate.submit(self._desk.context, estate, pin))

        return seal

    def _offer_print(self, name: str) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        code = Seal(sheet.digest).check_code
        if is_accepted(sealed_dialog(name, code, self._desk.room)):
            self._desk.print_asked.emit(sheet_subject(sheet.expert, sheet.estate))
