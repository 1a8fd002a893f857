"""PINs given out, put on sealed slips, and unlocked."""

from collections.abc import Sequence

from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import identify_person, print_documents, renew_pin
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.convene_panel import MemberRow
from meihao_desktop.operations.pins import FreshPin
from meihao_desktop.operations.roles import people_with
from meihao_desktop.ui import background, late
from meihao_desktop.ui.desk_acts import DeskActs
from meihao_desktop.ui.panel_desk.pins_dialog import PinsDialog
from meihao_desktop.ui.widgets.asking import WitnessDialog, is_accepted

PREVIEW = "meihao_desktop.ui.preview.preview_dialog"


class PinActs(DeskActs):
    """Each act asks first, then is one operation; the dialogs stand over ``parent``."""

    def issue(self, rows: Sequence[MemberRow]) -> None:
        """PINs for all of them at once; a single locked one is unlocked instead."""
        if len(rows) == 1 and rows[0].is_locked:
            self.unlock(rows[0])
            return
        people = [row.person for row in rows]
        renewed = [p for p in people if identify_person.needs_witness(self._context, p.id)]
        witness = None
        if renewed and (witness := self._ask_witness(renewed)) is None:
            return
        self._make(people, witness)

    def unlock(self, row: MemberRow) -> None:
        """The same PIN is looked at again."""
        person = row.person
        dialog = WitnessDialog(
            "解锁 PIN",
            f"{person.name}的 PIN 已连续输错而锁定。监督员（没有监督员的由组长）在场输入自己的"
            " PIN，即可恢复使用原来的 PIN；本人记不清 PIN 的，解锁之后再重新发放。",
            renew_pin.unlock_witnesses(self._context, person.id),
            self._parent,
            asks_reason=False,
        )
        if is_accepted(dialog):
            self._announcer.tell(renew_pin.unlock(self._context, person.id, dialog.witness))
            self._services.say(f"已为{person.name}解锁 PIN。")

    def _ask_witness(self, renewed: Sequence[Person]) -> Witness | None:
        names = "、".join(person.name for person in renewed)
        ids = {person.id for person in renewed}
        guardians = (
            *people_with(self._context, Role.OBSERVER),
            *people_with(self._context, Role.PANEL_CHAIR),
        )
        dialog = WitnessDialog(
            "重新发放 PIN",
            f"评审已封存，为{names}重新发放 PIN 须组长或监督员（不是本人）在场。"
            "原来的 PIN 随即作废。",
            [person for person in guardians if person.id not in ids],
            self._parent,
            asks_reason=False,
        )
        return dialog.witness if is_accepted(dialog) else None

    def _make(self, people: Sequence[Person], witness: Witness | None) -> None:
        """The slow hashes of a real round are made beside the window."""
        make = identify_person.pins_to_make(self._context, [person.id for person in people])
        if self._context.store.settings.review_round().is_rehearsal:
            self._issue(make(Watch()), witness)
            return
        self._services.say(f"正在为 {len(people)} 人制作 PIN，请稍候……")
        background.run(make, owner=self._parent, on_done=lambda fresh: self._issue(fresh, witness))

    def _issue(self, fresh: Sequence[FreshPin], witness: Witness | None) -> None:
        self._services.say("")
        issued, change = identify_person.issue_pins(self._context, fresh, witness)
        dialog = PinsDialog(issued, lambda: self._print(issued), self._parent)
        if self._context.store.settings.review_round().is_rehearsal:
            dialog.reveal()
        is_accepted(dialog)
        self._announcer.tell(change)

    def _print(self, issued: Sequence[IssuedPin]) -> None:
        document = print_documents.render_slips(self._context, issued)
        late.load(PREVIEW).show_document(
            self._context, self._announcer, document, parent=self._parent.window()
        )
