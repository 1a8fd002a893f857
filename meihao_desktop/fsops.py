"""The only place that writes, renames, flushes or removes files (with its fault seam)."""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from meihao_desktop.domain.errors import StorageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

CHUNK = 256 * 1024
BUSY_CODES = frozenset({5, 32, 33})  # Windows: a scanner or another program holds the file
BALLAST = "ballast.bin"
"""Beside the records of a round: room that is given back when the disk is full."""
BALLAST_BYTES = 64 * 1024 * 1024
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # 2.5 s in all, then we say so
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_CODES = frozenset({39, 112})
_DEVICE_CODES = frozenset({23, 483, 1117})  # Windows: check sum, hardware, input or output
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY})
_DRAFT = re.compile(r"\.[0-9a-f]{12}-[0-9]+\.part")
T = TypeVar("T")
FaultHook = Callable[[str, Path], None]


class DiskFull(StorageError):
    """There is no room left; nothing was changed."""


class DeviceFailed(StorageError):
    """The device reported an error; what lies on it is not to be trusted."""


class NoWritePermission(StorageError):
    """The folder or file is read-only for this person."""


class FileInUse(StorageError):
    """Another program holds the file and did not let go."""


class SourceUnreadable(StorageError):
    """What was to be copied can no longer be read, as when a stick is pulled."""


class AlreadyThere(StorageError):
    """Something stands where a new file or folder was to be put."""


_fault_hook: FaultHook | None = None


def set_fault_hook(hook: FaultHook | None) -> FaultHook | None:
    """Let a test see each step before it happens and raise in its stead; gives the old hook."""
    global _fault_hook
    before, _fault_hook = _fault_hook, hook
    return before


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` whole or not at all, flushed and read back."""
    draft = _draft_beside(path)
    try:
        _act("write", path, lambda: _write(draft, data))
        _act("flush", path, lambda: flush_file(draft))
        _act("verify", path, lambda: _verify(draft, data))
        _act("rename", path, lambda: draft.replace(path))
    except BaseException:
        _discard(draft)
        raise
    flush_folder(path.parent)


def copy_hashing(
    source: BinaryIO,
    target: Path,
    *,
    chunk: int = CHUNK,
    on_bytes: Callable[[int], None] | None = None,
    durable: bool = False,
) -> tuple[int, str]:
    """Copy a stream into a new file in one pass; gives its size and SHA-256.

    ``on_bytes`` hears the size of each piece and may raise to cancel: the target is removed.
    """
    digest = hashlib.sha256()
    size = 0
    stream = _act("create", target, lambda: target.open("xb", buffering=0))
    try:
        with stream:
            while piece := _read_piece(source, target, chunk):
                digest.update(piece)
                _act("write", target, lambda block=piece: _write_all(stream, block))
                size += len(piece)
                if on_bytes is not None:
                    on_bytes(len(piece))
            if durable:
                _act("flush", target, lambda: os.fsync(stream.fileno()))
    except BaseException:
        _discard(target)
        raise
    return size, digest.hexdigest()


def make_folder(path: Path) -> Path:
    """The folder and its parents, made where they are missing."""
    missing = [place for place in (path, *path.parents) if not place.is_dir()]
    if missing:
        _act("make folder", path, lambda: path.mkdir(parents=True, exist_ok=True))
    for place in reversed(missing):
        flush_folder(place.parent)
    return path


def rename_into_place(source: Path, target: Path, *, durable: bool = True) -> None:
    """Move a file or folder to a name that is still free, on the same disk.

    Staging, which is flushed as a whole later, renames without ``durable``.
    """
    if target.exists():
        raise explained(FileExistsError(errno.EEXIST, "stands there"), target)
    _act("rename", target, lambda: source.rename(target))
    if not durable:
        return
    flush_folder(target.parent)
    if source.parent != target.parent:
        flush_folder(source.parent)


def replace_file(source: Path, target: Path) -> None:
    """Flush a finished file and put it in the place of an older one, in one step."""
    _act("flush", source, lambda: flush_file(source))
    _act("rename", target, lambda: source.replace(target))
    flush_folder(target.parent)


def remove_file(path: Path) -> None:
    """Remove one file, read-only or not; an absent one is no fault."""
    _act("remove", path, lambda: _unlink(path))


def remove_tree(path: Path) -> None:
    """Remove a folder with everything in it, read-only files too; an absent one is no fault."""
    if path.is_dir() and not path.is_symlink():
        _act("remove", path, lambda: _remove_folder(path))
    else:
        remove_file(path)


def clear_drafts(folder: Path) -> None:
    """Remove what a program that was killed had half written here."""
    for place in entries_of(folder):
        if _DRAFT.fullmatch(place.name):
            remove_file(place)


def entries_of(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder that may be on a stick."""
    return _act("look", folder, lambda: tuple(folder.iterdir()))


def size_of(file: Path) -> int | None:
    """The size of a file that may be on a stick; ``None`` where there is none."""
    return _act("look", file, lambda: _size(file))


def digest_of(file: Path, on_bytes: Callable[[int], None]) -> str:
    """The SHA-256 of a file that may be on a stick, every byte read anew."""
    return _act("read back", file, lambda: _digest(file, on_bytes))


def make_read_only(path: Path) -> None:
    """Take the right to write from a kept file."""
    _act("protect", path, lambda: path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH))


def make_private(path: Path) -> None:
    """Only this person may read a file or enter a folder; Windows keeps its profiles apart."""
    mode = stat.S_IRWXU if path.is_dir() else stat.S_IRUSR | stat.S_IWUSR
    _act("protect", path, lambda: path.chmod(mode))


def require_writable(folder: Path) -> None:
    """Raise with the reason when nothing can be kept in ``folder``."""
    probe = _draft_beside(folder / "probe")
    try:
        _act("write", folder, lambda: _write(probe, b"meihao"))
    finally:
        _discard(probe)


def free_bytes(folder: Path) -> int:
    """What this person may still write on the disk of ``folder``."""
    return _act("measure", folder, lambda: shutil.disk_usage(folder).free)


def require_space(folder: Path, needed: int) -> None:
    """Raise before a long copy that cannot end well."""
    if (free := free_bytes(folder)) < needed:
        raise DiskFull(
            f"磁盘空间不足：“{folder}”还需要 {_megabytes(needed)} MB，"
            f"只剩 {_megabytes(free)} MB。请清理磁盘后再试。"
        )


def reserve(path: Path, size: int) -> None:
    """Keep so much room on the disk, to be given back by ``release`` when it is full."""
    if path.is_file() and path.stat().st_size == size:
        return
    draft = _draft_beside(path)
    try:
        _act("reserve", path, lambda: _fill(draft, size))
        _act("rename", path, lambda: draft.replace(path))
    except BaseException:
        _discard(draft)
        raise


def release(path: Path) -> bool:
    """Give reserved room back; whether there was any."""
    if not path.is_file():
        return False
    remove_file(path)
    return True


def flush_file(path: Path) -> None:
    """Send what the system still holds of a file to the disk."""
    with path.open("r+b" if sys.platform == "win32" else "rb", buffering=0) as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        _act("flush folder", folder, lambda: _flush_handle(folder))


def make_durable(tree: Path) -> None:
    """Flush every file and folder of a staged tree before it is renamed into place."""
    for place, _, names in os.walk(tree, topdown=False):
        folder = Path(place)
        for name in names:
            _act("flush", folder / name, lambda file=folder / name: flush_file(file))
        flush_folder(folder)


class FolderLock:
    """Holds a folder for one running program; the system lets go when the program dies."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / ".lock"
        self._stream: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the folder, or say who seems to have it."""
        stream = _act("lock", self._file, lambda: self._file.open("a+b"))
        try:
            _lock_stream(stream)
        except OSError:
            stream.close()
            raise FileInUse(
                f"“{self._file.parent}”已在另一个窗口或另一个程序中打开。请先关闭那个窗口，再打开。"
            ) from None
        self._stream = stream

    def is_free(self) -> bool:
        """Take the folder if nobody has it; whether it is ours now."""
        try:
            self.acquire()
        except FileInUse:
            return False
        return True

    def release(self) -> None:
        """Give the folder back; twice is no fault."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The folder is ours inside the block."""
        self.acquire()
        try:
            yield
        finally:
            self.release()


def explained(error: OSError, path: Path) -> StorageError:
    """The sentence for what the system refused, with what the person can do about it."""
    code = getattr(error, "winerror", None)
    if error.errno in _FULL or code in _FULL_CODES:
        return DiskFull(f"磁盘已满，没能写入“{path}”。原有内容没有改动；请清理磁盘空间后再试一次。")
    if error.errno in _BUSY or code in BUSY_CODES:
        return FileInUse(
            f"“{path}”正被其他程序占用。请关闭打开它的程序（如 WPS、Excel、杀毒软件）后再试。"
        )
    if error.errno in _REFUSED:
        return NoWritePermission(
            f"没有写入“{path}”的权限，该位置可能是只读的。请换一个文件夹，或去掉只读属性后再试。"
        )
    if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
        return AlreadyThere(f"“{path}”已经存在，没有覆盖。请先移走或改名后再试。")
    if error.errno == errno.ENOENT:
        return StorageError(f"找不到“{path}”。如果它在 U 盘上，请重新插好 U 盘后再试。")
    reason = code or errno.errorcode.get(error.errno or 0, "未知")
    kind = DeviceFailed if error.errno == errno.EIO or code in _DEVICE_CODES else StorageError
    return kind(f"读写“{path}”时出错（代码 {reason}）。请检查磁盘或 U 盘，换一处后再试。")


def _act(step: str, path: Path, call: Callable[[], T]) -> T:
    for pause in (*PAUSES, None):
        try:
            if _fault_hook is not None:
                _fault_hook(step, path)
            return call()
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in BUSY_CODES:
                error.filename = error.filename or str(path)  # absent where a handle was written
                raise explained(error, path) from error
            time.sleep(pause)
    raise AssertionError("the last round returns or raises")


def _read_piece(source: BinaryIO, target: Path, chunk: int) -> bytes:
    try:
        if _fault_hook is not None:
            _fault_hook("read", target)
        return source.read(chunk)
    except OSError as error:
        raise SourceUnreadable(
            f"复制“{target.name}”时读不到来源。U 盘可能已拔出或损坏，请重新插好后再导入。"
        ) from error


def _write(path: Path, data: bytes) -> None:
    with path.open("wb", buffering=0) as stream:
        _write_all(stream, data)


def _fill(path: Path, size: int) -> None:
    """A file without holes; what the system cannot set aside at once is written."""
    with path.open("wb", buffering=0) as stream:
        if sys.platform == "linux":
            os.posix_fallocate(stream.fileno(), 0, size)
            return
        block = bytes(CHUNK)
        for _ in range(size // CHUNK):
            _write_all(stream, block)


def _write_all(stream: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def _size(file: Path) -> int | None:
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _digest(file: Path, on_bytes: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
            on_bytes(len(piece))
    return digest.hexdigest()


def _verify(path: Path, data: bytes) -> None:
    with path.open("rb") as stream:
        if sys.platform == "linux":  # ask the device, not the memory of the system
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if stream.read() != data:
            raise OSError(errno.EIO, "read back different bytes")


def _flush_handle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems have no such thing
            raise
    finally:
        os.close(handle)


def _draft_beside(path: Path) -> Path:
    """A name of fixed length, so that a long Chinese name does not outgrow the limit."""
    short = hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return path.with_name(f".{short}-{os.getpid()}.part")


def _discard(path: Path) -> None:
    """Clear away what was half written; a disk that refuses even this keeps a nameless rest."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # Windows refuses a read-only file
        path.chmod(stat.S_IWRITE | stat.S_IREAD)
        path.unlink(missing_ok=True)


def _remove_folder(path: Path) -> None:
    for place, folders, names in os.walk(path, topdown=False):
        for name in names:
            _unlink(Path(place, name))
        for name in folders:
            inner = Path(place, name)
            inner.unlink() if inner.is_symlink() else inner.rmdir()
    path.rmdir()


def _lock_stream(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _megabytes(count: int) -> int:
    return -(-count // 1_000_000)
