"""What is done to a member of the round: entered, changed, removed, given a PIN."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations import convene_panel, identify_person
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.convene_panel import MemberRow
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from meihao_desktop.ui.panel_desk.pins_dialog import PinsDialog
from meihao_desktop.ui.widgets.asking import WitnessDialog, confirmed, is_accepted


class MemberActs:
    """Each act asks first, then is one operation; the dialogs stand over ``parent``."""

    def __init__(self, context: Context, announcer: Announcer, parent: QWidget) -> None:
        self._context = context
        self._announcer = announcer
        self._parent = parent

    def enter(self) -> None:
        """A member, or once the panel is sealed somebody in reserve."""
        is_reserve = not self._context.may(Act.CONVENE_PANEL)
        blank = Person(
            id=convene_panel.next_person_id(self._context),
            name="",
            roles=frozenset({Role.EXPERT}),
        )
        dialog = PersonDialog(blank, self._people, self._parent, is_reserve=is_reserve)
        if is_accepted(dialog):
            keep = convene_panel.enter_reserve if is_reserve else convene_panel.save_person
            self._announcer.tell(keep(self._context, dialog.person, phone=dialog.phone))

    def change(self, row: MemberRow) -> None:
        dialog = PersonDialog(row.person, self._people, self._parent)
        if is_accepted(dialog):
            self._announcer.tell(
                convene_panel.save_person(self._context, dialog.person, phone=dialog.phone)
            )

    def remove(self, row: MemberRow) -> None:
        sentence = f"将{row.person.name}移出本次评审？"
        if confirmed("移除成员", sentence, self._parent, confirm="移除"):
            self._announcer.tell(convene_panel.remove_person(self._context, row.person.id))

    def issue(self, rows: list[MemberRow]) -> None:
        """Fresh PINs, shown once; what was issued is shown even when the rest is broken off."""
        issued: dict[str, str] = {}
        change = Change()
        for row in rows:
            pin = self._issue_one(row)
            if pin is None:
                break
            issued[row.person.name] = pin[0]
            change |= pin[1]
        if issued:
            is_accepted(PinsDialog(issued, self._parent))
            self._announcer.tell(change)

    @property
    def _people(self) -> tuple[Person, ...]:
        return self._context.dossier().panel.people

    def _issue_one(self, row: MemberRow) -> tuple[str, Change] | None:
        person = row.person.id
        if not identify_person.needs_witness(self._context, person):
            return identify_person.issue_pin(self._context, person)
        dialog = WitnessDialog(
            "重新发放 PIN",
            f"评审已封存，为{row.person.name}重新发放 PIN 须组长或监督员在场。",
            _guardians(self._context, person),
            self._parent,
            asks_reason=False,
        )
        if not is_accepted(dialog):
            return None
        return identify_person.issue_pin(self._context, person, dialog.witness)


def _guardians(context: Context, other_than: PersonId) -> list[Person]:
    people = (*context.people_with(Role.PANEL_CHAIR), *context.people_with(Role.OBSERVER))
    return [person for person in people if person.id != other_than]
