"""Another rubric for the round: from a file, or the proposal that comes with the program."""

from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from meihao_desktop import resources
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.operations import keep_settings
from meihao_desktop.operations.begin_round import STANDARD_RUBRIC, standard_rubric
from meihao_desktop.ui.desk_acts import DeskActs
from meihao_desktop.ui.settings_desk.rubric_dialog import RubricDialog
from meihao_desktop.ui.widgets.asking import is_accepted

RUBRIC_FILES = "评分标准文件 (*.toml);;所有文件 (*)"


class RubricActs(DeskActs):
    """A file that cannot be used is refused with every fault before anything is asked."""

    def replace(self) -> None:
        """Ask for a file; closing the dialog changes nothing."""
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "选择评分标准文件", "", RUBRIC_FILES)
        if chosen:
            self.take_over(Path(chosen))

    def restore(self) -> None:
        """The proposal that comes with the program."""
        self.take_over(resources.path("rubrics", STANDARD_RUBRIC))

    def take_over(self, path: Path) -> None:
        """Show what the file holds, and take it over when the person agrees."""
        new = keep_settings.read_rubric(path)
        present = keep_settings.settings_desk(self._context).rubric
        if is_accepted(RubricDialog(new, present, self._parent)):
            self._announcer.tell(keep_settings.load_rubric(self._context, path))
            self._services.say(f"评分标准已更换为“{new.title}”（{new.edition}）。")


@cache
def reference_check_code() -> str:
    """By it a rubric is known to be the proposal already."""
    return seal_rubric(standard_rubric()).check_code
