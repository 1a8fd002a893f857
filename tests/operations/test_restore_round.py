"""Restoring: only what was verified, only where nothing is lost, and always as a copy."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random  # noqa: TID251 - a seed, so that the same acts come again

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meihao_desktop.db.errors import ReadOnlyRound
from meihao_desktop.db.store import Store, verify_folder
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import (
    back_up_round,
    begin_round,
    restore_round,
    score_estate,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.db.rounds import a_store, meddle, writing
from tests.operations.conftest import RoundIn
from tests.support.builders import a_sheet
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    estates,
    score,
    sit,
)

MOMENTS = 500


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def test_backups_are_listed_with_moment_phase_and_head(context: Context) -> None:
    back_up_round.back_up(context, "手动")
    rows = restore_round.list_backups(context.folder)
    seq, head = context.store.audit_log.head()
    assert (rows[0].seq, rows[0].head, rows[0].phase) == (seq, head, "封存")
    assert isinstance(rows[0].at, datetime)
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    (context.folder / "backups" / "999999-评分-坏的.db").write_bytes(b"no")
    assert not restore_round.list_backups(context.folder)[0].is_readable


def test_a_backup_is_restored_into_an_empty_folder_with_its_materials(
    context: Context, tmp_path: Path
) -> None:
    done = back_up_round.back_up(context, "手动")
    dossier, head = context.store.dossier(), context.store.audit_log.head()[1]
    target = tmp_path / "恢复"
    assert restore_round.restore(done.path, target) is None
    assert verify_folder(target).head == head
    with Store.open(target) as store:
        assert store.dossier() == dossier
        for estate in dossier.estates:
            assert all(store.material_files.has(m.digest) for m in estate.materials)


def test_a_second_place_alone_is_enough(context: Context, tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    back_up_round.choose_place(context, tmp_path / "U盘")
    done = back_up_round.back_up(context, "手动")
    dossier = context.store.dossier()
    begin_round.close_round(context)
    shutil.rmtree(context.folder)
    assert done.second is not None
    restore_round.restore(done.second, context.folder)
    with Store.open(context.folder) as store:
        assert store.dossier() == dossier
        assert store.material_files.has(dossier.estates[0].materials[0].digest)


def test_a_folder_with_anything_else_in_it_is_refused(context: Context, tmp_path: Path) -> None:
    done = back_up_round.back_up(context, "手动")
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "别的.txt").write_text("x")
    with pytest.raises(RuleViolation, match="不是空文件夹"):
        restore_round.restore(done.path, tmp_path / "满")


def test_over_a_round_its_present_state_is_backed_up_before(context: Context) -> None:
    early = back_up_round.back_up(context, "手动").path
    with context.transaction("anything"):
        pass
    now = context.store.audit_log.head()[1]
    begin_round.close_round(context)
    kept = restore_round.restore(early, context.folder)
    assert kept is not None
    assert "恢复之前" in kept.name
    assert not restore_round.verify(kept)
    assert {row.head for row in restore_round.list_backups(context.folder)} >= {now}
    restored, _ = (verify_folder(context.folder), now)
    assert restored.head != now


def test_another_rounds_backup_does_not_replace_this_one(
    context: Context, round_in: RoundIn
) -> None:
    other = back_up_round.back_up(round_in(Phase.RECEIVING), "手动").path
    head = context.store.audit_log.head()[1]
    begin_round.close_round(context)
    with pytest.raises(RuleViolation, match="另一个评审"):
        restore_round.restore(other, context.folder)
    assert verify_folder(context.folder).head == head


def test_a_backup_that_was_meddled_with_is_not_restored(context: Context, tmp_path: Path) -> None:
    done = back_up_round.back_up(context, "手动")
    with closing(sqlite3.connect(done.path, isolation_level=None)) as conn:
        conn.execute("UPDATE estate SET name = '改名'")
    with pytest.raises(StorageError, match="没有通过校验"):
        restore_round.restore(done.path, tmp_path / "恢复")
    assert not (tmp_path / "恢复").exists()


def test_a_damaged_round_is_looked_at_through_its_last_good_backup(context: Context) -> None:
    backup = back_up_round.back_up(context, "手动").path
    with context.transaction("submit_sheet", subject="P03 C01-E01"):
        pass
    begin_round.close_round(context)
    meddle(context.folder, "UPDATE estate SET name = '改名'")
    damaged = (context.folder / "round.db").read_bytes()
    with pytest.raises(restore_round.DAMAGES) as refused:
        begin_round.open_round(context.folder, SteppingClock())
    rescue = restore_round.rescue(context.folder, str(refused.value))
    assert rescue is not None
    assert rescue.backup.path == backup
    (line,) = rescue.lost.lines
    assert line.endswith("秘书：提交评分表　专家01 朗悦花园")
    viewed = restore_round.view(rescue, SteppingClock())
    assert "只能查看" in rescue.sentence
    assert {e.name for e in viewed.store.submissions.estates()} >= {"朗悦花园"}
    with pytest.raises(ReadOnlyRound, match="数据已损坏"), viewed.transaction("anything"):
        pass
    begin_round.close_round(viewed)
    assert (context.folder / "round.db").read_bytes() == damaged


def test_a_damaged_round_is_restored_and_the_damaged_file_is_kept(context: Context) -> None:
    backup = back_up_round.back_up(context, "手动").path
    head = context.store.audit_log.head()[1]
    begin_round.close_round(context)
    (context.folder / "round.db").write_bytes(b"SQLite format 3\0" + b"x" * 8192)
    kept = restore_round.restore(backup, context.folder)
    assert kept is not None
    assert kept.read_bytes().endswith(b"x" * 8192)
    assert verify_folder(context.folder).head == head


def test_without_a_good_backup_there_is_nothing_to_offer(context: Context) -> None:
    begin_round.close_round(context)
    for file in (context.folder / "backups").iterdir():
        file.write_bytes(b"gone")
    assert restore_round.rescue(context.folder, "坏了") is None


@pytest.mark.sweep
def test_backups_of_five_hundred_random_moments_are_the_round_of_that_moment(
    context: Context, tmp_path: Path
) -> None:
    """One round is scored cell by cell; at random moments a backup is taken, and restored later."""
    begin_round.advance(context)
    chance = Random(20_251_122)  # noqa: S311 - nothing secret
    moments: dict[Path, tuple[Dossier, tuple[int, str]]] = {}
    while len(moments) < MOMENTS:
        act_at_random(context, chance)
        if chance.random() < 0.8:
            moments[context.store.backup("随机")] = (
                context.store.dossier(),
                context.store.audit_log.head(),
            )
    for number, (backup, (dossier, head)) in enumerate(moments.items()):
        target = tmp_path / "restored" / str(number)
        restore_round.restore(backup, target)
        with Store.open(target) as restored:  # chain, schema and replay are verified
            assert restored.dossier() == dossier
            assert restored.audit_log.head() == head
        shutil.rmtree(target)
    phases = {row.phase for row in restore_round.list_backups(context.folder)}
    assert phases >= {"封存", "评分", "汇总"}


def act_at_random(context: Context, chance: Random) -> None:
    """Points, a remark, a seal, a sheet opened again, a paper, or the way there and back."""
    expert, estate = chance.choice(EXPERTS), chance.choice(estates(context))
    sheet = context.store.score_sheets.get(expert, estate)
    act = chance.random()
    if context.phase is not Phase.SCORING or act < 0.02:
        turn_back_or_on(context)
        return
    if sheet is not None and sheet.status.is_sealed:
        sit(context, CHAIR)
        witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        score_estate.reopen(context, expert, estate, reason="笔误", witness=witness)
        return
    sit(context, expert)
    if act < 0.15:
        score(context, estate, 50, 30)
        score_estate.submit(context, estate, open_pin(expert))
    elif act < 0.4:
        score_estate.set_remark(context, estate, f"第{chance.randrange(1000)}条")
    else:
        score(context, estate, chance.randrange(1, 60))


def turn_back_or_on(context: Context) -> None:
    """Once everything is sealed the round goes on to be collated, and is sent back from there."""
    if context.phase is Phase.COLLATING:
        sit(context, CHAIR)
        witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        begin_round.return_to(context, Phase.SCORING, "补评", witness)
        return
    for expert in EXPERTS:
        sit(context, expert)
        for estate in estates(context):
            sheet = context.store.score_sheets.get(expert, estate)
            if sheet is None or not sheet.status.is_sealed:
                score(context, estate, 50, 30)
                score_estate.submit(context, estate, open_pin(expert))
    sit(context, SECRETARY)
    begin_round.advance(context)


@settings(max_examples=20)
@given(acts=st.lists(st.integers(0, 20), min_size=1, max_size=30), data=st.data())
def test_a_backup_of_any_moment_is_the_round_of_that_moment(
    tmp_path_factory: pytest.TempPathFactory, acts: list[int], data: st.DataObject
) -> None:
    """Some hundreds of moments in all; each is restored and must equal what was there then."""
    root = tmp_path_factory.mktemp("moments")
    moments = {}
    with a_store(root / "round") as store:
        for number, points in enumerate(acts):
            with writing(store, "score"):
                store.score_sheets.save(a_sheet(points={"1.1": f"{points / 4}"}))
            if data.draw(st.booleans(), label=f"backup after {number}"):
                moments[store.backup("随机")] = (store.dossier(), store.audit_log.head())
    for number, (backup, (dossier, head)) in enumerate(moments.items()):
        target = root / f"restored{number}"
        restore_round.restore(backup, target)
        with Store.open(target) as restored:
            assert restored.dossier() == dossier
            assert restored.audit_log.head() == head
            assert restored.audit_log.verify().is_sound
