"""Faults in the records are told in words: no name of a table or column, no code, no raw text."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.db.fault_words import COLUMNS, KINDS, OTHER, TABLES, Naming, structure_words
from meihao_desktop.db.replay import Tables, disagreements, tables_now
from meihao_desktop.db.store import Store
from tests.db.rounds import score

NAMING = Naming({"P03": "专家01", "C01-E01": "朗悦花园", "C01": "玉州区"})
SHEET = ("P03", "C01-E01", 2)
CODES = re.compile(r"[a-z]+_[a-z]+|\b[A-Z]{4,}\b|None|\{|\[")


def shape(folder: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(folder / "round.db")) as conn:
        names = [
            row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            name: [row[1] for row in conn.execute(f'PRAGMA table_info("{name}")')]
            for name in names
            if name != "event" and not name.startswith("sqlite_")
        }


def test_every_table_and_every_column_has_a_word(folder: Path, store: Store) -> None:
    store.close()
    found = shape(folder)
    assert sorted(found.keys() - TABLES.keys()) == []
    columns = {column for columns in found.values() for column in columns}
    assert sorted(columns - COLUMNS.keys()) == []
    assert {(table, column) for table, column in KINDS if column not in found[table]} == set()


def test_whatever_row_is_altered_the_sentence_holds_no_code(folder: Path, store: Store) -> None:
    """Every column of every row there is, emptied and replaced by the text of a program."""
    score(store, c1_1="8")
    told = tables_now(store._db)
    sentences = 0
    for table, rows in told.items():
        for key, row in rows.items():
            for column in row:
                for other in (None, "x", 7):
                    now: Tables = {**told, table: {**rows, key: {**row, column: other}}}
                    for sentence in disagreements(told, now):
                        sentences += 1
                        assert not CODES.search(sentence), (table, column, sentence)
    assert sentences > 100
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("table", "key", "wanted"),
    [
        ("score_sheet", SHEET, "专家01对“朗悦花园”的评分表（第 2 版）"),
        ("score_cell", (*SHEET, "1.1"), "专家01对“朗悦花园”的评分表（第 2 版）中 1.1 项的得分"),
        ("sheet_signature", SHEET, "专家01对“朗悦花园”的评分表（第 2 版）的签名"),
        ("recusal", ("P03", "C01-E01"), "回避“专家01/朗悦花园”"),
        ("submission", ("C01", 2), "报送材料“玉州区，第 2 版”"),
        ("review_round", (1,), "评审设置"),
        ("certificate", ("AB12", "CD34"), "密钥“AB12”的证书"),
        ("spare", (1,), "其他内容“1”"),
        ("score_cell", ("P03",), "得分“专家01”"),
    ],
)
def test_a_row_is_called_what_it_is_about(table: str, key: tuple[str | int], wanted: str) -> None:
    assert NAMING.row(table, key, None) == wanted


def test_a_key_is_told_by_its_owner_and_the_key_of_the_round_as_such() -> None:
    key = ("AB12",)
    assert NAMING.row("signing_key", key, {"owner": "P03"}) == "专家01的公钥“AB12”"
    assert NAMING.row("signing_key", key, {"owner": ""}) == "本轮评审的公钥“AB12”"


@pytest.mark.parametrize(
    ("table", "column", "found", "wanted", "told"),
    [
        ("signing_key", "owner", "P03", "P09", "持有人现为“专家01”，按记录应为“P09”"),
        ("score_cell", "points", 950, None, "分数现为“9.5 分”，按记录应为“空”"),
        ("score_sheet", "status", "DRAFT", "SUBMITTED", "状态现为“草稿”，按记录应为“已提交”"),
        ("person", "roles", '["EXPERT"]', "[]", "身份现为“专家”，按记录应为“空”"),
        ("review_round", "rules", '{"a":1}', '{"a":2}', "评审规则被改动"),
        ("pin", "phc_hash", "$argon2id$a", "$argon2id$b", "PIN 校验值被改动"),
        ("review_round", "title", "“家园”", "甲", "评审名称现为“‘家园’”，按记录应为“甲”"),
        ("rubric", "body", "{", "[1", "内容现为“{”，按记录应为“[1”"),
        ("estate", "spare", "1", "2", f"{OTHER}现为“1”，按记录应为“2”"),
        ("score_sheet", "submitted_at", "gone", None, "提交时间现为“gone”，按记录应为“空”"),
    ],
)
def test_a_column_is_told_in_words_and_its_value_as_people_see_it(
    table: str, column: str, found: str | int | None, wanted: str | int | None, told: str
) -> None:
    assert NAMING.change(table, column, found, wanted) == told


def test_digests_are_told_by_their_beginning() -> None:
    told = NAMING.change("score_sheet", "digest", "ab" * 32, "cd" * 32)
    assert told == f"校验值现为“{'AB' * 8}……”，按记录应为“{'CD' * 8}……”"


def test_what_sqlite_finds_is_told_by_number_and_place() -> None:
    found = "*** in database main ***\nTree 5 page 9 cell 3: 2nd reference\nPage 12: never used"
    assert structure_words(found) == "数据文件的内部结构有损坏（至少 2 处，从第 9 页起）"
    assert structure_words("freelist count") == "数据文件的内部结构有损坏（至少 1 处）"
