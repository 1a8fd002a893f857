"""The ladder of schema versions; a step that has shipped is never edited, only followed."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x4D48_5053  # "MHPS", 美好家园评审
ROUND = Migrations("round")

FIRST_TABLES = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY, prev_hash TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE review_round (
    id INTEGER PRIMARY KEY CHECK (id = 1), title TEXT NOT NULL, year INTEGER NOT NULL,
    bureau TEXT NOT NULL, mode TEXT NOT NULL, phase TEXT NOT NULL, rules TEXT NOT NULL
) STRICT;
CREATE TABLE rubric (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE county (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    county_department TEXT NOT NULL
) STRICT;
CREATE TABLE submission (
    county TEXT NOT NULL REFERENCES county (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL, source_name TEXT NOT NULL, container TEXT NOT NULL,
    digest TEXT NOT NULL, received_at TEXT NOT NULL, received_by TEXT NOT NULL,
    shared_materials TEXT NOT NULL, findings TEXT NOT NULL, file_count INTEGER NOT NULL,
    total_size INTEGER NOT NULL, PRIMARY KEY (county, version)
) STRICT;
CREATE TABLE estate (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL,
    county TEXT NOT NULL REFERENCES county (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, summary_facts TEXT NOT NULL, application_form TEXT,
    materials TEXT NOT NULL, submission_version INTEGER NOT NULL
) STRICT;
CREATE TABLE person (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
    unit TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, "group" TEXT NOT NULL
) STRICT;
CREATE TABLE pin (
    person TEXT PRIMARY KEY REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    phc_hash TEXT NOT NULL, failed_tries INTEGER NOT NULL, locked_until TEXT
) STRICT;
CREATE TABLE recusal (
    expert TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    estate TEXT NOT NULL REFERENCES estate (id) DEFERRABLE INITIALLY DEFERRED,
    interest TEXT NOT NULL, basis TEXT NOT NULL, status TEXT NOT NULL, declared_at TEXT NOT NULL,
    decided_by TEXT, decided_at TEXT, decision_reason TEXT NOT NULL, PRIMARY KEY (expert, estate)
) STRICT;
CREATE TABLE veto (
    estate TEXT NOT NULL REFERENCES estate (id) DEFERRABLE INITIALLY DEFERRED,
    ground TEXT NOT NULL, happened_on TEXT NOT NULL, document TEXT NOT NULL,
    confirmed_by TEXT NOT NULL, confirmed_at TEXT NOT NULL, PRIMARY KEY (estate, ground)
) STRICT;
CREATE TABLE score_sheet (
    expert TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    estate TEXT NOT NULL REFERENCES estate (id) DEFERRABLE INITIALLY DEFERRED,
    revision INTEGER NOT NULL, status TEXT NOT NULL, remark TEXT NOT NULL,
    material_version INTEGER NOT NULL, abstain_reason TEXT NOT NULL, digest TEXT NOT NULL,
    submitted_at TEXT, seconds_spent INTEGER NOT NULL, reopen_reason TEXT NOT NULL,
    PRIMARY KEY (expert, estate, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE score_cell (
    expert TEXT NOT NULL, estate TEXT NOT NULL, revision INTEGER NOT NULL, criterion TEXT NOT NULL,
    points INTEGER, reason TEXT NOT NULL, counts TEXT NOT NULL, pins TEXT NOT NULL,
    PRIMARY KEY (expert, estate, revision, criterion),
    FOREIGN KEY (expert, estate, revision) REFERENCES score_sheet (expert, estate, revision)
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE settlement (
    finding TEXT PRIMARY KEY, "where" TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL,
    actor TEXT NOT NULL, settled_at TEXT NOT NULL, "order" TEXT NOT NULL, votes TEXT NOT NULL
) STRICT;
CREATE TABLE printing (
    id INTEGER PRIMARY KEY, paper TEXT NOT NULL, subject TEXT NOT NULL, check_code TEXT NOT NULL,
    printed_at TEXT NOT NULL, actor TEXT NOT NULL, event_seq INTEGER NOT NULL
) STRICT
"""

# Triggers come in pairs, and one more stands before INSERT: with ``INSERT OR REPLACE`` the old
# row goes without an UPDATE, and without a DELETE unless recursive_triggers is on.
EVENT_GUARDS = {
    "event_no_update": "BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, '记录不能修改'); END",
    "event_no_delete": "BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, '记录不能删除'); END",
    "event_next_only": """BEFORE INSERT ON event
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
        BEGIN SELECT RAISE(ABORT, '记录只能接在最后'); END""",
}
SEALED = """(SELECT status FROM score_sheet AS s WHERE s.expert = {0}.expert
        AND s.estate = {0}.estate AND s.revision = {0}.revision) <> 'DRAFT'"""
SEALED_GUARDS = {
    f"score_cell_sealed_{act.lower()}": f"""BEFORE {act} ON score_cell
        WHEN {SEALED.format("OLD" if act == "DELETE" else "NEW")}
        BEGIN SELECT RAISE(ABORT, '评分表已提交，得分不能修改'); END"""
    for act in ("INSERT", "UPDATE", "DELETE")
}
SHEET_GUARDS = {
    "score_sheet_no_delete": """BEFORE DELETE ON score_sheet
        BEGIN SELECT RAISE(ABORT, '评分表不能删除'); END""",
    "score_sheet_sealed_update": """BEFORE UPDATE ON score_sheet
        WHEN OLD.status <> 'DRAFT' AND (NEW.status = 'DRAFT' OR
            (OLD.expert, OLD.estate, OLD.revision, OLD.remark, OLD.material_version,
             OLD.abstain_reason, OLD.digest, OLD.submitted_at, OLD.reopen_reason) IS NOT
            (NEW.expert, NEW.estate, NEW.revision, NEW.remark, NEW.material_version,
             NEW.abstain_reason, NEW.digest, NEW.submitted_at, NEW.reopen_reason))
        BEGIN SELECT RAISE(ABORT, '评分表已提交，不能修改'); END""",
}


IDENTITY_TABLES = """
    CREATE TABLE signing_key (
        fingerprint TEXT PRIMARY KEY, purpose TEXT NOT NULL, owner TEXT NOT NULL,
        machine TEXT NOT NULL, algorithm TEXT NOT NULL, public_key TEXT NOT NULL,
        made_at TEXT NOT NULL, retired_at TEXT
    ) STRICT;
    CREATE TABLE certificate (
        fingerprint TEXT NOT NULL REFERENCES signing_key (fingerprint), body TEXT NOT NULL,
        issuer TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (fingerprint, issuer)
    ) STRICT;
    CREATE TABLE key_change (
        fingerprint TEXT PRIMARY KEY REFERENCES signing_key (fingerprint),
        replaced TEXT NOT NULL UNIQUE REFERENCES signing_key (fingerprint), cause TEXT NOT NULL,
        reason TEXT NOT NULL, replaced_by TEXT NOT NULL, witness TEXT NOT NULL,
        replaced_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sheet_signature (
        expert TEXT NOT NULL, estate TEXT NOT NULL, revision INTEGER NOT NULL,
        digest TEXT NOT NULL, fingerprint TEXT NOT NULL, signature TEXT NOT NULL,
        signed_at TEXT NOT NULL, PRIMARY KEY (expert, estate, revision)
    ) STRICT;
    CREATE TABLE ink_signature (
        paper TEXT NOT NULL, subject TEXT NOT NULL, check_code TEXT NOT NULL,
        signer TEXT NOT NULL, noted_by TEXT NOT NULL, noted_at TEXT NOT NULL,
        refusal TEXT NOT NULL, witness TEXT NOT NULL,
        PRIMARY KEY (paper, subject, check_code, signer)
    ) STRICT;
    CREATE TABLE seat (
        round_id TEXT PRIMARY KEY, event_key TEXT NOT NULL, pack_serial INTEGER NOT NULL,
        pack_digest TEXT NOT NULL, expert TEXT NOT NULL, taken_at TEXT NOT NULL,
        own TEXT NOT NULL
    ) STRICT;
    CREATE TABLE pack_out (
        serial INTEGER PRIMARY KEY, digest TEXT NOT NULL, content TEXT NOT NULL,
        made_by TEXT NOT NULL, made_at TEXT NOT NULL, place TEXT NOT NULL
    ) STRICT;
    CREATE TABLE bundle_in (
        digest TEXT PRIMARY KEY, expert TEXT NOT NULL, serial INTEGER NOT NULL,
        machine TEXT NOT NULL, fingerprint TEXT NOT NULL, pack_serial INTEGER NOT NULL,
        log_seq INTEGER NOT NULL, log_head TEXT NOT NULL, jumps INTEGER NOT NULL,
        made_at TEXT NOT NULL, received_at TEXT NOT NULL, state TEXT NOT NULL,
        opened_at TEXT, reason TEXT NOT NULL, marks TEXT NOT NULL
    ) STRICT;
    CREATE TABLE bundle_out (
        serial INTEGER PRIMARY KEY, digest TEXT NOT NULL, content TEXT NOT NULL,
        handed_at TEXT NOT NULL, letter TEXT NOT NULL
    ) STRICT;
    CREATE TABLE absence (
        expert TEXT PRIMARY KEY, reason TEXT NOT NULL, noted_by TEXT NOT NULL,
        noted_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE recorded_term (
        estate TEXT NOT NULL REFERENCES estate (id) DEFERRABLE INITIALLY DEFERRED,
        number INTEGER NOT NULL, kind TEXT NOT NULL, amount TEXT NOT NULL, reason TEXT NOT NULL,
        document TEXT NOT NULL, dated_on TEXT NOT NULL, recorded_by TEXT NOT NULL,
        confirmed_by TEXT NOT NULL, recorded_at TEXT NOT NULL, phase TEXT NOT NULL,
        withdrawn_by TEXT NOT NULL, withdrawal_confirmed_by TEXT NOT NULL, withdrawn_at TEXT,
        withdrawal_reason TEXT NOT NULL, PRIMARY KEY (estate, number)
    ) STRICT;
    CREATE TABLE archive (
        digest TEXT PRIMARY KEY, place TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL,
        log_seq INTEGER NOT NULL, log_head TEXT NOT NULL, fingerprint TEXT NOT NULL,
        result_digest TEXT NOT NULL, parts TEXT NOT NULL, materials INTEGER NOT NULL,
        materials_size INTEGER NOT NULL, materials_digest TEXT NOT NULL
    ) STRICT;
    CREATE TABLE self_check (
        number INTEGER PRIMARY KEY, made_by TEXT NOT NULL, made_at TEXT NOT NULL,
        items TEXT NOT NULL, exceptions TEXT NOT NULL
    ) STRICT
"""


@ROUND()
def first_tables(db: Database) -> None:
    """Version 1: the event log, the tables that mirror it, and their guards."""
    for statement in FIRST_TABLES.split(";\n"):
        db.execute(statement)
    for name, body in {**EVENT_GUARDS, **SEALED_GUARDS, **SHEET_GUARDS}.items():
        db.execute(f"CREATE TRIGGER {name} {body}")


@ROUND()
def earlier_rounds(db: Database) -> None:
    """Version 2: what is remembered of earlier rounds, and what a later version changed."""
    db.execute("""
        CREATE TABLE earlier_round (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER NOT NULL,
            has_result TEXT NOT NULL, estates TEXT NOT NULL
        ) STRICT
    """)
    db.execute("ALTER TABLE submission ADD COLUMN differences TEXT")


@ROUND()
def backgrounds_of_people(db: Database) -> None:
    """Version 3: what is compared to find interests, and how each member sits on the panel."""
    for column in ("background", "seat"):
        db.execute(f"ALTER TABLE person ADD COLUMN {column} TEXT NOT NULL DEFAULT '{{}}'")


@ROUND()
def elections_and_deputies(db: Database) -> None:
    """Version 4: how the chair was elected, and who stands in for whoever must stand back."""
    db.execute("""
        CREATE TABLE chair_election (
            number INTEGER PRIMARY KEY, polls TEXT NOT NULL, held_at TEXT NOT NULL,
            recorded_by TEXT NOT NULL
        ) STRICT
    """)
    for column in ("deputy", "successor"):
        db.execute(f"ALTER TABLE recusal ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@ROUND()
def hearings_and_lots(db: Database) -> None:
    """Version 5: hearings of far-off scores; what lots, approvals and agreed figures rest on."""
    db.execute("""
        CREATE TABLE hearing (
            finding TEXT PRIMARY KEY, "where" TEXT NOT NULL, sentence TEXT NOT NULL,
            notified_by TEXT NOT NULL, notified_at TEXT NOT NULL, answer TEXT,
            statement TEXT NOT NULL, answered_at TEXT, revision INTEGER NOT NULL,
            confirmed_by TEXT NOT NULL, votes TEXT NOT NULL, voted_at TEXT
        ) STRICT
    """)
    for column in ("approval", "seed", "witness"):
        db.execute(f"ALTER TABLE settlement ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE settlement ADD COLUMN agreed TEXT")


@ROUND()
def declarations_and_mentions(db: Database) -> None:
    """Version 6: what experts declared, and the names found in the materials of each estate."""
    db.execute("""
        CREATE TABLE declaration (
            expert TEXT PRIMARY KEY REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
            declared_at TEXT NOT NULL, estates TEXT NOT NULL, answers TEXT NOT NULL
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE name_search (
            estate TEXT PRIMARY KEY REFERENCES estate (id) DEFERRABLE INITIALLY DEFERRED,
            stamp TEXT NOT NULL, mentions TEXT NOT NULL, unread INTEGER NOT NULL,
            searched_at TEXT NOT NULL
        ) STRICT
    """)


@ROUND()
def identity_and_exchange(db: Database) -> None:
    """Version 7: keys and what they signed, packs and bundles on sticks, checks before a meeting.

    Private keys never stand in the records: they lie in the home of the program.
    """
    for statement in IDENTITY_TABLES.split(";\n"):
        db.execute(statement)
    db.execute("ALTER TABLE pin DROP COLUMN locked_until")  # waits follow from the wrong tries
    for column, usual in (("token", "''"), ("slip", "''"), ("issued_by", "'[]'")):
        db.execute(f"ALTER TABLE pin ADD COLUMN {column} TEXT NOT NULL DEFAULT {usual}")
    db.execute("ALTER TABLE pin ADD COLUMN issued_at TEXT")
    db.execute("ALTER TABLE score_sheet ADD COLUMN open_criteria TEXT NOT NULL DEFAULT '[]'")
    for column in ("unfilled", "unfilled_by"):
        db.execute(f"ALTER TABLE recusal ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for table in ("certificate", "key_change", "sheet_signature"):
        for act in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, '签名和证书不能改动'); END"
            )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps from an empty file to the newest schema; the version is how many were taken."""

    migrations: Migrations
    version: int

    def climb(self, db: Database) -> None:
        """Take every step that is missing; the caller holds the transaction around all of them."""
        self.migrations.apply(db)
        if (taken := len(self.migrations.applied(db))) != self.version:
            raise RuntimeError(f"version {self.version} was reached in {taken} steps")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {self.version}")


LADDER = Ladder(ROUND, version=7)


def schema_digest(db: Database) -> str:
    """SHA-256 over the text of every table, index and trigger."""
    rows: list[Any] = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY type, name"
    ).fetchall()
    return sha256("\n".join("|".join(map(str, row)) for row in rows).encode()).hexdigest()
