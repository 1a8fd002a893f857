"""The tables as they stand, the tables as the events tell them, and where the two differ."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from meihao_desktop.db.codec import Json
from meihao_desktop.db.event_chain import Change, Key, Row
from meihao_desktop.db.fault_words import Naming, naming

Rows = dict[Key, Row]
Tables = dict[str, Rows]


def tables_now(db: Database) -> Tables:
    """Every row of every table but the event log; a damaged name is no text, and no table."""
    found: Tables = {}
    for name in db.table_names():
        if isinstance(name, str) and name != "event" and not name.startswith("sqlite_"):
            found[name] = _rows_now(db, name)
    return found


def apply(tables: Tables, changes: Iterable[Json]) -> None:
    """Carry out the row changes of one event."""
    for table, key, row in changes:
        rows = tables.setdefault(table, {})
        if row is None:
            rows.pop(tuple(key), None)
        else:
            rows[tuple(key)] = row


def difference(before: Tables, now: Tables) -> list[Change]:
    """The row changes that lead from one to the other."""
    changes: list[Change] = []
    for table, rows in before.items():
        kept = now.get(table, {})
        changes.extend((table, key, None) for key in rows if key not in kept)
    for table, rows in now.items():
        known = before.get(table, {})
        changes.extend((table, key, row) for key, row in rows.items() if known.get(key) != row)
    return changes


def disagreements(told: Tables, now: Tables) -> Iterator[str]:
    """One sentence for each row that is not as the events tell it."""
    named = naming_of(told)
    for table in dict.fromkeys((*told, *now)):
        wanted, found = told.get(table, {}), now.get(table, {})
        if wanted == found:
            continue
        for key in sorted({*wanted, *found}, key=str):
            before, after = wanted.get(key), found.get(key)
            if (sentence := _row_fault(named, table, before, after)) is not None:
                yield f"{named.row(table, key, before or after)}{sentence}"


def naming_of(tables: Tables) -> Naming:
    """The names of people, counties and estates as these tables tell them."""
    places = {**tables.get("county", {}), **tables.get("estate", {})}
    return naming(tables.get("person", {}), places)


def _rows_now(db: Database, name: str) -> Rows:
    told = db.execute(f'PRAGMA table_info("{name}")').fetchall()
    columns = [column for _, column, *_ in told]
    keys = [column for _, column, *_, is_key in told if is_key] or ["rowid"]
    chosen = [*keys, *(column for column in columns if column not in keys)]
    listed = ", ".join(f'"{column}"' for column in chosen)
    others, width = chosen[len(keys) :], len(keys)
    cursor = db.execute(f'SELECT {listed} FROM "{name}"')  # noqa: S608 -- names of our own schema
    return {
        tuple(row[:width]): dict(zip(others, row[width:], strict=True)) for row in cursor.fetchall()
    }


def _row_fault(named: Naming, table: str, wanted: Row | None, found: Row | None) -> str | None:
    if wanted == found:
        return None
    if found is None:
        return "按记录应当存在，数据表中却没有，可能已被删除。"
    if wanted is None:
        return "没有任何记录，可能是绕过程序加入的。"
    told = "；".join(
        named.change(table, column, found.get(column), wanted.get(column))
        for column in dict.fromkeys((*wanted, *found))
        if found.get(column) != wanted.get(column)
    )
    return f"与记录不符：{told}。"
