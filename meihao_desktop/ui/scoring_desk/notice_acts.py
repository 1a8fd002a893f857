"""What the scoring desk does with a notice of a far-off score."""

from meihao_desktop.operations import settle_outlier
from meihao_desktop.operations.settle_outlier import NoticeRow
from meihao_desktop.ui.scoring_desk.answer_dialog import AnswerDialog
from meihao_desktop.ui.scoring_desk.sheet_acts import Desk
from meihao_desktop.ui.widgets.asking import is_accepted


class NoticeActs:
    """What is being typed is kept before the notice stands in front of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, notice: NoticeRow) -> None:
        """The notice in full; its expert revises or explains."""
        self._desk.room.rubric.flush()
        dialog = AnswerDialog(notice, self._desk.room)
        if is_accepted(dialog) and notice.may_answer:
            finding = notice.hearing.finding
            change = settle_outlier.answer(
                self._desk.context, finding, dialog.choice, dialog.statement
            )
            self._desk.announcer.tell(change)
            self._desk.services.say("答复已记录。")
