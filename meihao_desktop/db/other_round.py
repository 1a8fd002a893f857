"""Reading the folder of another round: from a copy, so that nothing in it is ever changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.connection import FILE_NAME, opened_for_reading, require_round, round_file
from meihao_desktop.db.migrations import LADDER
from meihao_desktop.db.store import Store
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import StorageError


@dataclass(frozen=True, slots=True)
class OtherRound:
    """Everything known of another round; ``identity`` is the hash of its first event."""

    identity: str
    dossier: Dossier


def read_other_round(folder: Path, place: Path) -> OtherRound:
    """Copy the records into ``place``, check them, bring them up to date there, and read them.

    A round that another program has open, a damaged one and a folder that is none are refused.
    """
    with opened_for_reading(folder) as db:
        require_round(db, folder, LADDER)
    with _copied(folder, place) as store:
        return OtherRound(store.audit_log.first_hash(), store.dossier())


@contextmanager
def _copied(folder: Path, place: Path) -> Iterator[Store]:
    copy = fsops.make_folder(place / "other-round")
    try:
        for file in (round_file(folder), folder / f"{FILE_NAME}-wal"):
            if file.is_file():
                with file.open("rb") as stream:
                    fsops.copy_hashing(stream, copy / file.name)
        with Store.open(copy) as store:
            yield store
    except StorageError as error:  # the person knows the folder, not the copy
        raise StorageError(str(error).replace(str(copy), str(folder))) from error
    finally:
        fsops.remove_tree(copy)
