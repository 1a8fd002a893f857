"""Materials outside their round: copied once by content to a second place, and checked again."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.material_files import DIGEST
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch

MATERIALS = "materials"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsReport:
    """What a look at every material found; digests of those that are gone or differ."""

    count: int
    missing: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.missing and not self.altered


@dataclass
class _Meter:
    """Tells how far the copying is; a file counts half when written and whole when read back."""

    watch: Watch
    total_bytes: int
    total_files: int
    handled_bytes: int = 0
    done_files: int = 0

    def take(self, count: int) -> None:
        self.handled_bytes += count
        self.tell()

    def tell(self) -> None:
        self.watch.tell(
            Progress(
                done_bytes=self.handled_bytes // 2,
                total_bytes=self.total_bytes,
                done_files=self.done_files,
                total_files=self.total_files,
            )
        )


def copy_materials(folder: Path, target: Path, watch: Watch) -> int:
    """Copy the materials that ``target`` lacks, each read back; gives how many were copied.

    A copy under its digest is complete: it got its name only after it had been read back. Whoever
    cancels finds none of those that were copied.
    """
    lacking = [file for file in _kept(folder) if not _twin(file, target).is_file()]
    total = sum(file.stat().st_size for file in lacking)
    fsops.require_space(_standing(target), total)
    meter = _Meter(watch=watch, total_bytes=total, total_files=len(lacking))
    copied: list[Path] = []
    try:
        for file in lacking:
            meter.tell()
            _copy(file, _twin(file, target), meter)
            copied.append(_twin(file, target))
            meter.done_files += 1
        if lacking:
            meter.tell()
    except Cancelled:
        for twin in copied:
            fsops.remove_file(twin)
        raise
    return len(lacking)


def verify_materials(folder: Path, digests: Iterable[str], watch: Watch) -> MaterialsReport:
    """Compute the digest of every material anew; ``digests`` are those that must be there."""
    files = {file.name: file for file in _kept(folder)}
    missing = tuple(sorted({*digests} - files.keys()))
    altered: list[str] = []
    total = sum(file.stat().st_size for file in files.values())
    done = 0
    for number, (digest, file) in enumerate(sorted(files.items())):
        watch.tell(
            Progress(done_bytes=done, total_bytes=total, done_files=number, total_files=len(files))
        )
        if digest_of(file) != digest:
            altered.append(digest)
        done += file.stat().st_size
    return MaterialsReport(count=len(files), missing=missing, altered=tuple(altered))


def digest_of(file: Path) -> str:
    """The SHA-256 of a file as it lies on the disk."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise fsops.explained(error, file) from error


def _kept(folder: Path) -> Iterator[Path]:
    place = folder / MATERIALS
    if place.is_dir():
        for file in sorted(place.glob("??/*")):
            if DIGEST.fullmatch(file.name):
                yield file


def _twin(file: Path, target: Path) -> Path:
    return target / MATERIALS / file.name[:2] / file.name


def _copy(file: Path, twin: Path, meter: _Meter) -> None:
    draft = fsops.make_folder(twin.parent) / f".{twin.name}.part"
    fsops.remove_file(draft)
    try:
        with file.open("rb") as stream:
            _, digest = fsops.copy_hashing(stream, draft, durable=True, on_bytes=meter.take)
        if digest != file.name:
            raise StorageError(
                f"材料 {file.name[:8]} 的内容与登记的不符，没有备份。请做会前自检中的材料校验。"
            )
        if fsops.digest_of(draft, meter.take) != digest:
            raise StorageError(
                f"写到“{twin.parent}”的材料读回来不一致，这个磁盘或 U 盘不可靠，请换一个再备份。"
            )
        fsops.make_read_only(draft)
        fsops.rename_into_place(draft, twin)
    except OSError as error:
        raise fsops.explained(error, file) from error
    finally:
        fsops.remove_file(draft)


def _standing(target: Path) -> Path:
    """The nearest folder above that is there already."""
    return next(place for place in (target, *target.parents) if place.is_dir())
