"""Intake of a generated tree against `cp -r; openssl dgst -sha256`: ratios of one run.

Goals (performance.md §2): at most 1.15 times copy + hash on one thread, 0.6 on two; a zip against
`unzip; openssl dgst` likewise; memory growth within 16 MiB whatever the file size. What two threads
gain depends on a second core that is free, so the processor time stands beside the clock, and a
loop that does nothing but read, hash and write shows the floor of this minute.
Run: python benchmarks/bench_intake.py [MiB]
"""

import hashlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processor import spent
from meihao_desktop import fsops
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import read_submission, staging
from meihao_desktop.intake.child.untrusted import close_children
from meihao_desktop.intake.container import open_container

ROUNDS = 7
MEBIBYTE = 1024 * 1024


def make_tree(folder: Path, size: int) -> None:
    """A few videos, many photos and papers, as in a real submission."""
    block = hashlib.sha256(b"meihao").digest() * (MEBIBYTE // 32)
    shares = (("视频", 2, size // 4), ("照片", size // 16, 5), ("材料", size // 10, 1))
    for kind, count, mebibytes in shares:
        for number in range(count):
            path = folder / "朗悦花园" / f"{kind}{number}.bin"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(f"{kind}{number}".encode().ljust(32, b"\0"))
                for _ in range(mebibytes):
                    stream.write(block)


def copy_then_hash(source: Path, target: Path) -> None:
    """What a clerk with a command line would do."""
    if source.is_dir():
        subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    else:
        subprocess.run(["unzip", "-q", str(source), "-d", str(target)], check=True)
    files = [str(path) for path in sorted(target.rglob("*")) if path.is_file()]
    subprocess.run(["openssl", "dgst", "-sha256", *files], check=True, stdout=subprocess.DEVNULL)


def extract_then_hash(source: Path, target: Path) -> None:
    """What the plainest program of Python would do with a zip."""
    with zipfile.ZipFile(source) as archive:
        archive.extractall(target)
    for path in target.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                hashlib.file_digest(stream, "sha256")


def copy_one(target: Path, numbered: tuple[int, Path]) -> str:
    number, source = numbered
    digest, room = hashlib.sha256(), memoryview(bytearray(fsops.CHUNK))
    with (
        source.open("rb", buffering=0) as given,
        (target / str(number)).open("wb", buffering=0) as kept,
    ):
        while size := given.readinto(room):
            digest.update(room[:size])
            kept.write(room[:size])
    return digest.hexdigest()


def copy_barely(source: Path, target: Path) -> None:
    """The floor: nothing but read, hash and write, on two threads."""
    target.mkdir()
    files = sorted(path for path in source.rglob("*") if path.is_file())
    with ThreadPoolExecutor(staging.WORKERS) as pool:
        list(pool.map(partial(copy_one, target), enumerate(files)))


def stage_only(source: Path, target: Path) -> None:
    with open_container(source, scratch=target / "unpacked") as container:
        staging.stage(container, fsops.make_folder(target), Watch())


def stage_on_one_thread(source: Path, target: Path) -> None:
    workers, staging.WORKERS = staging.WORKERS, 1
    try:
        stage_only(source, target)
    finally:
        staging.WORKERS = workers


def read_all(source: Path, target: Path) -> None:
    read_submission(source, target, Watch())


class Taken(NamedTuple):
    """Seconds on the clock, and of the processor in all processes that took part."""

    wall: float
    processor: float


def seconds(work: Callable[[Path, Path], None], source: Path, folder: Path) -> Taken:
    target = folder / "target"
    shutil.rmtree(target, ignore_errors=True)
    start, begun = time.perf_counter(), spent() + of_ended()
    work(source, target)
    taken = Taken(time.perf_counter() - start, spent() + of_ended() - begun)
    shutil.rmtree(target)
    return taken


def of_ended() -> float:
    """What tools took of the processor that have come to their end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make_zip(source: Path) -> Path:
    """The same tree as videos and photos are zipped: stored, for they cannot be pressed."""
    target = source.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(source).as_posix())
    return target


def compare(source: Path, folder: Path) -> None:
    other = (
        ("two bare threads", copy_barely)
        if source.is_dir()
        else ("extractall, sha256", extract_then_hash)
    )
    works = {
        "the plain tools": copy_then_hash,
        other[0]: other[1],
        "staging, one thread": stage_on_one_thread,
        "staging, two threads": stage_only,
        "read_submission": read_all,
    }
    read_all(source, folder / "warm")
    shutil.rmtree(folder / "warm")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken: dict[str, list[Taken]] = {key: [] for key in works}
    for _ in range(ROUNDS):
        for key, work in works.items():
            taken[key].append(seconds(work, source, folder))
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    base = taken["the plain tools"]
    print(f"{source.name}: median of {ROUNDS}; ratio to the plain tools: clock, processor")
    for key, times in taken.items():
        median = statistics.median(each.wall for each in times)
        shares = [
            statistics.median(one[at] / plain[at] for one, plain in zip(times, base, strict=True))
            for at in range(len(Taken._fields))
        ]
        print(f"{key:24}{median:8.3f} s  {shares[0]:6.2f}  {shares[1]:6.2f}")
    print(f"memory growth {growth / 1024:.1f} MiB")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    print(f"{size} MiB")
    with tempfile.TemporaryDirectory(prefix="meihao-bench-") as name:
        folder = Path(name)
        source = folder / "source"
        make_tree(source, size)
        for form in (source, make_zip(source)):
            compare(form, folder)
    close_children()


if __name__ == "__main__":
    main()
