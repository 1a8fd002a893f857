"""docx, workbooks and plain texts as blocks that the viewers can show."""

import base64
import io
import re
from pathlib import Path
from typing import Any

import mammoth
from PIL import Image

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import HtmlPreview, Preview, TextPreview, WorkbookPreview
from meihao_desktop.intake.text_file import read_text
from meihao_desktop.intake.untrusted import parse_untrusted
from meihao_desktop.intake.workbook_grid import read_worksheets

PICTURE_WIDTH = 620
PICTURE_PIXELS = 50_000_000
_PLACEHOLDER = {"src": "", "alt": "［图片无法显示］"}

__all__ = ["Preview", "read_preview"]


def read_preview(path: Path, kind: MaterialKind) -> Preview:
    """The content of one material; its file may lie under a bare digest."""
    if kind is MaterialKind.WORD:
        return parse_untrusted(_html, path)
    if kind is MaterialKind.WORKBOOK:
        return parse_untrusted(_workbook, path)
    if kind is MaterialKind.TEXT:
        return parse_untrusted(_text, path)
    raise MeihaoError(f"“{kind.value}”不能在窗口内以文字显示，请用外部程序打开原件查看。")


def _text(path: Path) -> TextPreview:
    return read_text(path)


def _workbook(path: Path) -> WorkbookPreview:
    return WorkbookPreview(worksheets=read_worksheets(path))


def _html(path: Path) -> HtmlPreview:
    with path.open("rb") as stream:
        result = mammoth.convert_to_html(
            stream, convert_image=mammoth.images.img_element(_picture), id_prefix="docx-"
        )
    html = re.sub(
        r"<table>", '<table width="100%" border="1" cellspacing="0" cellpadding="4">', result.value
    )
    return HtmlPreview(html=html)


def _picture(image: Any) -> dict[str, str]:  # noqa: ANN401 -- mammoth names no type for it
    """The picture scaled to the width of a page and kept inside the html."""
    with image.open() as stream:
        data = stream.read()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PICTURE_PIXELS:
                return _PLACEHOLDER
            width = min(picture.width, PICTURE_WIDTH)
            picture.thumbnail((2 * PICTURE_WIDTH, 4 * PICTURE_WIDTH))
            data = _encoded(picture)
    except (OSError, ValueError, SyntaxError):
        return _PLACEHOLDER
    return {"src": f"data:image/png;base64,{data}", "width": str(width)}


def _encoded(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    shown = picture if picture.mode in ("RGB", "RGBA", "L") else picture.convert("RGBA")
    shown.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")
