"""Every flush of the program taken out in turn, and the primitives of fsops as a workflow."""

import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType

from meihao_desktop import fsops
from meihao_desktop.db import connection, material_files
from meihao_desktop.exchange import stick
from tests.faults.workflows import Say, Workflow


@dataclass(frozen=True, slots=True)
class FlushMutant:
    """A program that forgot to flush in one place."""

    name: str
    rig: Callable[[], None]
    shows_in: tuple[str, ...]


def rewritten(module: ModuleType, name: str, old: str, new: str) -> Callable[[], None]:
    """A rig that puts a changed function in the place of one; the text must stand there once."""
    holder, _, method = name.rpartition(".")
    owner = getattr(module, holder) if holder else module
    before = getattr(owner, method)
    source = textwrap.dedent(inspect.getsource(before))
    assert source.count(old) == 1, f"{name}: {source.count(old)} × {old}"

    def rig() -> None:
        space: dict[str, object] = {}
        exec(compile(source.replace(old, new), name, "exec"), module.__dict__, space)  # noqa: S102
        setattr(owner, method, space[method])
        for user in [each for each in sys.modules.values() if getattr(each, method, 0) is before]:
            setattr(user, method, space[method])

    return rig


def _pragma(level: str, read_back: int) -> Callable[[], None]:
    def rig() -> None:
        connection.PRAGMAS = tuple(
            ("synchronous", level, read_back) if name == "synchronous" else (name, sent, found)
            for name, sent, found in connection.PRAGMAS
        )

    return rig


def prepare(place: Path) -> None:
    (place / "old").mkdir(parents=True)
    (place / "old" / "draft").write_bytes(b"draft")
    (place / "new").mkdir()
    (place / "new" / "target").write_bytes(b"before")


def act(place: Path, say: Say) -> None:
    """Each primitive says its word once it promises that its work is safe."""
    fsops.write_atomically(place / "new" / "atomic", b"atomic" * 200)
    say("new/atomic")
    fsops.make_folder(place / "made" / "inner" / "most")
    fsops.write_atomically(place / "made" / "inner" / "most" / "file", b"x")
    say("made/inner/most/file")
    with (place / "old" / "copied").open("wb", buffering=0) as stream:
        stream.write(b"finished" * 100)
    fsops.replace_file(place / "old" / "copied", place / "new" / "target")
    say("new/target")
    fsops.copy_hashing(BytesIO(b"copy" * 300), place / "new" / "copy", durable=True)
    fsops.flush_folder(place / "new")
    say("new/copy")
    fsops.rename_into_place(place / "old" / "draft", place / "new" / "draft")
    say("new/draft")
    tree = place / "old" / "tree"
    (tree / "in").mkdir(parents=True)
    (tree / "in" / "leaf").write_bytes(b"leaf" * 50)
    fsops.make_durable(tree)
    fsops.rename_into_place(tree, place / "new" / "tree")
    say("new/tree/in/leaf")


PROMISED = {
    "new/atomic": b"atomic" * 200, "made/inner/most/file": b"x", "new/target": b"finished" * 100,
    "new/copy": b"copy" * 300, "new/draft": b"draft", "new/tree/in/leaf": b"leaf" * 50,
}  # fmt: skip


def faults(place: Path, said: Sequence[str]) -> Iterator[str]:
    for word in said:
        file = place / word
        if not file.is_file() or file.read_bytes() != PROMISED[word]:
            yield f"{word} is lost"
    atomic = place / "new" / "atomic"
    if atomic.is_file() and atomic.read_bytes() != PROMISED["new/atomic"]:
        yield "half a file stands under its name"
    target = place / "new" / "target"
    if not target.is_file() or target.read_bytes() not in (b"before", PROMISED["new/target"]):
        yield "half a file stands in the place of a whole one"
    if "new/draft" in said and (place / "old" / "draft").exists():
        yield "a file that was moved stands in both places"


PRIMITIVES = Workflow("fsops", prepare, act, faults)
_OWN = ("fsops",)
MUTANTS = (
    FlushMutant("`synchronous=FULL` (NORMAL)", _pragma("NORMAL", 1), ("score",)),
    FlushMutant("`synchronous=FULL` (OFF)", _pragma("OFF", 0), ("score",)),
    FlushMutant(
        "`write_atomically`: the file",
        rewritten(fsops, "write_atomically", "lambda: flush_file(draft)", "lambda: None"), _OWN,
    ),
    FlushMutant(
        "`write_atomically`: the folder",
        rewritten(fsops, "write_atomically", "flush_folder(path.parent)", "pass"), _OWN,
    ),
    FlushMutant(
        "`write_atomically`: renamed before it is flushed",
        rewritten(
            fsops, "write_atomically", '_act("write", path, lambda: _write(draft, data))',
            '_act("write", path, lambda: _write(path, data)); _write(draft, data)',
        ), _OWN,
    ),
    FlushMutant(
        "`copy_hashing`: the copy",
        rewritten(fsops, "copy_hashing", "lambda: os.fsync(stream.fileno())", "lambda: None"),
        _OWN,
    ),
    FlushMutant(
        "`make_folder`: the folder above",
        rewritten(fsops, "make_folder", "flush_folder(", "str("), _OWN,
    ),
    FlushMutant(
        "`rename_into_place`: the new folder",
        rewritten(fsops, "rename_into_place", "flush_folder(target.parent)", "pass"), _OWN,
    ),
    FlushMutant(
        "`rename_into_place`: the old folder",
        rewritten(fsops, "rename_into_place", "flush_folder(source.parent)", "pass"), _OWN,
    ),
    FlushMutant(
        "`replace_file`: the file",
        rewritten(fsops, "replace_file", "lambda: flush_file(source)", "lambda: None"), _OWN,
    ),
    FlushMutant(
        "`replace_file`: the folder",
        rewritten(fsops, "replace_file", "flush_folder(target.parent)", "pass"), _OWN,
    ),
    FlushMutant(
        "`make_durable`: the files",
        rewritten(fsops, "make_durable", "flush_file(file)", "None"), _OWN,
    ),
    FlushMutant(
        "`make_durable`: the folders",
        rewritten(fsops, "make_durable", "flush_folder(folder)", "pass"), _OWN,
    ),
    FlushMutant(
        "`take_in`: the staged materials",
        rewritten(
            material_files, "MaterialFiles.take_in", "fsops.make_durable(staging)", "pass"
        ), ("import package",),
    ),
    FlushMutant(
        "`take_in`: the folders of the materials",
        rewritten(
            material_files, "MaterialFiles.take_in", "fsops.flush_folder(place)", "pass"
        ), ("import package",),
    ),
    FlushMutant(
        "`write_pack`: the marker's going",
        rewritten(stick, "write_pack", "fsops.flush_folder(folder)", "pass"), ("export",),
    ),
    FlushMutant("flushes of files altogether", lambda: setattr(fsops, "flush_file", _none),
                ("event key", "backup", "export")),
    FlushMutant("flushes of folders altogether", lambda: setattr(fsops, "_flush_handle", _none),
                ("event key", "backup", "export")),
)  # fmt: skip


def _none(_path: Path) -> None:
    """No flush."""
