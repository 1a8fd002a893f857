"""The audit log: whatever is changed behind its back is named in a sentence."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meihao_desktop.db.event_chain import GENESIS, chain_hash
from meihao_desktop.db.store import Store, verify_folder
from tests.db.rounds import a_store, faults_after, meddle, report_of, score, writing
from tests.support.builders import NOON, an_expert

SCHEMA = "数据表的结构（表、索引、触发器）与记录的不一致"


@pytest.fixture
def scored(store: Store) -> Store:
    score(store, c1_1="8", c1_2="9.6")
    score(store, c1_1="7.5", c1_2="9.6")
    return store


def test_the_log_tells_who_did_what_and_when(scored: Store) -> None:
    first, second, third, last = scored.audit_log.events()
    assert [one.seq for one in (first, second, third, last)] == [1, 2, 3, 4]
    assert (last.event, last.actor, last.at, last.subject) == ("score", "P90", NOON, "测试")
    assert (third.changes, last.changes) == (3, 1)
    assert scored.audit_log.events(since=3) == (last,)
    assert scored.audit_log.head() == (4, last.hash)


def test_a_sound_log_has_a_count_a_head_and_no_fault(folder: Path, scored: Store) -> None:
    head = scored.audit_log.head()[1]
    report = scored.audit_log.verify()
    assert (report.count, report.head, report.faults, report.is_sound) == (4, head, (), True)
    scored.close()
    assert verify_folder(folder) == report


def test_the_chain_can_be_checked_with_sha256_alone(scored: Store) -> None:
    rows = scored._db.execute("SELECT prev_hash, body, hash FROM event ORDER BY seq").fetchall()
    before = GENESIS
    for prev_hash, body, own in rows:
        assert prev_hash == before
        assert chain_hash(before, body) == own
        before = own


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE score_cell SET points = 950 WHERE criterion = '1.1'",
            (
                "专家01对“朗悦花园”的评分表（第 1 版）中 1.1 项的得分与记录不符："
                "分数现为“9.5 分”，按记录应为“7.5 分”。"
            ),
        ),
        (
            "DELETE FROM score_cell WHERE criterion = '1.2'",
            (
                "专家01对“朗悦花园”的评分表（第 1 版）中 1.2 项的得分按记录应当存在，"
                "数据表中却没有，可能已被删除。"
            ),
        ),
        (
            "INSERT INTO score_cell VALUES ('P02', 'C01-E01', 1, '1.1', 100, '', '', '')",
            (
                "专家02对“朗悦花园”的评分表（第 1 版）中 1.1 项的得分"
                "没有任何记录，可能是绕过程序加入的。"
            ),
        ),
        (
            "UPDATE person SET name = '专家99' WHERE id = 'P02'",
            "评审小组成员“专家02”与记录不符：姓名现为“专家99”，按记录应为“专家02”。",
        ),
        ("UPDATE review_round SET phase = 'FINAL'", "评审设置与记录不符：阶段现为“定稿”"),
        (
            "UPDATE estate SET position = 9 WHERE id = 'C01-E02'",
            "小区“长城二花园”与记录不符：次序现为“9”",
        ),
        (
            "UPDATE rubric SET body = replace(body, '满意度', '满意')",
            "评分标准与记录不符：内容被改动",
        ),
        ("DELETE FROM _sqlite_migrations", "数据格式版本按记录应当存在"),
        ("UPDATE event SET body = replace(body, '750', '950') WHERE seq = 4", "第 4 号记录（score"),
        ("UPDATE event SET hash = upper(hash) WHERE seq = 4", "第 4 号记录"),
        ("UPDATE event SET prev_hash = '0' WHERE seq = 3", "第 3 号记录与前一条记录衔接不上"),
        ("DELETE FROM event WHERE seq = 3", "第 2 号记录之后应是第 3 号，却是第 4 号"),
        ("DELETE FROM event WHERE seq = 1", "第 0 号记录之后应是第 1 号，却是第 2 号"),
        ("UPDATE event SET seq = 9 WHERE seq = 4", "第 3 号记录之后应是第 4 号，却是第 9 号"),
        ("UPDATE event SET body = 'x' WHERE seq = 4", "第 4 号记录的内容无法读取"),
        ("UPDATE event SET body = '[]' WHERE seq = 4", "第 4 号记录的内容无法读取"),
        ("CREATE TABLE spare (id INTEGER)", SCHEMA),
        (
            "CREATE INDEX fast ON score_cell (points)",
            SCHEMA,
        ),
        ("PRAGMA user_version = 9", SCHEMA),
    ],
)
def test_what_was_changed_behind_the_log_is_named(
    folder: Path, scored: Store, statement: str, said: str
) -> None:
    found = faults_after(folder, scored, statement)
    assert any(said in fault for fault in found), found


def test_two_experts_who_swapped_their_points_are_found(folder: Path, scored: Store) -> None:
    found = faults_after(
        folder, scored,
        "UPDATE score_cell SET points = 1710 - points WHERE criterion IN ('1.1', '1.2')",
    )  # fmt: skip
    assert len(found) == 2


def test_a_missing_guard_is_found(folder: Path, scored: Store) -> None:
    scored.close()
    with closing(sqlite3.connect(folder / "round.db")) as conn:
        conn.execute("DROP TRIGGER event_no_delete")
    assert any("触发器" in fault for fault in report_of(folder))


def test_an_event_rewritten_with_its_hash_still_breaks_the_next(
    folder: Path, scored: Store
) -> None:
    rows = scored._db.execute("SELECT prev_hash, body FROM event WHERE seq = 3").fetchone()
    body = rows[1].replace('"points":800', '"points":700')
    assert body != rows[1]
    own = chain_hash(rows[0], body)
    rewriting = f"UPDATE event SET body = '{body}', hash = '{own}' WHERE seq = 3"  # noqa: S608
    found = faults_after(folder, scored, rewriting)
    assert found == ("第 4 号记录与前一条记录衔接不上，前面的记录可能被改动或替换。",)


def test_a_tail_cut_off_with_its_rows_shows_in_the_head_that_was_printed(
    folder: Path, scored: Store
) -> None:
    printed = scored.audit_log.head()
    found = faults_after(
        folder, scored,
        "DELETE FROM event WHERE seq = 4",
        "UPDATE score_cell SET points = 800 WHERE criterion = '1.1'",
    )  # fmt: skip
    assert found == ()
    report = verify_folder(folder)
    assert (report.count, report.head) != printed
    assert report.count == 3


def test_a_flipped_bit_in_a_text_is_a_fault_and_no_crash(folder: Path, scored: Store) -> None:
    found = faults_after(
        folder, scored, "UPDATE person SET name = CAST(x'e4b8ff' AS TEXT) WHERE id = 'P02'"
    )
    assert any("已损坏" in fault for fault in found)


def test_a_file_whose_structure_is_broken_is_told_though_every_row_can_be_read(
    folder: Path, scored: Store
) -> None:
    scored.close()
    file = folder / "round.db"
    content = bytearray(file.read_bytes())
    content[39] ^= 4  # the number of free pages, in the head of the file
    file.write_bytes(content)
    assert any("数据文件的内部结构有损坏" in fault for fault in verify_folder(folder).faults)


def test_very_many_faults_are_cut_short(folder: Path, store: Store) -> None:
    with writing(store):
        for number in range(10, 99 + 30):
            store.panels.save_person(an_expert(number))
    found = faults_after(folder, store, "UPDATE person SET unit = '别处'")
    assert len(found) == 101
    assert found[-1] == "问题太多，后面的没有列出。"


def test_checking_a_folder_changes_nothing_in_it(folder: Path) -> None:
    a_store(folder).close()
    before = {place: place.stat().st_mtime_ns for place in folder.rglob("*")}
    content = (folder / "round.db").read_bytes()
    assert verify_folder(folder).is_sound
    assert {place: place.stat().st_mtime_ns for place in folder.rglob("*")} == before
    assert (folder / "round.db").read_bytes() == content


def test_what_a_crash_left_in_the_write_ahead_log_is_checked_as_well(
    folder: Path, scored: Store, tmp_path: Path
) -> None:
    copy = tmp_path / "crashed"
    shutil.copytree(folder, copy)
    assert (copy / "round.db-wal").stat().st_size > 0
    assert verify_folder(copy).head == scored.audit_log.head()[1]


def test_only_a_sound_round_opens(folder: Path) -> None:
    a_store(folder).close()
    meddle(folder, "UPDATE event SET body = body || ' ' WHERE seq = 2")
    assert verify_folder(folder).faults == (
        "第 2 号记录（fill 测试，P90）的内容与它的校验值不符，内容已被改动。",
    )


def test_a_schema_whose_text_turned_into_bytes_is_a_fault_and_no_crash(
    folder: Path, scored: Store
) -> None:
    scored.close()
    with closing(sqlite3.connect(folder / "round.db")) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_master SET name = CAST(name AS BLOB) WHERE name = 'event_no_delete'"
        )
        conn.commit()
    assert not verify_folder(folder).is_sound
