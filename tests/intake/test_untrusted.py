"""One gate for every reader: a child reads, faults of libraries become one sentence."""

import pickle
from functools import partial
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import TextPreview
from meihao_desktop.intake.child.untrusted import (
    Trouble,
    Unreadable,
    close_children,
    parse_untrusted,
    warm,
)
from meihao_desktop.intake.form_reader import read_form
from meihao_desktop.intake.preview_reader import read_preview
from meihao_desktop.intake.summary_workbook import read_summary
from meihao_desktop.intake.text_file import read_text
from tests.support.submissions import a_form, a_summary


def a_file(folder: Path, data: bytes = "朗悦花园".encode()) -> Path:
    path = folder / "a"
    path.write_bytes(data)
    return path


def test_a_file_is_read_in_a_child(tmp_path: Path) -> None:
    assert parse_untrusted(read_text, a_file(tmp_path)).text == "朗悦花园"


def test_whatever_a_library_throws_asks_to_open_the_file_outside(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"PK\x03\x04 broken")
    with pytest.raises(Unreadable, match="外部程序") as caught:
        parse_untrusted(partial(read_form, file="申报表.docx"), path)
    assert caught.value.reason is Trouble.DAMAGED


def test_the_place_of_a_librarys_fault_can_be_looked_up(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_untrusted(read_text, tmp_path / "没有这个文件")
    assert "FileNotFoundError" in "".join(caught.value.__notes__)


def test_our_own_sentences_come_back_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(MeihaoError, match="外部程序打开原件") as caught:
        parse_untrusted(partial(read_preview, kind=MaterialKind.VIDEO), a_file(tmp_path))
    assert not isinstance(caught.value, Unreadable)


def test_a_reader_may_go_through_another_readers_door(tmp_path: Path) -> None:
    shown = parse_untrusted(partial(read_preview, kind=MaterialKind.TEXT), a_file(tmp_path))
    assert shown == TextPreview(text="朗悦花园", encoding="UTF-8")


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert parse_untrusted(read_text, Path("a")).text == "朗悦花园"


def test_reading_goes_on_after_the_children_were_closed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    before = parse_untrusted(read_text, path)
    close_children()
    assert parse_untrusted(read_text, path) == before


def test_warmed_children_read_like_others(tmp_path: Path) -> None:
    close_children()
    warm(2)
    assert parse_untrusted(read_text, a_file(tmp_path)).text == "朗悦花园"


def test_readers_and_answers_travel_as_they_are(tmp_path: Path) -> None:
    for name, data, reader in (
        ("a", a_form("朗悦花园"), partial(read_form, file="申报表.docx")),
        ("b", a_summary("朗悦花园"), partial(read_summary, file="汇总表.xlsx")),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert pickle.loads(pickle.dumps(reader))(path) == parse_untrusted(reader, path)  # noqa: S301 -- our own bytes


@pytest.mark.parametrize("reason", list(Trouble))
def test_every_trouble_says_what_to_do(reason: Trouble) -> None:
    assert any(word in str(Unreadable(reason)) for word in ("请", "可以"))
    assert str(Unreadable(reason)).endswith("。")
