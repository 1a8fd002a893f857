"""All files of a submission examined: each content once, with progress, and stoppable."""

import json
from pathlib import Path

import pytest

from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.domain.submission import NamePlace, ReceivedSubmission
from meihao_desktop.intake import examination
from meihao_desktop.intake.examination import packed_texts, text_name
from meihao_desktop.intake.examine import Examined
from tests.support.habits.files import photo
from tests.support.submissions import a_county, a_folder, a_form, a_summary, codes, received

NAME = "朗悦花园"


def read(tmp_path: Path, files: dict[str, bytes], watch: Watch | None = None) -> ReceivedSubmission:
    return received(a_folder(tmp_path / "玉州区", files), watch)


def test_texts_lie_beside_the_staged_files(tmp_path: Path) -> None:
    submission = read(tmp_path, a_county(NAME))
    for material in submission.materials:
        path = Path(submission.staging) / text_name(material.digest)
        parts = json.loads(path.read_text(encoding="utf-8"))
        assert parts
        assert all(len(part) == 2 and all(part) for part in parts)
    note = next(m for m in submission.materials if m.file_name == "说明.txt")
    path = Path(submission.staging) / text_name(note.digest)
    assert json.loads(path.read_text(encoding="utf-8")) == [["第 1 行", f"{NAME}的说明"]]


def test_files_without_text_have_none_beside_them(tmp_path: Path) -> None:
    submission = read(tmp_path, {**a_county(NAME), f"{NAME}/1.jpg": photo(1)})
    picture = next(m for m in submission.materials if m.file_name == "1.jpg")
    assert not (Path(submission.staging) / text_name(picture.digest)).exists()
    assert len(picture.look) == 32


def test_the_same_content_is_examined_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = examination.examine

    def counted(path: Path, name: str, watch: Watch) -> Examined:
        seen.append(name)
        return real(path, name, watch)

    monkeypatch.setattr(examination, "examine", counted)
    copies = {f"{NAME}/{number}.jpg": photo(1) for number in range(4)}
    submission = read(tmp_path, {**a_county(NAME), **copies})
    assert len(seen) == len({material.digest for material in submission.materials}) == 4
    assert len({m.look for m in submission.materials if m.path in copies}) == 1


def test_progress_names_each_file_and_comes_to_its_end(tmp_path: Path) -> None:
    told: list[Progress] = []
    read(tmp_path, a_county(NAME), Watch(on_progress=told.append))
    named = {p.current.removeprefix("识别 ") for p in told if p.current.startswith("识别 ")}
    assert named == set(a_county(NAME))
    assert told[-1].done_files == told[-1].total_files == 3


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    told: list[Progress] = []
    watch = Watch(
        on_progress=told.append,
        is_cancelled=lambda: bool(told) and told[-1].current.startswith("识别 "),
    )
    with pytest.raises(Cancelled):
        read(tmp_path, a_county(NAME, "长城二花园"), watch)
    assert not (tmp_path / "staging").exists()


def test_one_failing_file_never_stops_the_rest(tmp_path: Path) -> None:
    files = {**a_county(NAME), f"{NAME}/坏.pdf": b"%PDF-1.4", f"{NAME}/坏.jpg": photo(1)[:50]}
    submission = read(tmp_path, files)
    assert codes(submission.findings) == ["unreadable", "unreadable"]
    assert all("已损坏" in finding.sentence for finding in submission.findings)
    assert len(submission.estates[0].materials) == 4


def test_spellings_are_given_for_confirmation_with_where_they_stood(tmp_path: Path) -> None:
    files = {
        "推荐汇总表.xlsx": a_summary("金域蓝湾", "朗悦花园"),
        "万科金域蓝湾/申报表.docx": a_form("金域蓝湾小区"),
        "万科金域蓝湾/说明.txt": b"1",
        "申报表1.docx": a_form("朗悦花园"),
        "朗悦花园大门.txt": b"2",
        "蓝湾和朗悦绿化.txt": b"3",
    }
    submission = read(tmp_path, files)
    shown = {(m.written, m.where, m.estate): m.is_guessed for m in submission.matches}
    assert shown == {
        ("万科金域蓝湾", NamePlace.FOLDER, "金域蓝湾"): True,
        ("金域蓝湾小区", NamePlace.FORM, "金域蓝湾"): False,
    }
    assert codes(submission.findings).count("name_guessed") == 1


def test_packed_texts_are_plain_json() -> None:
    assert packed_texts(()) == b"[]"
