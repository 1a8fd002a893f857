"""签署: which papers are signed in ink, what has grown stale since, and what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.signature_board import InkState, SignatureRow
from meihao_desktop.operations.note_signatures import SignatureDesk
from meihao_desktop.operations.papers import Paper
from meihao_desktop.operations.replace_key import KeyDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

EMPTY = "还没有要签字的文书。评审封存后先签开封记录，评分表提交并打印后由专家签名。"
ALL_DONE = "打印出来的文书都已签字，没有要补签或重签的。"
KEYLESS = (
    "没有它不能制作评审包、接收评分包和归档。"
    "请先找密钥文件；确已丢失的，由秘书会同组长或监督员更换。"
)
OPEN, ALL = "只看待办", "全部"
MARKS: dict[InkState, Mark] = {
    InkState.OUTDATED: (Tone.BLOCKING, "blocking"),
    InkState.STALE: (Tone.WARNING, "warning"),
    InkState.UNPRINTED: (Tone.PLAIN, "ring-plain"),
    InkState.WAITING: (Tone.NOTE, "letter"),
    InkState.REFUSED: (Tone.WARNING, "close"),
    InkState.SIGNED: (Tone.GOOD, "check"),
}


class SignaturePane(QWidget):
    """Asks that a signature be noted, a paper shown, or the whole list printed."""

    note_asked = Signal(object)
    refusal_asked = Signal(object)
    preview_asked = Signal(object)
    list_asked = Signal()
    key_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._desk: SignatureDesk | None = None
        self._told = strong("")
        self._choice = ChoiceBox()
        self._choice.addItems([OPEN, ALL])
        self._choice.setAccessibleName("显示哪些签字")
        self._choice.currentIndexChanged.connect(lambda _at: self._show_rows())
        self._outdated = Notice(Tone.BLOCKING, "blocking")
        self._key_lost = Notice(Tone.BLOCKING, "blocking")
        self._mend = buttons.primary("更换评审密钥", self.key_asked.emit, "shield")
        self._key_lost.acts.addWidget(self._mend)
        self._table = TableView(_columns())
        self._table.chosen.connect(lambda _row: self._show_acts())
        self._table.opened.connect(self._act_on)
        self._advice = body("")
        self._empty = EmptyState(EMPTY, "check")
        self._list = buttons.plain("打印签署情况", self.list_asked.emit, "list")
        self._key = buttons.quiet("更换评审密钥", self.key_asked.emit, "shield")
        self._preview = buttons.plain("预览和打印", self._ask_preview, "eye")
        self._refuse = buttons.plain("登记拒签", self._ask_refusal)
        self._note = buttons.primary("登记签字", self._ask_note, "check")
        self._lay_out()

    @property
    def rows(self) -> tuple[SignatureRow, ...]:
        """What is shown now."""
        return self._table.rows

    def show_desk(self, desk: SignatureDesk) -> None:
        self._desk = desk
        outdated = [row for row in desk.board.rows if row.state is InkState.OUTDATED]
        named = "、".join(f"{row.title}（{row.signer_name}）" for row in outdated[:2])
        more = f"等 {len(outdated)} 处" if len(outdated) > 2 else ""
        self._outdated.say(
            f"签字之后内容有变，须重新打印、重新签字：{named}{more}。旧件留存备查。"
            if outdated
            else ""
        )
        self._told.setText(desk.board.told)
        self._show_rows()

    def show_key(self, desk: KeyDesk) -> None:
        """Say loudly that the key of the round is missing; else it can be replaced quietly."""
        self._key_lost.say(f"{desk.trouble}{KEYLESS}" if desk.trouble else "")
        self._mend.setVisible(desk.may_replace)
        self._key.setVisible(desk.may_replace and desk.is_usable)

    def choose(self, paper: str) -> None:
        """Bring the first open signature on this paper into view."""
        self._choice.setCurrentText(OPEN)
        self._table.choose(lambda row: row.paper == paper)

    def take_focus(self) -> None:
        self._table.setFocus()

    def _show_rows(self) -> None:
        if self._desk is None:
            return
        board = self._desk.board
        shown: Sequence[SignatureRow] = (
            board.open_rows if self._choice.currentText() == OPEN else board.rows
        )
        self._table.show_rows(shown)
        self._table.setVisible(bool(shown))
        self._empty.say(ALL_DONE if board.rows else EMPTY)
        self._empty.setVisible(not shown)
        self._list.setEnabled(bool(board.rows))
        self._show_acts()

    def _show_acts(self) -> None:
        row: SignatureRow | None = self._table.current
        may_note = self._desk is not None and self._desk.may_note
        self._note.setVisible(may_note)
        self._note.setEnabled(row is not None and row.may_be_noted)
        self._refuse.setVisible(may_note and _may_be_refused(row))
        self._preview.setEnabled(row is not None)
        self._advice.setText(_advice(row))

    def _act_on(self, row: SignatureRow) -> None:
        """Enter does what is to be done next: note the ink, or print what is to be signed."""
        may_note = self._desk is not None and self._desk.may_note
        (self.note_asked if may_note and row.may_be_noted else self.preview_asked).emit(row)

    def _ask_note(self) -> None:
        if self._table.current is not None:
            self.note_asked.emit(self._table.current)

    def _ask_refusal(self) -> None:
        if self._table.current is not None:
            self.refusal_asked.emit(self._table.current)

    def _ask_preview(self) -> None:
        if self._table.current is not None:
            self.preview_asked.emit(self._table.current)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = Bar()
        head.content.addWidget(self._told, 1)
        head.content.addWidget(self._choice)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addWidget(self._key_lost)
        inner.addWidget(self._outdated)
        inner.addWidget(self._table, 1)
        inner.addWidget(self._advice)
        inner.addWidget(self._empty, 1)
        foot = Bar(is_foot=True)
        foot.content.addWidget(self._list)
        foot.content.addWidget(self._key)
        foot.content.addStretch(1)
        foot.content.addWidget(self._refuse)
        foot.content.addWidget(self._preview)
        foot.content.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def _columns() -> list[Column]:
    return [
        Column(heading="文书", text=_title, hint=_title),
        Column(heading="签名人", text=lambda row: row.signer_name, width=4),
        Column(
            heading="情况",
            text=lambda row: row.state.value,
            width=6,
            mark=lambda row: MARKS[row.state],
        ),
        Column(heading="校验码", text=lambda row: row.check_code, width=11, hint=_codes),
        Column(heading="登记", text=_noted, width=8, hint=_noted_fully),
    ]


def _title(row: SignatureRow) -> str:
    return f"{row.title}　{row.version}".rstrip()


def _advice(row: SignatureRow | None) -> str:
    """What is to be done about the row under the cursor."""
    if row is None:
        return ""
    name = f"《{row.title}》{row.signer_name}"
    refused = f"拒签：{row.refusal}。" if row.state is InkState.REFUSED else ""
    return f"{name}：{refused}{row.state.advice or '签字有效'}。"


def _may_be_refused(row: SignatureRow | None) -> bool:
    """A score sheet never goes unsigned."""
    return row is not None and row.may_be_refused and row.paper != Paper.SCORE_SHEETS.name


def _codes(row: SignatureRow) -> str:
    told = [f"现在的校验码 {row.check_code}"]
    if row.printed_code:
        told.append(f"最近打印的 {row.printed_code}")
    if row.signed_code:
        told.append(f"签了字的 {row.signed_code}")
    return "\n".join(told)


def _noted(row: SignatureRow) -> str:
    if row.signed_at is None:
        return "—"
    return f"{row.signed_at:%m-%d %H:%M} {row.noted_by}"


def _noted_fully(row: SignatureRow) -> str:
    if row.signed_at is None:
        return ""
    told = f"{row.noted_by}于 {row.signed_at:%Y-%m-%d %H:%M} 登记"
    if row.refusal:
        return f"{told}拒签：{row.refusal}，纸件校验码 {row.signed_code}"
    return f"{told}，签名件校验码 {row.signed_code}"
