"""How the scoring desk is furnished: the bar, three panes in a splitter, and what stands above."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.rubric import CriterionId, Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.operations.score_estate import EstateRow, Saved
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.materials.material_pane import FileOf, MaterialPane, SearchFiles
from meihao_desktop.ui.scoring_desk.desk_bar import DeskBar
from meihao_desktop.ui.scoring_desk.estates_pane import EstatesPane
from meihao_desktop.ui.scoring_desk.notice_bar import NoticeBar
from meihao_desktop.ui.scoring_desk.notices import (
    Banner,
    ClosedPage,
    sealed_sentence,
    version_sentence,
)
from meihao_desktop.ui.scoring_desk.rubric_pane import RubricPane
from meihao_desktop.ui.scoring_desk.unsaved import Unsaved
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice

NARROW_CHARACTERS = 50  # below this width the list of estates begins collapsed
LIST_CHARACTERS = 9
RUBRIC_SHARE, RUBRIC_CHARACTERS = 0.54, 32  # a wider rubric is no easier to read

PRINT_SHEET, CONFIRM_VERSION, TAKE_BACK = "打印评分表", "已核对新材料", "取消弃权"
NOT_NOW = "评审现不在评分阶段，可以查看材料，不能打分。"
NO_ESTATES = "还没有可以评分的小区，请等待秘书完成收件。"


class DeskRoom(QWidget):
    """Bar, estates, materials and rubric; a closed estate has a page of its own."""

    def __init__(
        self, owner: QWidget, rubric: Rubric, file_of: FileOf, search_files: SearchFiles
    ) -> None:
        super().__init__(owner)
        self.bar = DeskBar()
        self.estates = EstatesPane()
        self.materials = MaterialPane(file_of, search_files)
        self.shared: Mapping[EstateId, tuple[Material, ...]] = {}
        self.banner = Banner()
        self.unsaved = Notice(Tone.BLOCKING, "warning")
        self.retry = buttons.primary("重试", lambda: None, "refresh")
        self.unsaved.acts.addWidget(self.retry)
        self.notice_bar = NoticeBar()
        self.rubric = RubricPane(rubric)
        self.closed = ClosedPage()
        self._is_arranged = False
        self._lay_out(owner)
        self.bar.estates_toggled.connect(self._toggle_estates)
        theme.follow(self._arrange_soon)

    def _lay_out(self, owner: QWidget) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.rubric, 1)
        self.work = QSplitter(Qt.Orientation.Horizontal)
        self.work.setChildrenCollapsible(False)
        self.work.addWidget(self.materials)
        self.work.addWidget(right)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.work)
        self.stack.addWidget(self.closed)
        self.outer = QSplitter(Qt.Orientation.Horizontal)
        self.outer.setChildrenCollapsible(False)
        self.outer.addWidget(self.estates)
        self.outer.addWidget(self.stack)
        self.outer.setStretchFactor(1, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addWidget(self.notice_bar)
        inside.addWidget(self.unsaved)
        inside.addWidget(self.outer, 1)
        around = QVBoxLayout(owner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)

    def show_row(self, row: EstateRow | None, sheet: ScoreSheet | None, *, may_score: bool) -> None:
        """One estate with its sheet; a recused one, or none at all, shows only why."""
        if row is None:
            self.closed.heading.setText("暂无小区")
            self.closed.sentence.setText(NO_ESTATES)
        elif sheet is None:
            self.closed.show_row(row)
        if row is not None:
            self.bar.show_row(row, self._position(row))
            self.estates.mark_current(row.estate.id)
        if row is None or sheet is None:
            self.rubric.estate = None
            self.materials.clear()
            self.stack.setCurrentWidget(self.closed)
            return
        self.stack.setCurrentWidget(self.work)
        is_open = sheet.status is SheetStatus.DRAFT and not sheet.is_abstained and may_score
        self.rubric.show_sheet(sheet, is_read_only=not is_open)
        self._show_banner(row, sheet, may_score=may_score)
        self.materials.show_estate(row.estate, row.sources)

    def show_unsaved(self, unsaved: Unsaved, sheet: ScoreSheet | None) -> None:
        """What the disk refused: said above the rubric, and left where it was entered."""
        self.unsaved.say(unsaved.told)
        if sheet is not None:
            self.rubric.show_unsaved(unsaved, sheet)

    def take_focus(self) -> None:
        """Typing goes to the current criterion."""
        self.rubric.rows.current.field.setFocus()

    def show_saved(self, saved: Saved, *, is_in_view: bool) -> None:
        """The moment of the last save, and the sheet as it is kept now."""
        if not is_in_view:
            return
        self.rubric.show_saved(saved.saved_at)
        for number in self.rubric.rows.rows:
            self._update_cell(saved.sheet, number)
        self.rubric.show_totals(saved.sheet)
        self.rubric.rows.remark.note_kept(saved.sheet.remark)

    def show_progress(self, row: EstateRow, in_view: EstateRow | None) -> None:
        """The list's line, and the bar where it is the estate in view."""
        self.estates.replace_row(row)
        if in_view is not None and in_view.estate.id == row.estate.id:
            self.bar.show_row(row, self._position(row))

    def _update_cell(self, sheet: ScoreSheet, number: CriterionId) -> None:
        row = self.rubric.rows.rows[number]
        if row.is_held:
            return
        if sheet.cells.get(number) != (None if row.cell.is_empty else row.cell):
            self.rubric.update_cell(sheet, number)

    def _show_banner(self, row: EstateRow, sheet: ScoreSheet, *, may_score: bool) -> None:
        if sheet.status.is_sealed:
            self.banner.show_sentence(sealed_sentence(sheet), Tone.GOOD, PRINT_SHEET)
        elif not may_score:
            self.banner.show_sentence(NOT_NOW, Tone.NOTE)
        elif sheet.is_abstained:
            sentence = f"您已选择弃权（{sheet.abstain_reason}），提交封存后生效。"
            self.banner.show_sentence(sentence, Tone.WARNING, TAKE_BACK)
        elif row.is_outdated:
            self.banner.show_sentence(version_sentence(sheet, row), Tone.WARNING, CONFIRM_VERSION)
        elif sheet.reopen_reason:
            sentence = f"第 {sheet.revision} 次修订，重新打开的理由：{sheet.reopen_reason}"
            if sheet.open_criteria:
                sentence += f"（只能修改评分项 {'、'.join(sheet.open_criteria)}，其余已锁定）"
            self.banner.show_sentence(sentence, Tone.NOTE)
        else:
            self.banner.show_sentence("", Tone.NOTE)

    def _position(self, row: EstateRow) -> str:
        ids = [kept.estate.id for kept in self.estates.table.rows]
        return f"{ids.index(row.estate.id) + 1}/{len(ids)}"

    def _toggle_estates(self) -> None:
        self.estates.setVisible(self.estates.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_arranged:
            self._arrange()

    def _arrange_soon(self) -> None:
        QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        """Shares of the width that suit the text size; the person may move them afterwards."""
        if self.width() < 400:
            return
        self._is_arranged = True
        text = theme.metrics().text
        self.estates.setVisible(self.width() >= NARROW_CHARACTERS * text)
        listed = LIST_CHARACTERS * text if not self.estates.isHidden() else 0
        self.outer.setSizes([listed, self.width() - listed])
        rest = self.width() - listed
        rubric = min(round(rest * RUBRIC_SHARE), RUBRIC_CHARACTERS * text)
        self.work.setSizes([rest - rubric, rubric])
