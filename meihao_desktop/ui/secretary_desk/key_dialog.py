"""更换评审密钥: why, who stands beside the secretary, and what is to be done afterwards."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.signature import ChangeCause, grouped
from meihao_desktop.operations.replace_key import KeyDesk, Replaced
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import body
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

MEANING = (
    "从更换之时起以新密钥为准，旧密钥已经签发的证书和签名仍然有效。更换写入留痕，"
    "不能撤回；之后须打印《补充开封记录》签字，并给每台专家电脑换用新的评审包。"
)
SOUND = "本机的密钥完好。只有怀疑它已经泄露（例如电脑失窃、被他人使用过）才需要更换。"


class KeyDialog(WitnessDialog):
    """The cause, the reason, and the second person."""

    def __init__(
        self, desk: KeyDesk, witnesses: Sequence[Person], parent: QWidget | None = None
    ) -> None:
        super().__init__("更换评审密钥", MEANING, witnesses, parent)
        self.cause = ChoiceBox()
        causes = (ChangeCause.FEARED,) if desk.is_usable else tuple(ChangeCause)
        for cause in causes:
            self.cause.addItem(cause.value, cause)
        trouble = Notice(Tone.WARNING, "warning")
        trouble.say(desk.trouble or SOUND)
        rows = FieldRows()
        rows.add("原因", self.cause)
        self.content.insertWidget(0, trouble)
        self.content.insertLayout(2, rows)
        self.confirm_button.setText("更换密钥")

    @property
    def chosen_cause(self) -> ChangeCause:
        return ChangeCause(self.cause.currentData())


class ReplacedDialog(Dialog):
    """Both fingerprints, and the ways on; confirming goes to the paper that must be signed."""

    def __init__(
        self, done: Replaced, names: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "评审密钥已更换", parent, confirm="预览补充开封记录", cancel="以后再印", width=36
        )
        facts = FactTable()
        facts.show_facts(
            [
                ("旧密钥指纹", grouped(done.old.fingerprint)),
                ("新密钥指纹", grouped(done.new.fingerprint)),
            ]
        )
        self.add(facts)
        if names:
            lost = Notice(Tone.BLOCKING, "blocking")
            lost.say(f"已收到但再也打不开的评分包：{'、'.join(names)}。请这些专家重新交回。")
            self.add(lost)
        for number, step in enumerate(done.steps, start=1):
            self.add(body(f"{number}. {step}"))
