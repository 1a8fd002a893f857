"""Errors of the archive, and the sentence for what SQLite refused."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from meihao_desktop.domain.errors import StorageError
from meihao_desktop.fsops import AlreadyThere, DiskFull, FileInUse, NoWritePermission

PRIMARY = 0xFF  # the extended codes of SQLite keep the kind in the lowest byte
_OTHER_FORMAT = "unsupported file format"  # of the file, though told with the code of a statement


# A damaged schema makes the very message of SQLite unreadable.
REFUSALS = (sqlite3.Error, UnicodeDecodeError)


class NotARound(StorageError):
    """The folder holds no review round of this program."""


class TooNew(StorageError):
    """The round was written by a newer version of the program."""


class Damaged(StorageError):
    """The file of the round can no longer be read as it was written."""


class RecordsAltered(StorageError):
    """The log and the tables disagree, or the chain is broken; ``faults`` names the places."""

    def __init__(self, folder: Path, faults: tuple[str, ...]) -> None:
        first = next(iter(faults), "")
        more = f"（共 {len(faults)} 处）" if len(faults) > 1 else ""
        super().__init__(
            f"“{folder}”的记录校验未通过：{first}{more}本程序没有打开它，也没有改动它。"
            "请留存整个文件夹，用 backups 文件夹中最近的备份恢复，并向监督员说明。"
        )
        self.faults = faults


class Unreadable(StorageError):
    """A kept text is not what this program writes."""


class StillNeeded(StorageError):
    """Something was to be removed that other records point at."""


class DiskFailed(StorageError):
    """The disk reported an error; nothing more is written in this sitting."""


class ReadOnlyRound(StorageError):
    """The round may be read but not changed; the sentence says why and what lifts it."""


class WriteOutsideTransaction(AssertionError):
    """A bug: a repository wrote without ``Store.transaction``."""


def already_open(folder: Path) -> StorageError:
    return FileInUse(
        f"评审目录已被另一个程序打开：“{folder}”。请先关闭那个程序或窗口，再打开一次。"
    )


def not_a_round(folder: Path) -> StorageError:
    return NotARound(
        f"“{folder}”不是评审目录（其中没有本程序建立的 round.db）。请选择建立评审时所用的文件夹。"
    )


def already_a_round(folder: Path) -> StorageError:
    return AlreadyThere(f"“{folder}”中已有一个评审，没有覆盖。请另选一个空文件夹，或直接打开它。")


def too_new(folder: Path) -> StorageError:
    return TooNew(
        f"评审目录“{folder}”由更新版本的程序建立，本程序不能打开，内容没有改动。请安装新版本后再打开。"
    )


def damaged(folder: Path, what: str = "") -> StorageError:
    return Damaged(
        f"评审目录“{folder}”的数据文件已损坏{f'（{what}）' if what else ''}，没有继续写入。"
        "请复制整个文件夹留存，再用 backups 文件夹中最近的备份恢复。"
    )


def read_only(folder: Path) -> StorageError:
    return NoWritePermission(
        f"评审目录“{folder}”是只读的，不能写入。请把整个文件夹复制到本机硬盘，或去掉只读属性后再打开。"
    )


def _full(folder: Path) -> StorageError:
    return DiskFull(
        f"磁盘已满，刚才的修改没有写入，“{folder}”中原有内容没有改动。请清理磁盘空间后再试一次。"
    )


def _cannot_open(folder: Path) -> StorageError:
    return StorageError(
        f"打不开评审目录“{folder}”。如果它在 U 盘或网络位置上，请复制到本机硬盘后再打开。"
    )


def disk_failed(folder: Path) -> StorageError:
    return DiskFailed(
        f"磁盘读写出错，“{folder}”暂停写入；此前已保存的内容没有改动。"
        "请点“导出当前已确认数据”存到另一块磁盘，再关闭程序，在那里继续。"
    )


def relieved(folder: Path) -> StorageError:
    return DiskFull(
        "磁盘已满，刚才的修改没有写入，屏幕上的内容还在。已释放评审目录中的预留空间，"
        f"请再试一次；随后请尽快清理“{folder}”所在的磁盘。"
    )


def _still_needed(_folder: Path) -> StorageError:
    return StillNeeded("要删除的内容还被评分、回避等记录引用，没有删除。请先撤销那些记录。")


_SENTENCES: dict[int, Callable[[Path], StorageError]] = {
    sqlite3.SQLITE_BUSY: already_open,
    sqlite3.SQLITE_LOCKED: already_open,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_PERM: read_only,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_NOTADB: not_a_round,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_CANTOPEN: _cannot_open,
    sqlite3.SQLITE_IOERR: disk_failed,
    sqlite3.SQLITE_PROTOCOL: already_open,
}


def explained(error: Exception, folder: Path) -> StorageError | None:
    """What to tell the person; ``None`` where the error is a bug of ours."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(folder, "文字不可读")
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised while turning bytes into text
        return damaged(folder, "文字不可读") if "decode" in str(error) else None
    if code == sqlite3.SQLITE_ERROR and str(error) == _OTHER_FORMAT:
        return damaged(folder, "格式编号不可读")
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return _still_needed(folder)
    sentence = _SENTENCES.get(code & PRIMARY)
    return sentence(folder) if sentence else None


@contextmanager
def explaining(folder: Path) -> Iterator[None]:
    """Turn what SQLite refuses inside the block into a sentence."""
    try:
        yield
    except REFUSALS as error:
        known = explained(error, folder)
        if known is None:
            raise
        raise known from error
