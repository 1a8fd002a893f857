"""The store: opens the folder of a round, holds its repositories and its one transaction."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from meihao_desktop import fsops
from meihao_desktop.db.archives import Archives
from meihao_desktop.db.audit_log import AuditLog, LogReport, verified
from meihao_desktop.db.backup import Snapshot, keep_snapshot, snapshot
from meihao_desktop.db.codec import Json
from meihao_desktop.db.connection import (
    FILE_NAME,
    PRAGMAS,
    closing_on_error,
    connect,
    opened_for_reading,
    pragma,
    require_intact,
    require_round,
    round_file,
    use_wal,
    version,
)
from meihao_desktop.db.earlier_rounds import EarlierRounds
from meihao_desktop.db.errors import (
    Damaged,
    RecordsAltered,
    already_a_round,
    disk_failed,
    explaining,
    read_only,
)
from meihao_desktop.db.event_chain import Heading
from meihao_desktop.db.exchanges import Exchanges
from meihao_desktop.db.hearings import Hearings
from meihao_desktop.db.interests import Interests
from meihao_desktop.db.journal import Journal, Restriction
from meihao_desktop.db.keys import Keys
from meihao_desktop.db.material_files import MaterialFiles
from meihao_desktop.db.migrations import LADDER, Ladder
from meihao_desktop.db.panels import Panels
from meihao_desktop.db.printings import Printings
from meihao_desktop.db.score_sheets import ScoreSheets
from meihao_desktop.db.self_checks import SelfChecks
from meihao_desktop.db.settings import Settings
from meihao_desktop.db.settlements import Settlements
from meihao_desktop.db.signatures import Signatures
from meihao_desktop.db.submissions import Submissions
from meihao_desktop.db.upgrade import migrate
from meihao_desktop.domain.backup_name import BackupName
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.panel import ReviewPanel
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.rubric import Rubric

SUBFOLDERS = ("materials", "exports", "backups", "staging")


class Store:
    """Everything that is kept of one round; made by ``create`` or ``open``."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.folder = folder
        self._db = db
        self._journal = journal = Journal(db, folder)
        self.heeding = journal.heeding
        self.settings = Settings(journal)
        self.submissions = Submissions(journal)
        self.panels = Panels(journal)
        self.score_sheets = ScoreSheets(journal)
        self.settlements = Settlements(journal)
        self.hearings = Hearings(journal)
        self.interests = Interests(journal)
        self.printings = Printings(journal)
        self.keys = Keys(journal)
        self.signatures = Signatures(journal)
        self.exchanges = Exchanges(journal)
        self.earlier_rounds = EarlierRounds(journal)
        self.self_checks = SelfChecks(journal)
        self.archives = Archives(journal)
        self.audit_log = AuditLog(journal, db, folder)
        self.material_files = MaterialFiles(folder)
        self.machine = ""
        self.is_closed = False
        self._dossier: tuple[int, Dossier] | None = None

    @classmethod
    def create(
        cls, folder: Path, review_round: ReviewRound, rubric: Rubric, *, actor: str, at: datetime
    ) -> Self:
        """Make the folder of a new round; it appears whole or not at all."""
        if (folder / FILE_NAME).exists():
            _clear_beginning(folder)
        is_new = not folder.exists()
        draft = folder / "staging" / "new-round"
        try:
            for name in SUBFOLDERS:
                fsops.make_folder(folder / name)
            fsops.remove_tree(draft)
            _build(fsops.make_folder(draft), review_round, rubric, actor=actor, at=at)
            fsops.rename_into_place(draft / FILE_NAME, folder / FILE_NAME)
        except BaseException:
            fsops.remove_tree(folder if is_new else draft)
            raise
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, ladder: Ladder = LADDER) -> Self:
        """Open a round for this program alone, checked, and brought up to the newest schema."""
        _require_writable(folder)
        db = connect(folder / FILE_NAME)
        with closing_on_error(db):
            require_round(db, folder, ladder)
            require_intact(db, folder)
            use_wal(db, folder)
            machine = _checked(db, folder, ladder)
            store = cls(db, folder)
            store.machine = machine
            store.material_files.clear_staging()
        return store

    @classmethod
    def view(cls, backup: Path, folder: Path, restriction: Restriction) -> Self:
        """A backup in the place of a round that cannot be opened; nothing of either is changed.

        A copy is opened, and all that is still written into it is lost with it.
        """
        place = folder / "staging" / "viewed"
        fsops.remove_tree(place)
        with backup.open("rb") as stream:
            fsops.copy_hashing(stream, fsops.make_folder(place) / FILE_NAME)
        db = connect(place / FILE_NAME)
        with closing_on_error(db):
            require_round(db, place, LADDER)
            require_intact(db, place)
            use_wal(db, place)
            machine = _checked(db, place, LADDER)
            viewed = cls(db, folder)
        viewed.machine = machine
        viewed.restrict(restriction)
        return viewed

    @property
    def restriction(self) -> Restriction | None:
        """Why nothing may be written now; ``None`` where all is well."""
        return self._journal.restriction

    def restrict(self, restriction: Restriction | None) -> None:
        """Refuse every event but those it names with its sentence; ``None`` lifts it."""
        self._journal.restriction = restriction

    @property
    def round_id(self) -> str:
        """The same for the secretary's round and for every seat that was made from it."""
        return self.keys.round_id()

    def close(self) -> None:
        """Let go of the folder; twice is no fault."""
        self.is_closed = True
        self._db.conn.close()

    def transaction(
        self,
        event: str,
        *,
        actor: str,
        at: datetime,
        subject: str = "",
        detail: Mapping[str, Json] | None = None,
    ) -> AbstractContextManager[None]:
        """One operation: everything written inside is kept with one event, or nothing is."""
        heading = Heading(event=event, actor=actor, at=at, subject=subject, detail=detail or {})
        return self._journal.recording(heading)

    def dossier(self) -> Dossier:
        """Everything known now, as one value; read anew only where something was written."""
        state = self._db.conn.total_changes
        if self._db.conn.in_transaction:  # it may yet be taken back
            return _read_dossier(self)
        if self._dossier is None or self._dossier[0] != state:
            self._dossier = (state, _read_dossier(self))
        return self._dossier[1]

    def backup(self, reason: str) -> Path:
        """A checked copy of the records under ``backups/``; it opens like any round."""
        return keep_snapshot(self.snapshot(reason), self.folder / "backups")

    def snapshot(self, reason: str) -> Snapshot:
        """The records of this moment in memory, for a backup written beside the window."""
        head = self.audit_log.head()
        name = BackupName.of(head[0], self.settings.review_round().phase, reason)
        return snapshot(self._db, self.folder, name.text, head)

    def pragmas(self) -> tuple[tuple[str, str, str], ...]:
        """Each setting of the database with what was asked for and what is read back."""
        asked = (*((name, str(value)) for name, _, value in PRAGMAS), ("journal_mode", "wal"))
        return tuple((name, value, str(pragma(self._db, name))) for name, value in asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def verify_folder(folder: Path) -> LogReport:
    """Check the log of a round without opening it for work; nothing in the folder is changed."""
    try:
        with opened_for_reading(folder) as db:
            require_round(db, folder, LADDER)
            return verified(db, folder)
    except Damaged as error:
        return LogReport(count=0, head="", faults=(str(error),))


@contextmanager
def reading(folder: Path) -> Iterator[Store | None]:
    """A round to be read and never written; none where its schema is not the newest."""
    with opened_for_reading(folder) as db:
        require_round(db, folder, LADDER)
        yield Store(db, folder) if version(db) == LADDER.version else None


def _checked(db: Database, folder: Path, ladder: Ladder) -> str:
    """Verified and brought up to the newest schema; gives the machine that the round lives on."""
    report = verified(db, folder)
    if report.faults:
        raise RecordsAltered(folder, report.faults)
    if version(db) < ladder.version:
        migrate(db, folder, ladder)
    return report.machine


def is_begun(folder: Path) -> bool:
    """Whether a round stands here that is more than the first step of a killed program."""
    if not (folder / FILE_NAME).exists():
        return False
    try:
        with opened_for_reading(folder) as db, explaining(folder):
            if "event" not in db.table_names():
                return True
            return db.execute("SELECT count(*) FROM event").fetchone() != (1,)
    except StorageError:
        return True


def _clear_beginning(folder: Path) -> None:
    """A round that nobody was entered in holds nothing; any other is never replaced."""
    if is_begun(folder):
        raise already_a_round(folder)
    fsops.remove_file(folder / f"{FILE_NAME}-wal")
    fsops.remove_file(folder / FILE_NAME)


def _build(
    draft: Path, review_round: ReviewRound, rubric: Rubric, *, actor: str, at: datetime
) -> None:
    db = connect(draft / FILE_NAME, mode="rwc")
    with closing(db.conn):
        use_wal(db, draft)
        journal = Journal(db, draft)
        with journal.recording(Heading(event="create_round", actor=actor, at=at)):
            LADDER.climb(db)
            settings = Settings(journal)
            settings.save_round(review_round)
            settings.save_rubric(rubric)
            journal.note_schema(LADDER.version, {})
        _lay_down(db, draft)


def _lay_down(db: Database, draft: Path) -> None:
    """Bring all of the log into the file itself, which is moved without it.

    Closing would do so too, but says nothing of a disk that refuses.
    """
    with explaining(draft):
        busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or (fsops.size_of(draft / f"{FILE_NAME}-wal") or 0) > 0:
        raise disk_failed(draft)


def _require_writable(folder: Path) -> None:
    file = round_file(folder)
    try:
        fsops.require_writable(folder)
    except fsops.NoWritePermission:
        raise read_only(folder) from None
    if not os.access(file, os.W_OK):
        raise read_only(folder)


def _read_dossier(store: Store) -> Dossier:
    latest, earlier = store.score_sheets.all()
    return Dossier(
        review_round=store.settings.review_round(),
        rubric=store.settings.rubric(),
        counties=store.submissions.counties(),
        submissions=store.submissions.submissions(),
        estates=store.submissions.estates(),
        panel=ReviewPanel(store.panels.people()),
        recusals=Recusals(store.panels.recusals()),
        declarations=store.interests.declarations(),
        name_searches=store.interests.searches(),
        vetoes=store.panels.vetoes(),
        terms=store.panels.terms(),
        elections=store.panels.elections(),
        sheets=latest,
        earlier_sheets=earlier,
        settlements=store.settlements.all(),
        hearings=store.hearings.all(),
        earlier_rounds=store.earlier_rounds.all(),
        round_id=store.round_id,
        event_key=store.keys.event_key(),
        event_keys=store.keys.event_keys(),
        key_changes=store.keys.changes(),
        ink_signatures=store.signatures.ink(),
        handovers=store.exchanges.handovers(),
        absences=store.exchanges.absences(),
        self_check=store.self_checks.latest(),
        archives=store.archives.all(),
    )
