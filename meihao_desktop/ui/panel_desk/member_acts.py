"""What is done to a member of the round: entered, changed, removed."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations import convene_panel
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.convene_panel import MemberRow
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from meihao_desktop.ui.widgets.asking import confirmed, is_accepted


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

    @property
    def _people(self) -> tuple[Person, ...]:
        return self._context.dossier().panel.people
