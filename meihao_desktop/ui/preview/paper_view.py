"""The pages of a paper that exists in memory only, one below the other."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

from meihao_desktop.ui import colours

STEP = 1.25
LEAST, MOST = 0.2, 6.0
POINTS_PER_INCH = 72
GAP = 12


class PaperView(QPdfView):
    """Fits the width until somebody zooms; ``page_changed`` carries the page being read."""

    page_changed = Signal(int)

    def __init__(self, data: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.paper = QPdfDocument(parent)  # outlives this view, which Qt would tell of its end
        self._buffer = QBuffer(self.paper)  # goes after the document that reads from it
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.paper.load(self._buffer)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(GAP)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(colours.SUNKEN))
        self.setPalette(palette)
        self.setDocument(self.paper)
        self.pageNavigator().currentPageChanged.connect(self.page_changed)

    @property
    def page(self) -> int:
        """The page being read, from 0."""
        return self.pageNavigator().currentPage()

    @property
    def fits_width(self) -> bool:
        return self.zoomMode() is QPdfView.ZoomMode.FitToWidth

    def show_page(self, page: int) -> None:
        last = self.paper.pageCount() - 1
        self.pageNavigator().jump(max(0, min(page, last)), QPointF())

    def zoom_by(self, steps: int) -> None:
        factor = self._factor * STEP**steps
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(max(LEAST, min(factor, MOST)))

    def next_fit(self) -> None:
        """The whole page, or the whole width."""
        mode = QPdfView.ZoomMode.FitInView if self.fits_width else QPdfView.ZoomMode.FitToWidth
        self.setZoomMode(mode)

    @property
    def _factor(self) -> float:
        """The zoom in force, also where it follows the room."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.zoomFactor()
        size = self.paper.pagePointSize(self.page)
        margins = self.documentMargins()
        wide = self.viewport().width() - margins.left() - margins.right()
        high = self.viewport().height() - margins.top() - margins.bottom()
        scale = self.logicalDpiX() / POINTS_PER_INCH
        by_width = wide / (size.width() * scale)
        return by_width if self.fits_width else min(by_width, high / (size.height() * scale))
