"""Backups beside the round and at a second place: verified, thinned, and never in the way."""

import errno
from contextlib import suppress
from pathlib import Path

import pytest

from meihao_desktop.db.backup import verify_backup
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import back_up_round, begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.memory import recalled
from tests.operations.conftest import RoundIn
from tests.support.faults import FaultPlan, counted, faults
from tests.support.rounds import SECRETARY, sit


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.RECEIVING)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘"


def names(place: Path) -> list[str]:
    return sorted(file.name for file in place.iterdir())


def test_a_backup_without_a_second_place_is_kept_and_says_what_is_lacking(
    context: Context,
) -> None:
    done = back_up_round.back_up(context, "手动")
    assert verify_backup(done.path).head == context.store.audit_log.head()[1]
    assert done.second is None
    assert "还没有选第二处备份位置" in done.sentence


def test_the_second_place_gets_records_and_every_material_once(
    round_in: RoundIn, stick: Path
) -> None:
    context = round_in(Phase.SEALED)
    back_up_round.choose_place(context, stick)
    first = back_up_round.back_up(context, "手动")
    second = back_up_round.back_up(context, "再次")
    assert (first.copied_materials > 0, second.copied_materials) == (True, 0)
    assert second.second is not None
    assert verify_backup(second.second).is_sound
    kept = {f.name for f in (context.folder / "materials").rglob("*") if len(f.name) == 64}
    there = {f.name for f in (second.second.parent / "materials").rglob("*") if len(f.name) == 64}
    assert there == kept


def test_a_stick_that_is_not_there_is_told_and_costs_nothing(context: Context, stick: Path) -> None:
    back_up_round.choose_place(context, stick)
    stick.rmdir()
    done = back_up_round.back_up(context, "手动")
    assert done.path.is_file()
    assert "请插好 U 盘" in done.fault
    desk = back_up_round.backup_desk(context)
    assert (desk.place, desk.is_place_there) == (stick, False)


def test_a_full_stick_is_told_and_the_backup_beside_the_round_stays(
    context: Context, stick: Path
) -> None:
    back_up_round.choose_place(context, stick)
    job = back_up_round.take(context, "手动")
    with faults(counted()) as plan:
        back_up_round.keep(job)
    for step in range(1, len(plan.steps) + 1):
        with faults(FaultPlan(step, errno.ENOSPC)), suppress(StorageError):
            back_up_round.keep(job)
        for file in (context.folder / "backups").iterdir():
            assert file.suffix != ".db" or verify_backup(file).is_sound
    assert back_up_round.keep(job).fault == ""


def test_the_place_is_remembered_until_another_is_chosen(context: Context, stick: Path) -> None:
    assert back_up_round.second_place(context.store) is None
    back_up_round.choose_place(context, stick)
    assert back_up_round.backup_desk(context).place == stick
    back_up_round.choose_place(context, None)
    assert back_up_round.backup_desk(context).place is None


def test_the_second_place_is_not_the_round_itself(context: Context) -> None:
    with pytest.raises(RuleViolation, match="不能放在评审目录里面"):
        back_up_round.choose_place(context, context.folder / "backups")


def test_only_seals_and_phases_ask_for_a_backup(context: Context) -> None:
    seq, _ = context.store.audit_log.head()
    with context.transaction("anything"):
        pass
    assert not back_up_round.is_due(context, seq)
    with context.transaction("submit_sheet"):
        pass
    assert back_up_round.is_due(context, seq)
    assert not back_up_round.is_due(context, seq + 2)


def test_old_backups_are_thinned_out_at_both_places(context: Context, stick: Path) -> None:
    back_up_round.choose_place(context, stick)
    for number in range(12):
        with context.transaction("anything"):
            pass
        done = back_up_round.back_up(context, f"第{number}次")
    assert done.second is not None
    for place in (context.folder / "backups", done.second.parent):
        kept = [name for name in names(place) if name.endswith(".db")]
        assert len([name for name in kept if "-收件-" in name]) == 7
    assert any("-筹备-" in name for name in names(context.folder / "backups"))


def test_closing_backs_up_what_was_written_since_and_nothing_else(context: Context) -> None:
    with context.transaction("anything"):
        pass
    done = back_up_round.at_close(context)
    assert done is not None
    assert "-收件-关闭.db" in done.path.name
    assert back_up_round.at_close(context) is None


def test_a_backup_takes_down_the_head_outside_the_folder(context: Context) -> None:
    back_up_round.back_up(context, "手动")
    known = recalled(context.store)
    assert (known.seq, known.head) == context.store.audit_log.head()


def test_what_was_confirmed_can_be_exported_from_a_failing_disk(
    round_in: RoundIn, stick: Path
) -> None:
    context = round_in(Phase.SEALED)
    sit(context, SECRETARY)
    head = context.store.audit_log.head()[1]
    kept = back_up_round.export_confirmed(context, stick)
    assert verify_backup(kept).head == head
    assert any((kept.parent / "materials").rglob("*"))
    with pytest.raises(RuleViolation, match="另一块磁盘"):
        back_up_round.export_confirmed(context, context.folder)


def test_going_on_needs_room_on_the_disk(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(begin_round, "LEAST_FREE_BYTES", 1 << 60)
    monkeypatch.setattr(begin_round, "blockers", lambda _dossier: ())
    with pytest.raises(StorageError, match="磁盘空间不足"):
        begin_round.advance(context)
    assert context.phase is Phase.RECEIVING
