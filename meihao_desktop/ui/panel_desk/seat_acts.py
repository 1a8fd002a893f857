"""What is done to the seats of the panel: the chair, replacement, attendance, pledges, deputies."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.operations import hand_over_seat, hold_election, note_presence
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.convene_panel import MemberRow, RecusalRow, panel_desk
from meihao_desktop.operations.note_presence import Presence
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.panel_desk.election_dialog import ElectionDialog
from meihao_desktop.ui.panel_desk.seat_dialogs import (
    CallUpDialog,
    DeputyDialog,
    ReplacementDialog,
)
from meihao_desktop.ui.widgets.asking import WitnessDialog, is_accepted


class SeatActs:
    """Each act asks for what it needs, then is one operation; dialogs stand over ``parent``."""

    def __init__(self, context: Context, announcer: Announcer, parent: QWidget) -> None:
        self._context = context
        self._announcer = announcer
        self._parent = parent

    def elect(self) -> None:
        dialog = ElectionDialog(hold_election.election_desk(self._context), self._parent)
        if is_accepted(dialog):
            self._tell(hold_election.record_election(self._context, dialog.polls))

    def hand_over(self, row: MemberRow) -> None:
        """Call up whoever is in reserve, replace whoever has a seat."""
        if row.person.seat.is_reserve:
            self._call_up(row)
        else:
            self._replace(row)

    def note_presence(self, row: MemberRow) -> None:
        presence = Presence.LEFT if row.person.seat.is_present else Presence.ARRIVED
        self._tell(note_presence.note_presence(self._context, [row.person.id], presence))

    def note_all_present(self) -> None:
        """Everybody who is not yet there and has a seat."""
        absent = [
            row.person.id
            for row in panel_desk(self._context).members
            if row.person.seat.arrived_at is None and row.person.seat.is_taken
        ]
        if absent:
            self._tell(note_presence.note_presence(self._context, absent, Presence.ARRIVED))

    def take_back_presence(self, row: MemberRow | None) -> None:
        if row is None:
            return
        self._tell(note_presence.note_presence(self._context, [row.person.id], Presence.ABSENT))

    def note_pledge(self, row: MemberRow) -> None:
        is_given = row.person.seat.pledged_at is None
        people = [row.person.id]
        self._tell(note_presence.note_pledges(self._context, people, are_given=is_given))

    def appoint(self, row: RecusalRow) -> None:
        recusal = row.recusal
        offered = hand_over_seat.deputies(self._context, recusal.expert, recusal.estate)
        dialog = DeputyDialog(row, offered, self._parent)
        if is_accepted(dialog):
            self._tell(
                hand_over_seat.appoint_deputy(
                    self._context, recusal.expert, recusal.estate, dialog.deputy
                )
            )

    def leave_unfilled(self, row: RecusalRow) -> None:
        """Nobody scores in place of who stands back; the chair confirms it."""
        pair = (row.recusal.expert, row.recusal.estate)
        sentence = (
            f"{row.expert_name}回避“{row.estate_name}”后不请人替评，按其余专家的评分汇总；"
            "有效专家人数仍须达到规定。由组长输入本人的 PIN 确认，印在回避登记表上。"
        )
        witnesses = hand_over_seat.confirmers(self._context, pair)
        dialog = WitnessDialog("登记不补评", sentence, witnesses, self._parent)
        dialog.confirm_button.setText("登记")
        if is_accepted(dialog):
            change = hand_over_seat.leave_unfilled(
                self._context, pair=pair, reason=dialog.reason, witness=dialog.witness
            )
            self._tell(change)

    def _replace(self, row: MemberRow) -> None:
        person = row.person
        reserves = self._context.dossier().panel.reserves
        witnesses = hand_over_seat.witnesses(self._context, person.id)
        dialog = ReplacementDialog(person, reserves, witnesses, self._parent)
        if is_accepted(dialog):
            self._tell(
                hand_over_seat.replace_member(
                    self._context,
                    person.id,
                    dialog.successor,
                    reason=dialog.reason,
                    witness=dialog.witness,
                )
            )

    def _call_up(self, row: MemberRow) -> None:
        recusals = [
            one
            for one in panel_desk(self._context).recusals
            if one.recusal.status.forbids_scoring and not one.successor_name
        ]
        witnesses = hand_over_seat.witnesses(self._context, row.person.id)
        dialog = CallUpDialog(row.person, recusals, witnesses, self._parent)
        if not is_accepted(dialog):
            return
        context, reserve, pair = self._context, row.person.id, dialog.because
        reason, witness = dialog.reason, dialog.witness
        if pair is not None and dialog.is_for_one_estate:
            change = hand_over_seat.substitute(
                context, reserve, pair=pair, reason=reason, witness=witness
            )
        else:
            change = hand_over_seat.call_up(
                context, reserve, reason=reason, witness=witness, because=pair
            )
        self._tell(change)

    def _tell(self, change: Change) -> None:
        self._announcer.tell(change)
