"""The ladder of schemas: guards of version 1, the way up from it, and what stops it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from meihao_desktop.db.connection import connect, version
from meihao_desktop.db.errors import RecordsAltered, TooNew
from meihao_desktop.db.migrations import (
    APPLICATION_ID,
    LADDER,
    Ladder,
    backgrounds_of_people,
    declarations_and_mentions,
    earlier_rounds,
    elections_and_deputies,
    first_tables,
    hearings_and_lots,
    identity_and_exchange,
    schema_digest,
)
from meihao_desktop.db.store import Store
from meihao_desktop.domain.difference import Differences
from tests.db.rounds import a_store, meddle, score, unpack_round, writing
from tests.support.builders import a_sheet, an_earlier_round


def add_wish(db: Database) -> None:
    """A later version: one more column with a value, one more table."""
    db.execute("ALTER TABLE county ADD COLUMN wish TEXT NOT NULL DEFAULT '无'")
    db.execute("CREATE TABLE wish (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")


def fail_half_way(db: Database) -> None:
    """A later version that does not come about."""
    db.execute("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
    raise RuntimeError("half way")


def the_ladder_with(*steps: object) -> Ladder:
    migrations = Migrations("round")
    shipped = (
        first_tables, earlier_rounds, backgrounds_of_people, elections_and_deputies,
        hearings_and_lots, declarations_and_mentions, identity_and_exchange,
    )  # fmt: skip
    for step in (*shipped, *steps):
        migrations()(step)  # type: ignore[type-var]
    return Ladder(migrations, version=len(shipped) + len(steps))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    db = connect(tmp_path / "round.db", mode="rwc")
    with closing(db.conn):
        LADDER.climb(db)
        yield db


def test_first_tables_are_strict_and_bear_the_mark_of_the_program(empty: Database) -> None:
    ours = [table for table in empty.tables if not table.name.startswith("_")]
    assert len(ours) == 32
    assert [table.name for table in ours if not table.strict] == []
    assert version(empty) == LADDER.version
    assert empty.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_points_that_are_no_whole_hundredths_do_not_fit_the_table(empty: Database) -> None:
    row = "VALUES ('P01', 'C01-E01', 1, '1.1', 9.5, '', '', '')"
    with pytest.raises(sqlite3.IntegrityError, match="REAL value in INTEGER column"):
        empty.execute(f"INSERT INTO score_cell {row}")


@pytest.fixture
def with_event(empty: Database) -> Database:
    empty.execute("INSERT INTO event VALUES (1, 'a', 'b', '{}')")
    return empty


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{ }'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event VALUES (1, 'a', 'b', 'x')",
        "REPLACE INTO event VALUES (1, 'a', 'b', 'x')",
        "INSERT INTO event VALUES (1, 'a', 'b', 'x') ON CONFLICT (seq) DO UPDATE SET body = 'x'",
        "INSERT OR IGNORE INTO event VALUES (3, 'a', 'b', 'x')",
        "INSERT INTO event (prev_hash, hash, body) VALUES ('a', 'b', 'x')",
        "UPDATE OR REPLACE event SET seq = 2",
    ],
)
def test_an_event_can_only_be_added_after_the_last(with_event: Database, statement: str) -> None:
    for triggers in ("ON", "OFF"):  # the guard stands even where the pragma was forgotten
        with_event.execute(f"PRAGMA recursive_triggers = {triggers}")
        with pytest.raises(sqlite3.IntegrityError, match="记录"):
            with_event.execute(statement)
    assert with_event.execute("SELECT * FROM event").fetchall() == [(1, "a", "b", "{}")]


def test_the_replacing_ways_of_sqlite_utils_do_not_get_past_either(with_event: Database) -> None:
    table = with_event.table("event")
    row = {"seq": 1, "prev_hash": "a", "hash": "b", "body": "x"}
    for act in (
        lambda: table.insert(row, replace=True),
        lambda: table.upsert(row, pk="seq"),
        lambda: table.insert_all([row], replace=True, pk="seq"),
        lambda: table.delete(1),
        table.delete_where,
        lambda: table.update(1, {"body": "x"}),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="记录"):
            act()
    assert with_event.execute("SELECT body FROM event").fetchall() == [("{}",)]


SEALED = (
    "INSERT INTO score_sheet VALUES ('P', 'E', 1, 'SUBMITTED', '', 1, '', 'd', '', 0, '', '[]')"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score_cell SET points = 900",
        "DELETE FROM score_cell",
        "INSERT INTO score_cell VALUES ('P', 'E', 1, '1.2', 100, '', '', '')",
        "INSERT OR REPLACE INTO score_cell VALUES ('P', 'E', 1, '1.1', 900, '', '', '')",
        "DELETE FROM score_sheet",
        "UPDATE score_sheet SET status = 'DRAFT'",
        "UPDATE score_sheet SET digest = 'x'",
        "REPLACE INTO score_sheet VALUES ('P', 'E', 1, 'DRAFT', '', 1, '', '', '', 0, '', '[]')",
    ],
)
def test_a_sealed_sheet_stays_as_it_was_sealed(empty: Database, statement: str) -> None:
    empty.execute("PRAGMA foreign_keys = OFF")
    empty.execute("INSERT INTO score_cell VALUES ('P', 'E', 1, '1.1', 800, '', '', '')")
    empty.execute(SEALED)
    with pytest.raises(sqlite3.IntegrityError, match="评分表"):
        empty.execute(statement)
    assert empty.execute("SELECT points FROM score_cell").fetchall() == [(800,)]
    empty.execute("UPDATE score_sheet SET status = 'SIGNED'")


def test_the_schema_digest_sees_a_single_letter(empty: Database) -> None:
    before = schema_digest(empty)
    empty.execute("DROP TRIGGER event_no_delete")
    assert schema_digest(empty) != before


def test_a_round_climbs_with_backup_event_and_sound_log(folder: Path) -> None:
    with a_store(folder) as store:
        score(store, c1_1="7.5")
        known, (seq, _) = store.dossier(), store.audit_log.head()
    with Store.open(folder, ladder=the_ladder_with(add_wish)) as store:
        last = store.audit_log.events(seq)
        assert [(one.event, one.detail) for one in last] == [
            ("migrate", {"from": LADDER.version, "to": LADDER.version + 1})
        ]
        assert store.audit_log.verify().faults == ()
        assert store.dossier() == known
        with writing(store):
            store.score_sheets.save(a_sheet(2))
        assert store.audit_log.verify().faults == ()
    kept = folder / "backups" / f"{seq:06d}-before-version-{LADDER.version + 1}.db"
    restored = folder.with_name("恢复")
    restored.mkdir()
    (restored / "round.db").write_bytes(kept.read_bytes())
    with Store.open(restored) as store:
        assert store.dossier() == known
        assert store.audit_log.head()[0] == seq


def test_a_round_of_version_1_reads_as_it_was_and_can_be_worked_on(folder: Path) -> None:
    """The file was made by the program of that time."""
    unpack_round("version-1", folder)
    with Store.open(folder) as store:
        (submission,) = store.submissions.submissions()
        (photo,) = store.submissions.estates()[0].materials
        assert (submission.file_count, submission.differences) == (2, None)
        assert (photo.path, photo.look) == ("朗悦花园/大门.jpg", "")
        assert store.settings.review_round().rules.look_distance == 10
        assert store.earlier_rounds.all() == ()
        with writing(store):
            store.submissions.save(replace(submission, version=2, differences=Differences()))
            store.earlier_rounds.save(an_earlier_round())
        assert store.audit_log.verify().faults == ()
    assert [file.name[7:] for file in (folder / "backups").iterdir()] == [
        f"before-version-{LADDER.version}.db"
    ]


def test_a_round_of_a_newer_version_is_refused_and_left_alone(folder: Path) -> None:
    a_store(folder).close()
    Store.open(folder, ladder=the_ladder_with(add_wish)).close()
    before = (folder / "round.db").read_bytes()
    with pytest.raises(TooNew, match="由更新版本的程序建立"):
        Store.open(folder)
    assert (folder / "round.db").read_bytes() == before


def test_a_migration_that_fails_leaves_the_round_as_it_was(folder: Path) -> None:
    with a_store(folder) as store:
        head = store.audit_log.head()
    with pytest.raises(RuntimeError, match="half way"):
        Store.open(folder, ladder=the_ladder_with(add_wish, fail_half_way))
    with Store.open(folder) as store:
        assert store.audit_log.head() == head
        assert store.audit_log.verify().faults == ()


def test_an_altered_round_is_not_carried_over_into_a_new_schema(folder: Path) -> None:
    a_store(folder).close()
    meddle(folder, "UPDATE county SET name = '别处' WHERE id = 'C01'")
    with pytest.raises(RecordsAltered, match="记录校验未通过"):
        Store.open(folder, ladder=the_ladder_with(add_wish))
    assert list((folder / "backups").iterdir()) == []


def test_a_ladder_that_forgot_a_step_is_a_bug(tmp_path: Path) -> None:
    db = connect(tmp_path / "round.db", mode="rwc")
    with closing(db.conn), pytest.raises(RuntimeError, match=f"version {LADDER.version + 1}"):
        Ladder(LADDER.migrations, version=LADDER.version + 1).climb(db)
