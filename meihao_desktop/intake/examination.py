"""All staged files examined on two threads, each content once; their texts go beside them."""

import io
import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.intake.examine import Examined, examine
from meihao_desktop.intake.staging import StagedFile

WORKERS = 2


def examine_all(staged: Sequence[StagedFile], folder: Path, watch: Watch) -> Mapping[str, Examined]:
    """What each content is, by its digest; texts are written as ``<digest>.text``."""
    contents = {file.digest: file for file in reversed(staged)}
    examiner = _Examiner(contents, folder, watch)
    watch.check()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="examine") as pool:
        tasks = {digest: pool.submit(examiner.examine, file) for digest, file in contents.items()}
        ended, _ = wait(tasks.values(), return_when=FIRST_EXCEPTION)
        failed = next((task for task in ended if task.exception() is not None), None)
        if failed is not None:
            examiner.is_stopped = True
            pool.shutdown(cancel_futures=True)
            failed.result()
        return {digest: task.result() for digest, task in tasks.items()}


def text_name(digest: str) -> str:
    """The name of the file that holds the text of a content."""
    return f"{digest}.text"


def packed_texts(texts: Sequence[TextPart]) -> bytes:
    """The texts as they are kept: a list of place and text."""
    return json.dumps([[part.place, part.text] for part in texts], ensure_ascii=False).encode()


class _Examiner:
    """Examines from two threads and tells one progress."""

    def __init__(self, contents: Mapping[str, StagedFile], folder: Path, watch: Watch) -> None:
        self._folder = folder
        self._watch = watch
        self._size = sum(file.size for file in contents.values())
        self._count = len(contents)
        self._done_files = 0
        self._lock = threading.Lock()
        self.is_stopped = False

    def examine(self, file: StagedFile) -> Examined:
        """One content under the first name it was handed in with."""
        self._tell(file, 0)
        found = examine(file.location, file.path)
        if found.texts:
            data = io.BytesIO(packed_texts(found.texts))
            fsops.copy_hashing(data, self._folder / text_name(file.digest))
        self._tell(file, 1)
        return found

    def _tell(self, file: StagedFile, done: int) -> None:
        with self._lock:
            if self.is_stopped:
                raise Cancelled
            self._done_files += done
            told = Progress(
                done_bytes=self._size,
                total_bytes=self._size,
                done_files=self._done_files,
                total_files=self._count,
                current=f"识别 {file.path}",
            )
            try:
                self._watch.tell(told)
            except Cancelled:
                self.is_stopped = True
                raise
