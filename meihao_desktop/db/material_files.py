"""The materials themselves: every file once, read-only, under its SHA-256."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.domain.errors import StorageError

DIGEST = re.compile(r"[0-9a-f]{64}")
TEXT_ENDING = ".text"
"""A staged file's text lies beside it under this ending, as it does among the materials."""


class MaterialFiles:
    """``materials/<2 hex>/<digest>``, and the staging folders that files come from."""

    def __init__(self, folder: Path) -> None:
        self._materials = folder / "materials"
        self._staging = folder / "staging"

    def path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise ValueError(f"not a SHA-256: {digest!r}")
        return self._materials / digest[:2] / digest

    def text_path(self, digest: str) -> Path:
        """Where the text of a material lies beside it, once it has been read."""
        return self.path(digest).with_name(f"{digest}{TEXT_ENDING}")

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def staging(self) -> Path:
        """A fresh folder on the same disk, so that taking in is mere renaming."""
        taken = {place.name for place in self._staging.iterdir()} if self._staging.is_dir() else {}
        number = next(n for n in range(1, len(taken) + 2) if f"{n:04d}" not in taken)
        return fsops.make_folder(self._staging / f"{number:04d}")

    def take_in(self, staging: Path, digests: Iterable[str]) -> None:
        """Move staged files and their texts to their places; what is kept stays as it is.

        It stands before or inside the transaction that records them, never after its commit: a file
        without a record is harmless, a record without its file is not. A missing text is read again
        later.
        """
        wanted = tuple(dict.fromkeys(digests))
        kept, staged = self._kept(wanted), _names_in(staging)
        missing = [digest for digest in wanted if digest not in kept]
        fresh = staged - kept
        texts = [digest for digest in wanted if f"{digest}{TEXT_ENDING}" in fresh]
        if not missing and not texts:
            return
        fsops.make_durable(staging)
        for digest in missing:
            self._take_in_one(staging / digest, self.path(digest))
        for digest in texts:
            self._take_in_one(staging / f"{digest}{TEXT_ENDING}", self.text_path(digest))
        for place in {self.path(digest).parent for digest in (*missing, *texts)}:
            fsops.flush_folder(place)

    def clear_staging(self) -> None:
        """Remove what an interrupted import left behind."""
        if self._staging.is_dir():
            for place in self._staging.iterdir():
                fsops.remove_tree(place)

    def _kept(self, digests: Iterable[str]) -> set[str]:
        """The names beside these materials: one look into each folder, not one at each file."""
        one_of_each = {digest[:2]: digest for digest in digests}.values()
        folders = [self.path(digest).parent for digest in one_of_each]
        return {name for folder in folders for name in _names_in(folder)}

    def _take_in_one(self, staged: Path, target: Path) -> None:
        if not staged.is_file():
            raise StorageError(
                f"暂存的材料文件不见了（{staged.name[:8]}），没有接收。请重新读取报送材料后再接收。"
            )
        fsops.make_folder(target.parent)
        fsops.make_read_only(staged)
        fsops.rename_into_place(staged, target, durable=False)


def _names_in(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries}
