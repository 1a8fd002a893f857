"""A disk that keeps only what was flushed: built from a trace of what a program wrote.

The bytes of a file are safe once the file was flushed, a name once its folder was. Of the rest a
power cut leaves none, all, some, or a piece torn at a sector; names come in the order they went.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

SECTOR = 512
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(.*)$")
_HANDLE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)[^>]*>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"^<((?:\\x[0-9a-f]{2})*)")
_NUMBER = re.compile(r", (\d+)$")


@dataclass(eq=False)
class Node:
    """A file: its safe bytes, and what was written since; ``None`` cuts or stretches it."""

    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True)
class Naming:
    """One change of names that is not yet safe: one comes, one goes, or both.

    What lies in a folder that comes is found under ``taken``, the name that it had.
    """

    folder: str
    name: str
    node: Node | None
    gone: str = ""
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the trace that changes the disk."""

    name: str
    path: str
    other: str = ""
    data: bytes = b""
    at: int = 0


def calls(trace: str) -> Iterator[Call]:
    """What was written, in order; calls that failed or only read are left out."""
    places: dict[int, int] = {}
    for line in trace.splitlines():
        if (match := _LINE.match(line)) is None or int(match[3]) < 0:
            continue
        yield from _call(match[1], match[2], match[3], match[4], places)


def _call(name: str, words: str, result: str, rest: str, places: dict[int, int]) -> Iterator[Call]:
    texts = [_plain(text) for text in _TEXT.findall(words)]
    handle = _HANDLE.match(words)
    number = int(handle[1]) if handle else -1
    path = _plain(handle[2]).decode() if handle else ""
    if name == "openat":
        places[int(result)] = 0
        opened = _OPENED.match(rest)
        if "O_CREAT" in words or "O_TRUNC" in words:
            real = _plain(opened[1]).decode() if opened else texts[-1].decode()
            yield Call("open", real, at=int("O_TRUNC" in words))
    elif name == "lseek":
        places[number] = int(result)
    elif name in ("write", "writev"):
        data = b"".join(texts)[: int(result)]
        yield Call("write", path, data=data, at=places.get(number, 0))
        places[number] = places.get(number, 0) + len(data)
    elif name == "pwrite64":
        found = _NUMBER.search(words)
        yield Call("write", path, data=texts[0][: int(result)], at=int(found[1]) if found else 0)
    elif name == "ftruncate":
        found = _NUMBER.search(words)
        yield Call("cut", path, at=int(found[1]) if found else 0)
    elif name in ("fsync", "fdatasync"):
        yield Call("flush", path)
    elif name in ("rename", "unlink", "mkdir", "rmdir"):
        yield Call(name, texts[0].decode(), texts[-1].decode() if name == "rename" else "")


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """Names and files of one folder, with what is safe of them."""

    def __init__(self, root: Path) -> None:
        self._root = root.as_posix()
        self.names: dict[str, Node | None] = {}  # a folder has no node
        for file in sorted(root.rglob("*")):
            data = file.read_bytes() if file.is_file() else b""
            node = Node(safe=data, size=len(data)) if file.is_file() else None
            self.names[file.as_posix()] = node
        self.safe_names = dict(self.names)
        self.waiting: list[Naming] = []

    def take(self, call: Call) -> bool:
        """Carry out a call; whether it concerned this disk."""
        if not call.path.startswith(f"{self._root}/") and call.path != self._root:
            return False
        getattr(self, f"_{call.name}")(call)
        return True

    def image(self, salt: str, named: str, written: str) -> Mapping[str, bytes | None]:
        """What a power cut leaves: ``named`` and ``written`` are none, all, some or torn."""
        count = {"none": 0, "all": len(self.waiting)}.get(named)
        if count is None:
            count = _chance(f"{salt} names", len(self.waiting) + 1)
        names = dict(self.safe_names)
        for change in self.waiting[:count]:
            _rename(names, change)
        found: dict[str, bytes | None] = {}
        for number, (name, node) in enumerate(sorted(names.items())):
            if _has_place(name, names, self._root):
                short = name[len(self._root) + 1 :]
                how = f"{salt} {number}"
                found[short] = _content(node, how, written) if node is not None else None
        return found

    def _open(self, call: Call) -> None:
        node = self.names.get(call.path)
        if node is None:
            node = Node()
            self._name(call.path, node)
        elif call.at:
            node.waiting.append((0, None))
            node.size = 0

    def _write(self, call: Call) -> None:
        node = self.names[call.path]
        assert node is not None
        node.waiting.append((call.at, call.data))
        node.size = max(node.size, call.at + len(call.data))

    def _cut(self, call: Call) -> None:
        node = self.names[call.path]
        assert node is not None
        node.waiting.append((call.at, None))
        node.size = call.at

    def _flush(self, call: Call) -> None:
        node = self.names.get(call.path)
        if node is not None:
            node.safe, node.waiting = _written(node.safe, node.waiting), []
            return
        due = [one for one in self.waiting if one.folder == call.path]
        gone = {change.gone for change in due if change.gone}
        for change in due:
            _rename(self.safe_names, change)
        rest = (one for one in self.waiting if one.folder != call.path)
        self.waiting = [one for one in rest if one.name not in gone]

    def _rename(self, call: Call) -> None:
        """Within a folder at one stroke; across folders the new name and the old one's going."""
        old, new = _folder(call.path), _folder(call.other)
        node = self.names[call.path]
        self.waiting = [_moved(one, call.path, call.other) for one in self.waiting]
        come = Naming(new, call.other, node, taken=call.path, gone=call.path if old == new else "")
        changes = [come] if old == new else [come, Naming(old, "", None, gone=call.path)]
        for change in changes:
            _rename(self.names, change)
        self.waiting += changes

    def _unlink(self, call: Call) -> None:
        del self.names[call.path]
        self.waiting.append(Naming(_folder(call.path), "", None, gone=call.path))

    def _rmdir(self, call: Call) -> None:
        self._unlink(call)

    def _mkdir(self, call: Call) -> None:
        self._name(call.path, None)

    def _name(self, path: str, node: Node | None) -> None:
        self.names[path] = node
        self.waiting.append(Naming(_folder(path), path, node))


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _has_place(name: str, names: Mapping[str, Node | None], root: str) -> bool:
    folder = _folder(name)
    return folder == root or (folder in names and _has_place(folder, names, root))


def _rename(names: dict[str, Node | None], change: Naming) -> None:
    if change.name:
        names[change.name] = change.node
        for name in [
            each for each in names if change.taken and each.startswith(f"{change.taken}/")
        ]:
            names[change.name + name[len(change.taken) :]] = names[name]
    if change.gone:
        for name in [each for each in names if f"{each}/".startswith(f"{change.gone}/")]:
            del names[name]


def _moved(change: Naming, old: str, new: str) -> Naming:
    """A name that waits in a folder which is renamed waits there under the new one."""
    if not change.name.startswith(f"{old}/"):
        return change
    name = new + change.name[len(old) :]
    return replace(change, folder=_folder(name), name=name)


def _content(node: Node, salt: str, how: str) -> bytes:
    if how == "none" or not node.waiting:
        return node.safe
    if how == "all":
        return _written(node.safe, node.waiting)
    chosen = [
        piece
        for at, piece in enumerate(node.waiting)
        if _chance(f"{salt} {at}", 2) or how == "torn"
    ]
    if how == "torn":
        chosen = chosen[: _chance(f"{salt} torn", len(chosen)) + 1]
        at, data = chosen[-1]
        if data is not None and len(data) > SECTOR:
            kept = SECTOR * _chance(f"{salt} cut", len(data) // SECTOR + 1)
            chosen[-1] = (at, data[:kept])
    return _written(node.safe, chosen)


def _written(safe: bytes, pieces: list[tuple[int, bytes | None]]) -> bytes:
    content = bytearray(safe)
    for at, data in pieces:
        if data is None:
            del content[at:]
            content.extend(bytes(max(0, at - len(content))))
        else:
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(data)] = data
    return bytes(content)


def _chance(salt: str, below: int) -> int:
    """The same number each time, and no pattern in it."""
    return int.from_bytes(sha256(salt.encode()).digest()[:6]) % below
