"""Folders in which something is no file, or bears a name that may not stand."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.malformed import BAD, GOOD, GOOD_DATA, Malformed, from_files

_NAMES = {
    "hidden_sign__in_a_folder": "坏\u202etxt.exe",
    "hidden_sign__line_break_in_a_folder": "坏\n.txt",
    "colon__in_a_file_of_a_folder": "坏.txt:x",
    "bad_ending__dot_in_a_folder": "坏.txt.",
    "bad_ending__space_in_a_folder": "坏 /a.txt",
    "reserved_name__in_the_folder": "aux.txt",
    "long_name__in_a_folder": "很" * 61,
    "unsafe_name__backslashes_in_a_folder": "..\\坏.txt",
}


def cases() -> Iterator[Malformed]:
    """Every folder that is refused or loses a file; made only where the system allows it."""
    if os.name != "posix":
        return
    for name, path in _NAMES.items():
        made = from_files({GOOD: GOOD_DATA, path: b"x"})
        yield Malformed(name=name, make=made, member="")
    kinds: dict[str, Callable[[Path], object]] = {
        "link__to_a_file": lambda path: path.symlink_to("/etc/passwd"),
        "link__to_a_folder": lambda path: path.symlink_to("/etc"),
        "link__to_nothing": lambda path: path.symlink_to("nowhere"),
        "link__to_its_own_folder": lambda path: path.symlink_to(path.parent),
        "device__pipe_in_a_folder": os.mkfifo,
    }
    for name, put in kinds.items():
        yield Malformed(name=name, make=_with(put))
    pair = from_files({GOOD: GOOD_DATA, "plan.txt": b"1", "PLAN.txt": b"2"})
    yield Malformed(
        name="same_name__case_in_a_folder", make=pair, member="", rest=(GOOD, "PLAN.txt")
    )
    yield Malformed(name="file_too_large__in_a_folder", make=_with(_hole))
    yield Malformed(
        name="empty_folder__only_litter",
        make=from_files({"Thumbs.db": b"x"}),
        member="玉州区",
        rest=(),
    )
    yield Malformed(name="empty_folder__nothing", make=_bare, member="玉州区", rest=())
    yield Malformed(
        name="too_many__files_of_a_folder",
        make=from_files({f"{n}.txt": b"x" for n in range(5)}),
        member="玉州区",
        rest=(),
        caps={"MAX_MEMBERS": 4},
    )
    yield Malformed(name="too_large__folder_of_holes", make=_holes, member="玉州区", rest=())


def _with(put: Callable[[Path], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        source = from_files({GOOD: GOOD_DATA})(folder)
        put(source / BAD)
        return source

    return make


def _bare(folder: Path) -> Path:
    source = folder / "玉州区"
    source.mkdir(parents=True)
    return source


def _hole(path: Path, size: int = 501 * 2**20) -> None:
    """A file that says it is large and of which the disk holds nothing."""
    with path.open("wb") as stream:
        stream.truncate(size)


def _holes(folder: Path) -> Path:
    source = _bare(folder)
    for number in range(5):
        _hole(source / f"{number}.mp4", 450 * 2**20)
    return source
