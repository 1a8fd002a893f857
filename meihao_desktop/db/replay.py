"""The tables as they stand, the tables as the events tell them, and where the two differ."""

from collections.abc import Iterable, Iterator
from typing import cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from meihao_desktop.db.codec import Json
from meihao_desktop.db.event_chain import Change, Key, Row

Rows = dict[Key, Row]
Tables = dict[str, Rows]

LABELS = {
    "review_round": "评审设置", "rubric": "评分标准", "county": "县（市、区）",
    "submission": "报送材料", "estate": "小区", "person": "评审小组成员", "pin": "PIN",
    "recusal": "回避", "veto": "一票否决", "recorded_term": "系数和扣分",
    "score_sheet": "评分表", "score_cell": "得分",
    "earlier_round": "往年评审", "chair_election": "组长推选", "declaration": "回避申报",
    "name_search": "材料比对", "settlement": "处理意见", "hearing": "异常评分说明",
    "printing": "打印记录", "signing_key": "公钥", "certificate": "证书",
    "sheet_signature": "评分表签名", "ink_signature": "签字登记", "seat": "评审包",
    "pack_out": "评审包发放", "bundle_in": "评分包接收", "bundle_out": "评分包交回",
    "absence": "缺席说明", "self_check": "会前自检",
    "archive": "归档",
    "_sqlite_migrations": "数据格式版本",
}  # fmt: skip


def tables_now(db: Database) -> Tables:
    """Every row of every table but the event log."""
    found: Tables = {}
    for name in db.table_names():
        if name != "event" and not name.startswith("sqlite_"):
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
    for table in dict.fromkeys((*told, *now)):
        wanted, found = told.get(table, {}), now.get(table, {})
        if wanted == found:
            continue
        label = LABELS.get(table, table)
        for key in sorted({*wanted, *found}, key=str):
            if (sentence := _row_fault(wanted.get(key), found.get(key))) is not None:
                yield f"{label}“{'/'.join(map(str, key))}”{sentence}"


def _rows_now(db: Database, name: str) -> Rows:
    table = cast("Table", db[name])
    columns = [column.name for column in table.columns]
    keys = table.pks
    chosen = [*keys, *(column for column in columns if column not in keys)]
    listed = ", ".join(f'"{column}"' for column in chosen)
    others, width = chosen[len(keys) :], len(keys)
    cursor = db.execute(f'SELECT {listed} FROM "{name}"')  # noqa: S608 -- names of our own schema
    return {
        tuple(row[:width]): dict(zip(others, row[width:], strict=True)) for row in cursor.fetchall()
    }


def _row_fault(wanted: Row | None, found: Row | None) -> str | None:
    if wanted == found:
        return None
    if found is None:
        return "按记录应当存在，数据表中却没有，可能已被删除。"
    if wanted is None:
        return "没有任何记录，可能是绕过程序加入的。"
    told = "；".join(
        f"{column} 现为 {_shown(found.get(column))}，按记录应为 {_shown(wanted.get(column))}"
        for column in dict.fromkeys((*wanted, *found))
        if found.get(column) != wanted.get(column)
    )
    return f"与记录不符：{told}。"


def _shown(value: str | int | None) -> str:
    text = "空" if value in (None, "") else str(value)
    return text if len(text) <= 40 else f"{text[:40]}……"
