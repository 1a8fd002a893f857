"""Folders and zips become one safe list; what is unsafe stays outside, each with its sentence."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from meihao_desktop.fsops import SourceUnreadable
from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.member_names import is_litter, objection
from meihao_desktop.intake.container import Container, NameCoding, open_container
from meihao_desktop.intake.refusals import Refusal, SubmissionRefused
from scripts.sample.frozen_zip import packed
from tests.support.raw_zip import RawEntry, raw_zip
from tests.support.submissions import a_folder, a_zip, codes

GOOD = ("朗悦花园/说明.txt", b"ok")


def opened(source: Path) -> Container:
    return open_container(source, scratch=source.parent / "scratch")


def refusal_of(source: Path) -> SubmissionRefused:
    with pytest.raises(SubmissionRefused) as caught:
        opened(source)
    return caught.value


def paths_in(source: Path) -> list[str]:
    with opened(source) as container:
        return [member.path for member in container.members]


def findings_in(source: Path) -> list[str]:
    with opened(source) as container:
        return codes(container.findings)


def a_link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def with_encrypted_bit(path: Path) -> Path:
    """Every member claims to be encrypted."""
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    path.write_bytes(data)
    return path


def test_a_folder_is_listed_with_slashes_and_without_litter(tmp_path: Path) -> None:
    files = {
        "b/2.txt": b"2", "a/1.txt": b"1", "Thumbs.db": b"x", "~$汇总.xlsx": b"x",
        ".DS_Store": b"x", "__MACOSX/._a": b"x", "a/desktop.ini": b"x",
    }  # fmt: skip
    source = a_folder(tmp_path / "广州市", files)
    with opened(source) as container:
        assert [member.path for member in container.members] == ["a/1.txt", "b/2.txt"]
        assert container.label == "文件夹"
        assert container.name == "广州市"
        assert container.total_size == 2
        assert container.findings == ()


@pytest.mark.parametrize("is_gbk", [True, False])
def test_a_zip_gives_the_same_list_whatever_the_encoding(tmp_path: Path, is_gbk: bool) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed([("深圳市/", b""), ("深圳市/汇总.xlsx", b"1")], is_gbk=is_gbk))
    with opened(path) as container:
        assert [member.path for member in container.members] == ["深圳市/汇总.xlsx"]
        assert container.label == ("ZIP（GBK 文件名）" if is_gbk else "ZIP（UTF-8 文件名）")
        with container.members[0].open() as stream:
            assert stream.read() == b"1"


def test_a_zip_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    renamed = a_zip(tmp_path / "材料.dat", [GOOD])
    assert paths_in(renamed) == [GOOD[0]]


def test_what_only_bears_the_name_of_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    path.write_bytes("这不是压缩包".encode())
    error = refusal_of(path)
    assert error.refusal is Refusal.NOT_AN_ARCHIVE
    assert "“材料.zip”不是可以读取的压缩包" in str(error)
    assert "重新打包" in str(error)


def test_a_zip_cut_in_half_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", [GOOD, ("b.bin", bytes(range(256)) * 40)])
    path.write_bytes(path.read_bytes()[:-60])
    assert refusal_of(path).refusal is Refusal.CUT_OFF


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"\x1f\x8b\x08\x00", "GZ"), (b"BZh91AY", "BZ2"), (b"MSCF\0\0", "CAB"), (b"RE~^", "RAR")],
)
def test_other_archives_say_what_to_do(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "材料.zip"
    path.write_bytes(head * 9)
    error = refusal_of(path)
    assert error.refusal is Refusal.OTHER_ARCHIVE
    assert kind in str(error)
    assert "先解压" in str(error)


def test_an_empty_folder_an_empty_zip_and_nothing_are_refused(tmp_path: Path) -> None:
    a_folder(tmp_path / "空", {"Thumbs.db": b"x"})
    assert refusal_of(tmp_path / "空").refusal is Refusal.EMPTY_FOLDER
    assert refusal_of(a_zip(tmp_path / "空.zip", [])).refusal is Refusal.EMPTY_ARCHIVE
    assert refusal_of(tmp_path / "没有").refusal is Refusal.NOT_THERE


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "a/../../evil.txt",
        "/etc/passwd",
        "C:/evil.txt",
        "..\\evil.txt",
        "a//b.txt",
        "a/./b",
    ],
)
def test_names_that_lead_outside_are_left_out_and_the_rest_comes_in(
    tmp_path: Path, name: str
) -> None:
    source = a_zip(tmp_path / "a.zip", [(name, b"x"), GOOD])
    assert paths_in(source) == [GOOD[0]]
    assert findings_in(source) == ["unsafe_name"]


@pytest.mark.parametrize("name", ["a\u202etxt.exe", "a\nb", "a\x07b"])
def test_names_with_hidden_marks_are_not_safe(name: str) -> None:
    assert objection(name) is not None


def test_links_are_left_out_of_zips_and_folders(tmp_path: Path) -> None:
    zipped = a_zip(tmp_path / "a.zip", [(a_link("秘密"), b"/etc/passwd"), GOOD])
    assert findings_in(zipped) == ["link"]
    folder = a_folder(tmp_path / "a", {GOOD[0]: GOOD[1]})
    (folder / "秘密").symlink_to("/etc/passwd")
    (folder / "外面").symlink_to("/etc")
    assert paths_in(folder) == [GOOD[0]]
    assert findings_in(folder) == ["link", "link"]


def test_encrypted_members_are_left_out_and_a_locked_zip_refused(tmp_path: Path) -> None:
    locked = with_encrypted_bit(a_zip(tmp_path / "a.zip", [GOOD]))
    error = refusal_of(locked)
    assert error.refusal is Refusal.ALL_ENCRYPTED
    assert "去掉密码" in str(error)


def test_a_bomb_is_left_out_by_its_ratio(tmp_path: Path) -> None:
    source = a_zip(tmp_path / "a.zip", [("bomb.bin", b"\0" * (11 * 1024 * 1024)), GOOD])
    assert paths_in(source) == [GOOD[0]]
    assert findings_in(source) == ["ratio"]


def test_a_well_packed_small_file_is_no_bomb(tmp_path: Path) -> None:
    source = a_zip(tmp_path / "a.zip", [("empty.bin", b"\0" * (9 * 1024 * 1024))])
    assert findings_in(source) == []


def test_a_zip_with_nothing_but_bombs_says_why(tmp_path: Path) -> None:
    source = a_zip(tmp_path / "a.zip", [("bomb.bin", b"\0" * (11 * 1024 * 1024))])
    error = refusal_of(source)
    assert error.refusal is Refusal.NOTHING_USABLE
    assert "压缩比异常" in str(error)


@pytest.mark.parametrize(("first", "second"), [("A.txt", "a.TXT"), ("é.txt", "e\u0301.txt")])
def test_names_that_differ_by_case_or_composition_only_collide(
    tmp_path: Path, first: str, second: str
) -> None:
    source = a_zip(tmp_path / "a.zip", [(first, b"1"), (second, b"2")])
    assert paths_in(source) == [first]
    assert findings_in(source) == ["same_name"]


def test_too_many_files_too_large_a_file_and_too_much_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_zip(tmp_path / "a.zip", [(f"{n}.txt", b"12345") for n in range(4)])
    monkeypatch.setattr(caps, "MAX_MEMBERS", 3)
    assert refusal_of(source).refusal is Refusal.TOO_MANY
    monkeypatch.setattr(caps, "MAX_MEMBERS", 4)
    monkeypatch.setattr(caps, "MAX_TOTAL_SIZE", 19)
    assert refusal_of(source).refusal is Refusal.TOO_LARGE
    monkeypatch.setattr(caps, "MAX_TOTAL_SIZE", 20)
    assert len(paths_in(source)) == 4
    monkeypatch.setattr(caps, "MAX_FILE_SIZE", 4)
    assert refusal_of(source).refusal is Refusal.NOTHING_USABLE


def test_the_limits_are_those_of_the_design() -> None:
    assert caps.MAX_MEMBERS == 10_000
    assert caps.MAX_FILE_SIZE == 500 * 2**20
    assert caps.MAX_TOTAL_SIZE == 2 * 2**30
    assert caps.MAX_RATIO == 200


def test_a_folder_with_too_many_files_is_not_walked_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caps, "MAX_MEMBERS", 2)
    folder = a_folder(tmp_path / "a", {f"{n}.txt": b"x" for n in range(5)})
    assert refusal_of(folder).refusal is Refusal.TOO_MANY


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("a/~$x.docx", True), ("__MACOSX/a/._b", True), ("a/Thumbs.DB", True), ("a/b.docx", False)],
)
def test_litter_is_known_by_name(path: str, wanted: bool) -> None:
    assert is_litter(path) is wanted


def test_a_stick_pulled_while_it_is_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_zip(tmp_path / "玉州区.zip", [GOOD])

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(SourceUnreadable, match="”。U 盘可能已拔出"):
        opened(source)


def test_names_are_read_as_a_person_says(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(raw_zip([RawEntry(name="說明.txt".encode("big5"), flags=0)]))
    with open_container(path, scratch=tmp_path / "s", names=NameCoding.BIG5) as container:
        assert [member.path for member in container.members] == ["說明.txt"]
        assert container.label == "ZIP（文件名按 Big5 读）"


def test_a_name_that_no_coding_fits_is_taken_in_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(raw_zip([RawEntry(name=b"\xff\xff\x80.txt", flags=0)]))
    assert len(paths_in(path)) == 1
    assert findings_in(path) == ["undecodable_name"]


def test_a_folder_name_that_the_system_cannot_read_is_told(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "a", {GOOD[0]: GOOD[1]})
    try:
        (folder / os.fsdecode(b"\xc0\xca.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this system takes readable names only")
    assert findings_in(folder) == ["undecodable_name"]
    assert all(path.encode() for path in paths_in(folder))


def test_a_folder_that_lets_nobody_in_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "a", {GOOD[0]: GOOD[1], "锁/b.txt": b"x"})
    real = os.scandir

    def guarded(place: Path) -> object:
        if Path(place).name == "锁":
            raise PermissionError(13, "denied", str(place))
        return real(place)

    monkeypatch.setattr(os, "scandir", guarded)
    assert paths_in(folder) == [GOOD[0]]
    assert findings_in(folder) == ["no_access"]


def test_a_program_with_a_zip_behind_it_is_refused_as_a_zip(tmp_path: Path) -> None:
    source = a_zip(tmp_path / "a.zip", [GOOD])
    source.write_bytes(b"MZ" + source.read_bytes())
    error = refusal_of(source)
    assert error.refusal is Refusal.STRAY_BYTES
    assert "在开头" in str(error)
