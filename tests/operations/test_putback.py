"""Restoring by people's word: what is lost is told, PINs are asked, and it is on record."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.db.store import Store, verify_folder
from meihao_desktop.domain.errors import RuleViolation, StorageError
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.operations import (
    back_up_round,
    begin_round,
    identify_person,
    memory,
    putback,
    restore_round,
    score_estate,
    verify_log,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.loss import Loss, restorings
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.restore_round import BackupRow, Consent, Rescue
from tests.db.rounds import meddle
from tests.operations.conftest import RoundIn
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


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


REASON = "误删了报送材料"


def consent(person: str, *, witness: str | None = None, reason: str = REASON) -> Consent:
    second = None if witness is None else Witness(person=PersonId(witness), pin=open_pin(witness))
    return Consent(person=PersonId(person), pin=open_pin(person), reason=reason, witness=second)


def newest(context: Context) -> BackupRow:
    return restore_round.list_backups(context.folder)[0]


def loss_now(context: Context, row: BackupRow) -> Loss:
    return restore_round.loss_job(context, row)(Watch())


def something_done(context: Context, remark: str = "很好") -> None:
    """A remark in the sheet of an expert, and the secretary is back."""
    sit(context, EXPERTS[1])
    score_estate.set_remark(context, estates(context)[0], remark)
    sit(context, SECRETARY)


@pytest.fixture
def scoring(round_in: RoundIn) -> Context:
    return round_in(Phase.SCORING)


def test_what_would_be_lost_is_told_by_person_and_without_points(scoring: Context) -> None:
    row = backed_up(scoring)
    sit(scoring, EXPERTS[1])
    score(scoring, estates(scoring)[0], 50, 30)
    sit(scoring, SECRETARY)
    loss = loss_now(scoring, row)
    assert loss.count == scoring.store.audit_log.head()[0] - row.seq
    assert dict(loss.by_person) == {"专家02": "评分 2 次"}
    assert all("朗悦花园" in line and "分，" not in line for line in loss.lines)
    assert f"备份之后有 {loss.count} 条记录，最后一条在 2025-" in loss.sentence
    assert loss.end == scoring.store.audit_log.head()


def backed_up(context: Context) -> BackupRow:
    back_up_round.back_up(context, "手动")
    return newest(context)


def test_with_nothing_after_the_backup_nothing_is_lost(context: Context) -> None:
    loss = loss_now(context, backed_up(context))
    assert (loss.count, loss.lines, loss.only_then) == (0, (), 0)
    assert "不会丢失" in loss.sentence


def test_two_people_restore_in_place_and_the_round_goes_on_at_once(scoring: Context) -> None:
    row = backed_up(scoring)
    before = scoring.store.dossier()
    something_done(scoring)
    lost = scoring.store.audit_log.head()
    asked = restore_round.gate(scoring, row)
    assert asked.needs_witness
    assert {person.id for person in asked.witnesses} == {CHAIR, OBSERVER}
    ordered = restore_round.order(
        scoring, row, consent(SECRETARY, witness=OBSERVER), loss_now(scoring, row)
    )
    begin_round.close_round(scoring)
    kept = restore_round.carry_out(ordered, Watch())
    assert kept is not None
    assert not restore_round.verify(kept)
    again = begin_round.open_round(scoring.folder, SteppingClock())
    assert again.store.restriction is None
    assert begin_round.warning(again) == ""
    assert again.store.dossier() == before
    event = again.store.audit_log.events()[-1]
    assert (event.event, event.actor, event.seq) == ("restore_round", SECRETARY, row.seq + 1)
    told = event.detail
    assert (told["backup"], told["backup_seq"], told["backup_head"]) == (
        row.path.name, row.seq, row.head,
    )  # fmt: skip
    assert told["reason"] == REASON
    assert told["witness"] == OBSERVER
    assert told["lost_seq"] >= lost[0]
    assert told["kept"] == kept.name
    assert not told["damaged"]
    assert again.store.audit_log.verify().is_sound
    (note,) = [n for n in verify_log.verify_open(again).notes if "恢复到" in n]
    assert "秘书、监督员恢复到 2025-09-10" in note
    assert note.endswith(f"理由：{REASON}。")
    assert restorings(again.store) == (note,)
    begin_round.close_round(again)


def test_what_was_given_up_never_passes_for_the_newest_backup(scoring: Context) -> None:
    row = backed_up(scoring)
    something_done(scoring)
    back_up_round.back_up(scoring, "之后")
    ordered = restore_round.order(
        scoring, row, consent(SECRETARY, witness=CHAIR), loss_now(scoring, row)
    )
    begin_round.close_round(scoring)
    restore_round.carry_out(ordered, Watch())
    rows = restore_round.list_backups(scoring.folder)
    assert "恢复" in rows[0].reason
    assert rows[0].seq == row.seq + 1
    replaced = [each for each in rows if each.is_replaced]
    assert {each.reason for each in replaced} == {"之后", "恢复之前"}
    assert rows[-len(replaced) :] == tuple(replaced)
    again = begin_round.open_round(scoring.folder, SteppingClock())
    sit(again, SECRETARY)
    assert back_up_round.at_close(again) is not None
    undone = restore_round.order(
        again, replaced[0], consent(SECRETARY, witness=CHAIR), loss_now(again, replaced[0])
    )
    assert undone.loss.only_then > 0
    begin_round.close_round(again)
    restore_round.carry_out(undone, Watch())
    assert "很好" in {s.remark for s in sheets_of(scoring.folder)}


def sheets_of(folder: Path) -> tuple[ScoreSheet, ...]:
    with Store.open(folder) as store:
        return store.score_sheets.latest()


def test_before_the_sealing_the_secretary_alone_restores_and_says_why(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    row = backed_up(context)
    asked = restore_round.gate(context, row)
    assert not asked.needs_witness
    assert "封存之前" in asked.why
    with pytest.raises(RuleViolation, match="写明理由"):
        restore_round.order(context, row, consent(SECRETARY, reason=" "), loss_now(context, row))
    ordered = restore_round.order(context, row, consent(SECRETARY), loss_now(context, row))
    assert ordered.witness == ""


def test_back_to_before_the_sealing_still_needs_two(scoring: Context) -> None:
    early = next(r for r in restore_round.list_backups(scoring.folder) if r.phase == "收件")
    assert restore_round.gate(scoring, early).needs_witness
    with pytest.raises(RuleViolation, match="两人在场"):
        restore_round.order(scoring, early, consent(SECRETARY), loss_now(scoring, early))


def test_wrong_pins_restore_nothing_and_are_counted(scoring: Context) -> None:
    row = backed_up(scoring)
    loss = loss_now(scoring, row)
    own = replace(consent(SECRETARY, witness=OBSERVER), pin="000000")
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        restore_round.order(scoring, row, own, loss)
    other = Witness(person=OBSERVER, pin="000000")
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        restore_round.order(scoring, row, replace(consent(SECRETARY), witness=other), loss)
    expert = Witness(person=EXPERTS[1], pin=open_pin(EXPERTS[1]))
    with pytest.raises(RuleViolation, match="须由"):
        restore_round.order(scoring, row, replace(consent(SECRETARY), witness=expert), loss)
    tries = {p: scoring.store.panels.pin(p).failed_tries for p in (SECRETARY, OBSERVER)}  # type: ignore[union-attr]
    assert tries == {SECRETARY: 0, OBSERVER: 1}


def test_wrong_tries_are_carried_into_the_restored_round(scoring: Context) -> None:
    row = backed_up(scoring)
    for _ in range(3):
        with pytest.raises(RuleViolation):
            identify_person.log_in(scoring, EXPERTS[2], "000000")
    ordered = restore_round.order(
        scoring, row, consent(SECRETARY, witness=OBSERVER), loss_now(scoring, row)
    )
    begin_round.close_round(scoring)
    restore_round.carry_out(ordered, Watch())
    with Store.open(scoring.folder) as store:
        record = store.panels.pin(EXPERTS[2])
        assert record is not None
        assert record.failed_tries == 3


def test_what_happened_after_the_look_stops_the_restoring(scoring: Context) -> None:
    row = backed_up(scoring)
    loss = loss_now(scoring, row)
    something_done(scoring)
    with pytest.raises(RuleViolation, match="又有了新的记录"):
        restore_round.order(scoring, row, consent(SECRETARY, witness=OBSERVER), loss)
    ordered = restore_round.order(
        scoring, row, consent(SECRETARY, witness=OBSERVER), loss_now(scoring, row)
    )
    something_done(scoring, "更好")
    head = scoring.store.audit_log.head()
    begin_round.close_round(scoring)
    with pytest.raises(RuleViolation, match="又有了新的记录"):
        restore_round.carry_out(ordered, Watch())
    with Store.open(scoring.folder) as store:
        assert store.audit_log.head() == head


def test_another_rounds_backup_is_not_ordered(scoring: Context, round_in: RoundIn) -> None:
    other = round_in(Phase.RECEIVING)
    foreign = backed_up(other)
    with pytest.raises(RuleViolation, match="另一个评审"):
        restore_round.order(
            scoring, foreign, consent(SECRETARY, witness=OBSERVER), loss_now(scoring, foreign)
        )


def test_whoever_cancels_finds_everything_as_it_was(scoring: Context, tmp_path: Path) -> None:
    """In place, and into an empty folder: at every step that asks whether to go on."""
    (tmp_path / "U盘").mkdir()
    back_up_round.choose_place(scoring, tmp_path / "U盘")
    second = back_up_round.back_up(scoring, "手动").second
    assert second is not None
    row = newest(scoring)
    row = replace(row, path=second)
    something_done(scoring)
    ordered = restore_round.order(
        scoring, row, consent(SECRETARY, witness=OBSERVER), loss_now(scoring, row)
    )
    head = scoring.store.audit_log.head()
    begin_round.close_round(scoring)
    for number in range(1, 4):
        with pytest.raises(Cancelled):
            restore_round.restore(second, tmp_path / "空", cancelled_at(number))
        assert not (tmp_path / "空").exists()
    for file in (scoring.folder / "materials").rglob("*"):
        if file.is_file():
            file.unlink()
    for number in (1, 3, 9):
        with pytest.raises(Cancelled):
            restore_round.carry_out(ordered, cancelled_at(number))
        assert not [f for f in (scoring.folder / "materials").rglob("*") if f.is_file()]
        assert not (scoring.folder / "staging" / "restored").exists()
        assert verify_folder(scoring.folder).head == head[1]
    restore_round.carry_out(ordered, Watch())
    assert verify_folder(scoring.folder).count == row.seq + 1


def cancelled_at(number: int) -> Watch:
    """Somebody presses stop at the n-th look."""
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked >= number

    return Watch(is_cancelled=is_cancelled)


def damaged(context: Context) -> Rescue:
    begin_round.close_round(context)
    meddle(context.folder, "UPDATE estate SET name = '改名'")
    found = restore_round.rescue(context.folder, "坏了")
    assert found is not None
    return found


def test_a_damaged_round_is_restored_by_the_pins_of_its_backup(scoring: Context) -> None:
    row = backed_up(scoring)
    something_done(scoring)
    found = damaged(scoring)
    assert found.backup == row
    assert any("专家02：填写评语　朗悦花园 第 1 版" in line for line in found.lost.lines)
    standing, asked = restore_round.stand_in_for(found, SteppingClock())
    assert [person.id for person in asked.people] == [SECRETARY]
    assert asked.needs_witness
    with pytest.raises(RuleViolation, match="两人在场"):
        restore_round.order_for_damaged(standing, found, row, consent(SECRETARY), found.lost)
    with pytest.raises(RuleViolation, match="由秘书"):
        restore_round.order_for_damaged(standing, found, row, consent(EXPERTS[1]), found.lost)
    ordered = restore_round.order_for_damaged(
        standing, found, row, consent(SECRETARY, witness=CHAIR), found.lost
    )
    begin_round.close_round(standing)
    kept = restore_round.carry_out(ordered, Watch())
    assert kept is not None
    assert kept.parent.name == "damaged"
    again = begin_round.open_round(scoring.folder, SteppingClock())
    assert again.store.restriction is None
    event = again.store.audit_log.events()[-1]
    assert (event.event, event.detail["damaged"], event.detail["witness"]) == (
        "restore_round", True, CHAIR,
    )  # fmt: skip
    assert event.detail["lost"] == found.lost.count
    begin_round.close_round(again)


def test_guessing_at_the_backup_of_a_damaged_round_is_bounded(scoring: Context) -> None:
    """Neither a restart nor another backup gives a try back, and the restored round keeps them."""
    row = backed_up(scoring)
    something_done(scoring)
    backed_up(scoring)
    found = damaged(scoring)
    wrong = Witness(person=OBSERVER, pin="000000")
    for at in range(4):
        standing, _ = restore_round.stand_in_for(found, SteppingClock())
        with pytest.raises(RuleViolation, match=f"还可以试 {9 - at} 次"):
            restore_round.order_for_damaged(
                standing, found, found.backup, replace(consent(SECRETARY), witness=wrong),
                found.lost,
            )  # fmt: skip
        begin_round.close_round(standing)
        if at == 1:
            found.backup.path.unlink()
            again = restore_round.rescue(scoring.folder, "坏了")
            assert again is not None
            assert again.backup == row
            found = again
    standing, _ = restore_round.stand_in_for(found, SteppingClock())
    ordered = restore_round.order_for_damaged(
        standing, found, row, consent(SECRETARY, witness=CHAIR), found.lost
    )
    begin_round.close_round(standing)
    restore_round.carry_out(ordered, Watch())
    with Store.open(scoring.folder) as store:
        record = store.panels.pin(OBSERVER)
        assert record is not None
        assert record.failed_tries == 4


def test_a_round_whose_file_is_gone_is_restored_from_its_backups(scoring: Context) -> None:
    backed_up(scoring)
    begin_round.close_round(scoring)
    (scoring.folder / "round.db").unlink()
    found = restore_round.rescue(scoring.folder, "不见了")
    assert found is not None
    standing, _ = restore_round.stand_in_for(found, SteppingClock())
    ordered = restore_round.order_for_damaged(
        standing, found, found.backup, consent(SECRETARY, witness=CHAIR), found.lost
    )
    begin_round.close_round(standing)
    assert restore_round.carry_out(ordered, Watch()) is None
    assert verify_folder(scoring.folder).is_sound


def test_a_backup_that_was_meddled_with_is_put_back_nowhere(
    scoring: Context, tmp_path: Path
) -> None:
    row = backed_up(scoring)
    assert putback.require_sound(row.path) == scoring.store.audit_log.first_hash()
    with closing(sqlite3.connect(row.path, isolation_level=None)) as conn:
        conn.execute("UPDATE estate SET name = '改名'")
    with pytest.raises(StorageError, match=r"没有通过校验.*“朗悦花园”与记录不符：名称现为“改名”"):
        putback.put_back(row.path, tmp_path / "空", Watch())
    assert not (tmp_path / "空").exists()
    found = restore_round.verify_all([row.path], Watch())
    assert len(found[row.path]) > 0


def test_log_ins_alone_do_not_count_as_going_on(scoring: Context) -> None:
    end = scoring.store.audit_log.head()
    sit(scoring, SECRETARY)
    assert not putback.has_moved_on(scoring.store, end)
    something_done(scoring)
    assert putback.has_moved_on(scoring.store, end)
    assert putback.has_moved_on(scoring.store, (end[0], "another"))


def test_the_difference_of_an_older_backup_is_told_for_a_damaged_round(scoring: Context) -> None:
    something_done(scoring)
    backed_up(scoring)
    found = damaged(scoring)
    older = next(row for row in found.others if row.phase == "收件")
    assert restore_round.loss_when_damaged(found, older).count > found.lost.count


def test_a_settled_memory_keeps_the_second_place(scoring: Context, tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    back_up_round.choose_place(scoring, tmp_path / "U盘")
    memory.settle(scoring.store.audit_log.first_hash(), (3, "ab"))
    known = memory.recalled(scoring.store)
    assert (known.seq, known.head, known.backup_place) == (3, "ab", str(tmp_path / "U盘"))
