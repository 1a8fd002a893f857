"""Where figures are rounded on the way: each stage with places and mode of its own."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from meihao_desktop.domain.tally_rules import ROUND_STAGES, Rounding, RoundingMode, RoundingStage
from meihao_desktop.ui import theme
from meihao_desktop.ui.settings_desk.rule_fields import RuleField
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

PLACES = (None, *range(7))
MODES = (None, *RoundingMode)
"""``None`` stands for the places or the mode that the fields above name."""


class StageRow:
    """One stage: whether it rounds, to how many places, and how."""

    def __init__(self, stage: RoundingStage) -> None:
        self.box = QCheckBox(stage.value)
        self.places, self.mode = ChoiceBox(), ChoiceBox()
        self.places.addItems(["位数同上" if n is None else f"保留 {n} 位" for n in PLACES])
        self.mode.addItems([mode.value if mode else "办法同上" for mode in MODES])
        for field, what in ((self.places, "小数位数"), (self.mode, "取舍办法")):
            field.setAccessibleName(f"{stage.value}的{what}")

    def offer(self, *, locked: bool = False) -> None:
        """Places and mode only where the stage rounds."""
        for field in (self.places, self.mode):
            field.setEnabled(self.box.isChecked() and not locked)


class StagesField(RuleField):
    """The stages at which figures are rounded on the way; usually none."""

    is_wide = True

    def made(self) -> QWidget:
        self._shown = Rounding()
        self._is_locked = False
        self.stage_rows = {stage: StageRow(stage) for stage in ROUND_STAGES}
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.metrics().unit * 2)
        grid.setColumnStretch(0, 1)
        for at, row in enumerate(self.stage_rows.values()):
            for column, widget in enumerate((row.box, row.places, row.mode)):
                grid.addWidget(widget, at, column)
            row.box.toggled.connect(self._toggled)
            for choice in (row.places, row.mode):
                choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return both

    def value(self) -> Rounding:
        """A stage without places or mode of its own goes by the usual ones, whatever they are."""
        chosen = {stage: row for stage, row in self.stage_rows.items() if row.box.isChecked()}
        places = {stage: PLACES[row.places.currentIndex()] for stage, row in chosen.items()}
        modes = {stage: MODES[row.mode.currentIndex()] for stage, row in chosen.items()}
        return replace(
            self._shown,
            stages=frozenset(chosen),
            stage_places={stage: each for stage, each in places.items() if each is not None},
            stage_modes={stage: mode for stage, mode in modes.items() if mode is not None},
        )

    def show_value(self, value: Rounding) -> None:
        self._shown = value
        for stage, row in self.stage_rows.items():
            row.box.setChecked(stage in value.stages)
            row.places.setCurrentIndex(PLACES.index(value.stage_places.get(stage)))
            row.mode.setCurrentIndex(MODES.index(value.stage_modes.get(stage)))
        self._offer()

    def set_locked(self, *, locked: bool) -> None:
        super().set_locked(locked=locked)
        self._is_locked = locked
        self._offer()

    def _toggled(self, _on: bool) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        for row in self.stage_rows.values():
            row.offer(locked=self._is_locked)
