"""What can be done with factors and deductions, from the ranking desk."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.operations import record_terms
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.record_terms import TermRow
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.ranking_desk.terms_dialogs import (
    HEADING,
    TermEntryDialog,
    TermsDialog,
    TermWithdrawalDialog,
)
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.asking import is_accepted


class TermsActs:
    """``buttons`` stand where the desk wants them; they are there only where rules know terms."""

    def __init__(self, context: Context, announcer: Announcer, page: QWidget) -> None:
        self._context, self._announcer, self._page = context, announcer, page
        self.are_shown = False
        self.buttons = [buttons.plain(HEADING, self.show_all, "list") for _ in range(2)]

    def refresh(self) -> None:
        self.are_shown = record_terms.has_terms(self._context)
        for button in self.buttons:
            button.setVisible(self.are_shown)

    def show_all(self) -> None:
        """The list, as long as it is open."""

        def record() -> None:
            desk = record_terms.terms_desk(self._context)
            entry = TermEntryDialog(desk, self._context.now().date(), dialog)
            if is_accepted(entry):
                change = record_terms.record_term(self._context, entry.draft, entry.witness)
                self._announcer.tell(change)
                dialog.show_desk(record_terms.terms_desk(self._context))

        def withdraw(row: TermRow) -> None:
            desk = record_terms.terms_desk(self._context)
            asking = TermWithdrawalDialog(row, desk, dialog)
            if is_accepted(asking):
                term = row.term
                change = record_terms.withdraw_term(
                    self._context, term.estate, term.number, asking.reason, asking.witness
                )
                self._announcer.tell(change)
                dialog.show_desk(record_terms.terms_desk(self._context))

        dialog = TermsDialog(record, withdraw, self._page)
        dialog.show_desk(record_terms.terms_desk(self._context))
        is_accepted(dialog)
