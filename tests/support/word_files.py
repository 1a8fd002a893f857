"""Small docx files written by hand, to say exactly what stands in their xml."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of plain texts and of ready runs."""
    inner = "".join(run if run.startswith("<") else text_run(run) for run in runs)
    wishes = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{wishes}{inner}</w:p>"


def text_run(text: str, properties: str = "") -> str:
    wishes = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wishes}<w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*content: str, properties: str = "") -> str:
    inner = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def table(*rows: str, properties: str = "", grid: str = "") -> str:
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"


def picture(identity: str = "rIdPicture", width: int = 952500) -> str:
    """A run with a picture in the line; the width in EMU."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{width}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{identity}"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def a_docx(
    *body: str,
    parts: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    declaration: str = "",
) -> bytes:
    """A docx of these blocks; ``parts`` are styles, numbering, footnotes, header1, footer1."""
    buffer = io.BytesIO()
    parts, media = parts or {}, media or {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"{HEAD}<Types/>")
        archive.writestr(
            "_rels/.rels", _relations({"rId1": ("officeDocument", "word/document.xml")})
        )
        document = f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>"
        archive.writestr("word/document.xml", f"{HEAD}{declaration}{document}")
        links = {f"rId_{name}": (name.rstrip("0123456789"), f"{name}.xml") for name in parts}
        links |= {f"rId{name}": ("image", f"media/{name}") for name in media}
        archive.writestr("word/_rels/document.xml.rels", _relations(links))
        for name, inner in parts.items():
            root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f"{HEAD}<w:{root} {_NAMES}>{inner}</w:{root}>")
        for name, data in media.items():
            archive.writestr(f"word/media/{name}", data)
    return buffer.getvalue()


def _relations(links: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'
