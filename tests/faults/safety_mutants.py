"""What keeps the records safe, taken away piece by piece; each must turn a test red.

A row: the file, the text that stands in it once, what stands there instead, the tests that see it.
"""

# ruff: noqa: E501 -- a row is read best in one line
from typing import NamedTuple


class Mutant(NamedTuple):
    """One thing taken away."""

    file: str
    old: str
    new: str
    tests: str


CONNECTION, CHAIN = "tests/db/test_connection.py", "tests/db/test_audit_log.py"
LADDER, JOURNAL = "tests/db/test_migrations.py", "tests/db/test_store.py"
TAMPERS, BACKUP = "tests/faults/test_database_tampers.py", "tests/db/test_backup.py"
ENVELOPE, MANIFEST = "tests/exchange/test_envelope.py", "tests/exchange/test_manifest.py"
STICK, CANONICAL = "tests/exchange/test_stick.py", "tests/exchange/test_canonical.py"
KEYS, DOOR = "tests/exchange/test_signing_keys.py", "tests/operations/test_reception.py"
LETTER, LETTERS = "tests/exchange/test_letter.py", "tests/operations/test_letters.py"
BUNDLE, SHEETS = "tests/exchange/test_score_bundle.py", "tests/operations/test_exchange_sheets.py"
WITNESS, GUESSES = "tests/operations/test_witness.py", "tests/operations/test_guessing.py"
RESTORE, ROLES = "tests/operations/test_restore_round.py", "tests/domain/test_permission.py"
BY_WORD = "tests/operations/test_putback.py"
COPY, PINS = "tests/operations/test_adopt_copy.py", "tests/operations/test_pins.py"
FSOPS, SEATS = "tests/test_fsops.py", "tests/operations/test_take_seat.py"
FORGED = f"{DOOR} {SHEETS}"

MUTANTS = (
    Mutant("db/connection.py", '    ("locking_mode", "EXCLUSIVE", "exclusive"),\n', "", CONNECTION),
    Mutant("db/connection.py", '    ("trusted_schema", "OFF", 0),\n', "", CONNECTION),
    Mutant("db/connection.py", '    ("cell_size_check", "ON", 1),\n', "", CONNECTION),
    Mutant("db/connection.py", '    ("foreign_keys", "ON", 1),\n', "", CONNECTION),
    Mutant("db/connection.py", '("recursive_triggers", "ON", 1)', '("recursive_triggers", "OFF", 0)', CONNECTION),
    Mutant("db/connection.py", '("mmap_size", "0", 0)', '("mmap_size", "1048576", 1048576)', CONNECTION),
    Mutant("db/connection.py", '("synchronous", "FULL", 2)', '("synchronous", "NORMAL", 1)', CONNECTION),
    Mutant("db/connection.py", 'pragma(db, "journal_mode = WAL")) != "wal"', '"wal") != "wal"', CONNECTION),
    Mutant("db/connection.py", "(found := pragma(db, name)) != read_back", "(found := read_back) != read_back", CONNECTION),
    Mutant("db/connection.py", 'pragma(db, "quick_check")) != "ok"', 'pragma(db, "quick_check")) == ""', f"{CONNECTION} {JOURNAL} tests/db/test_bit_flips.py"),
    Mutant("db/connection.py", "version(db) > ladder.version", "version(db) > ladder.version + 9", LADDER),
    Mutant("db/connection.py", 'pragma(db, "application_id") != APPLICATION_ID or ', "", f"{JOURNAL} {CONNECTION}"),
    Mutant("db/migrations.py", "SELECT RAISE(ABORT, '记录不能修改')", "SELECT 1", LADDER),
    Mutant("db/migrations.py", "SELECT RAISE(ABORT, '记录不能删除')", "SELECT 1", LADDER),
    Mutant("db/migrations.py", "SELECT RAISE(ABORT, '记录只能接在最后')", "SELECT 1", LADDER),
    Mutant("db/migrations.py", 'for act in ("INSERT", "UPDATE", "DELETE")', 'for act in ("UPDATE", "DELETE")', LADDER),
    Mutant("db/migrations.py", 'for act in ("INSERT", "UPDATE", "DELETE")', 'for act in ("INSERT", "DELETE")', LADDER),
    Mutant("db/migrations.py", 'for act in ("INSERT", "UPDATE", "DELETE")', 'for act in ("INSERT", "UPDATE")', LADDER),
    Mutant("db/migrations.py", "SELECT RAISE(ABORT, '评分表不能删除')", "SELECT 1", LADDER),
    Mutant("db/migrations.py", "SELECT RAISE(ABORT, '评分表已提交，不能修改')", "SELECT 1", LADDER),
    Mutant("db/migrations.py", 'for act in ("UPDATE", "DELETE"):', 'for act in ("DELETE",):', "tests/db/test_keys.py"),
    Mutant("db/migrations.py", 'for act in ("UPDATE", "DELETE"):', 'for act in ("UPDATE",):', "tests/db/test_keys.py"),
    Mutant("db/audit_log.py", "if seq != self.seq + 1:", "if seq == -1:", CHAIN),
    Mutant("db/audit_log.py", "if prev_hash != self.hash:", 'if prev_hash == "":', CHAIN),
    Mutant("db/audit_log.py", "if chain_hash(prev_hash, body) != hash_:", 'if hash_ == "":', CHAIN),
    Mutant("db/audit_log.py", 'if item["seq"] != seq:', 'if item["seq"] == -1:', TAMPERS),
    Mutant("db/audit_log.py", "if reading.schema != schema or", "if reading.schema is None or", CHAIN),
    Mutant("db/audit_log.py", " or db.execute(_MISNAMED).fetchone():", ":", "tests/db/test_bit_flips.py"),
    Mutant("db/audit_log.py", "yield from disagreements(reading.tables, tables_now(db))", "yield from ()", CHAIN),
    Mutant("db/audit_log.py", 'pragma(db, "integrity_check")) != "ok"', 'pragma(db, "integrity_check")) == ""', CHAIN),
    Mutant("db/journal.py", "if self.restriction is not None and heading.event not in self.restriction.still:", "if heading.event == '':", f"{JOURNAL} {COPY}"),
    Mutant("db/journal.py", "if isinstance(known, DiskFailed):", "if known is None:", JOURNAL),
    Mutant("db/journal.py", '            with self._explaining():\n                self._conn.execute("BEGIN IMMEDIATE")\n                yield\n', '            with self._explaining():\n                yield\n                self._conn.execute("BEGIN IMMEDIATE")\n', JOURNAL),
    Mutant("db/journal.py", "            if self._conn.in_transaction:\n                self._conn.rollback()", "            if self._conn.in_transaction:\n                self._conn.commit()", JOURNAL),
    Mutant("db/store.py", "    if report.faults:\n", "    if not report:\n", JOURNAL),
    Mutant("db/store.py", "        _require_writable(folder)\n", "", JOURNAL),
    Mutant("db/backup.py", "        _check(draft, taken.version, taken.head)\n", "", BACKUP),
    Mutant("db/backup.py", "        if last != head:\n", "        if last is None:\n", BACKUP),
    Mutant("db/upgrade.py", '    back_up(db, folder, f"{seq:06d}-before-version-{ladder.version}.db", journal.head)\n', "", LADDER),
    Mutant("db/material_files.py", "        if not DIGEST.fullmatch(digest):\n", "        if not digest:\n", "tests/db/test_material_files.py"),
    Mutant("exchange/signing_keys.py", "    except (InvalidSignature, ValueError):\n        return False", "    except (InvalidSignature, ValueError):\n        return True", KEYS),
    Mutant("exchange/signing_keys.py", 'b"meihao//" + kind.encode() + b"//1//" + body', 'b"meihao//" + body', KEYS),
    Mutant("exchange/envelope.py", "        refuse(Refusal.TRAILING, what=name)\n", "        pass\n", ENVELOPE),
    Mutant("exchange/envelope.py", "    if word != kind.word:\n", "    if not word:\n", ENVELOPE),
    Mutant("exchange/envelope.py", "    if int(version) != VERSION:\n", "    if int(version) < VERSION:\n", ENVELOPE),
    Mutant("exchange/envelope.py", "    if algorithm != ALGORITHM:\n", "    if not algorithm:\n", ENVELOPE),
    Mutant("exchange/envelope.py", "        refuse(Refusal.BAD_SIGNATURE, what=name)\n", "        pass\n", ENVELOPE),
    Mutant("exchange/envelope.py", ' or canonical(cast("Json", body)) != content:', ":", ENVELOPE),
    Mutant("exchange/canonical.py", "    if len(found) != len(pairs):\n", "    if len(found) > len(pairs):\n", CANONICAL),
    Mutant("exchange/canonical.py", '    raise ValueError(f"nested deeper than {MOST_NESTED}")\n', "    return\n", CANONICAL),
    Mutant("exchange/manifest.py", "                refuse(Refusal.EXTRA_FILE, what=what, name=place)\n", "                continue\n", MANIFEST),
    Mutant("exchange/manifest.py", "                refuse(Refusal.OTHER_SIZE, name=place)\n", "                pass\n", MANIFEST),
    Mutant("exchange/manifest.py", "            refuse(Refusal.FILE_MISSING, what=what, name=name)\n", "            pass\n", MANIFEST),
    Mutant("exchange/manifest.py", "    return fsops.digest_of(file, on_bytes) == entry.sha256\n", "    return True\n", f"{MANIFEST} {STICK}"),
    Mutant("exchange/manifest.py", "        refuse(Refusal.UNSAFE_NAME, name=str(name)[:60])\n", "        pass\n", MANIFEST),
    Mutant("exchange/review_pack.py", "    if is_unfinished(folder):\n", "    if not folder:\n", f"{SEATS} tests/operations/test_make_packs.py"),
    Mutant("exchange/stick.py", "    fsops.write_atomically(folder / MARKER, load.about)\n", "", STICK),
    Mutant("exchange/stick.py", "        if not is_whole(draft, entry, on_bytes):\n", "        if not draft:\n", STICK),
    Mutant("exchange/stick.py", "    fsops.remove_file(folder / name)\n", "", f"{STICK} tests/operations/test_make_packs.py"),
    Mutant("exchange/score_bundle.py", "        refuse(Refusal.OTHER_KEY, what=what)\n", "        pass\n", f"{BUNDLE} {FORGED}"),
    Mutant("exchange/score_bundle.py", " or signature.digest != sheet.digest:", ":", f"{BUNDLE} {FORGED}"),
    Mutant("exchange/score_bundle.py", "            refuse(Refusal.SHEET_UNSIGNED, what=what, name=name)\n", "            continue\n", f"{BUNDLE} {FORGED}"),
    Mutant("exchange/box_key.py", "        salt = bytes.fromhex(sender + receiver)\n", '        salt = b""\n', "tests/exchange/test_box_key.py"),
    Mutant("exchange/letter.py", "        refuse(Refusal.PLAIN_BUNDLE, what=what)\n", "        pass\n", LETTER),
    Mutant("exchange/letter.py", "    if len(content) > int(length):\n", "    if not content:\n", LETTER),
    Mutant("operations/letters.py", "        if letter.box not in self.known:\n", "        if not letter.box:\n", LETTERS),
    Mutant("operations/letters.py", "    if sha256(data).hexdigest() != digest:\n", "    if not digest:\n", SHEETS),
    Mutant("operations/exchange_sheets.py", "offer.letter if is_shut else offer.inner", "offer.inner", LETTERS),
    Mutant("operations/take_seat.py", "data = seal_letter(inner, box.public_key)", "data = inner", LETTERS),
    Mutant("operations/take_seat.py", "        if sha256(data).hexdigest() == last.letter:\n", "        if data:\n", LETTERS),
    Mutant("operations/witness.py", "failed_tries=record.failed_tries + 1", "failed_tries=record.failed_tries", GUESSES),
    Mutant("operations/witness.py", "    _refuse_while_closed(context, person, record)\n", "", GUESSES),
    Mutant("operations/witness.py", "    if witness.person == actor.id:\n", "    if not actor.id:\n", WITNESS),
    Mutant("operations/witness.py", " or not roles_on(context, person, *estates) & roles:", ":", WITNESS),
    Mutant("operations/reception.py", "    if bundle.round_id != counter.round_id:\n", "    if not bundle.round_id:\n", FORGED),
    Mutant("operations/reception.py", "    if bundle.mode is not review_round.mode:\n", "    if bundle.mode is None:\n", FORGED),
    Mutant("operations/reception.py", "    if bundle.pack_serial not in counter.packs:\n", "    if not bundle.pack_serial:\n", FORGED),
    Mutant("operations/reception.py", "        refuse(Refusal.WRONG_RUBRIC, what=what)\n", "        pass\n", FORGED),
    Mutant("operations/reception.py", "    if sheet.expert != bundle.expert:\n", "    if not sheet.expert:\n", FORGED),
    Mutant("operations/reception.py", "        refuse(Refusal.OTHER_SHEET_DIGEST, what=what, name=name)\n", "        pass\n", FORGED),
    Mutant("operations/exchange_sheets.py", "asked.public_key) != asked.proof:", 'asked.public_key) == "":', FORGED),
    Mutant("operations/putback.py", "    if report.faults:\n", "    if not report:\n", RESTORE),
    Mutant("operations/putback.py", "            if require_sound(backup) != store.audit_log.first_hash():\n", "            if not store:\n", RESTORE),
    Mutant("operations/restore_round.py", "    if asked.needs_witness and consent.witness is None:\n", "    if asked is None:\n", BY_WORD),
    Mutant("operations/restore_round.py", "    check_pin(context, consent.person, consent.pin)\n", "", BY_WORD),
    Mutant("operations/putback.py", "            carry_tries(store, ordered.tries, ordered.clock)\n", "", BY_WORD),
    Mutant("operations/memory.py", "    if store.machine and store.machine != here:\n", '    if store.machine == "":\n', COPY),
    Mutant("operations/memory.py", "    elif known.seq > seq:\n", "    elif known.seq < 0:\n", f"{COPY} {TAMPERS}"),
    Mutant("operations/memory.py", " and store.audit_log.hash_at(known.seq) != known.head:", " < 0:", f"{COPY} {TAMPERS}"),
    Mutant("operations/proof.py", "    if faults := proof(store).faults:\n", "    if faults := ():\n", TAMPERS),
    Mutant("domain/permission.py", "Act.SUBMIT_SHEET: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), EXPERT, CHAIR),", "Act.SUBMIT_SHEET: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), EXPERT, CHAIR, SECRETARY),", ROLES),
    Mutant("domain/permission.py", "Act.RETURN_ROUND: _allow(_between(Phase.RECEIVING, Phase.FINAL), CHAIR, OBSERVER),", "Act.RETURN_ROUND: _allow(_between(Phase.RECEIVING, Phase.FINAL), CHAIR, OBSERVER, SECRETARY),", ROLES),
    Mutant("domain/pin.py", "    locks_at: int = 10\n", "    locks_at: int = 11\n", GUESSES),
    Mutant("domain/pin.py", "    free_tries: int = 5\n", "    free_tries: int = 6\n", f"{GUESSES} {PINS}"),
    Mutant("fsops.py", '        _act("verify", path, lambda: _verify(draft, data))\n', "", FSOPS),
    Mutant("fsops.py", "    if target.exists():\n        raise explained(", "    if not target:\n        raise explained(", FSOPS),
)  # fmt: skip
