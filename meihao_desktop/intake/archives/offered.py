"""What a folder or an archive offers, before anybody has decided to take it in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.archives.zip_names import NameCoding
from meihao_desktop.intake.archives.zip_place import Packed
from meihao_desktop.intake.refusals import Objection


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One file: its name as shown, its declared size, how to read it, and what speaks against it.

    ``location`` is where it already lies as a file of its own, ``packed`` where in a zip.
    """

    path: str
    size: int
    open: Callable[[], BinaryIO]
    objection: Objection | None = None
    is_exact: bool = True
    location: Path | None = None
    packed: Packed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything one folder or archive offers, and how its kind and its names are called."""

    label: str
    files: tuple[Offered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How to open: where things may be unpacked, how names are read, who watches."""

    scratch: Path
    names: NameCoding
    watch: Watch

    def new_place(self) -> Path:
        """A name in the scratch folder that nothing bears yet."""
        taken = len(list(self.scratch.iterdir())) if self.scratch.exists() else 0
        return self.scratch / f"unpacked-{taken}"
