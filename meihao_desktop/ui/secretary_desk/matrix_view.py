"""The grid on the screen: the names stay in view, arrows go from square to square."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.secretary_desk.matrix_model import Matrix, MatrixModel
from meihao_desktop.ui.secretary_desk.middle_delegate import MiddleDelegate

NAME_SHARE = 0.3
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STYLE = (
    f"QHeaderView::section:vertical {{ color: {colours.INK}; font-weight: 400;"
    f" background: {colours.SUNKEN}; }}"
)


class MatrixView(QTableView):
    """``moved`` and ``opened`` carry row and column; columns share the room or scroll."""

    moved = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, characters: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._characters = characters
        self.matrix_model = MatrixModel()
        self.matrix_model.setParent(self)
        self.setModel(self.matrix_model)
        self.setItemDelegate(MiddleDelegate(self))
        self._set_behaviour()
        self.selectionModel().currentChanged.connect(self._tell_moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        theme.follow(self._adapt)

    @property
    def place(self) -> tuple[int, int] | None:
        """Row and column under the cursor."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def show_matrix(self, matrix: Matrix) -> None:
        self.matrix_model.show_matrix(matrix)
        self._fit()
        if self.place is None and matrix.cells and matrix.columns:
            self.choose(0, 0)

    def choose(self, row: int, column: int) -> None:
        index = self.matrix_model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING and self.place is not None:
            self.opened.emit(*self.place)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.metrics().target * 6)

    def _set_behaviour(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def _adapt(self) -> None:
        metrics = theme.metrics()
        rows = self.verticalHeader()
        rows.setStyleSheet(_STYLE)
        rows.setMinimumSectionSize(metrics.target)
        rows.setDefaultSectionSize(metrics.target)
        self.setIconSize(QSize(metrics.text, metrics.text))
        self._fit()

    def _fit(self) -> None:
        """The names as wide as the longest, the columns equal: wide enough, or all of the room."""
        metrics, matrix = theme.metrics(), self.matrix_model.matrix
        advance = QFontMetrics(theme.font()).horizontalAdvance  # Qt elides by the widget's font
        longest = max(map(advance, matrix.rows), default=0)
        names = min(longest + 3 * metrics.unit, round(self.width() * NAME_SHARE))
        self.verticalHeader().setFixedWidth(max(names, metrics.text * 4))
        if not matrix.columns:
            return
        lines = max(name.count("\n") + 1 for name in matrix.columns)
        head = max(metrics.target, round(metrics.small * 1.45) * lines + 10)
        self.horizontalHeader().setFixedHeight(head)
        least = round(self._characters * metrics.text) + 2 * metrics.unit
        room = self.width() - self.verticalHeader().width() - 20
        self.horizontalHeader().setDefaultSectionSize(max(least, room // len(matrix.columns)))

    def _tell_moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.row(), index.column())
