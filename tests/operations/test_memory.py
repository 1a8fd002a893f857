"""What a machine remembers outside the round, and what happens where that is damaged or gone."""

from pathlib import Path

import pytest

from meihao_desktop.db.backup import verify_backup
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.panel import Role
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.operations import (
    adopt_copy,
    back_up_round,
    begin_round,
    collate_sheets,
    memory,
)
from meihao_desktop.operations.context import Witness
from tests.support.formal_rounds import Bench, a_formal_plan, told
from tests.support.rounds import OBSERVER, SteppingClock, a_new_round

DAMAGES = (b"", b"{}", b"not json", b'{"guard":"none","machine":"M","secret":"zz"}')


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "评审")


@pytest.fixture(params=DAMAGES)
def damaged(bench: Bench, own_home: Path, request: pytest.FixtureRequest) -> Path:
    """The number of this machine can no longer be read."""
    assert bench.folder.is_dir()
    file = own_home / "keys" / "machine.json"
    file.write_bytes(request.param)
    return file


def test_the_head_is_remembered_at_close_and_found_again(bench: Bench) -> None:
    with bench.opened() as context:
        bench.sit(context)
        head = context.store.audit_log.head()
    with bench.opened() as context:
        known = memory.recalled(context.store)
        assert (known.seq, known.head) >= head
        assert known.machine == memory.machine_id()


def test_a_damaged_memory_is_no_memory(bench: Bench, own_home: Path) -> None:
    (file,) = (own_home / "heads").iterdir()
    file.write_bytes(b"{")
    with bench.opened() as context:
        assert memory.recalled(context.store) == memory.Memory()
        assert told(context) == ""


def test_where_the_machine_forgot_its_number_a_round_is_only_read_and_says_what_to_do(
    bench: Bench, damaged: Path, tmp_path: Path
) -> None:
    with bench.opened() as context:
        assert str(damaged) in told(context)
        assert "请从备份恢复这个文件" in told(context)
        assert "移到别处再重新打开" in told(context)
        bench.sit(context)
        assert context.somebody().has(Role.SECRETARY)
        assert collate_sheets.secretary_desk(context).experts
        with pytest.raises(RuleViolation, match="读不出来"):
            begin_round.advance(context)
        (tmp_path / "U盘").mkdir()
        exported = back_up_round.export_confirmed(context, tmp_path / "U盘")
        assert verify_backup(exported).is_sound
        assert back_up_round.at_close(context) is None


def test_with_the_file_moved_away_two_people_adopt_the_round(bench: Bench, damaged: Path) -> None:
    damaged.rename(damaged.with_suffix(".damaged"))
    with bench.opened() as context:
        assert "来自其他电脑" in told(context)
        bench.sit(context)
        witness = Witness(person=OBSERVER, pin=bench.pins[OBSERVER])
        adopt_copy.adopt(context, "本机密钥文件损坏", witness)
        begin_round.advance(context)
    with bench.opened() as context:
        assert told(context) == ""


def test_with_the_file_back_in_its_place_nothing_has_happened(bench: Bench, own_home: Path) -> None:
    file = own_home / "keys" / "machine.json"
    kept = file.read_bytes()
    file.write_bytes(b"damaged")
    with bench.opened() as context:
        bench.sit(context)
    file.write_bytes(kept)
    with bench.opened() as context:
        assert told(context) == ""


def test_a_rehearsal_goes_on_and_is_closed_all_the_same(tmp_path: Path, own_home: Path) -> None:
    context = a_new_round(tmp_path / "演练")
    (own_home / "keys" / "machine.json").write_bytes(b"damaged")
    begin_round.advance(context)
    assert "读不出来" in begin_round.warning(context)
    begin_round.close_round(context)
    assert context.store.is_closed


def test_no_new_round_begins_on_a_machine_without_its_number(
    bench: Bench, damaged: Path, tmp_path: Path
) -> None:
    assert bench.folder.is_dir()
    assert damaged.is_file()
    with pytest.raises(MeihaoError, match="读不出来"):
        begin_round.create_round(tmp_path / "新", a_formal_plan(), SteppingClock())
    assert not (tmp_path / "新").exists()
    with pytest.raises(WrongSecret):
        memory.machine_id()
