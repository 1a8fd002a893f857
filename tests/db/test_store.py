"""The store as a whole: making, opening, one transaction, and every refusal in a sentence."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.db.connection import PRAGMAS, pragma
from meihao_desktop.db.errors import (
    Damaged,
    DiskFailed,
    NotARound,
    ReadOnlyRound,
    RecordsAltered,
    WriteOutsideTransaction,
)
from meihao_desktop.db.store import Store, is_begun, verify_folder
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import ReviewPanel
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.fsops import AlreadyThere, DiskFull, FileInUse, NoWritePermission
from tests.db.rounds import a_store, in_child, meddle, report_of, score, writing
from tests.support.builders import (
    NOON,
    a_county,
    a_panel,
    a_recusal,
    a_round,
    a_rubric,
    a_settlement,
    a_sheet,
    a_veto,
    an_estate,
    an_expert,
    sealed,
)
from tests.support.faults import FaultPlan, counted, faults
from tests.support.full_disk import fail

TIE = Finding(severity=Severity.BLOCKING, code="tie", where=Where(), sentence="并列。")
OPEN = "import sys, pathlib; from meihao_desktop.db.store import Store, verify_folder\n"
OPEN += "from meihao_desktop.domain.errors import StorageError\n"
TRY = "try: print({}(pathlib.Path(sys.argv[1])))\nexcept StorageError as e: print(e)"


def test_a_new_round_is_a_folder_with_its_rooms(folder: Path, store: Store) -> None:
    assert sorted(place.name for place in folder.iterdir() if "-" not in place.name) == [
        "backups", "exports", "materials", "round.db", "staging",
    ]  # fmt: skip
    assert store.settings.review_round() == a_round()
    assert store.settings.rubric() == a_rubric()
    assert store.audit_log.events()[0].event == "create_round"


def test_everything_of_a_round_survives_closing(folder: Path) -> None:
    rubric = a_rubric()
    with a_store(folder) as store:
        with writing(store):
            store.panels.save_recusal(a_recusal(2))
            store.panels.save_veto(a_veto(2))
            store.score_sheets.save(a_sheet(points={"1.1": "7.5"}))
            store.score_sheets.save(sealed(a_sheet(3), rubric))
            store.settlements.save(a_settlement(TIE))
        before = store.dossier()
    with Store.open(folder) as store:
        assert store.dossier() == before
    assert before.panel == ReviewPanel(a_panel(3).people)
    assert before.recusals == Recusals((a_recusal(2),))
    assert before.vetoes == (a_veto(2),)
    assert [sheet.expert for sheet in before.sheets] == ["P01", "P03"]
    assert [county.id for county in before.counties] == ["C01", "C02"]


def test_every_pragma_reads_back_and_the_file_is_written_ahead(store: Store) -> None:
    for name, _, wanted in PRAGMAS:
        assert (name, pragma(store._db, name)) == (name, wanted)
    assert pragma(store._db, "journal_mode") == "wal"
    assert {name for name, _, _ in PRAGMAS} >= {
        "locking_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema",
        "cell_size_check", "mmap_size", "busy_timeout",
    }  # fmt: skip


def test_a_second_store_on_the_same_folder_is_refused_at_once(folder: Path, store: Store) -> None:
    with pytest.raises(FileInUse, match="评审目录已被另一个程序打开"):
        Store.open(folder)
    score(store, c1_1="5")
    assert store.audit_log.verify().is_sound


def test_a_second_program_is_refused_and_let_in_after_closing(folder: Path, store: Store) -> None:
    assert "已被另一个程序打开" in in_child(OPEN + TRY.format("Store.open"), str(folder))
    assert "已被另一个程序打开" in in_child(OPEN + TRY.format("verify_folder"), str(folder))
    store.close()
    assert "Store object" in in_child(OPEN + TRY.format("Store.open"), str(folder))


def test_closing_twice_is_no_fault(store: Store) -> None:
    store.close()
    store.close()


def test_a_failed_operation_leaves_nothing_behind_and_the_store_goes_on(store: Store) -> None:
    before, head = store.dossier(), store.audit_log.head()

    def interrupted() -> None:
        with writing(store):
            store.panels.save_person(an_expert(9))
            store.score_sheets.save(a_sheet(points={"1.1": "1"}))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert (store.dossier(), store.audit_log.head()) == (before, head)
    score(store, c1_1="8")
    assert store.audit_log.head()[0] == head[0] + 1
    assert store.audit_log.verify().faults == ()


def test_a_transaction_inside_another_is_a_bug_that_undoes_both(store: Store) -> None:
    head = store.audit_log.head()

    def nested() -> None:
        with writing(store):
            store.panels.save_person(an_expert(9))
            with writing(store):
                store.panels.save_person(an_expert(8))

    with pytest.raises(WriteOutsideTransaction):
        nested()
    assert store.audit_log.head() == head
    assert store.dossier().panel.person(an_expert(9).id) is None


def test_writing_outside_a_transaction_is_a_bug(store: Store) -> None:
    for act in (
        lambda: store.panels.save_person(an_expert(9)),
        lambda: store.panels.remove_person(an_expert(1).id),
        lambda: store.score_sheets.save(a_sheet()),
        lambda: store.settings.save_round(a_round(shortlist_size=4)),
    ):
        with pytest.raises(WriteOutsideTransaction):
            act()
    assert store.audit_log.verify().is_sound


def test_an_operation_that_changes_no_row_still_leaves_its_line(store: Store) -> None:
    with writing(store, "log_in", tries=1):
        store.settings.save_round(a_round())
    last = store.audit_log.events()[-1]
    assert (last.event, last.actor, last.at, last.changes) == ("log_in", "P90", NOON, 0)
    assert last.detail == {"tries": 1}


def test_a_float_in_the_detail_of_an_event_is_a_bug(store: Store) -> None:
    with pytest.raises(TypeError, match="float"), writing(store, points=[{"total": 9.5}]):
        pass
    assert store.audit_log.verify().is_sound


def test_the_dossier_is_read_anew_only_after_something_was_written(store: Store) -> None:
    before = store.dossier()
    assert store.dossier() is before
    with writing(store):
        store.submissions.save_county(a_county(7))
        assert len(store.dossier().counties) == len(before.counties) + 1
    after = store.dossier()
    assert len(after.counties) == len(before.counties) + 1


def test_what_a_failed_operation_saw_is_not_remembered(store: Store) -> None:
    before = store.dossier()

    def fail() -> None:
        with writing(store):
            store.submissions.save_county(a_county(7))
            assert store.dossier().counties != before.counties
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.dossier() == before


def test_a_person_with_scores_is_not_removed(store: Store) -> None:
    score(store, c1_1="8")
    with pytest.raises(StorageError, match="还被评分、回避等记录引用"), writing(store):
        store.panels.remove_person(an_expert(1).id)
    assert len(store.panels.people()) == 5
    assert store.audit_log.verify().is_sound


# -- what is not a round ------------------------------------------------------------------------


def test_a_folder_without_a_round_is_named(tmp_path: Path) -> None:
    for call in (Store.open, verify_folder):
        with pytest.raises(NotARound, match="不是评审目录"):
            call(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_file_is_not_taken_for_a_round_nor_touched(tmp_path: Path) -> None:
    file = tmp_path / "round.db"
    for content in (b"", b"PK\x03\x04" + bytes(9000), bytes(4096), _foreign_database(tmp_path)):
        file.write_bytes(content)
        with pytest.raises(NotARound, match="不是评审目录"):
            Store.open(tmp_path)
        assert file.read_bytes() == content


def _foreign_database(tmp_path: Path) -> bytes:
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY)")
        conn.execute("PRAGMA user_version = 1")
    return (tmp_path / "other.db").read_bytes()


def test_a_round_is_never_made_over_another(folder: Path, store: Store) -> None:
    store.close()
    before = (folder / "round.db").read_bytes()
    with pytest.raises(AlreadyThere, match="已有一个评审"):
        Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON)
    assert (folder / "round.db").read_bytes() == before


def test_a_round_that_a_killed_program_only_began_gives_way_to_the_next_try(folder: Path) -> None:
    Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON).close()
    assert not is_begun(folder)
    with Store.create(folder, a_round(), a_rubric(), actor="P91", at=NOON) as store:
        assert store.audit_log.events()[0].actor == "P91"
        with writing(store):
            store.submissions.save_county(a_county(1))
    assert is_begun(folder)


def test_a_log_that_could_not_be_brought_into_the_file_leaves_no_half_round(folder: Path) -> None:
    def refusing(step: str, path: Path) -> None:
        if step == "look" and path.name.endswith("-wal"):
            raise OSError(errno.EIO, "no more writing")

    with faults(refusing), pytest.raises(StorageError):
        Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON)
    assert not (folder / "round.db").exists()
    with Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON) as store:
        assert store.audit_log.verify().is_sound


def test_a_new_round_lies_whole_in_its_file_before_it_is_moved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[int] = []
    move = fsops.rename_into_place

    def looked_at(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(f"file:{source}?immutable=1", uri=True)) as file:
            moved.extend(file.execute("SELECT count(*) FROM event").fetchone())
        move(source, target)

    monkeypatch.setattr(fsops, "rename_into_place", looked_at)
    Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON).close()
    assert moved == [1]


def test_a_file_of_ours_without_its_log_is_never_replaced(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "round.db")) as file:
        file.execute("CREATE TABLE something (id INTEGER PRIMARY KEY)")
    assert is_begun(folder)


def test_a_broken_file_says_so_and_points_at_the_backups(folder: Path) -> None:
    with a_store(folder) as store:
        score(store, c1_1="8")
    file = folder / "round.db"
    sound = file.read_bytes()
    pages = len(sound) // 4096
    refused = 0
    for page in range(1, pages):
        file.write_bytes(sound[: page * 4096] + b"\xff" * 4096 + sound[(page + 1) * 4096 :])
        with pytest.raises((Damaged, RecordsAltered), match="backups"):
            Store.open(folder)
        refused += 1
    assert refused > 10
    file.write_bytes(sound)
    Store.open(folder).close()


def test_a_file_cut_short_is_refused(folder: Path) -> None:
    a_store(folder).close()
    file = folder / "round.db"
    file.write_bytes(file.read_bytes()[:-4096])
    with pytest.raises(Damaged, match="已损坏"):
        Store.open(folder)
    assert verify_folder(folder).faults != ()


def test_an_altered_round_is_not_opened_and_the_row_is_named(folder: Path) -> None:
    with a_store(folder) as store:
        score(store, c1_1="8")
    meddle(folder, "UPDATE score_cell SET points = 950")
    with pytest.raises(RecordsAltered, match=r"分数现为“9[.]5 分”，按记录应为“8 分”") as refusal:
        Store.open(folder)
    assert len(refusal.value.faults) == 1


# -- disks that refuse --------------------------------------------------------------------------


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that also a person without rights may enter; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


AS_NOBODY = "import os\nif os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"


@pytest.mark.skipif(os.name == "nt", reason="rights of a folder work otherwise")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_round_says_so_and_can_still_be_verified(reachable: Path, what: str) -> None:
    folder = reachable / "round"
    with a_store(folder) as store:
        count = store.audit_log.head()[0]
    for place in (folder, *folder.iterdir()):
        place.chmod(0o555 if place.is_dir() and what == "folder" else 0o777)
    (folder / "round.db").chmod(0o444 if what == "file" else 0o666)
    said = in_child(OPEN + AS_NOBODY + TRY.format("Store.open"), str(folder))
    assert "是只读的" in said
    assert "复制到本机硬盘" in said
    report = in_child(OPEN + AS_NOBODY + TRY.format("verify_folder"), str(folder))
    assert f"count={count}" in report
    assert "faults=()" in report


def test_a_full_disk_keeps_all_that_was_saved_and_saves_again_later(store: Store) -> None:
    score(store, c1_1="8")
    before = store.dossier()
    store._db.execute(f"PRAGMA max_page_count = {pragma(store._db, 'page_count')}")
    with pytest.raises(DiskFull, match="磁盘已满"):
        _write_much(store)
    assert store.dossier() == before
    assert store.audit_log.verify().faults == ()
    store._db.execute("PRAGMA max_page_count = 1000000")
    _write_much(store)
    assert store.audit_log.verify().faults == ()


def _write_much(store: Store) -> None:
    with writing(store):
        store.submissions.save_estates(
            [an_estate(number, name="长" * 400) for number in range(1, 200)]
        )


def test_no_room_at_any_step_of_making_a_round_leaves_no_round(tmp_path: Path) -> None:
    with faults(counted()) as plan:
        Store.create(tmp_path / "whole", a_round(), a_rubric(), actor="P90", at=NOON).close()
    struck = 0
    for step in range(1, len(plan.steps) + 1):
        folder = tmp_path / f"round{step}"
        with faults(FaultPlan(step, errno.ENOSPC)), pytest.raises(DiskFull, match="磁盘已满"):
            Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON).close()
        struck += 1
        if not (folder / "round.db").exists():
            Store.create(folder, a_round(), a_rubric(), actor="P90", at=NOON).close()
        assert report_of(folder) == ()
    assert struck > 5


def test_after_a_disk_error_nothing_more_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.dossier()
    with monkeypatch.context() as patch:
        fail(store, patch)
        with pytest.raises(DiskFailed, match="磁盘读写出错"):
            score(store, c1_1="8")
    with pytest.raises(ReadOnlyRound, match="另一块磁盘"):
        score(store, c1_1="8")
    assert store.dossier() == before


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, FileInUse, "已被另一个程序打开"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, NoWritePermission, "只读"),
        (sqlite3.SQLITE_FULL, DiskFull, "磁盘已满"),
        (sqlite3.SQLITE_IOERR_READ, DiskFailed, "磁盘读写出错"),
        (sqlite3.SQLITE_CORRUPT, Damaged, "已损坏"),
        (sqlite3.SQLITE_NOTADB, NotARound, "不是评审目录"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "打不开评审目录"),
    ],
)
def test_what_sqlite_refuses_becomes_a_sentence(
    store: Store, code: int, kind: type[StorageError], words: str
) -> None:
    error = sqlite3.OperationalError("planned")
    error.sqlite_errorcode = code
    with pytest.raises(kind, match=words), writing(store):
        raise error


def test_an_error_of_our_own_sql_is_no_sentence(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), writing(store):
        store._db.execute("SELECT * FROM absent")
    with writing(store):
        store.submissions.save_county(a_county(3))
