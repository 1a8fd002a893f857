"""Intake of a generated tree against `cp -r; openssl dgst -sha256`: ratios of one run.

Goals (performance.md §2): at most 1.15 times copy + hash on one thread, 0.6 on two; a zip against
`unzip; openssl dgst` likewise; memory growth within 16 MiB whatever the file size.
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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import read_submission, staging
from meihao_desktop.intake.container import open_container
from meihao_desktop.intake.untrusted import close_children

ROUNDS = 3
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


def seconds(work: Callable[[Path, Path], None], source: Path, folder: Path) -> float:
    target = folder / "target"
    shutil.rmtree(target, ignore_errors=True)
    start = time.perf_counter()
    work(source, target)
    taken = time.perf_counter() - start
    shutil.rmtree(target)
    return taken


def make_zip(source: Path) -> Path:
    """The same tree as videos and photos are zipped: stored, for they cannot be pressed."""
    target = source.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(source).as_posix())
    return target


def compare(source: Path, folder: Path) -> None:
    extracted = {} if source.is_dir() else {"extractall, sha256": extract_then_hash}
    works = {
        "the plain tools": copy_then_hash,
        **extracted,
        "staging, one thread": stage_on_one_thread,
        "staging, two threads": stage_only,
        "read_submission": read_all,
    }
    read_all(source, folder / "warm")
    shutil.rmtree(folder / "warm")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken: dict[str, list[float]] = {key: [] for key in works}
    for _ in range(ROUNDS):
        for key, work in works.items():
            taken[key].append(seconds(work, source, folder))
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    base = statistics.median(taken["the plain tools"])
    print(f"{source.name}: median of {ROUNDS}; ratio to the plain tools")
    for key, times in taken.items():
        median = statistics.median(times)
        print(f"{key:24}{median:8.3f} s  {median / base:6.2f}")
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
