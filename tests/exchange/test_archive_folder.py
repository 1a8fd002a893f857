"""Archive folders: a closed world under one signature, whole or unfinished, never in between."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.progress import Watch
from meihao_desktop.exchange.archive_folder import (
    ArchiveFault,
    ArchiveLoad,
    archive_folder,
    file_name,
    open_archive,
    write_archive,
)
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.exchange.stick import MARKER

KEY = SigningKey(bytes(32))
MATERIAL = b"a material"
NAME = sha256(MATERIAL).hexdigest()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "kept").write_bytes(MATERIAL)
    load = ArchiveLoad(
        files={"round.db": b"records", "papers/one.pdf": b"paper"},
        materials={NAME: tmp_path / "kept"},
        told={"event_key": KEY.public_key, "log": {"seq": 1, "head": "00"}},
        about=b"this round",
    )
    folder = archive_folder(tmp_path / "out", "评审/2025", 2025, b"this round")
    opened = write_archive(folder, load, KEY, Watch())
    assert {part.name for part in opened.parts} == {
        "round.db", "papers/one.pdf", f"materials/{NAME}",
    }  # fmt: skip
    return folder


def test_what_was_written_opens_as_it_was_signed(written: Path) -> None:
    opened = open_archive(written)
    assert opened.public_key == KEY.public_key
    assert opened.told["log"] == {"seq": 1, "head": "00"}
    assert written.name == "归档-评审_2025-2025"


Change = Callable[[Path], object]
CHANGES: dict[str, tuple[Change, str]] = {
    "a byte": (lambda f: (f / "round.db").write_bytes(b"recordz"), "与清单不符"),
    "a longer file": (lambda f: (f / "round.db").write_bytes(b"records+"), "大小与清单不符"),
    "a file less": (lambda f: (f / "papers/one.pdf").unlink(), "缺少清单中的"),
    "a file more": (lambda f: (f / "papers/two.pdf").write_bytes(b""), "多出了清单之外的"),
    "a folder more": (lambda f: (f / "more").mkdir(), "多出了清单之外的"),
    "the manifest": (
        lambda f: (f / "manifest.json").write_bytes((f / "manifest.json").read_bytes() + b" "),
        "清单的签名与内容不符",
    ),
    "the signature": (lambda f: (f / "manifest.sig").write_bytes(b"x"), "格式不对"),
    "no signature": (lambda f: (f / "manifest.sig").unlink(), "不是完整的归档文件夹"),
    "a marker": (lambda f: (f / MARKER).write_bytes(b""), "还没有写完"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_refused_with_its_sentence(written: Path, name: str) -> None:
    change, sentence = CHANGES[name]
    change(written)
    with pytest.raises(ArchiveFault, match=sentence):
        open_archive(written)


def test_an_unfinished_archive_is_gone_on_with_only_for_the_same_state(tmp_path: Path) -> None:
    first = archive_folder(tmp_path, "评审", 2025, b"state")
    first.mkdir()
    (first / MARKER).write_bytes(b"state")
    assert archive_folder(tmp_path, "评审", 2025, b"state") == first
    assert archive_folder(tmp_path, "评审", 2025, b"later").name == f"{first.name}-2"


def test_names_of_papers_are_safe_and_never_the_same_twice() -> None:
    first = file_name("papers", 'a:b*"c', "pdf", ())
    assert first == "papers/a_b_c.pdf"
    assert file_name("papers", "A_B_C", "pdf", (first,)) == "papers/A_B_C-2.pdf"
