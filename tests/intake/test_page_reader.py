"""Pages are measured, drawn and searched as they are displayed; a damaged file is a sentence."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import DrawnPage
from meihao_desktop.intake import page_reader
from meihao_desktop.intake.child.untrusted import Trouble, Unreadable
from meihao_desktop.intake.page_fonts import face_named
from meihao_desktop.intake.page_reader import draw_page, find_in_pages, read_pages
from tests.support.pdf_objects import a_raw_pdf

PDF = MaterialKind.PDF
SONG = "STSong-Light"
Drawing = Callable[[Canvas], None]


def a_pdf(path: Path, *drawings: Drawing, size: tuple[float, float] = (400, 600)) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    canvas = Canvas(str(path), pagesize=size)
    for draw in drawings:
        canvas.setFont(SONG, 20)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def words(*lines: str) -> Drawing:
    """Lines of text from 100 points below the top, 40 apart."""

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            canvas.drawString(50, 500 - 40 * at, line)

    return draw


def ink(drawn: DrawnPage, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels lie in left, top, right, bottom."""
    picture = drawn.picture
    left, top, right, bottom = box
    return sum(
        picture.pixels[(y * picture.width + x) * 4] < 100
        for y in range(top, bottom)
        for x in range(left, right)
    )


def colour_at(drawn: DrawnPage, x: int, y: int) -> tuple[int, int, int]:
    at = (y * drawn.picture.width + x) * 4
    blue, green, red = drawn.picture.pixels[at : at + 3]
    return red, green, blue


def test_sizes_are_those_of_the_pages_as_displayed(tmp_path: Path) -> None:
    path = a_raw_pdf(
        tmp_path / "a.pdf",
        "/MediaBox [0 0 400 600]",
        "/MediaBox [0 0 400 600] /Rotate 90",
        "/MediaBox [0 0 400 600] /CropBox [100 100 300 200]",
    )
    pages = read_pages(path, PDF)
    assert pages.sizes == ((400, 600), (600, 400), (200, 100))
    assert pages.left_out == 0


def test_a_page_without_any_extent_still_has_a_size(tmp_path: Path) -> None:
    path = a_raw_pdf(tmp_path / "a.pdf", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 1 90000]")
    for width, height in read_pages(path, PDF).sizes:
        assert width >= page_reader.LEAST_EDGE
        assert height >= page_reader.LEAST_EDGE


def test_a_document_of_ten_thousand_pages_is_measured_and_its_last_page_drawn(
    tmp_path: Path,
) -> None:
    path = tmp_path / "long.pdf"
    with pdfium.PdfDocument.new() as document:
        for _ in range(10_000):
            document.new_page(200, 300).close()
        document.save(path)
    assert len(read_pages(path, PDF).sizes) == 10_000
    assert draw_page(path, PDF, page=9_999, size=(20, 30)).picture.width == 20


def test_pages_beyond_the_most_are_counted_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reader, "MOST_PAGES", 2)
    data = a_pdf(tmp_path / "a.pdf", *[words("页")] * 5).read_bytes()
    pages = read_pages(data, PDF)
    assert (len(pages.sizes), pages.left_out) == (2, 3)


def test_a_page_is_drawn_in_exactly_the_pixels_asked_for(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", lambda canvas: canvas.rect(0, 500, 200, 100, fill=1))
    drawn = draw_page(path, PDF, page=0, size=(200, 300))
    assert len(drawn.picture.pixels) == 200 * 300 * 4
    assert colour_at(drawn, 10, 10) == (0, 0, 0)
    assert colour_at(drawn, 190, 290) == (255, 255, 255)


@pytest.mark.parametrize(
    ("turns", "corner"), [(0, (5, 5)), (1, (295, 5)), (2, (195, 295)), (3, (5, 195))]
)
def test_a_page_is_turned_clockwise(tmp_path: Path, turns: int, corner: tuple[int, int]) -> None:
    path = a_pdf(tmp_path / "a.pdf", lambda canvas: canvas.rect(0, 500, 100, 100, fill=1))
    size = (300, 200) if turns % 2 else (200, 300)
    drawn = draw_page(path, PDF, page=0, size=size, turns=turns)
    assert colour_at(drawn, *corner) == (0, 0, 0)
    assert ink(drawn, (0, 0, *size)) == pytest.approx(2500, abs=120)


def test_a_part_of_a_page_is_the_same_as_cut_out_of_the_whole(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("朗悦花园", "物业服务合同"))
    whole = draw_page(path, PDF, page=0, size=(400, 600)).picture
    part = draw_page(path, PDF, page=0, size=(400, 600), part=(40, 80, 160, 100)).picture
    rows = [
        whole.pixels[((80 + y) * 400 + 40) * 4 : ((80 + y) * 400 + 200) * 4] for y in range(100)
    ]
    assert part.pixels == b"".join(rows)


def test_more_pixels_than_a_window_needs_are_refused(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("页"))
    with pytest.raises(Unreadable) as refused:
        draw_page(path, PDF, page=0, size=(40_000, 60_000))
    assert refused.value.reason is Trouble.TOO_LARGE


def test_a_face_that_is_not_in_the_file_is_drawn_all_the_same(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "old.pdf", words("朗悦花园物业服务合同"))
    drawn = draw_page(path, PDF, page=0, size=(400, 600))
    assert not drawn.is_blank
    assert ink(drawn, (50, 80, 250, 105)) > 300


@pytest.mark.parametrize(
    ("name", "weight", "file"),
    [
        ("STSong-Light", 400, "meihao-song.ttf"),
        ("仿宋_GB2312", 400, "meihao-song.ttf"),
        ("SimHei", 400, "meihao-hei.ttf"),
        ("方正小标宋简体", 400, "meihao-hei.ttf"),
        ("Microsoft YaHei", 700, "meihao-hei-bold.ttf"),
        ("楷体", 400, "meihao-kai.ttf"),
    ],
)
def test_the_nearest_face_stands_for_a_named_one(name: str, weight: int, file: str) -> None:
    assert face_named(name, weight) == file


def test_a_page_with_text_and_no_ink_is_blank(tmp_path: Path) -> None:
    def unseen(canvas: Canvas) -> None:
        text = canvas.beginText(50, 500)
        text.setTextRenderMode(3)
        text.textLine("scanned words")
        canvas.drawText(text)

    path = a_pdf(tmp_path / "a.pdf", unseen, lambda _canvas: None)
    assert draw_page(path, PDF, page=0, size=(200, 300)).is_blank
    assert not draw_page(path, PDF, page=1, size=(200, 300)).is_blank


def test_seals_and_filled_in_fields_are_drawn(tmp_path: Path) -> None:
    def fields(canvas: Canvas) -> None:
        canvas.acroForm.textfield(value="HHHHHHHH", x=50, y=400, width=200, height=40)

    stamp = (
        "/MediaBox [0 0 400 600] /Annots [<< /Type /Annot /Subtype /Stamp /F 4"
        " /Rect [100 100 200 200] /AP << /N {red} 0 R >> >>]"
    )
    sealed = a_raw_pdf(tmp_path / "seal.pdf", stamp)
    assert colour_at(draw_page(sealed, PDF, page=0, size=(400, 600)), 150, 450) == (255, 0, 0)
    filled = a_pdf(tmp_path / "form.pdf", fields)
    assert ink(draw_page(filled, PDF, page=0, size=(400, 600)), (55, 165, 245, 195)) > 50


def test_an_electronic_seal_in_a_signature_field_is_drawn(tmp_path: Path) -> None:
    page = (
        "/MediaBox [0 0 400 600] /Annots [<< /Type /Annot /Subtype /Widget /FT /Sig /T (seal)"
        " /F 132 /Rect [100 100 200 200] /AP << /N {red} 0 R >> >>]"
    )
    path = a_raw_pdf(
        tmp_path / "signed.pdf",
        page,
        catalog="/AcroForm << /SigFlags 3 /Fields [] >>",
    )
    assert colour_at(draw_page(path, PDF, page=0, size=(400, 600)), 150, 450) == (255, 0, 0)


def test_a_hit_has_its_box_in_points_from_the_top_left(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("朗悦花园"), words("物业", "物业服务"))
    first, second = find_in_pages(path, PDF, text="物业")
    assert (first.page, second.page) == (1, 1)
    ((left, top, width, height),) = first.boxes
    assert left == pytest.approx(50, abs=2)
    assert width == pytest.approx(40, abs=3)
    assert 80 < top < 100 < top + height < 110
    ((_, lower, _, _),) = second.boxes
    assert lower - top == pytest.approx(40, abs=1)


def test_case_width_and_spaces_do_not_matter(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("共 ＡＢc１２ 户", "ab C12"))
    assert len(find_in_pages(path, PDF, text="abc12")) == 2
    assert len(find_in_pages(path, PDF, text="Ａ b Ｃ")) == 2
    assert find_in_pages(path, PDF, text="  ") == ()


def test_a_word_over_two_lines_is_one_hit_with_two_boxes(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("报社区居委", "会审核"))
    (hit,) = find_in_pages(path, PDF, text="居委会")
    upper, lower = hit.boxes
    assert upper[1] < lower[1]
    assert upper[0] > lower[0]


def test_boxes_follow_the_rotation_and_the_cropping_of_the_page(tmp_path: Path) -> None:
    content = b"BT /F1 20 Tf 100 500 Td (Estate) Tj ET"
    path = a_raw_pdf(
        tmp_path / "a.pdf",
        "/MediaBox [0 0 400 600]",
        "/MediaBox [0 0 400 600] /Rotate 90",
        "/MediaBox [0 0 400 600] /CropBox [90 450 390 550]",
        content=content,
    )
    plain, turned, cropped = (hit.boxes[0] for hit in find_in_pages(path, PDF, text="estate"))
    assert plain[0] == pytest.approx(100, abs=3)
    assert turned[1] == pytest.approx(100, abs=3)
    assert turned[3] > turned[2]
    assert cropped[0] == pytest.approx(plain[0] - 90, abs=0.1)
    assert cropped[1] == pytest.approx(plain[1] - 50, abs=0.1)


def test_only_the_pages_asked_for_are_searched(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", *[words("物业")] * 4)
    hits = find_in_pages(path, PDF, text="物业", first=1, count=2)
    assert [hit.page for hit in hits] == [1, 2]


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 500, "words")
    canvas.save()
    with pytest.raises(Unreadable) as refused:
        read_pages(tmp_path / "a.pdf", PDF)
    assert refused.value.reason is Trouble.PASSWORD


def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(Unreadable) as refused:
        read_pages(path, PDF)
    assert refused.value.reason is Trouble.DAMAGED


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", words("页"))
    with pytest.raises(Unreadable):
        draw_page(path, PDF, page=7, size=(20, 30))


def test_a_paper_of_our_own_is_drawn_from_its_bytes(tmp_path: Path) -> None:
    first = a_pdf(tmp_path / "a.pdf", words("物业")).read_bytes()
    second = a_pdf(tmp_path / "b.pdf", words("花园"), words("物业")).read_bytes()
    assert len(read_pages(first, PDF).sizes) == 1
    assert len(read_pages(second, PDF).sizes) == 2
    assert [hit.page for hit in find_in_pages(second, PDF, text="物业")] == [1]
    assert not draw_page(first, PDF, page=0, size=(100, 150)).is_blank
