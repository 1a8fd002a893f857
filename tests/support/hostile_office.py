"""Office files that want to hurt whoever opens them: bombs, loops, lies, things from outside."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from pptx import Presentation

from tests.support.submissions import a_form, a_workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DOCUMENT, DOCUMENT_RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
MACHINE_FILE = "/etc/passwd"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "哈哈">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY b "{"x" * 50_000}">]>'
OUTSIDE = f'<!DOCTYPE a [<!ENTITY out SYSTEM "file://{MACHINE_FILE}">]>'
ALL_CELLS = "A1:XFD1048576"

Makers = dict[str, Callable[[], bytes]]


def repacked(
    data: bytes, parts: Mapping[str, str | bytes], *, without: tuple[str, ...] = ()
) -> bytes:
    """The same zip with some parts in place of others."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def an_xlsx(parts: Mapping[str, str | bytes] | None = None, **options: tuple[str, ...]) -> bytes:
    return repacked(a_workbook([("小区名称", "户数"), ("朗悦花园", 1018)]), parts or {}, **options)


def a_sheet(body: str = "", after: str = "", *, prolog: str = "") -> dict[str, str | bytes]:
    data = f"<sheetData>{body}</sheetData>{after}"
    return {SHEET: f"{prolog}<worksheet {MAIN}>{data}</worksheet>"}


def a_docx(body: str, relations: str = "", prolog: str = "") -> bytes:
    own = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    document = f"{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return repacked(a_form("朗悦花园"), {DOCUMENT: document, DOCUMENT_RELATIONS: own})


def a_picture(reference: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f"<a:blip {reference}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )


def related(kind: str, target: str, *, is_outside: bool = False) -> str:
    mode = ' TargetMode="External"' if is_outside else ""
    return f'<Relationship Id="rId9" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'


def a_pptx(slide: str | None = None, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6])
    buffer = io.BytesIO()
    presentation.save(buffer)
    changed = dict(parts or {})
    if slide is not None:
        changed["ppt/slides/slide1.xml"] = slide
    return repacked(buffer.getvalue(), changed)


def an_ofd(page: str, box: str = "0 0 210 297", template: str = "") -> bytes:
    document = (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}"
        f"</ofd:PhysicalBox></ofd:PageArea>{template}</ofd:CommonData><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    root = (
        f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    content = f"<ofd:Page {OFD}>{page}</ofd:Page>"
    pages = "Doc_0/Pages/Page_0/Content.xml"
    return zipped({"OFD.xml": root, "Doc_0/Document.xml": document, pages: content})


def an_ole(stream: str) -> bytes:
    """An old-style file whose sector chain runs in a circle."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 1, 2, *[3] * 125)
    return bytes(head) + table + _entry("Root Entry", 5) + _entry(stream, 2) + bytes(4096)


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le")
    body = bytearray(128)
    body[: len(text)] = text
    struct.pack_into("<HBB", body, 64, len(text) + 2, kind, 1)
    struct.pack_into("<IIIIQ", body, 68, 0xFFFFFFFF, 0xFFFFFFFF, 1, 0, 0)
    struct.pack_into("<II", body, 116, 2, 900_000)
    return bytes(body)


def flagged_encrypted(data: bytes) -> bytes:
    """Every member said to need a password."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def twice_named() -> bytes:
    return an_xlsx({"XL/Worksheets/Sheet1.xml": "<worksheet/>"})


def far_cell(reference: str) -> str:
    return f'<row r="1"><c r="A1"><v>1</v></c><c r="{reference}"><v>2</v></c></row>'


WORKBOOKS: Makers = {
    "xlsx_unfolds_to_gigabytes": lambda: an_xlsx(a_sheet(" " * 300_000_000)),
    "xlsx_with_twelve_thousand_members": lambda: an_xlsx({f"x/{n}": b"" for n in range(12_000)}),
    "xlsx_laughs_a_billion_times": lambda: an_xlsx(
        {STRINGS: f"{LAUGHS}<sst {MAIN}><si><t>&l9;</t></si></sst>"}
    ),
    "xlsx_repeats_one_long_entity": lambda: an_xlsx(
        {STRINGS: f"{QUADRATIC}<sst {MAIN}><si><t>{'&b;' * 50_000}</t></si></sst>"}
    ),
    "xlsx_asks_for_a_file_of_the_machine": lambda: an_xlsx(
        {STRINGS: f"{OUTSIDE}<sst {MAIN}><si><t>&out;</t></si></sst>"}
    ),
    "xlsx_hides_a_bomb_in_utf16": lambda: an_xlsx(
        {STRINGS: f"{LAUGHS}<sst {MAIN}><si><t>&l9;</t></si></sst>".encode("utf-16")}
    ),
    "xlsx_hides_a_bomb_in_utf32": lambda: an_xlsx(
        {STRINGS: f"{LAUGHS}<sst {MAIN}><si><t>&l9;</t></si></sst>".encode("utf-32")}
    ),
    "xlsx_with_one_cell_at_each_end": lambda: an_xlsx(a_sheet(far_cell("XFD1048576"))),
    "xlsx_claims_all_cells": lambda: an_xlsx(
        {SHEET: f'<worksheet {MAIN}><dimension ref="{ALL_CELLS}"/><sheetData/></worksheet>'}
    ),
    "xlsx_merges_all_cells": lambda: an_xlsx(
        a_sheet(after=f'<mergeCells><mergeCell ref="{ALL_CELLS}"/></mergeCells>')
    ),
    "xlsx_merges_a_million_times": lambda: an_xlsx(
        a_sheet(
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 1_000_001))
            + "</mergeCells>"
        )
    ),
    "xlsx_links_all_cells": lambda: an_xlsx(
        a_sheet(after=f'<hyperlinks><hyperlink ref="{ALL_CELLS}" location="A1"/></hyperlinks>')
    ),
    "xlsx_nested_without_end": lambda: an_xlsx(a_sheet("<row>" * 100_000)),
    "xlsx_names_a_part_twice": twice_named,
    "xlsx_with_password_flags": lambda: flagged_encrypted(an_xlsx()),
    "xlsx_wrapped_for_a_password": lambda: an_ole("EncryptedPackage"),
    "xlsx_without_its_workbook": lambda: an_xlsx(without=("xl/workbook.xml",)),
    "xlsx_cut_in_half": lambda: an_xlsx()[: len(an_xlsx()) // 2],
    "xlsx_reaches_out_of_the_zip": lambda: an_xlsx(
        {
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship '
            f'Id="rId1" Type="{RELATION}/worksheet" Target="../../../..{MACHINE_FILE}"/>'
            "</Relationships>"
        }
    ),
    "xlsx_counts_beyond_its_strings": lambda: an_xlsx(
        a_sheet('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>')
    ),
    "xlsx_with_a_cell_nowhere": lambda: an_xlsx(a_sheet(far_cell("ZZZZ99999999999"))),
    "xlsx_with_a_number_beyond_numbers": lambda: an_xlsx(
        a_sheet('<row r="1"><c r="A1"><v>1e999999</v></c><c r="B1"><v>-1e300</v></c></row>')
    ),
    "xlsx_with_endless_columns": lambda: an_xlsx(
        {
            SHEET: f'<worksheet {MAIN}><cols><col min="1" max="2147483647" width="9"/></cols>'
            "<sheetData/></worksheet>"
        }
    ),
    "xls_running_in_circles": lambda: an_ole("Workbook"),
}

DOCUMENTS: Makers = {
    "docx_laughs_a_billion_times": lambda: a_docx("<w:p>&l9;</w:p>", prolog=LAUGHS),
    "docx_asks_for_a_file_of_the_machine": lambda: a_docx(
        "<w:p><w:r><w:t>&out;</w:t></w:r></w:p>", prolog=OUTSIDE
    ),
    "docx_shows_a_file_of_the_machine": lambda: a_docx(
        a_picture('r:link="rId9"'), related("image", f"file://{MACHINE_FILE}", is_outside=True)
    ),
    "docx_shows_a_picture_from_the_network": lambda: a_docx(
        a_picture('r:link="rId9"'),
        related("image", "http://127.0.0.1:9/picture.png", is_outside=True),
    ),
    "docx_reaches_out_of_the_zip": lambda: a_docx(
        a_picture('r:embed="rId9"'), related("image", f"../../../..{MACHINE_FILE}")
    ),
    "docx_takes_in_another_file": lambda: a_docx(
        '<w:altChunk r:id="rId9"/>', related("aFChunk", f"file://{MACHINE_FILE}", is_outside=True)
    ),
    "docx_with_tables_in_tables": lambda: a_docx(
        "<w:tbl><w:tr><w:tc>" * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000
    ),
    "docx_with_a_cell_of_a_billion_columns": lambda: a_docx(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr>'
        "</w:tbl>"
    ),
    "docx_with_styles_in_a_circle": lambda: repacked(
        a_form("朗悦花园"),
        {
            "word/styles.xml": f'<w:styles {WORD}><w:style w:type="paragraph" w:styleId="a">'
            '<w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b">'
            '<w:basedOn w:val="a"/></w:style></w:styles>'
        },
    ),
    "docx_cut_in_half": lambda: a_form("朗悦花园")[:9_000],
    "docx_without_a_document": lambda: repacked(a_form("朗悦花园"), {}, without=(DOCUMENT,)),
    "docx_with_password_flags": lambda: flagged_encrypted(a_form("朗悦花园")),
    "doc_running_in_circles": lambda: an_ole("WordDocument"),
}

SLIDES: Makers = {
    "pptx_laughs_a_billion_times": lambda: a_pptx(f"{LAUGHS}<a>&l9;</a>"),
    "pptx_with_groups_in_groups": lambda: a_pptx("<p:grpSp>" * 50_000),
    "pptx_without_slides": lambda: a_pptx(parts={"ppt/presentation.xml": "<a/>"}),
    "pptx_unfolds_to_gigabytes": lambda: a_pptx(" " * 300_000_000),
    "pptx_cut_in_half": lambda: a_pptx()[:9_000],
}

OFDS: Makers = {
    "ofd_laughs_a_billion_times": lambda: repacked(
        an_ofd(""), {"OFD.xml": f"{LAUGHS}<ofd:OFD {OFD}>&l9;</ofd:OFD>"}
    ),
    "ofd_as_large_as_a_country": lambda: an_ofd("", box="0 0 1e12 1e12"),
    "ofd_of_no_size": lambda: an_ofd("", box="0 0 0 nan"),
    "ofd_reaches_out_of_the_zip": lambda: repacked(
        an_ofd(""),
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>../../../..{MACHINE_FILE}"
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        },
    ),
    "ofd_with_a_template_of_itself": lambda: an_ofd(
        '<ofd:Template TemplateID="9"/>',
        template='<ofd:TemplatePage ID="9" BaseLoc="Pages/Page_0/Content.xml"/>',
    ),
    "ofd_with_blocks_in_blocks": lambda: an_ofd(
        f"<ofd:Content><ofd:Layer ID='2'>{'<ofd:PageBlock>' * 5_000}{'</ofd:PageBlock>' * 5_000}"
        "</ofd:Layer></ofd:Content>"
    ),
    "ofd_cut_in_half": lambda: an_ofd("")[:400],
}
