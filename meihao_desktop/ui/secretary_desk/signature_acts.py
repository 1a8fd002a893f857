"""What the desk does with signatures: ink is noted after a look at the paper, papers are shown."""

from collections.abc import Callable

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.signature_board import SignatureRow
from meihao_desktop.operations import collate_sheets, note_signatures, replace_key
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk.key_dialog import KeyDialog, ReplacedDialog
from meihao_desktop.ui.secretary_desk.signature_pane import SignaturePane
from meihao_desktop.ui.widgets.asking import WitnessDialog, confirmed, is_accepted


class SignatureActs:
    """Carries out what the signature pane asks for."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, pane: SignaturePane
    ) -> None:
        self._context = context
        self._announcer = announcer
        self._services = services
        self._pane = pane
        pane.note_asked.connect(self.note)
        pane.refusal_asked.connect(self.refuse)
        pane.preview_asked.connect(lambda row: self.preview(Paper[row.paper], row.subject))
        pane.list_asked.connect(lambda: self.preview(Paper.SIGNATURES))
        pane.key_asked.connect(self.replace_key)

    def refresh(self) -> None:
        self._pane.show_key(replace_key.key_desk(self._context))
        self._pane.show_desk(note_signatures.signature_desk(self._context))

    def note(self, row: SignatureRow) -> None:
        """Ink cannot be taken back, so it is asked for once more."""
        if confirmed(
            "登记签字",
            f"请核对纸件：《{row.title}》已由{row.signer_name}本人签字，"
            f"页脚校验码是 {row.check_code}。登记之后不能再修改。",
            self._pane,
            confirm="已核对，登记",
        ):
            self._announcer.tell(self._noted(row))
            self._services.say(f"已登记{row.signer_name}在《{row.title}》上的签字。")

    def refuse(self, row: SignatureRow) -> None:
        """Somebody will not sign; it is recorded before a second person."""
        dialog = WitnessDialog(
            "登记拒签",
            f"{row.signer_name}不在《{row.title}》（校验码 {row.check_code}）上签字。"
            "请写明本人所说的理由；本人不说明的，写明当时的情况。登记后不再等待这个签字。",
            note_signatures.witnesses(self._context, row),
            self._pane.window(),
        )
        if is_accepted(dialog):
            self._announcer.tell(
                note_signatures.refuse(self._context, row, dialog.reason, dialog.witness)
            )
            self._services.say(f"已登记{row.signer_name}对《{row.title}》拒签。")

    def replace_key(self) -> None:
        """Two people put another key in the place of one that is lost or feared for."""
        desk = replace_key.key_desk(self._context)
        dialog = KeyDialog(desk, replace_key.witnesses(self._context), self._pane.window())
        if not is_accepted(dialog):
            return
        done = replace_key.replace_event_key(
            self._context, dialog.chosen_cause, dialog.reason, dialog.witness
        )
        self._announcer.tell(done.change)
        panel = self._context.dossier().panel
        names = [panel.name(each.expert) for each in done.lost]
        if is_accepted(ReplacedDialog(done, names, self._pane.window())):
            self.preview(Paper.OPENING)

    def preview(self, paper: Paper, subject: str = "") -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, paper, subject=subject, parent=self._pane.window())

    def _noted(self, row: SignatureRow) -> Change:
        if row.paper == Paper.SCORE_SHEETS.name:
            estate = EstateId(row.subject.partition("/")[2])
            return collate_sheets.register_signature(self._context, row.signer, estate)
        return note_signatures.note(self._context, [row])
