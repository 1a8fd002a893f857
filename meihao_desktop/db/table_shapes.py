"""What the file itself says of its tables: their keys, and the statements that follow from them."""

from collections.abc import Mapping
from typing import cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from meihao_desktop.db.event_chain import Change, Key

Scalar = str | int | None


class TableShapes:
    """Keys and statements of each table, asked for once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._keys: dict[str, tuple[str, ...]] = {}
        self._upserts: dict[tuple[str, ...], str] = {}

    def keys(self, table: str) -> tuple[str, ...]:
        """The columns of the primary key, in its order."""
        if table not in self._keys:
            self._keys[table] = tuple(cast("Table", self._db[table]).pks)
        return self._keys[table]

    def key(self, table: str, row: Mapping[str, Scalar]) -> Key:
        return tuple(cast("str | int", row[column]) for column in self.keys(table))

    def change(self, table: str, row: Mapping[str, Scalar]) -> Change:
        """The row as an event tells it: its key, and the columns beside the key."""
        keys = self.keys(table)
        rest = {column: value for column, value in row.items() if column not in keys}
        return table, self.key(table, row), rest

    def where(self, table: str) -> str:
        return " AND ".join(f'"{column}" = ?' for column in self.keys(table))

    def upsert(self, table: str, columns: tuple[str, ...]) -> str:
        """Never ``OR REPLACE``: that would remove the old row behind the back of the triggers."""
        signature = (table, *columns)
        if signature not in self._upserts:
            keys = self.keys(table)
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            named = ", ".join(f'"{column}"' for column in keys)
            rest = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in keys)
            self._upserts[signature] = (
                f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) '  # noqa: S608
                f"ON CONFLICT ({named}) DO UPDATE SET {rest}"
            )
        return self._upserts[signature]
