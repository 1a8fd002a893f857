"""Marks of a searched text in a document that Qt lays out: all hits, and the one in view."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from meihao_desktop.domain.wording import Wording
from meihao_desktop.ui import colours

MOST_HITS = 2000  # more are neither read nor quick to draw
Editor = QTextEdit | QPlainTextEdit


class TextMarks:
    """The hits of one text in an editor that nobody can write in."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._hits: list[QTextCursor] = []

    def mark(self, wording: Wording) -> int:
        """Mark every hit; how many there are."""
        self._hits = _hits(self._editor.document(), wording) if wording else []
        self._draw(-1)
        return len(self._hits)

    def clear(self) -> None:
        self._hits = []
        self._editor.setExtraSelections([])

    def nearest(self, *, is_placed: bool) -> int:
        """The first hit at or after the place gone to, or else what is seen; the first of all."""
        cursor = self._editor.textCursor()
        is_seen = self._editor.viewport().rect().contains(self._editor.cursorRect().center())
        if not (is_placed or is_seen):
            cursor = self._editor.cursorForPosition(QPoint(4, 4))
        top = cursor.block().position()
        return next((at for at, hit in enumerate(self._hits) if hit.selectionStart() >= top), 0)

    def show(self, at: int) -> None:
        """Bring a hit into view; it stands out from the others."""
        hit = self._hits[at]
        self._draw(at)
        begin = QTextCursor(self._editor.document())
        begin.setPosition(hit.selectionStart())
        self._editor.setTextCursor(begin)
        self._editor.ensureCursorVisible()

    def _draw(self, current: int) -> None:
        plain, strong = _format(is_current=False), _format(is_current=True)
        self._editor.setExtraSelections(
            [_mark(hit, strong if at == current else plain) for at, hit in enumerate(self._hits)]
        )


def _hits(document: QTextDocument, wording: Wording) -> list[QTextCursor]:
    found: list[QTextCursor] = []
    for block in _blocks(document):
        for start, end in wording.find(block.text()):
            cursor = QTextCursor(document)
            cursor.setPosition(block.position() + _units(block.text(), start))
            cursor.setPosition(
                block.position() + _units(block.text(), end), QTextCursor.MoveMode.KeepAnchor
            )
            found.append(cursor)
            if len(found) == MOST_HITS:
                return found
    return found


def _units(text: str, at: int) -> int:
    """A place as Qt counts it: a character beyond the first 65,536 is two of its units."""
    return at + sum(ord(character) > 0xFFFF for character in text[:at])


def _blocks(document: QTextDocument) -> Iterable[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _format(*, is_current: bool) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setBackground(QColor(colours.ACCENT if is_current else colours.HIT))
    shape.setForeground(QColor(colours.ON_ACCENT if is_current else colours.INK))
    return shape


def _mark(hit: QTextCursor, shape: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = hit  # type: ignore[attr-defined]  # missing in the stubs
    selection.format = shape  # type: ignore[attr-defined]
    return selection
