"""The text of every kind of material comes with the places that its viewer understands."""

from pathlib import Path

import pytest

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake import read_texts, text_reader
from meihao_desktop.intake.child.untrusted import Unreadable
from tests.support.ofd_files import an_ofd, page, text_object
from tests.support.submissions import a_form, a_workbook

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"


def a_file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "0f3a"
    path.write_bytes(data)
    return path


def places(path: Path, kind: MaterialKind) -> list[tuple[str, str]]:
    return [(part.place, part.text) for part in read_texts(path, kind)]


def test_lines_of_a_text_are_numbered_as_its_viewer_numbers_them(tmp_path: Path) -> None:
    path = a_file(tmp_path, "朗悦花园\r\n\r\n  收缴率\u2028续行\n户数".encode())
    assert places(path, MaterialKind.TEXT) == [
        ("第 1 行", "朗悦花园"),
        ("第 3 行", "收缴率\u2028续行"),
        ("第 4 行", "户数"),
    ]


def test_a_workbook_tells_each_filled_cell(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_workbook([["小区", "户数"], ["朗悦花园", ""], ["", 398]]))
    assert [place.rpartition("!")[2] for place, _ in places(path, MaterialKind.WORKBOOK)] == [
        "A1",
        "B1",
        "A2",
        "B3",
    ]


def test_a_form_can_be_searched(tmp_path: Path) -> None:
    texts = places(a_file(tmp_path, a_form("朗悦花园")), MaterialKind.WORD)
    assert any("朗悦花园" in text for _, text in texts)


def test_pages_and_slides_are_numbered_from_one(tmp_path: Path) -> None:
    ofd = a_file(
        tmp_path, an_ofd(page(text_object("甲")), page(), page(text_object("收缴率 99.6%")))
    )
    assert places(ofd, MaterialKind.OFD) == [("第 1 页", "甲"), ("第 3 页", "收缴率 99.6%")]
    slides = dict(places(SAMPLES / "report.pptx", MaterialKind.SLIDES))
    assert list(slides) == ["第 1 页", "第 2 页", "第 3 页", "第 4 页"]
    assert "讲解时间三分钟" in slides["第 4 页"]


def test_old_documents_tell_their_paragraphs() -> None:
    found = dict(places(SAMPLES / "summary.doc", MaterialKind.WORD))
    assert found["第 2 段"] == "一、基本情况"


def test_photos_and_videos_have_no_text(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"nothing at all")
    for kind in (MaterialKind.IMAGE, MaterialKind.VIDEO, MaterialKind.OTHER):
        assert read_texts(path, kind) == ()


def test_a_damaged_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_texts(a_file(tmp_path, b"%PDF-1.7 broken"), MaterialKind.PDF)
    with pytest.raises(Unreadable):
        read_texts(a_file(tmp_path, b"PK\x03\x04 broken"), MaterialKind.WORD)


@pytest.mark.usefixtures("reading_here")
def test_very_long_texts_stop_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reader, "MAX_CHARACTERS", 5)
    path = a_file(tmp_path, "一二三\n四五六\n七八九".encode())
    assert places(path, MaterialKind.TEXT) == [("第 1 行", "一二三"), ("第 2 行", "四五")]
    monkeypatch.setattr(text_reader, "MAX_PARTS", 1)
    assert places(path, MaterialKind.TEXT) == [("第 1 行", "一二三")]
