"""OFD documents are drawn as their makers meant them, and their text can be found."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from meihao_desktop import resources
from meihao_desktop.intake.ofd.path import segments
from meihao_desktop.intake.ofd.reader import ofd_document
from meihao_desktop.intake.ofd.seal import seal_picture
from meihao_desktop.intake.ofd.text import deltas
from meihao_desktop.intake.unreadable import Unreadable
from tests.support.ofd_files import a_seal, an_ofd, der, named, page, text_object

WHITE = (255, 255, 255)
MILLIMETRE = 72 / 25.4
PICTURE = (
    '<ofd:MultiMedias><ofd:MultiMedia ID="50" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile>'
    "</ofd:MultiMedia></ofd:MultiMedias>"
)
SQUARE = "<ofd:AbbreviatedData>M 0 0 L 20 0 L 20 20 L 0 20 C</ofd:AbbreviatedData>"
SIGNED = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"


def drawn(tmp_path: Path, data: bytes) -> pdfium.PdfDocument:
    path = tmp_path / "0f3a"
    path.write_bytes(data)
    return ofd_document(path)


def words(document: pdfium.PdfDocument, number: int = 0) -> str:
    return document[number].get_textpage().get_text_bounded().replace("\u00a0", " ")


def pixels(document: pdfium.PdfDocument, number: int = 0) -> Image.Image:
    """One pixel for each millimetre."""
    return document[number].render(scale=25.4 / 72).to_pil().convert("RGB")


def inked(document: pdfium.PdfDocument, number: int = 0) -> tuple[int, int, int, int]:
    """The box in millimetres outside which the page is white."""
    found = pixels(document, number).convert("L").point(lambda value: 255 if value < 200 else 0)
    box = found.getbbox()
    assert box is not None, "nothing is drawn"
    return box


def a_png(ink: tuple[int, int, int] = (200, 0, 0), size: tuple[int, int] = (40, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, ink).save(buffer, "PNG")
    return buffer.getvalue()


def square(more: str, colours: str = "", corner: str = "20 20") -> str:
    inner = f"{colours}{SQUARE}"
    return f'<ofd:PathObject ID="9" Boundary="{corner} 20 20" {more}>{inner}</ofd:PathObject>'


def stamped(seal: bytes, boundary: str = "100 60 40 40") -> dict[str, bytes | str]:
    """The parts of one seal on the first page."""
    stamp = f'<ofd:StampAnnot ID="1" PageRef="100" Boundary="{boundary}"/>'
    place = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>"
    return {
        "Doc_0/Signs/Signatures.xml": named(
            "Signatures", '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'
        ),
        "Doc_0/Signs/Sign_0/Signature.xml": named(
            "Signature", f"<ofd:SignedInfo>{stamp}{place}</ofd:SignedInfo>"
        ),
        "Doc_0/Signs/Sign_0/Seal.esl": seal,
    }


def test_pages_have_their_own_sizes(tmp_path: Path) -> None:
    document = drawn(tmp_path, an_ofd(page(text_object("甲")), page(area="0 0 100 50")))
    sizes = [document.get_page_size(number) for number in range(2)]
    assert sizes[0] == pytest.approx((210 * MILLIMETRE, 140 * MILLIMETRE), abs=0.1)
    assert sizes[1] == pytest.approx((100 * MILLIMETRE, 50 * MILLIMETRE), abs=0.1)


def test_text_is_found_with_rare_characters(tmp_path: Path) -> None:
    assert words(drawn(tmp_path, an_ofd(page(text_object("禤㙟䶮𬭎 99.6%"))))) == "禤㙟䶮𬭎 99.6%"


def test_text_stands_where_it_is_said_to(tmp_path: Path) -> None:
    left, top, _, bottom = inked(drawn(tmp_path, an_ofd(page(text_object("朗悦花园")))))
    assert 19 <= left <= 21
    assert 19 <= top <= 22
    assert 24 <= bottom <= 27


@pytest.mark.parametrize(
    ("text", "count", "steps"),
    [
        ("5 6 7", 3, [5, 6, 7]),
        ("g 3 5", 3, [5, 5, 5]),
        ("4 g 2 5 6", 4, [4, 5, 5, 6]),
        ("5", 3, [5, 5, 5]),
        ("g 999999999 5", 2, [5, 5]),
        ("5 6 7 8", 2, [5, 6]),
        ("", 3, []),
        ("g x y", 2, []),
    ],
)
def test_steps_between_glyphs_may_be_repeated(text: str, count: int, steps: list[float]) -> None:
    assert deltas(text, count) == steps


def test_steps_spread_the_glyphs(tmp_path: Path) -> None:
    across = inked(drawn(tmp_path, an_ofd(page(text_object("四个汉字", deltas='DeltaX="g 3 30"')))))
    assert 108 <= across[2] <= 116
    down = inked(drawn(tmp_path, an_ofd(page(text_object("四个汉字", deltas='DeltaY="g 3 20"')))))
    assert down[2] <= 26
    assert 82 <= down[3] <= 88


def test_a_matrix_turns_text(tmp_path: Path) -> None:
    turned = text_object("四个汉字", more='CTM="0 1 -1 0 0 0"', at="0 0")
    box = inked(drawn(tmp_path, an_ofd(page(turned))))
    assert box[3] - box[1] > 15 > box[2] - box[0]


def test_several_lines_of_an_object_keep_the_last_place(tmp_path: Path) -> None:
    two = (
        '<ofd:TextObject ID="1" Boundary="10 10 90 40" Font="2" Size="5"><ofd:TextCode X="0" Y="5">'
        '甲</ofd:TextCode><ofd:TextCode Y="25">乙</ofd:TextCode></ofd:TextObject>'
    )
    document = drawn(tmp_path, an_ofd(page(two)))
    assert {"甲", "乙"} <= set(words(document))
    assert inked(document)[3] >= 34


def test_colours_are_grey_rgb_or_cmyk_and_may_be_thin(tmp_path: Path) -> None:
    for value, more, shown in (
        ("255 0 0", "", (255, 0, 0)),
        ("128", "", (128, 128, 128)),
        ("0 255 255 0", "", (255, 0, 0)),
        ("#00 #80 #FF", "", (0, 128, 255)),
        ("0 0 0", 'Alpha="128"', (127, 127, 127)),
        ("0 0 300", "", (0, 0, 255)),
    ):
        ink = f'<ofd:FillColor Value="{value}" {more}/>'
        document = drawn(tmp_path, an_ofd(page(square('Fill="true" Stroke="false"', ink))))
        assert pixels(document).getpixel((30, 30)) == pytest.approx(shown, abs=2)


def test_paths_are_drawn_and_not_filled_unless_said(tmp_path: Path) -> None:
    document = drawn(tmp_path, an_ofd(page(square('LineWidth="2"'))))
    picture = pixels(document)
    assert picture.getpixel((30, 30)) == WHITE
    assert picture.getpixel((30, 20)) != WHITE
    nothing = drawn(tmp_path, an_ofd(page(square('Stroke="false"'))))
    assert pixels(nothing).getpixel((30, 20)) == WHITE


def test_a_way_of_drawing_is_shared_and_rests_on_another(tmp_path: Path) -> None:
    ways = (
        '<ofd:DrawParams><ofd:DrawParam ID="70" Relative="71" LineWidth="3"/>'
        '<ofd:DrawParam ID="71"><ofd:StrokeColor Value="0 0 255"/></ofd:DrawParam></ofd:DrawParams>'
    )
    document = drawn(tmp_path, an_ofd(page(square('DrawParam="70"')), resources=ways))
    assert pixels(document).getpixel((30, 20)) == pytest.approx((0, 0, 255), abs=40)


def test_ways_of_drawing_that_rest_on_each_other_end(tmp_path: Path) -> None:
    ways = (
        '<ofd:DrawParams><ofd:DrawParam ID="70" Relative="71"/>'
        '<ofd:DrawParam ID="71" Relative="70"/></ofd:DrawParams>'
    )
    assert inked(drawn(tmp_path, an_ofd(page(square('DrawParam="70"')), resources=ways)))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("M 1 2 L 3 4 C", [("M", (1, 2)), ("L", (3, 4)), ("C", ())]),
        ("S 1 2 L 3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("M0 0 B1 2 3 4 5 6", [("M", (0, 0)), ("B", (1, 2, 3, 4, 5, 6))]),
        ("M 0 0 Q 3 0 3 3", [("M", (0, 0)), ("B", (2, 0, 3, 1, 3, 3))]),
        ("M 0 0 L 1", [("M", (0, 0))]),
        ("M 0 0 L 1 1 2 2", [("M", (0, 0)), ("L", (1, 1)), ("L", (2, 2))]),
        ("M 0 0 A 0 0 0 0 0 5 5", [("M", (0, 0)), ("L", (5, 5))]),
        ("nonsense", []),
    ],
)
def test_the_short_form_of_paths_is_understood(
    data: str, found: list[tuple[str, tuple[float, ...]]]
) -> None:
    assert list(segments(data)) == [(name, pytest.approx(numbers)) for name, numbers in found]


@pytest.mark.parametrize(("sweep", "top"), [(1, -10.0), (0, 10.0)])
def test_an_arc_goes_round_the_side_it_is_told(sweep: int, top: float) -> None:
    curves = list(segments(f"M 0 0 A 10 10 0 0 {sweep} 20 0"))[1:]
    assert [name for name, _ in curves] == ["B", "B"]
    assert curves[0][1][-2:] == pytest.approx((10, top))
    assert curves[1][1][-2:] == pytest.approx((20, 0))


def test_pictures_fill_their_place(tmp_path: Path) -> None:
    image = '<ofd:ImageObject ID="8" Boundary="30 40 50 20" CTM="50 0 0 20 0 0" ResourceID="50"/>'
    data = an_ofd(page(image), resources=PICTURE, files={"Doc_0/Res/a.png": a_png()})
    document = drawn(tmp_path, data)
    assert inked(document) == pytest.approx((30, 40, 80, 60), abs=1)
    assert pixels(document).getpixel((55, 50)) == pytest.approx((200, 0, 0), abs=6)


def test_a_broken_or_missing_picture_leaves_the_rest(tmp_path: Path) -> None:
    image = '<ofd:ImageObject ID="8" Boundary="30 40 50 20" ResourceID="50"/>'
    for files in ({"Doc_0/Res/a.png": b"broken"}, {}):
        data = an_ofd(page(image, text_object("甲")), resources=PICTURE, files=files)
        assert words(drawn(tmp_path, data)) == "甲"


def test_templates_lie_below_or_above_the_page(tmp_path: Path) -> None:
    green = square('Fill="true" Stroke="false"', '<ofd:FillColor Value="0 255 0"/>')
    red = square('Fill="true" Stroke="false"', '<ofd:FillColor Value="255 0 0"/>')
    common = '<ofd:TemplatePage ID="60" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    files = {"Doc_0/Tpls/Tpl_0/Content.xml": page(green)}
    for order, shown in (("Background", (255, 0, 0)), ("Foreground", (0, 255, 0))):
        use = f'<ofd:Template TemplateID="60" ZOrder="{order}"/>'
        document = drawn(tmp_path, an_ofd(page(red, before=use), common=common, files=files))
        assert pixels(document).getpixel((30, 30)) == shown


def test_compound_drawings_are_drawn_and_circles_end(tmp_path: Path) -> None:
    again = '<ofd:CompositeObject ID="7" Boundary="10 10 5 5" ResourceID="80"/>'
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="80" Width="20" Height="20">'
        f"<ofd:Content>{text_object('印')}{again}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits>"
    )
    assert "印" in words(drawn(tmp_path, an_ofd(page(again), resources=unit)))


def test_annotations_are_shown_unless_hidden(tmp_path: Path) -> None:
    look = f'<ofd:Appearance Boundary="50 50 90 20">{text_object("批注")}</ofd:Appearance>'
    files = {
        "Doc_0/Annots/Annotations.xml": named(
            "Annotations",
            '<ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>',
        ),
        "Doc_0/Annots/Page_0/Annotation.xml": named(
            "PageAnnot",
            f'<ofd:Annot ID="1">{look}</ofd:Annot>'
            f'<ofd:Annot ID="2" Visible="false">{look.replace("批注", "不见")}</ofd:Annot>',
        ),
    }
    place = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    document = drawn(tmp_path, an_ofd(page(text_object("正文")), document=place, files=files))
    assert words(document).split() == ["正文", "批注"]


def test_a_seal_is_laid_over_its_page(tmp_path: Path) -> None:
    data = an_ofd(page(), signatures=SIGNED, files=stamped(a_seal("png", a_png())))
    document = drawn(tmp_path, data)
    assert inked(document) == pytest.approx((100, 60, 140, 100), abs=1)
    assert pixels(document).getpixel((120, 80)) == pytest.approx((200, 0, 0), abs=6)


def test_white_of_a_seal_hides_nothing_below(tmp_path: Path) -> None:
    below = square('Fill="true" Stroke="false"', '<ofd:FillColor Value="0 0 255"/>', "110 70")
    files = stamped(a_seal("png", a_png((255, 255, 255))))
    document = drawn(tmp_path, an_ofd(page(below), signatures=SIGNED, files=files))
    assert pixels(document).getpixel((120, 80)) == (0, 0, 255)


def test_a_seal_may_be_an_ofd_itself(tmp_path: Path) -> None:
    inner = an_ofd(page(square('Fill="true"', corner="0 0"), area="0 0 20 20"))
    files = stamped(a_seal("ofd", inner))
    document = drawn(tmp_path, an_ofd(page(), signatures=SIGNED, files=files))
    assert inked(document) == pytest.approx((100, 60, 140, 100), abs=2)


@pytest.mark.parametrize(
    "seal", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30" * 5000, der(0x30)]
)
def test_a_seal_nobody_understands_is_left_out(tmp_path: Path, seal: bytes) -> None:
    assert seal_picture(seal) is None
    data = an_ofd(page(text_object("甲")), signatures=SIGNED, files=stamped(seal))
    assert words(drawn(tmp_path, data)) == "甲"


def test_an_embedded_font_is_used(tmp_path: Path) -> None:
    font = '<ofd:Font ID="7" FontName="Own"><ofd:FontFile>own.ttf</ofd:FontFile></ofd:Font>'
    kai = (resources.fonts_dir() / "meihao-kai.ttf").read_bytes()
    files = {"Doc_0/Own.xml": named("Res", f"<ofd:Fonts>{font}</ofd:Fonts>"), "Doc_0/own.ttf": kai}
    common = "<ofd:DocumentRes>Own.xml</ofd:DocumentRes>"
    own = drawn(tmp_path, an_ofd(page(text_object("朗悦", font=7)), common=common, files=files))
    plain = drawn(tmp_path, an_ofd(page(text_object("朗悦", font=2))))
    other = drawn(tmp_path, an_ofd(page(text_object("朗悦", font=1))))
    assert words(own) == "朗悦"
    assert pixels(own).tobytes() == pixels(plain).tobytes() != pixels(other).tobytes()


def test_a_broken_font_is_replaced(tmp_path: Path) -> None:
    font = '<ofd:Font ID="7" FontName="楷体"><ofd:FontFile>own.ttf</ofd:FontFile></ofd:Font>'
    common = "<ofd:DocumentRes>Own.xml</ofd:DocumentRes>"
    for data in (b"broken", b"\x00\x01\x00\x00" + b"\x00" * 40):
        parts = {
            "Doc_0/Own.xml": named("Res", f"<ofd:Fonts>{font}</ofd:Fonts>"),
            "Doc_0/own.ttf": data,
        }
        file = an_ofd(page(text_object("朗悦", font=7)), common=common, files=parts)
        assert words(drawn(tmp_path, file)) == "朗悦"


def test_what_is_no_ofd_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        drawn(tmp_path, an_ofd())
    with pytest.raises(Unreadable):
        drawn(
            tmp_path,
            an_ofd(page("&a;").replace("<ofd:Page", '<!DOCTYPE a [<!ENTITY a "b">]><ofd:Page')),
        )
