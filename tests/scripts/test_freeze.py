"""The smoke test of the frozen program can tell a window from a blank and a pdf from a stump."""

import sys
import sysconfig
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import freeze


@pytest.fixture
def window(tmp_path: Path) -> Path:
    picture = Image.new("RGB", (400, 300), "white")
    pen = ImageDraw.Draw(picture)
    for step in range(20):
        pen.rectangle(
            (step * 15, step * 9, step * 15 + 60, step * 9 + 20), fill=(step * 9, 90, 160)
        )
        pen.text((step * 12, 290 - step * 14), f"points {step}", fill="black")
    picture.save(tmp_path / "window.png")
    return tmp_path / "window.png"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF\n")
    return tmp_path / "sheet.pdf"


def test_a_drawn_window_and_a_whole_paper_pass(window: Path, paper: Path) -> None:
    assert list(freeze.what_is_wrong([window], [paper])) == []


@pytest.mark.parametrize("colour", ["white", "black", (239, 239, 239)])
def test_a_blank_window_is_found(tmp_path: Path, paper: Path, colour: str) -> None:
    Image.new("RGB", (400, 300), colour).save(tmp_path / "blank.png")
    found = list(freeze.what_is_wrong([tmp_path / "blank.png"], [paper]))
    assert found == ["blank.png 是空白的"]


def test_a_file_that_is_no_picture_counts_as_blank() -> None:
    assert freeze.is_blank(b"GIF89a")


def test_a_paper_cut_short_is_found(window: Path, paper: Path) -> None:
    paper.write_bytes(paper.read_bytes()[:100])
    assert list(freeze.what_is_wrong([window], [paper])) == ["sheet.pdf 不是完整的 PDF"]


def test_nothing_at_all_is_found() -> None:
    assert list(freeze.what_is_wrong([], [])) == ["没有窗口截图", "没有打印出评分表"]


def test_kinds_of_materials_that_nobody_could_read_are_named() -> None:
    assert list(freeze.what_is_unread(["WORD", "PDF", "IMAGE", "WORKBOOK", "SIGNATURE"])) == []
    assert list(freeze.what_is_unread(["WORD", "PDF"])) == [
        "没有读出这些材料：WORKBOOK、IMAGE、SIGNATURE"
    ]


@pytest.mark.parametrize(
    ("prefix", "shared", "packages"),
    [("/usr", 1, 1), ("/usr", 0, 0), ("/opt/python", 1, 0)],
)
def test_only_the_systems_own_python_needs_its_library_apart(
    monkeypatch: pytest.MonkeyPatch, prefix: str, shared: int, packages: int
) -> None:
    monkeypatch.setattr(sys, "base_prefix", prefix)
    monkeypatch.setattr(sysconfig, "get_config_var", lambda _: shared)
    assert len(freeze.python_library()) == packages
