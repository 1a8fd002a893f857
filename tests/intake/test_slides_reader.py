"""Slides are drawn with what their layouts hand down, and their text can be found."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.slides.old import NOTICE, old_texts
from meihao_desktop.intake.slides.reader import slide_notes, slides_document
from meihao_desktop.intake.slides.text import _numbered
from meihao_desktop.intake.slides.theme import Theme
from meihao_desktop.intake.text_reader import texts_of
from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.xml_tree import parsed

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"
WHITE = (255, 255, 255)
RED = RGBColor(200, 0, 0)
BLANK, TITLE_ONLY, CONTENT = 6, 5, 1


def saved(tmp_path: Path, presentation: object) -> Path:
    path = tmp_path / "0f3a"
    buffer = io.BytesIO()
    presentation.save(buffer)  # type: ignore[attr-defined]
    path.write_bytes(buffer.getvalue())
    return path


def one_slide(
    tmp_path: Path, fill: Callable[..., object], layout: int = BLANK
) -> pdfium.PdfDocument:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    fill(slide)
    return slides_document(saved(tmp_path, presentation))


def words(document: pdfium.PdfDocument, number: int = 0) -> str:
    text = document[number].get_textpage().get_text_bounded()
    return text.replace("\r\n", "\n").replace("\u00a0", " ")


def pixels(document: pdfium.PdfDocument, number: int = 0) -> Image.Image:
    """One pixel for each point; an ordinary slide has 720 x 540."""
    return document[number].render(scale=1).to_pil().convert("RGB")


def inked(document: pdfium.PdfDocument) -> tuple[int, int, int, int]:
    grey = pixels(document).convert("L").point(lambda value: 255 if value < 240 else 0)
    box = grey.getbbox()
    assert box is not None, "nothing is drawn"
    return box


def boxed(slide: object, text: str, width: int = 200) -> object:
    box = slide.shapes.add_textbox(Pt(100), Pt(100), Pt(width), Pt(100))  # type: ignore[attr-defined]
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    return box


def test_the_sample_report_is_drawn_with_its_texts() -> None:
    document = slides_document(SAMPLES / "report.pptx")
    assert len(document) == 4
    assert "“美好家园”工作汇" in words(document)
    assert "党建引领" in words(document, 1)
    assert "收缴率 98.2% 99.6%" in words(document, 2)


def test_a_page_is_as_large_as_the_slides() -> None:
    width, height = slides_document(SAMPLES / "report.pptx").get_page_size(0)
    assert width / height == pytest.approx(33.867 / 19.05, abs=0.01)


def test_placeholders_stand_where_their_layout_puts_them(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        slide.shapes.title.text = "工作汇报"  # type: ignore[attr-defined]

    left, top, right, bottom = inked(one_slide(tmp_path, fill, TITLE_ONLY))
    assert abs((left + right) / 2 - 360) < 5
    assert 20 < top < bottom < 120
    assert right - left > 140, "the master asks for 44 points"


def test_points_of_a_list_have_bullets_and_deeper_ones_stand_in(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        frame = slide.placeholders[1].text_frame  # type: ignore[attr-defined]
        frame.text = "党建引领"
        deeper = frame.add_paragraph()
        deeper.text, deeper.level = "支部建设", 1

    lines = words(one_slide(tmp_path, fill, CONTENT)).split("\n")
    assert lines[0][0] in "·•・"
    assert lines[1][0] in "–‒-"


def test_long_text_is_wrapped_and_no_line_begins_with_a_closing_sign(tmp_path: Path) -> None:
    text = "收缴率逐年提高，满意度稳中有升；（详见附表）。" * 4
    lines = words(one_slide(tmp_path, lambda slide: boxed(slide, text))).split("\n")
    assert "".join(lines) == text
    assert len(lines) > 5
    assert not [line for line in lines if line[0] in "，；）。" or line[-1] == "（"]


def test_words_of_letters_are_not_torn(tmp_path: Path) -> None:
    text = words(one_slide(tmp_path, lambda slide: boxed(slide, "编号 MH-2025-001 " * 6)))
    lines = text.split("\n")
    assert sum(line.count("MH-2025-001") for line in lines) == 6
    assert len(lines) > 2


def test_letters_keep_size_weight_colour_and_side(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        paragraph = boxed(slide, "", 400).text_frame.paragraphs[0]  # type: ignore[attr-defined]
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = "整改", Pt(40), True
        run.font.color.rgb = RED
        paragraph.alignment = PP_ALIGN.RIGHT

    document = one_slide(tmp_path, fill)
    left, top, right, bottom = inked(document)
    assert (bottom - top) > 30
    assert right > 480
    assert left > 400
    reds = [pixel for pixel in pixels(document).get_flattened_data() if pixel == (200, 0, 0)]
    assert len(reds) > 300


def test_shapes_are_filled_lined_and_turned(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(100), Pt(200), Pt(300), Pt(20))  # type: ignore[attr-defined]
        shape.fill.solid()
        shape.fill.fore_color.rgb = RED
        shape.line.fill.background()
        shape.rotation = 90

    document = one_slide(tmp_path, fill)
    assert inked(document) == pytest.approx((240, 60, 260, 360), abs=2)
    assert pixels(document).getpixel((250, 210)) == (200, 0, 0)


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        (MSO_SHAPE.OVAL, (200, 150), (103, 103)),
        (MSO_SHAPE.ISOSCELES_TRIANGLE, (200, 180), (110, 110)),
        (MSO_SHAPE.ROUNDED_RECTANGLE, (200, 150), (101, 101)),
        (MSO_SHAPE.DIAMOND, (200, 150), (110, 110)),
        (MSO_SHAPE.RIGHT_ARROW, (200, 150), (110, 105)),
        (MSO_SHAPE.STAR_5_POINT, (200, 150), (105, 195)),
    ],
)
def test_shapes_have_their_outline(
    tmp_path: Path, shape: MSO_SHAPE, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    document = one_slide(
        tmp_path,
        lambda slide: slide.shapes.add_shape(shape, Pt(100), Pt(100), Pt(200), Pt(100)),
    )
    picture = pixels(document)
    assert picture.getpixel(inside) != WHITE
    assert picture.getpixel(outside) == WHITE


def test_a_line_runs_from_corner_to_corner(tmp_path: Path) -> None:
    document = one_slide(
        tmp_path,
        lambda slide: slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Pt(100), Pt(300), Pt(300), Pt(100)
        ),
    )
    picture = pixels(document).convert("L")
    assert min(picture.crop((195, 195, 206, 206)).get_flattened_data()) < 200
    assert min(picture.crop((105, 105, 130, 130)).get_flattened_data()) == 255


def test_a_group_moves_and_stretches_what_it_holds(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        group = slide.shapes.add_group_shape()  # type: ignore[attr-defined]
        group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(0), Pt(0), Pt(50), Pt(50))
        group.left, group.top, group.width, group.height = Pt(300), Pt(200), Pt(200), Pt(100)

    assert inked(one_slide(tmp_path, fill)) == pytest.approx((300, 200, 500, 300), abs=3)


def test_pictures_are_cropped(tmp_path: Path) -> None:
    halves = Image.new("RGB", (80, 40), (0, 0, 200))
    halves.paste((200, 0, 0), (40, 0, 80, 40))
    buffer = io.BytesIO()
    halves.save(buffer, "PNG")

    def fill(slide: object) -> None:
        picture = slide.shapes.add_picture(buffer, Pt(100), Pt(100), Pt(200), Pt(100))  # type: ignore[attr-defined]
        picture.crop_left = 0.5

    picture = pixels(one_slide(tmp_path, fill))
    assert picture.getpixel((120, 150)) == pytest.approx((200, 0, 0), abs=4)
    assert picture.getpixel((290, 150)) == pytest.approx((200, 0, 0), abs=4)


def test_a_table_grows_with_its_text_and_merges(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        table = slide.shapes.add_table(3, 2, Pt(100), Pt(100), Pt(200), Pt(60)).table  # type: ignore[attr-defined]
        table.cell(0, 0).text = "指标"
        table.cell(1, 0).text = "居民对物业服务的满意度逐年提高" * 3
        table.cell(1, 1).merge(table.cell(2, 1))
        table.cell(1, 1).text = "合并"

    document = one_slide(tmp_path, fill)
    assert inked(document)[3] > 200
    found = words(document)
    assert "指标" in found
    assert found.count("合并") == 1


def test_a_chart_shows_its_title_and_figures(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        data = CategoryChartData()
        data.categories = ["一季度", "二季度"]
        data.add_series("收缴率", (98.2, None))
        place = (Pt(50), Pt(50), Pt(400), Pt(300))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)  # type: ignore[attr-defined]

    found = words(one_slide(tmp_path, fill))
    for piece in ("图表", "收缴率", "一季度", "98.2", "二季度"):
        assert piece in found


def test_backgrounds_fill_the_page(tmp_path: Path) -> None:
    def fill(slide: object) -> None:
        slide.background.fill.solid()  # type: ignore[attr-defined]
        slide.background.fill.fore_color.rgb = RED

    assert pixels(one_slide(tmp_path, fill)).getpixel((700, 500)) == (200, 0, 0)


def test_a_hidden_slide_says_so_and_notes_can_be_searched() -> None:
    path = SAMPLES / "report.pptx"
    document = slides_document(path)
    assert "隐藏的幻灯片" in words(document, 3)
    assert "隐藏" not in words(document, 2)
    assert slide_notes(path) == {4: "讲解时间三分钟"}
    last = texts_of(path, MaterialKind.SLIDES)[-1]
    assert last.place == "第 4 页"
    assert last.text.endswith("备注：讲解时间三分钟")


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        ('<a:srgbClr val="4472C4"/>', (68, 114, 196, 255)),
        ('<a:schemeClr val="tx1"/>', (0, 0, 0, 255)),
        (
            '<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>',
            (128, 128, 128, 255),
        ),
        ('<a:srgbClr val="000000"><a:tint val="75000"/></a:srgbClr>', (137, 137, 137, 255)),
        ('<a:srgbClr val="FFFFFF"><a:alpha val="50000"/></a:srgbClr>', (255, 255, 255, 128)),
        ('<a:prstClr val="red"/>', (255, 0, 0, 255)),
        ('<a:srgbClr val="nothex"/>', (0, 0, 0, 255)),
    ],
)
def test_colours_are_mixed_as_the_theme_says(colour: str, shown: tuple[int, ...]) -> None:
    xml = f'<a:solidFill xmlns:a="x">{colour}</a:solidFill>'
    assert Theme().colour(parsed(xml.encode())) == shown


@pytest.mark.parametrize(
    ("kind", "count", "sign"),
    [
        ("arabicPeriod", 3, "3."),
        ("arabicParenR", 3, "3)"),
        ("arabicParenBoth", 3, "(3)"),
        ("ea1ChsPlain", 3, "三、"),
        ("circleNumDbPlain", 3, "③"),
        ("alphaLcPeriod", 3, "c."),
        ("romanUcPeriod", 3, "Ⅲ."),
    ],
)
def test_lists_are_numbered_in_their_own_way(kind: str, count: int, sign: str) -> None:
    assert _numbered(kind, count) == sign


def test_an_old_file_shows_its_text_and_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "0f3a"
    path.write_bytes(gzip.decompress((SAMPLES / "old.ppt.gz").read_bytes()))
    assert old_texts(path) == [["朗悦花园工作汇报", "玉州区"], ["基本情况", "收缴率99.6%"]]
    document = slides_document(path)
    assert words(document).count(NOTICE[:10]) == 1
    assert words(document, 1).split() == ["基本情况", "收缴率99.6%"]


def test_what_is_no_presentation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "0f3a"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    with pytest.raises(Unreadable):
        slides_document(path)
    with pytest.raises(Unreadable):
        slides_document(saved(tmp_path, Presentation()))
