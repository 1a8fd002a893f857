"""The round begins, moves on when nothing stands in the way, and goes back only by two people."""

from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError, RuleViolation, StorageError
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.review_round import Phase, RoundMode, RoundRules
from meihao_desktop.operations import (
    begin_round,
    finding_row,
    import_submission,
    verify_log,
)
from meihao_desktop.operations.context import SystemClock, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    a_new_round,
    a_plan,
    a_received,
    estates,
    score,
    sit,
)


def test_a_new_round_has_a_secretary_and_nobody_at_the_machine(tmp_path: Path) -> None:
    context, pin = begin_round.create_round(tmp_path / "评审", a_plan(), SteppingClock())
    told = begin_round.overview(context)
    assert (told.phase, told.actor, told.may_advance) == (Phase.PREPARING, None, False)
    assert [(person.id, person.name) for person in told.people] == [(SECRETARY, "秘书")]
    assert (len(pin), told.review_round.mode) == (6, RoundMode.REHEARSAL)
    begin_round.close_round(context)


def test_a_plan_with_faults_is_told_all_of_them_and_makes_no_folder(tmp_path: Path) -> None:
    plan = replace(a_plan(), title=" ", secretary="", year=25, rules=RoundRules(nomination_quota=9))
    with pytest.raises(RuleViolation) as refusal:
        begin_round.create_round(tmp_path / "评审", plan, SteppingClock())
    for told in ("请填写评审名称", "请填写秘书姓名", "四位数", "推荐上报数量不能大于"):
        assert told in str(refusal.value)
    assert not (tmp_path / "评审").exists()


def test_the_standard_rubric_is_a_proposal_of_a_hundred_points() -> None:
    rubric = begin_round.standard_rubric()
    assert (rubric.max_points, len(rubric.by_number), rubric.faults()) == (100, 32, ())
    assert "参考方案" in rubric.standing


def test_a_folder_that_holds_a_round_already_is_not_overwritten(tmp_path: Path) -> None:
    begin_round.close_round(a_new_round(tmp_path / "评审"))
    with pytest.raises(StorageError):
        begin_round.create_round(tmp_path / "评审", a_plan(), SteppingClock())
    assert verify_log.verify(tmp_path / "评审").is_sound


def test_a_disk_that_fills_up_while_a_round_begins_leaves_no_folder(tmp_path: Path) -> None:
    struck = 0
    for at in range(1, 60):
        folder = tmp_path / f"评审{at}"
        with faults(FaultPlan(at)) as plan:
            try:
                context, _ = begin_round.create_round(folder, a_plan(), SteppingClock())
            except MeihaoError as refusal:
                struck += plan.struck and "磁盘已满" in str(refusal)
            else:
                begin_round.close_round(context)
                break
        assert (struck, folder.exists()) == (at, False)
    assert struck > 2


def test_the_round_does_not_move_on_while_something_stands_in_the_way(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    with pytest.raises(RuleViolation, match="还没有接收任何小区的报送材料"):
        begin_round.advance(context)
    assert context.phase is Phase.RECEIVING
    assert "还没有接收任何小区的报送材料。" in [
        blocker.sentence for blocker in begin_round.overview(context).blockers
    ]


def test_each_step_makes_a_backup_that_is_a_whole_round(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    backups = [
        one for one in (context.folder / "backups").iterdir() if not one.name.startswith(".")
    ]
    assert len(backups) >= 2


def test_a_failed_backup_leaves_the_phase_as_it_was(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    with faults(FaultPlan(1)), pytest.raises(StorageError, match="磁盘已满"):
        begin_round.advance(context)
    assert context.phase is Phase.SEALED


def test_chair_and_observer_take_the_round_back_with_a_reason(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    sit(context, OBSERVER)
    assert Phase.SCORING in begin_round.overview(context).earlier_phases
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    change = begin_round.return_to(context, Phase.SCORING, "一份评分表须更正", chair)
    assert (context.phase, change.is_everything) == (Phase.SCORING, True)
    event = context.store.audit_log.events()[-1]
    assert "一份评分表须更正" in str(event)


@pytest.mark.parametrize(
    ("phase", "reason", "told"),
    [(Phase.SIGNING, "更正", "只能退回到"), (Phase.SCORING, " ", "必须写明理由")],
)
def test_going_back_without_sense_or_reason_is_refused(
    round_in: RoundIn, phase: Phase, reason: str, told: str
) -> None:
    context = round_in(Phase.COLLATING)
    sit(context, CHAIR)
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    with pytest.raises(RuleViolation, match=told):
        begin_round.return_to(context, phase, reason, observer)
    assert context.phase is Phase.COLLATING


def test_an_expert_reads_no_points_in_what_stands_in_the_way(round_in: RoundIn) -> None:
    """A plain expert learns that something is open, not what the others gave."""
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    points = {EXPERTS[0]: (60, 40), EXPERTS[1]: (60, 40), EXPERTS[2]: (20, 10)}
    for expert, given in points.items():
        sit(context, expert)
        for estate in estates(context):
            score(context, estate, *given)
    dossier = context.dossier()
    hidden = finding_row.visible_blockers(dossier, shows_points=False)
    assert all("总分" not in blocker.sentence for blocker in hidden)


def test_two_programs_cannot_open_one_round(tmp_path: Path) -> None:
    context = a_new_round(tmp_path / "评审")
    with pytest.raises(StorageError, match="打开"):
        begin_round.open_round(tmp_path / "评审", SystemClock())
    begin_round.close_round(context)
    again = begin_round.open_round(tmp_path / "评审", SystemClock())
    assert again.now().tzinfo is not None
    assert verify_log.verify_open(again).is_sound
    begin_round.close_round(again)


def test_what_the_counter_found_tells_no_points_and_is_told_in_full(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    missing = Finding(
        severity=Severity.BLOCKING, code="door_form_missing", where=Where(estate="朗悦花园"),
        sentence="“朗悦花园”没有申报表。",
    )  # fmt: skip
    received = a_received(context, "玉州区", ("朗悦花园",))
    import_submission.accept(context, replace(received, findings=(missing,)))
    assert missing.sentence in {b.sentence for b in begin_round.overview(context).blockers}
