"""Adding and removing earlier rounds; their folders are read in the background."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from meihao_desktop.domain.earlier_round import EarlierRound
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.operations import compare_years
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk.years_pane import YearsPane
from meihao_desktop.ui.widgets.asking import confirmed


class YearsActs:
    """What the buttons of the pane do."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, pane: YearsPane
    ) -> None:
        self._context = context
        self._announcer = announcer
        self._services = services
        self._pane = pane
        pane.add_asked.connect(self.choose)
        pane.remove_asked.connect(self.remove)

    def choose(self) -> None:
        """Ask for the folder of a round; closing the dialog changes nothing."""
        chosen = QFileDialog.getExistingDirectory(self._pane, "选择往年评审的文件夹")
        if chosen:
            self.add(Path(chosen))

    def add(self, folder: Path) -> None:
        """Read the folder and remember it; what cannot be read is told and nothing is kept."""
        place = compare_years.new_place(self._context)
        self._pane.show_reading(folder)
        background.run(
            lambda _watch: compare_years.read_round(folder, place),
            owner=self._pane,
            on_done=self._keep,
            on_failed=self._tell,
        )

    def remove(self, earlier: EarlierRound) -> None:
        """Nothing of the other round itself is touched."""
        if confirmed(
            "移除往年评审",
            f"移除后不再与“{earlier.title}”比对，相关的核查发现随之消失。往年的文件夹不受影响。",
            self._pane,
            confirm="移除",
        ):
            self._announcer.tell(compare_years.remove_earlier_round(self._context, earlier.id))
            self._services.say(f"已移除“{earlier.title}”。")

    def _keep(self, other: compare_years.OtherRound) -> None:
        self._pane.show_reading(None)
        self._announcer.tell(compare_years.add_round(self._context, other))
        self._services.say(f"已添加“{other.dossier.review_round.title}”，相关的核查发现见秘书台。")

    def _tell(self, refusal: MeihaoError) -> None:
        self._pane.show_reading(None)
        raise refusal
