"""Room is held back from the sealing on, given up by a full disk, and taken back when opened."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.db.connection import pragma
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import ballast, begin_round, score_estate
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support.builders import a_rehearsal, a_round
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import EXPERTS, SteppingClock, estates, sit


@pytest.fixture
def context(round_in: RoundIn) -> Iterator[Context]:
    context = round_in(Phase.SCORING)
    yield context
    begin_round.close_round(context)


def file_of(context: Context) -> Path:
    return context.folder / fsops.BALLAST


def fill_the_disk(context: Context) -> None:
    """The records may not grow by a single page."""
    database = context.store._db
    database.execute(f"PRAGMA max_page_count = {pragma(database, 'page_count')}")


def make_room(context: Context) -> None:
    context.store._db.execute("PRAGMA max_page_count = 1000000")


def test_nothing_is_held_back_while_submissions_come_in(round_in: RoundIn) -> None:
    assert not file_of(round_in(Phase.RECEIVING)).exists()


def test_the_room_is_there_before_the_first_score_without_any_self_check(context: Context) -> None:
    assert context.store.self_checks.latest() is None
    assert file_of(context).stat().st_size == ballast.REHEARSED_BYTES


def test_a_real_round_holds_back_sixty_four_megabytes() -> None:
    formal = a_round()
    assert ballast.size_for(formal) == fsops.BALLAST_BYTES == 64 * 1024 * 1024


def test_a_full_disk_gives_the_room_up_and_the_work_is_finished(context: Context) -> None:
    sit(context, EXPERTS[0])
    estate = estates(context)[0]
    fill_the_disk(context)
    with pytest.raises(fsops.DiskFull, match="已释放评审目录中的预留空间"):
        score_estate.set_remark(context, estate, "长" * 100_000)
    assert not file_of(context).exists()
    make_room(context)
    saved = score_estate.set_remark(context, estate, "长" * 100_000)
    assert context.store.score_sheets.get(EXPERTS[0], estate) == saved.sheet


def test_without_the_reserve_the_sentence_asks_to_clear_the_disk(context: Context) -> None:
    sit(context, EXPERTS[0])
    fsops.release(file_of(context))
    fill_the_disk(context)
    with pytest.raises(fsops.DiskFull, match="请清理磁盘空间"):
        score_estate.set_remark(context, estates(context)[0], "长" * 100_000)
    make_room(context)


def test_at_the_next_opening_the_room_is_held_back_again(context: Context) -> None:
    fsops.release(file_of(context))
    begin_round.close_round(context)
    again = begin_round.open_round(context.folder, SteppingClock())
    assert file_of(again).is_file()
    begin_round.close_round(again)


def test_a_disk_without_room_keeps_nobody_out(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_round = context.store.settings.review_round()
    fsops.release(file_of(context))
    with faults(FaultPlan(1, errno.ENOSPC, lasting=True)):
        assert not ballast.reserve(context.folder, review_round)
    monkeypatch.setattr(ballast.fsops, "free_bytes", lambda _folder: ballast.REHEARSED_BYTES)
    assert not ballast.reserve(context.folder, review_round)
    begin_round.close_round(context)
    again = begin_round.open_round(context.folder, SteppingClock())
    assert again.phase is Phase.SCORING
    begin_round.close_round(again)


def test_hold_back_takes_the_room_from_the_sealing_on_and_not_before(tmp_path: Path) -> None:
    for phase in (Phase.PREPARING, Phase.RECEIVING):
        ballast.hold_back(tmp_path, a_rehearsal(phase))
        assert not (tmp_path / fsops.BALLAST).exists()
    ballast.hold_back(tmp_path, a_rehearsal(Phase.SEALED))
    assert (tmp_path / fsops.BALLAST).stat().st_size == ballast.REHEARSED_BYTES


def bring_in(context: Context, name: str = "handed.bin") -> None:
    """An act that keeps a file beside the records in its transaction, as a bundle is kept."""
    with context.transaction("anything"):
        fsops.write_atomically(context.folder / name, b"x" * 100)


@pytest.mark.parametrize("step", [1, 2, 4])
def test_a_file_that_finds_no_room_beside_the_records_gives_the_room_up_too(
    context: Context, step: int
) -> None:
    with (
        faults(FaultPlan(step, errno.ENOSPC)),
        pytest.raises(fsops.DiskFull, match="已释放评审目录中的预留空间"),
    ):
        bring_in(context)
    assert not file_of(context).exists()
    bring_in(context)
    assert context.store.restriction is None


def test_a_disk_that_fails_beside_the_records_ends_all_writing(context: Context) -> None:
    head = context.store.audit_log.head()
    with faults(FaultPlan(1, errno.EIO)), pytest.raises(StorageError, match="导出当前已确认数据"):
        bring_in(context)
    with pytest.raises(StorageError, match="导出当前已确认数据"):
        bring_in(context)
    assert context.store.audit_log.head() == head
    assert not (context.folder / "handed.bin").exists()


def test_an_error_of_a_written_handle_is_known_by_the_file_that_was_meant(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system refuses at writing names no file of its own accord."""

    def refuse(*_whatever: object) -> None:
        raise OSError(errno.EIO, "no name")

    monkeypatch.setattr(fsops, "_write_all", refuse)
    with pytest.raises(StorageError, match="导出当前已确认数据"):
        bring_in(context)
    assert context.store.restriction is not None


def test_a_failing_stick_does_not_stop_the_round(context: Context, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with (
        faults(FaultPlan(1, errno.EIO)),
        pytest.raises(fsops.DeviceFailed),
        context.transaction("anything"),
    ):
        fsops.write_atomically(tmp_path / "stick" / "a", b"x")
    assert context.store.restriction is None
    bring_in(context)
