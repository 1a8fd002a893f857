"""Pdf files and pictures that want to hurt whoever draws them."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Makers = dict[str, Callable[[], bytes]]
CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
HUGE = 2_147_483_647


def a_pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """The objects under their numbers from 1, with a true table."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        content = body.encode("latin-1") if isinstance(body, str) else body
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    end = trailer.replace("START", str(start))
    data += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{end}>>\n".encode()
    return bytes(data) + f"startxref\n{start}\n%%EOF\n".encode()


def a_stream(content: bytes, words: str = "") -> bytes:
    head = f"<<{words}/Length {len(content)}>>stream\n".encode()
    return head + content + b"\nendstream"


def packed_stream(content: bytes, words: str = "") -> bytes:
    return a_stream(zlib.compress(content, 9), f"/Filter/FlateDecode{words}")


def drawing(content: bytes, resources: str = "") -> bytes:
    page = PAGE.replace("/Contents", f"/Resources<<{resources}>>/Contents")
    return a_pdf(CATALOGUE, ONE_PAGE, page, packed_stream(content))


def locked_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("1357", canPrint=0))
    canvas.drawString(100, 700, "locked")
    canvas.save()
    return buffer.getvalue()


def sized_page(box: str) -> bytes:
    return a_pdf(CATALOGUE, ONE_PAGE, PAGE.replace("0 0 595 842", box), a_stream(b""))


def drawing_itself() -> bytes:
    page = PAGE.replace("/Contents", "/Resources<</XObject<</X 5 0 R>>>>/Contents")
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    return a_pdf(
        CATALOGUE, ONE_PAGE, page, a_stream(b"/X Do"), a_stream(b"/X Do /X Do /X Do", form)
    )


def with_a_picture_of(width: int, height: int, data: bytes) -> bytes:
    page = PAGE.replace("/Contents", "/Resources<</XObject<</X 5 0 R>>>>/Contents")
    words = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
        "/ColorSpace/DeviceRGB"
    )
    return a_pdf(
        CATALOGUE, ONE_PAGE, page, a_stream(b"500 0 0 500 0 0 cm /X Do"), packed_stream(data, words)
    )


def twice_packed(size: int) -> bytes:
    """A content that unfolds twice, each time a thousandfold."""
    packed = zlib.compress(zlib.compress(bytes(size), 9), 9)
    content = a_stream(packed, "/Filter[/FlateDecode/FlateDecode]")
    return a_pdf(CATALOGUE, ONE_PAGE, PAGE, content)


PDFS: Makers = {
    "pdf_with_pages_in_a_circle": lambda: a_pdf(
        CATALOGUE, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
    ),
    "pdf_claims_two_billion_pages": lambda: a_pdf(
        CATALOGUE, f"<</Type/Pages/Kids[3 0 R]/Count {HUGE}>>", PAGE, a_stream(b"")
    ),
    "pdf_claims_less_than_no_page": lambda: a_pdf(
        CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count -5>>", PAGE, a_stream(b"")
    ),
    "pdf_as_large_as_a_country": lambda: sized_page("0 0 1e9 1e9"),
    "pdf_of_no_size": lambda: sized_page("0 0 0 0"),
    "pdf_turned_inside_out": lambda: sized_page("-900000 900000 -999999 1"),
    "pdf_with_a_password": locked_pdf,
    "pdf_whose_table_points_to_itself": lambda: a_pdf(
        CATALOGUE, ONE_PAGE, PAGE, a_stream(b""), trailer="/Prev START"
    ),
    "pdf_that_draws_itself": drawing_itself,
    "pdf_that_unfolds_twice": lambda: twice_packed(400_000_000),
    "pdf_of_a_million_strokes": lambda: drawing(b"0 0 m 595 842 l S\n" * 1_000_000),
    "pdf_that_saves_its_state_forever": lambda: drawing(b"q " * 2_000_000),
    "pdf_with_an_immense_picture": lambda: with_a_picture_of(60_000, 60_000, bytes(1_000_000)),
    "pdf_with_a_picture_of_no_pixels": lambda: with_a_picture_of(0, -1, b""),
    "pdf_that_wants_to_start_a_program": lambda: a_pdf(
        CATALOGUE.replace(
            ">>", "/OpenAction<</S/Launch/F(/bin/true)>>/AA<</WC<</S/JavaScript/JS(app.quit)>>>>>>"
        ),
        ONE_PAGE,
        PAGE,
        a_stream(b""),
    ),
    "pdf_nested_without_end": lambda: a_pdf(
        CATALOGUE, ONE_PAGE, PAGE, "[" * 100_000 + "]" * 100_000
    ),
    "pdf_cut_in_half": lambda: locked_pdf()[:600],
    "pdf_of_nothing_but_its_name": lambda: b"%PDF-1.7\n",
}


def a_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png(width: int, height: int, pixels: bytes, *extra: bytes) -> bytes:
    head = a_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = a_chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + body + a_chunk(b"IEND", b"")


def a_photo(kind: str, edge: int = 64, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((edge, edge)).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def a_jpeg_that_claims(edge: int) -> bytes:
    data = bytearray(a_photo("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    struct.pack_into(">HH", data, at, edge, edge)
    return bytes(data)


def a_tiff_in_circles() -> bytes:
    """One directory of one tag, followed by itself."""
    return b"II*\x00" + struct.pack("<IHHHIII", 8, 1, 256, 4, 1, 5, 8)


def a_tiff_that_claims(edge: int) -> bytes:
    tags = ((256, edge), (257, edge), (258, 8), (259, 1), (262, 1), (273, 8), (278, edge))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\x00" + struct.pack("<IH", 8, len(tags)) + body + bytes(4)


def a_gif_that_claims(edge: int, frames: int) -> bytes:
    frame = b"," + struct.pack("<HHHHB", 0, 0, edge, edge, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", edge, edge, 0, 0, 0) + frame * frames + b";"


def a_bmp_that_claims(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 99, 0, 0, 54) + head + bytes(45)


PICTURES: Makers = {
    "png_as_large_as_numbers_go": lambda: a_png(HUGE, HUGE, b""),
    "png_of_four_billion_pixels": lambda: a_png(65_000, 65_000, bytes(200_000_000)),
    "png_of_no_size": lambda: a_png(0, 0, b""),
    "png_with_a_text_that_unfolds": lambda: a_png(
        8, 8, bytes(8 * 25), a_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(400_000_000), 9))
    ),
    "png_with_too_few_pixels": lambda: a_png(2_000, 2_000, bytes(10)),
    "jpeg_of_four_billion_pixels": lambda: a_jpeg_that_claims(65_500),
    "jpeg_cut_in_half": lambda: a_photo("JPEG")[:500],
    "jpeg_of_nothing_but_its_start": lambda: b"\xff\xd8\xff\xe0",
    "jpeg_with_exif_in_circles": lambda: a_photo("JPEG", exif=b"Exif\0\0" + a_tiff_in_circles()),
    "gif_of_many_large_frames": lambda: a_gif_that_claims(65_535, 5_000),
    "tiff_in_circles": a_tiff_in_circles,
    "tiff_of_four_billion_pixels": lambda: a_tiff_that_claims(65_000),
    "bmp_upside_down_and_immense": lambda: a_bmp_that_claims(100_000, -100_000),
    "webp_of_noise": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8L" + bytes(range(256)) * 9,
    "heic_of_noise": lambda: struct.pack(">I", 24) + b"ftypheic" + bytes(12) + b"\xff" * 2_000,
}
