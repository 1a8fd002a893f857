"""The one bar above the panes: which estate, its state, and what can be done with its sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from meihao_desktop.operations.score_estate import EstateRow
from meihao_desktop.ui.scoring_desk.estates_pane import state_mark, state_word
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.steady_label import SteadyLabel


class DeskBar(QFrame):
    """Compact, so that the panes keep the height of a small screen."""

    estates_toggled = Signal()
    stepped = Signal(int)
    undo_asked = Signal()
    redo_asked = Signal()
    comparison_asked = Signal()
    abstention_asked = Signal()
    recusal_asked = Signal()
    submit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "bar")
        self.list_button = buttons.icon_only(
            "list", "显示或收起小区列表", self.estates_toggled.emit
        )
        self.back_button = buttons.icon_only(
            "left", "上一个小区（Ctrl+←）", lambda: self.stepped.emit(-1)
        )
        self.on_button = buttons.icon_only(
            "right", "下一个小区（Ctrl+→）", lambda: self.stepped.emit(1)
        )
        self.name = SteadyLabel()
        self.name.setProperty("text", "title")
        self.state = Badge()
        self.undo_button = buttons.icon_only("undo", "撤销（Ctrl+Z）", self.undo_asked.emit)
        self.redo_button = buttons.icon_only("redo", "重做（Ctrl+Y）", self.redo_asked.emit)
        self.compare_button = buttons.quiet("对比表", self.comparison_asked.emit, "compare")
        self.more_button = buttons.quiet("更多", None, "down")
        self.submit_button = buttons.primary("提交封存…", self.submit_asked.emit)
        self._fill_menu()
        self._lay_out()

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        self.abstain_action = menu.addAction("弃权…")
        self.recuse_action = menu.addAction("回避申报…")
        self.abstain_action.triggered.connect(self.abstention_asked)
        self.recuse_action.triggered.connect(self.recusal_asked)
        self.more_button.setMenu(menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 8, 3)
        row.setSpacing(4)
        for part in (self.list_button, self.back_button, self.name, self.on_button, self.state):
            row.addWidget(part, 1 if part is self.name else 0)
        row.addSpacing(8)
        for part in (
            self.undo_button, self.redo_button, self.compare_button, self.more_button,
            self.submit_button,
        ):  # fmt: skip
            row.addWidget(part)
        for button in self.findChildren(buttons.Button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_row(self, row: EstateRow, position: str) -> None:
        """Name and state of the estate in view; ``position`` tells which of how many."""
        text = f"{row.estate.name}　{row.county_name}　{position}"
        if self.name.text() != text:
            self.name.show_text(text)
        word = state_word(row)
        if self.state.text != word:
            self.state.show_mark(word, *state_mark(row))

    def show_abilities(
        self, *, is_open: bool, may_undo: bool, may_redo: bool, may_recuse: bool
    ) -> None:
        """Offer only what can be done now."""
        self.submit_button.setEnabled(is_open)
        self.abstain_action.setEnabled(is_open)
        self.recuse_action.setEnabled(may_recuse)
        self.undo_button.setEnabled(is_open and may_undo)
        self.redo_button.setEnabled(is_open and may_redo)
