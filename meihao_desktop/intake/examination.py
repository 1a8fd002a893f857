"""Staged files examined on two threads as they come, each content once; texts go beside them."""

import io
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.intake.examine import Examined, examine
from meihao_desktop.intake.staging import StagedFile

WORKERS = 2


@contextmanager
def examining(folder: Path, watch: Watch) -> Iterator["Examiner"]:
    """An examiner at work; where the block ends early, so does what is being examined."""
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="examine") as pool:
        examiner = Examiner(pool, folder, watch)
        try:
            yield examiner
        finally:
            examiner.is_stopped = True
            pool.shutdown(cancel_futures=True)


def text_name(digest: str) -> str:
    """The name of the file that holds the text of a content."""
    return f"{digest}.text"


def packed_texts(texts: Sequence[TextPart]) -> bytes:
    """The texts as they are kept: a list of place and text."""
    return json.dumps([[part.place, part.text] for part in texts], ensure_ascii=False).encode()


class Examiner:
    """Takes files from any thread while others are still being copied, and gives what they are."""

    def __init__(self, pool: ThreadPoolExecutor, folder: Path, watch: Watch) -> None:
        self._pool = pool
        self._folder = folder
        self._watch = watch
        self._lock = threading.Lock()
        self._tasks: dict[str, Future[Examined]] = {}
        self.is_stopped = False

    def take(self, file: StagedFile) -> None:
        """Examine a file that lies in staging now, under the first name its content comes with."""
        with self._lock:
            if file.digest not in self._tasks and not self.is_stopped:
                self._tasks[file.digest] = self._pool.submit(self._examine, file)

    def results(self, staged: Sequence[StagedFile]) -> Mapping[str, Examined]:
        """What each content is, by its digest."""
        contents = {file.digest: file for file in reversed(staged)}
        for file in staged:
            self.take(file)
        size = sum(file.size for file in contents.values())
        found: dict[str, Examined] = {}
        for number, (digest, file) in enumerate(reversed(contents.items())):
            self._tell(file, size, number, len(contents))
            found[digest] = self._tasks[digest].result()
            self._tell(file, size, number + 1, len(contents))
        return found

    def _examine(self, file: StagedFile) -> Examined:
        found = examine(file.location, file.path, Watch(is_cancelled=self._is_over))
        if found.texts:
            data = io.BytesIO(packed_texts(found.texts))
            fsops.copy_hashing(data, self._folder / text_name(file.digest))
        return found

    def _is_over(self) -> bool:
        return self.is_stopped or self._watch.is_cancelled()

    def _tell(self, file: StagedFile, size: int, done: int, count: int) -> None:
        told = Progress(
            done_bytes=size,
            total_bytes=size,
            done_files=done,
            total_files=count,
            current=f"识别 {file.path}",
        )
        self._watch.tell(told)
