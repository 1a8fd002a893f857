"""Word documents old and new give the same text; what the walk does not know, mammoth reads."""

import tempfile
from pathlib import Path

import doc2docx
import pytest
from doc2docx.errors import EncryptedDocumentError

from meihao_desktop.intake.unreadable import Trouble, Unreadable
from meihao_desktop.intake.word import reader
from meihao_desktop.intake.word.reader import read_word
from tests.support.word_files import a_docx, paragraph

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"


def test_an_old_document_reads_as_the_new_one_it_was_made_from() -> None:
    old = [text for _, text in read_word(SAMPLES / "summary.doc").texts]
    new = [text for _, text in read_word(SAMPLES / "summary.docx").texts]
    assert [text.strip() for text in old] == [text.strip() for text in new]
    assert "1. 完善议事规则" in new


def test_an_old_document_keeps_its_table_and_picture() -> None:
    html = read_word(SAMPLES / "summary.doc").html
    assert 'rowspan="3"' in html
    assert html.count("<img ") == 1
    assert "图片无法显示" not in html


def test_pictures_are_left_out_where_only_text_counts() -> None:
    found = read_word(SAMPLES / "summary.docx", with_pictures=False)
    assert "<img " not in found.html
    assert found.texts == read_word(SAMPLES / "summary.docx").texts


def test_nothing_is_left_behind_by_turning_an_old_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_word(SAMPLES / "summary.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_old_document_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise EncryptedDocumentError

    monkeypatch.setattr(doc2docx, "convert", locked)
    with pytest.raises(Unreadable) as refused:
        read_word(SAMPLES / "summary.doc")
    assert refused.value.reason is Trouble.PASSWORD


def test_a_broken_old_document_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "0f3a"
    path.write_bytes((SAMPLES / "summary.doc").read_bytes()[:2000])
    with pytest.raises(Unreadable):
        read_word(path)


def test_where_the_walk_stumbles_the_library_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr(reader, "walked", stumbling)
    found = read_word(SAMPLES / "summary.docx")
    assert '<table width="100%"' in found.html
    assert "<img" in found.html
    assert "朗悦花园" in found.texts[0][1]


def test_a_document_of_nothing_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "0f3a"
    path.write_bytes(a_docx(paragraph(), paragraph("  ")))
    assert read_word(path).texts == ()
