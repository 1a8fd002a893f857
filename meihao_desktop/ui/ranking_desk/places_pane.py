"""The places, the meaning of the rules between them, and how ties were broken."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.place_rows import PlaceRow, Rule, cut_rules, place_rows
from meihao_desktop.ui.ranking_desk.places_table import PlacesTable, pen_of
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.text import caption, soft

SAMPLE = 44


class PlacesPane(QWidget):
    """``chosen`` carries the row under the cursor."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._table = PlacesTable()
        self._samples = tuple((QLabel(), caption()) for _ in range(2))
        self._sentences = soft()
        self._told = scrolled(self._padded(self._sentences))
        self._table.chosen.connect(self.chosen)
        self._lay_out()
        theme.follow(self._adapt)

    @property
    def current(self) -> PlaceRow | None:
        return self._table.current

    def show_desk(self, desk: RankingDesk) -> None:
        rules = cut_rules(desk)
        self._table.show_places(place_rows(desk), rules)
        self._show_samples(rules)
        open_ones = {line.sentence for line in desk.standing.ranking.cut_lines if line.undecided}
        if desk.standing.ranking.runners_up.undecided:
            open_ones.add(desk.standing.ranking.runners_up.sentence)
        told = [each for each in desk.standing.ranking.sentences if each not in open_ones]
        self._sentences.setText("\n".join(told))
        self._told.setVisible(bool(told))
        self._adapt()

    def choose(self, estate: str) -> bool:
        return self._table.choose(lambda row: row.estate.id == EstateId(estate))

    def take_focus(self) -> None:
        self._table.setFocus()

    def _show_samples(self, rules: tuple[Rule, ...]) -> None:
        for at, (sample, words) in enumerate(self._samples):
            is_used = at < len(rules)
            sample.setVisible(is_used)
            words.setVisible(is_used)
            if is_used:
                sample.setPixmap(_sample(rules[at]))
                words.setText(rules[at].label)

    def _adapt(self) -> None:
        """The sentences take up to four lines, then they scroll."""
        metrics = theme.metrics()
        lines = min(4, 2 * max(1, self._sentences.text().count("\n") + 1))
        self._told.setFixedHeight(metrics.line * lines + metrics.unit)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        legend = QHBoxLayout()
        legend.setSpacing(unit)
        for sample, words in self._samples:
            words.setWordWrap(False)
            legend.addWidget(sample)
            legend.addWidget(words)
            legend.addSpacing(unit)
        legend.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self._table, 1)
        column.addLayout(legend)
        column.addWidget(self._told)

    def _padded(self, words: QLabel) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words)
        column.addStretch(1)
        return inner


def _sample(rule: Rule) -> QPixmap:
    """The rule as the legend shows it."""
    picture = QPixmap(QSize(SAMPLE, theme.metrics().small))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(pen_of(rule))
    painter.drawLine(0, picture.height() // 2, SAMPLE, picture.height() // 2)
    painter.end()
    return picture
