"""Sizes that grow together with the text."""

from typing import NamedTuple

SMALLEST, LARGEST, USUAL, STEP = 18, 30, 18, 2
LEAST_TARGET = 44
UNIT = 8


class Metrics(NamedTuple):  # lighter than a dataclass at the first frame
    """Every size of the window at one text size; 18 pt is 24 px wherever it is shown."""

    points: int = USUAL

    @property
    def text(self) -> int:
        """Pixels of the running text; also the width of one Chinese character."""
        return round(self.points * 4 / 3)

    @property
    def small(self) -> int:
        return round(self.text * 0.84)

    @property
    def title(self) -> int:
        return round(self.text * 1.2)

    @property
    def headline(self) -> int:
        return round(self.text * 1.5)

    @property
    def target(self) -> int:
        """The least height and width of whatever is clicked."""
        return max(LEAST_TARGET, round(self.text * 1.75))

    @property
    def line(self) -> int:
        """The height of one line of running text."""
        return round(self.text * 1.45)

    @property
    def unit(self) -> int:
        """The grid that all gaps are multiples of."""
        return UNIT
