"""Materials are found again, and a figure's file is known though it belongs to the county."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.preview import TextPreview
from meihao_desktop.operations import read_material
from tests.support import rounds


def test_a_kept_file_is_found_and_a_lost_one_is_named(tmp_path: Path) -> None:
    context = rounds.a_round_in(rounds.Phase.SCORING, tmp_path / "round")
    lost = Material(path="照片/大门.jpg", digest="0" * 64, size=1, kind=MaterialKind.IMAGE)
    with pytest.raises(MissingRecord, match=r"大门\.jpg"):
        read_material.material_file(context, lost)
    context.store.close()


def test_every_estate_is_told_the_shared_files_its_facts_stood_in(tmp_path: Path) -> None:
    context = rounds.a_round_in(rounds.Phase.SCORING, tmp_path / "round")
    shared = read_material.shared_sources(context)
    dossier = context.store.dossier()
    assert set(shared) == {estate.id for estate in dossier.estates}
    for estate in dossier.estates:
        sources = {fact.source.file for fact in estate.summary_facts.values()}
        assert {material.path for material in shared[estate.id]} <= sources
    context.store.close()


def test_a_pdf_has_pages_that_are_drawn_and_searched(tmp_path: Path) -> None:
    file = tmp_path / "满意度.pdf"
    file.write_bytes(a_page_saying("estate satisfaction 99"))
    (size,) = read_material.pages(file, MaterialKind.PDF).sizes
    assert size == pytest.approx((300, 200))
    drawn = read_material.draw_page(file, MaterialKind.PDF, page=0, size=(150, 100))
    assert (drawn.picture.width, drawn.picture.height) == (150, 100)
    assert set(drawn.picture.pixels) != {255}
    found = read_material.find_in_pages(
        file, MaterialKind.PDF, text="SATISFACTION", first=0, count=1
    )
    assert [hit.page for hit in found] == [0]


def test_a_photo_comes_no_larger_than_asked(tmp_path: Path) -> None:
    file = tmp_path / "大门.png"
    Image.new("RGB", (400, 200), "green").save(file)
    photo = read_material.photo(file, 100)
    assert (photo.picture.width, photo.picture.height) == (100, 50)
    assert (photo.full_width, photo.full_height) == (400, 200)


def test_a_text_is_previewed_with_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "说明.txt"
    file.write_bytes("居民满意度".encode("gb18030"))
    shown = read_material.preview(file, MaterialKind.TEXT)
    assert isinstance(shown, TextPreview)
    assert shown.text == "居民满意度"


def a_page_saying(words: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 200))
    canvas.drawString(20, 100, words)
    canvas.save()
    return buffer.getvalue()


def test_reading_goes_on_after_it_was_made_ready_and_ended(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("朗悦花园", encoding="utf-8")
    read_material.warm()
    read_material.end_reading()
    assert read_material.preview(path, MaterialKind.TEXT).text == "朗悦花园"  # type: ignore[union-attr]
