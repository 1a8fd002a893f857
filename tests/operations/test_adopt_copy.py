"""A copy from another computer or an older one is read only until two people adopt it."""

import shutil
from pathlib import Path

import pytest

from meihao_desktop.db.errors import ReadOnlyRound
from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import adopt_copy, begin_round, identify_person, score_estate
from meihao_desktop.operations.context import Witness
from tests.support.formal_rounds import Bench, a_formal_plan, told
from tests.support.rounds import (
    CHAIR,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    a_new_round,
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "评审")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """From here on the program runs on another computer."""
    home = tmp_path / "another-home"
    monkeypatch.setenv("MEIHAO_HOME", str(home))
    return home


def test_the_round_opens_as_ever_on_its_own_computer(bench: Bench) -> None:
    for _ in range(2):
        with bench.opened() as context:
            assert told(context) == ""
            assert not begin_round.overview(context).is_read_only


def test_a_copy_on_another_computer_is_read_only_and_says_so(bench: Bench, elsewhere: Path) -> None:
    assert not elsewhere.exists()
    with bench.opened() as context:
        assert "来自其他电脑" in told(context)
        bench.sit(context)
        assert begin_round.overview(context).is_read_only
        with pytest.raises(RuleViolation, match="来自其他电脑"):
            begin_round.advance(context)
        assert not context.may(Act.ADVANCE_ROUND)
        with pytest.raises(ReadOnlyRound, match="来自其他电脑"), context.transaction("anything"):
            pass
        assert context.store.audit_log.verify().is_sound


def test_an_older_copy_put_back_is_read_only_and_says_how_much_older(bench: Bench) -> None:
    older = bench.copied("旧")
    with bench.opened() as context:
        bench.sit(context)
        begin_round.advance(context)
        seq, _ = context.store.audit_log.head()
    with bench.opened(older) as context:
        assert f"本机记得第 {seq} 号" in told(context)
    with bench.opened() as context:
        assert told(context) == ""


def test_another_copy_that_went_its_own_way_is_read_only(bench: Bench) -> None:
    other = bench.copied("另一份")
    with bench.opened() as context:
        bench.sit(context)
    with Store.open(other) as store:
        for _ in range(9):
            with store.transaction("elsewhere", actor="P01", at=SteppingClock().now()):
                pass
    with bench.opened(other) as context:
        assert "不是同一份" in told(context)


def test_looking_at_a_copy_does_not_make_it_the_one_that_is_remembered(bench: Bench) -> None:
    older = bench.copied("旧")
    with bench.opened() as context:
        bench.sit(context)
        begin_round.advance(context)
    for _ in range(2):
        with bench.opened(older) as context:
            assert "较旧的副本" in told(context)
            bench.sit(context)


def test_a_wrong_pin_is_counted_on_a_copy_too(bench: Bench, elsewhere: Path) -> None:
    assert not elsewhere.exists()
    with bench.opened() as context:
        wrong = "000000" if bench.pins[SECRETARY] != "000000" else "111111"
        with pytest.raises(RuleViolation, match="PIN"):
            identify_person.log_in(context, SECRETARY, wrong)
        record = context.store.panels.pin(SECRETARY)
        assert record is not None
        assert record.failed_tries == 1


def test_two_people_make_a_copy_writable_and_it_is_logged(bench: Bench, elsewhere: Path) -> None:
    assert not elsewhere.exists()
    with bench.opened() as context:
        bench.sit(context)
        assert adopt_copy.may_adopt(context)
        assert {person.id for person in adopt_copy.witnesses(context)} == {OBSERVER, CHAIR}
        witness = Witness(person=OBSERVER, pin=bench.pins[OBSERVER])
        adopt_copy.adopt(context, "原电脑损坏", witness)
        assert told(context) == ""
        last = context.store.audit_log.events()[-1]
        assert last.event == "adopt_copy"
        assert last.detail["reason"] == "原电脑损坏"
        assert last.detail["witness"] == OBSERVER
        assert last.detail["machine"] != last.detail["from_machine"]
        begin_round.advance(context)
        assert context.phase is Phase.RECEIVING
    with bench.opened() as context:
        assert told(context) == ""


def test_the_computer_it_came_from_then_sees_a_copy(
    bench: Bench, own_home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = bench.copied("搬到新电脑")
    assert not elsewhere.exists()
    with bench.opened(moved) as context:
        bench.sit(context)
        witness = Witness(person=CHAIR, pin=bench.pins[CHAIR])
        adopt_copy.adopt(context, "换电脑", witness)
    monkeypatch.setenv("MEIHAO_HOME", str(own_home))
    with bench.opened(moved) as context:
        assert "来自其他电脑" in told(context)


def test_nobody_adopts_alone_or_without_a_reason(bench: Bench, elsewhere: Path) -> None:
    assert not elsewhere.exists()
    with bench.opened() as context:
        with pytest.raises(RuleViolation, match="请先登录"):
            adopt_copy.adopt(context, "原电脑损坏")
        bench.sit(context)
        with pytest.raises(RuleViolation, match="两人在场"):
            adopt_copy.adopt(context, "原电脑损坏")
        with pytest.raises(RuleViolation, match="理由"):
            adopt_copy.adopt(context, " ")
        own = Witness(person=SECRETARY, pin=bench.pins[SECRETARY])
        with pytest.raises(RuleViolation, match="两人在场"):
            adopt_copy.adopt(context, "原电脑损坏", own)
        assert "来自其他电脑" in told(context)


def test_before_a_panel_is_convened_the_secretary_adopts_with_a_reason(
    tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(own_home))
    context, pin = begin_round.create_round(tmp_path / "r", a_formal_plan(), SteppingClock())
    begin_round.close_round(context)
    monkeypatch.setenv("MEIHAO_HOME", str(elsewhere))
    context = begin_round.open_round(tmp_path / "r", SteppingClock())
    identify_person.log_in(context, SECRETARY, pin)
    assert adopt_copy.witnesses(context) == ()
    adopt_copy.adopt(context, "在家里准备，带到单位")
    assert told(context) == ""
    with pytest.raises(RuleViolation, match="不是副本"):
        adopt_copy.adopt(context, "再来一次")
    begin_round.close_round(context)


def test_a_rehearsal_is_only_warned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_round.close_round(a_new_round(tmp_path / "r"))
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "another-home"))
    context = begin_round.open_round(tmp_path / "r", SteppingClock())
    assert told(context) == ""
    assert "演练可以继续" in begin_round.warning(context)
    begin_round.close_round(context)


def test_a_memory_that_lags_behind_or_is_unreadable_raises_no_alarm(
    bench: Bench, own_home: Path
) -> None:
    (memory,) = (own_home / "heads").iterdir()
    older = memory.read_bytes()
    with bench.opened() as context:
        bench.sit(context)
        begin_round.advance(context)
    memory.write_bytes(older)  # as a crash before the closing leaves it
    with bench.opened() as context:
        assert told(context) == ""
    memory.write_bytes(b"{broken")
    with bench.opened() as context:
        assert told(context) == ""


@pytest.mark.parametrize("name", ["OneDrive", "我的坚果云", "百度网盘同步空间"])
def test_a_real_round_is_neither_begun_nor_opened_in_a_synchronised_folder(
    bench: Bench, tmp_path: Path, name: str
) -> None:
    place = tmp_path / name / "评审"
    with pytest.raises(StorageError, match=r"同步文件夹.*本机硬盘"):
        begin_round.create_round(place, a_formal_plan(), SteppingClock())
    assert not place.exists()
    shutil.copytree(bench.folder, place)
    with pytest.raises(StorageError, match="同步文件夹"):
        begin_round.open_round(place, SteppingClock())
    context = a_new_round(tmp_path / name / "演练")
    assert "同步文件夹" in begin_round.warning(context)
    begin_round.close_round(context)


def test_points_typed_into_a_copy_are_refused_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bench: Bench
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "another-home"))
    with bench.opened() as context:
        bench.sit(context)
        with pytest.raises(RuleViolation, match="来自其他电脑"):
            score_estate.set_remark(context, EstateId("C01-E01"), "好")
