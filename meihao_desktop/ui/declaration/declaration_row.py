"""One estate of the declaration: nothing to say, an interest with its words, or an answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.domain.recusal import Interest
from meihao_desktop.operations.declare_interests import DeclarationLine, Told
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice, hairline
from meihao_desktop.ui.widgets.asking import reason_field
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.text import soft, strong
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

WHO = "与谁、什么关系、哪个单位（或原单位）、何时"
WHY_NOT = "如：同名，不是本人；已于某年离开该单位"


class DeclarationRow(QFrame):
    """Name, county and enterprise; what the program asks; and what the expert says."""

    changed = Signal()

    def __init__(self, line: DeclarationLine) -> None:
        super().__init__()
        self.line = line
        self._detail: _Detail | None = None
        self.recuse: QCheckBox | QRadioButton | None = None
        self.refute: QRadioButton | None = None
        self._column = QVBoxLayout(self)
        unit = theme.metrics().unit
        self._column.setContentsMargins(unit * 2, unit // 2, unit * 2, 0)
        self._column.setSpacing(unit // 2)
        self._column.addLayout(self._head())
        if line.question is not None:
            self._ask(line)
        self._column.addWidget(hairline())

    @property
    def told(self) -> Told | None:
        """What is said of the estate; ``None`` where there is nothing to say."""
        if self._detail is None or self._detail.isHidden():
            return None
        interest = self._detail.interest if self.is_recusing else None
        return Told(estate=self.line.estate, words=self._detail.words, interest=interest)

    @property
    def is_recusing(self) -> bool:
        return self.recuse is not None and self.recuse.isChecked()

    def fault(self) -> str:
        """What is missing here, as a sentence."""
        told = self.told
        if told is None:
            is_asked = self.line.question is not None
            return f"请答复关于“{self.line.name}”的程序提示。" if is_asked else ""
        if told.words:
            return ""
        what = "具体情形" if told.interest else "提示不成立的理由"
        return f"请写明“{self.line.name}”的{what}。"

    def take_focus(self) -> None:
        """Where the missing answer is given."""
        if self._detail is not None and not self._detail.isHidden():
            self._detail.words_field.setFocus()
        elif self.recuse is not None:
            self.recuse.setFocus()

    def _head(self) -> QHBoxLayout:
        line = self.line
        head = QHBoxLayout()
        head.setSpacing(theme.metrics().unit * 2)
        name = strong(line.name)
        where = soft("　".join(part for part in (line.county_name, line.enterprise) if part))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(where)
        head.addLayout(words, 1)
        if line.is_recused and line.recusal is not None:
            told = f"回避 · {line.recusal.status.value}"
            head.addWidget(Badge(told, Tone.REHEARSAL, "recused"))
        elif line.question is None:
            self.recuse = QCheckBox("有利害关系，申报回避")
            self.recuse.toggled.connect(self._choose)
            head.addWidget(self.recuse)
        return head

    def _ask(self, line: DeclarationLine) -> None:
        """The hints, and the two ways to answer them."""
        question = line.question
        assert question is not None  # noqa: S101 - the caller has looked
        bases = "；".join(question.bases)
        told = f"程序提示（{question.strength.value}）：{bases}。"
        if question.is_close:
            told += "如说明不成立，须经组长或监督员认定后才能打开本小区。"
        self._column.addWidget(Notice(Tone.WARNING, "warning", told))
        self.recuse = QRadioButton("属实，申报回避")
        self.refute = QRadioButton("不成立，说明理由")
        answers = QHBoxLayout()
        answers.setSpacing(theme.metrics().unit * 3)
        for way in (self.recuse, self.refute):
            way.toggled.connect(self._choose)
            answers.addWidget(way)
        answers.addStretch(1)
        self._column.addLayout(answers)

    def _choose(self) -> None:
        is_refuting = self.refute is not None and self.refute.isChecked()
        is_open = self.is_recusing or is_refuting
        if is_open and self._detail is None:
            question = self.line.question
            self._detail = _Detail(question.interest if question else None)
            self._detail.words_field.textChanged.connect(self.changed)
            self._column.insertWidget(self._column.count() - 1, self._detail)
        if self._detail is not None:
            self._detail.setVisible(is_open)
            self._detail.show_way(is_recusing=self.is_recusing)
            if is_open:
                self._detail.words_field.setFocus()
        self.changed.emit()


class _Detail(QWidget):
    """Which interest, and the words for it."""

    def __init__(self, interest: Interest | None) -> None:
        super().__init__()
        self.interest_box = ChoiceBox()
        for each in Interest:
            self.interest_box.addItem(each.value, each)
        if interest is not None:
            self.interest_box.setCurrentText(interest.value)
        self.words_field = reason_field(lines=2)
        rows = FieldRows()
        rows.add("利害关系", self.interest_box)
        rows.add("具体情形", self.words_field)
        rows.setContentsMargins(0, 0, 0, theme.metrics().unit)
        self.setLayout(rows)
        self._rows = rows

    @property
    def interest(self) -> Interest:
        return Interest(self.interest_box.currentText())

    @property
    def words(self) -> str:
        return self.words_field.toPlainText().strip()

    def show_way(self, *, is_recusing: bool) -> None:
        """An explanation has no kind of interest."""
        self.words_field.setPlaceholderText(WHO if is_recusing else WHY_NOT)
        kind, label = self._label(1), self._label(2)
        self.interest_box.setVisible(is_recusing)
        if kind is not None and label is not None:
            kind.setVisible(is_recusing)
            label.setText("具体情形" if is_recusing else "理由")

    def _label(self, row: int) -> QLabel | None:
        item = self._rows.itemAtPosition(row, 0)
        widget = item.widget() if item else None
        return widget if isinstance(widget, QLabel) else None
