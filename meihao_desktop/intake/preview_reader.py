"""Word documents, workbooks and plain texts as blocks that the viewers can show."""

from functools import partial
from pathlib import Path

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import (
    HtmlPreview,
    Preview,
    TextCoding,
    TextPreview,
    WorkbookPreview,
)
from meihao_desktop.intake.child.untrusted import parse_untrusted
from meihao_desktop.intake.text_file import read_text
from meihao_desktop.intake.word.reader import read_word
from meihao_desktop.intake.workbook_grid import read_worksheets

__all__ = ["Preview", "read_preview"]


def read_preview(path: Path, kind: MaterialKind, coding: TextCoding = TextCoding.AUTO) -> Preview:
    """The content of one material; its file may lie under a bare digest.

    ``coding`` is how a plain text is read where a person chose it.
    """
    if kind is MaterialKind.WORD:
        return parse_untrusted(_html, path)
    if kind is MaterialKind.WORKBOOK:
        return parse_untrusted(_workbook, path)
    if kind is MaterialKind.TEXT:
        return parse_untrusted(partial(_text, coding=coding), path)
    raise MeihaoError(f"“{kind.value}”不能在窗口内以文字显示，请用外部程序打开原件查看。")


def _text(path: Path, coding: TextCoding) -> TextPreview:
    return read_text(path, coding)


def _workbook(path: Path) -> WorkbookPreview:
    return WorkbookPreview(worksheets=read_worksheets(path))


def _html(path: Path) -> HtmlPreview:
    return HtmlPreview(html=read_word(path).html)
