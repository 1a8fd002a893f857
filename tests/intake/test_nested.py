"""Archives inside a submission are opened once, and their files stand where one expects them."""

from pathlib import Path

import pytest

from meihao_desktop.intake.container import open_container
from tests.support.malformed_archives import rar, seven_zip
from tests.support.malformed_nested import a_zip
from tests.support.submissions import a_folder

INNER = {"申报表.docx": b"1", "照片/一.jpg": b"2"}
PACKERS = {"zip": a_zip, "7z": seven_zip, "rar": rar}


def listed(source: Path) -> dict[str, bytes]:
    with open_container(source, scratch=source.parent / "scratch") as container:
        assert container.findings == ()
        found: dict[str, bytes] = {}
        for member in container.members:
            with member.open() as stream:
                found[member.path] = stream.read()
    assert not (source.parent / "scratch").exists()
    return found


@pytest.mark.parametrize("ending", PACKERS)
def test_one_archive_per_estate_becomes_one_folder_per_estate(tmp_path: Path, ending: str) -> None:
    files = {
        "推荐汇总表.xlsx": b"0",
        f"朗悦花园.{ending}": PACKERS[ending](INNER),
        f"材料/长城二花园.{ending}": PACKERS[ending](INNER),
    }
    wanted = {
        "推荐汇总表.xlsx": b"0",
        "朗悦花园/申报表.docx": b"1",
        "朗悦花园/照片/一.jpg": b"2",
        "材料/长城二花园/申报表.docx": b"1",
        "材料/长城二花园/照片/一.jpg": b"2",
    }
    assert listed(a_folder(tmp_path / "玉州区", files)) == wanted
    whole = tmp_path / "玉州区.zip"
    whole.write_bytes(a_zip(files))
    assert listed(whole) == wanted


@pytest.mark.parametrize("outer", ["7z", "rar"])
@pytest.mark.parametrize("inner", PACKERS)
def test_any_archive_may_hold_any_other(tmp_path: Path, outer: str, inner: str) -> None:
    source = tmp_path / f"玉州区.{outer}"
    source.write_bytes(PACKERS[outer]({f"朗悦花园.{inner}": PACKERS[inner](INNER)}))
    assert listed(source) == {"朗悦花园/申报表.docx": b"1", "朗悦花园/照片/一.jpg": b"2"}


def test_a_folder_of_the_same_name_inside_is_not_doubled(tmp_path: Path) -> None:
    inner = a_zip({f"朗悦花园/{name}": data for name, data in INNER.items()})
    source = a_folder(tmp_path / "玉州区", {"甲/朗悦花园.zip": inner})
    assert set(listed(source)) == {"甲/朗悦花园/申报表.docx", "甲/朗悦花园/照片/一.jpg"}


def test_an_archive_beside_a_folder_of_its_name_stays_apart(tmp_path: Path) -> None:
    files = {"朗悦花园/申报表.docx": b"old", "朗悦花园.zip": a_zip(INNER)}
    assert listed(a_folder(tmp_path / "玉州区", files)) == {
        "朗悦花园/申报表.docx": b"old",
        "朗悦花园.zip/申报表.docx": b"1",
        "朗悦花园.zip/照片/一.jpg": b"2",
    }


def test_an_archive_is_known_by_name_and_content_together(tmp_path: Path) -> None:
    files = {"表.docx": a_zip(INNER), "图.zip": b"\xff\xd8 a picture", "无.dat": a_zip(INNER)}
    assert listed(a_folder(tmp_path / "玉州区", files)) == files


def test_an_archive_called_otherwise_is_opened_as_what_it_is(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "玉州区", {"朗悦花园.rar": a_zip(INNER)})
    assert set(listed(source)) == {"朗悦花园/申报表.docx", "朗悦花园/照片/一.jpg"}
