"""Somebody who has the archive, the event key and all the time in the world, and changes things."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from meihao_desktop import resources
from meihao_desktop.db.store import reading
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations.result import result_of

Json = Any
Body = dict[str, Any]


def verify(folder: Path, *paper: str) -> tuple[int, str]:
    """The stand-alone verifier in a process of its own, with nothing of the program in reach."""
    command = [sys.executable, "-I", str(resources.path("verifier", "verify.py")), str(folder)]
    done = subprocess.run([*command, *paper], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


class ArchiveForger:
    """One archive folder to be changed; ``resign`` makes the manifest fit again."""

    def __init__(self, folder: Path, key: SigningKey) -> None:
        self.folder = folder
        self.key = key

    def write(self, name: str, data: bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        if file.exists():
            file.chmod(0o644)
        file.write_bytes(data)

    def swap(self, one: str, other: str) -> None:
        first, second = (self.folder / one).read_bytes(), (self.folder / other).read_bytes()
        self.write(one, second)
        self.write(other, first)

    def names(self, folder: str) -> list[str]:
        return sorted(f"{folder}/{file.name}" for file in (self.folder / folder).iterdir())

    def manifest(self) -> Json:
        return json.loads((self.folder / "manifest.json").read_bytes())

    def resign(self, *, key: SigningKey | None = None, **told: Json) -> None:
        """The manifest again for what lies in the folder now; ``told`` replaces what it says."""
        files = [
            {
                "name": file.relative_to(self.folder).as_posix(),
                "size": file.stat().st_size,
                "sha256": sha256(file.read_bytes()).hexdigest(),
            }
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and not file.name.startswith("manifest.")
        ]
        result = sha256((self.folder / "result.json").read_bytes()).hexdigest()
        self.seal({**self.manifest(), "files": files, "result": result, **told}, key=key)

    def seal(self, manifest: Json, *, key: SigningKey | None = None) -> None:
        signer = key or self.key
        data = manifest if isinstance(manifest, bytes) else canonical(manifest)
        self.write("manifest.json", data)
        lines = ("meihao//archive//1//Ed25519", signer.public_key, signer.sign("archive", data), "")
        self.write("manifest.sig", "\n".join(lines).encode())

    def result(self, change: Callable[[Json], object]) -> None:
        """Another result.json, and a manifest that fits it."""
        told = json.loads((self.folder / "result.json").read_bytes())
        change(told)
        self.write("result.json", canonical(told))
        self.resign()

    def sql(self, statement: str, *words: object) -> None:
        """What any tool for SQLite can do to the file."""
        self.sql_many([(statement, words)])

    def sql_many(self, statements: Sequence[tuple[str, Sequence[object]]]) -> None:
        """Many statements; the triggers stand there again afterwards."""
        (self.folder / "round.db").chmod(0o644)
        with closing(sqlite3.connect(self.folder / "round.db")) as base:
            base.execute("PRAGMA foreign_keys = OFF")
            base.execute("PRAGMA synchronous = OFF")
            guards = base.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in guards:
                base.execute(f"DROP TRIGGER {name}")
            for statement, words in statements:
                base.execute(statement, words)
            for _, guard in guards:
                base.execute(guard)
            base.commit()

    def rows(self, query: str, *words: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "round.db")) as base:
            return base.execute(query, words).fetchall()

    def change_row(self, table: str, where: Mapping[str, object], **columns: object) -> None:
        """A row of a table, in the table only."""
        given = " AND ".join(f'"{name}" = ?' for name in where)
        changed = ", ".join(f'"{name}" = ?' for name in columns)
        self.sql(
            f'UPDATE "{table}" SET {changed} WHERE {given}',  # noqa: S608 -- our own words
            *columns.values(), *where.values(),
        )  # fmt: skip

    def rehash(self, change: Callable[[Body], object] = lambda _body: None) -> None:
        """Every event after a change of its body, and the whole chain anew from the first one."""
        before = "0" * 64
        statement = "UPDATE event SET prev_hash = ?, hash = ?, body = ? WHERE seq = ?"
        written: list[tuple[str, Sequence[object]]] = []
        for seq, text in self.rows("SELECT seq, body FROM event ORDER BY seq"):
            body = json.loads(text)
            change(body)
            told = canonical(body).decode()
            head = sha256(f"{before}{told}".encode()).hexdigest()
            written.append((statement, (before, head, told, seq)))
            before = head
        self.sql_many(written)

    def change_history(self, table: str, where: Mapping[str, object], **columns: object) -> None:
        """A row in the table and in every event that ever wrote it; the chain fits again."""
        self.change_row(table, where, **columns)
        key = list(where.values())

        def change(body: Body) -> None:
            for name, told, row in body["changes"]:
                if name == table and told == key and row is not None:
                    row.update(columns)

        self.rehash(change)

    def remove_history(self, table: str, where: Mapping[str, object]) -> None:
        """A row that never was."""
        given = " AND ".join(f'"{name}" = ?' for name in where)
        self.sql(f'DELETE FROM "{table}" WHERE {given}', *where.values())  # noqa: S608
        key = list(where.values())

        def change(body: Body) -> None:
            body["changes"] = [c for c in body["changes"] if c[:2] != [table, key]]

        self.rehash(change)

    def add_history(self, table: str, keys: int, **columns: object) -> None:
        """A row that was never written, told by the last event."""
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self.sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', *columns.values())  # noqa: S608
        ((last,),) = self.rows("SELECT max(seq) FROM event")
        key = list(columns.values())[:keys]
        row = dict(list(columns.items())[keys:])

        def change(body: Body) -> None:
            if body["seq"] == last:
                body["changes"].append([table, key, row])

        self.rehash(change)

    def settle_log(self, *, with_result: bool = False) -> None:
        """The manifest tells the new end of the log, the result too where it is made anew."""
        ((seq, head),) = self.rows("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        log = {"seq": seq, "head": head}
        about = self.manifest()["round"]
        if with_result:
            with reading(self.folder) as store:
                assert store is not None
                told = result_of(store)
            self.write("result.json", canonical(told))
            about = told["评审"]
        else:
            told = json.loads((self.folder / "result.json").read_bytes())
            told["留痕链末端"] = log
            self.write("result.json", canonical(told))
        self.resign(log=log, round=about)
