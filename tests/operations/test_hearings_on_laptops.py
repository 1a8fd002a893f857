"""A far-off score is heard over sticks: notice out, answer back, the disputed item opened."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.handover import Bundle, BundleState
from meihao_desktop.domain.hearing import Answer, HearingStep, Voice
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell, SheetStatus
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.exchange.refusals import Refusal
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    exchange_sheets,
    identify_person,
    score_estate,
    settle_outlier,
    take_seat,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.pins import open_pin
from tests.support.forger import Forger
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, a_plan, estates, score
from tests.support.sticks import POINTS, StickMeeting

CONCERNED = EXPERTS[2]
FAR_OFF = ((56, 18), (51, 35), (44, 30))
"""专家03 is too low in item 2.1 of the first estate, and not in the total."""


class Hearings:
    """A meeting that has come to 汇总, with one notice sent out to 专家03."""

    def __init__(self, place: Path) -> None:
        self.meeting = StickMeeting(place, a_plan(outlier_needs_hearing=True))
        self.meeting.pack()
        self.forger = Forger(self.meeting, CONCERNED, FAR_OFF)
        self.seat: Context = self.forger.seat
        self.desk = self.meeting.desk
        for expert in EXPERTS[:2]:
            self.meeting.handed(expert, POINTS[expert])
        self.receive(*exchange_sheets.bundles_on(self.meeting.stick))
        with self.meeting.secretary():
            exchange_sheets.open_bundles(self.desk)
            begin_round.advance(self.desk)
            rows = collate_sheets.secretary_desk(self.desk).findings
            self.key: FindingKey = next(
                row.finding.key for row in rows if row.finding.code == "outlier_item"
            )
            settle_outlier.notify(self.desk, [self.key])
        self.renew()

    def receive(self, *files: Path) -> tuple[ReceivedRow, ...]:
        with self.meeting.secretary():
            return exchange_sheets.receive(self.desk, files).rows

    def renew(self) -> None:
        self.meeting.pack()
        with self.meeting.laptop(self.meeting.machine_of(self.seat)):
            take_seat.renew_seat(self.seat, take_seat.find_packs(self.meeting.stick)[0].folder)
            identify_person.log_in(self.seat, CONCERNED, open_pin(CONCERNED))

    def answer(self, choice: Answer, statement: str) -> None:
        with self.meeting.laptop(self.meeting.machine_of(self.seat)):
            settle_outlier.answer(self.seat, self.key, choice, statement)

    def hand_over(self) -> ReceivedRow:
        (row,) = self.receive(self.meeting.hand_over(self.seat, CONCERNED).path)
        return row

    def open_again(self) -> None:
        self.meeting.sit(CHAIR)
        with self.meeting.secretary():
            observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
            settle_outlier.open_for_revision(self.desk, self.key, witness=observer)
        self.meeting.sit(SECRETARY)

    def forged(self, change: Callable[[Bundle], Bundle]) -> ReceivedRow:
        """The newest honest bundle after a change, signed with the expert's own key."""
        self.forger.honest = self.meeting.hand_over(self.seat, CONCERNED).path
        before = self.desk.store.audit_log.head()
        (row,) = self.receive(self.forger.write(change))
        assert row.outcome is Outcome.REFUSED
        assert self.desk.store.audit_log.head() == before, "a refused bundle leaves nothing behind"
        return row


@pytest.fixture
def hearings(tmp_path: Path) -> Iterator[Hearings]:
    made = Hearings(tmp_path)
    yield made
    made.meeting.close()


def test_the_notice_reaches_the_laptop_and_nobody_else_s(hearings: Hearings) -> None:
    assert hearings.seat.phase is Phase.COLLATING
    (notice,) = settle_outlier.notices(hearings.seat)
    assert (notice.estate_name, notice.may_answer) == ("朗悦花园", True)
    assert "2.1" in notice.hearing.sentence
    other = hearings.meeting.seat(EXPERTS[1], "another")
    assert settle_outlier.notices(other) == ()
    assert other.store.hearings.all() == {}


def test_an_explanation_comes_back_in_the_next_bundle_and_is_voted_on(hearings: Hearings) -> None:
    hearings.answer(Answer.STAND, "收缴率按台账核算，坚持原评分。")
    row = hearings.hand_over()
    assert (row.outcome, "没有新的评分表，异常评分通知的答复 1 份" in row.sentence) == (
        Outcome.NEW, True,
    )  # fmt: skip
    hearing = hearings.desk.store.hearings.all()[hearings.key]
    assert (hearing.step, hearing.statement) == (HearingStep.VOTE, "收缴率按台账核算，坚持原评分。")
    newest = hearings.desk.store.exchanges.handovers()[-1]
    assert newest.state is BundleState.OPENED, "there is nothing in it that is not here already"
    votes = ((EXPERTS[0], Voice.JUSTIFIED), (EXPERTS[1], Voice.JUSTIFIED))
    with hearings.meeting.secretary():
        settle_outlier.hold_vote(hearings.desk, hearings.key, votes)
    hearings.renew()
    (notice,) = settle_outlier.notices(hearings.seat)
    assert not notice.hearing.votes, "how the others voted stays at the secretary's machine"
    assert not notice.may_answer


def test_a_revision_opens_only_the_disputed_item_and_counts_when_it_is_back(
    hearings: Hearings,
) -> None:
    seat, meeting, first = hearings.seat, hearings.meeting, estates(hearings.seat)[0]
    hearings.answer(Answer.REVISE, "2.1 看错了行")
    hearings.hand_over()
    assert hearings.desk.store.hearings.all()[hearings.key].step is HearingStep.REVISION
    hearings.open_again()
    hearings.renew()
    assert settle_outlier.notices(seat) == ()
    draft = seat.store.score_sheets.get(CONCERNED, first)
    assert draft is not None
    assert (draft.revision, draft.status, draft.open_criteria) == (2, SheetStatus.DRAFT, ("2.1",))
    with meeting.laptop(meeting.machine_of(seat)):
        with pytest.raises(RuleViolation, match=r"评分项 1\.1 不能修改"):
            score(seat, first, 50)
        cell = ScoreCell(points=Decimal(34), reason="已更正")
        score_estate.set_cell(seat, first, CriterionId("2.1"), cell)
        score_estate.submit(seat, first, open_pin(CONCERNED))
    row = hearings.hand_over()
    assert row.outcome is Outcome.NEW, row.sentence
    with meeting.secretary():
        exchange_sheets.open_bundles(hearings.desk)
        desk = collate_sheets.secretary_desk(hearings.desk)
        assert hearings.key not in [r.finding.key for r in desk.findings]
    sheet = hearings.desk.store.score_sheets.get(CONCERNED, first)
    assert sheet is not None
    assert (sheet.revision, sheet.status, sheet.total) == (2, SheetStatus.SUBMITTED, 90)
    assert hearings.desk.store.audit_log.verify().is_sound
    assert seat.store.audit_log.verify().is_sound


def test_an_answer_may_be_changed_until_it_is_handed_over(hearings: Hearings) -> None:
    hearings.answer(Answer.REVISE, "先想修改")
    hearings.answer(Answer.STAND, "再看之后坚持")
    hearings.hand_over()
    (notice,) = settle_outlier.notices(hearings.seat)
    assert not notice.may_answer
    with pytest.raises(RuleViolation, match="已随评分包交回"):
        hearings.answer(Answer.REVISE, "又想修改")


def test_an_answer_given_before_a_renewal_is_kept(hearings: Hearings) -> None:
    hearings.answer(Answer.REVISE, "2.1 看错了行")
    hearings.meeting.sit(CHAIR)
    with hearings.meeting.secretary():
        observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        second = estates(hearings.desk)[1]
        score_estate.reopen(hearings.desk, EXPERTS[1], second, reason="笔误", witness=observer)
    hearings.meeting.sit(SECRETARY)
    hearings.renew()
    (notice,) = settle_outlier.notices(hearings.seat)
    assert (notice.hearing.statement, notice.may_answer) == ("2.1 看错了行", True)


def test_an_answer_to_another_notice_is_refused(hearings: Hearings) -> None:
    hearings.answer(Answer.STAND, "坚持")

    def to_another(bundle: Bundle) -> Bundle:
        (given,) = bundle.content.answers
        elsewhere = replace(given, finding=FindingKey("outlier:P09:C01-E02"))
        return replace(bundle, content=replace(bundle.content, answers=(elsewhere,)))

    row = hearings.forged(to_another)
    assert row.refusal is Refusal.OTHER_NOTICE
    assert "不是本机发给该专家的" in row.sentence


def test_another_answer_to_the_same_notice_is_refused(hearings: Hearings) -> None:
    hearings.answer(Answer.STAND, "坚持")
    hearings.hand_over()

    def otherwise(bundle: Bundle) -> Bundle:
        (given,) = bundle.content.answers
        changed = replace(given, answer=Answer.REVISE, statement="另一种说法")
        return replace(bundle, serial=9, content=replace(bundle.content, answers=(changed,)))

    row = hearings.forged(otherwise)
    assert row.refusal is Refusal.OTHER_ANSWER
    assert "朗悦花园" in row.sentence
    assert hearings.desk.store.hearings.all()[hearings.key].statement == "坚持"


def test_an_answer_without_a_statement_is_refused(hearings: Hearings) -> None:
    hearings.answer(Answer.STAND, "坚持")

    def mute(bundle: Bundle) -> Bundle:
        (given,) = bundle.content.answers
        silent = replace(given, statement="  ")
        return replace(bundle, content=replace(bundle.content, answers=(silent,)))

    assert hearings.forged(mute).refusal is Refusal.BAD_CONTENT


def revised(bundle: Bundle, seat: Context, *, points: dict[str, int]) -> Bundle:
    """The first estate's sheet as a second revision with other points, as if it had been opened."""
    first = estates(seat)[0]
    old = next(s for s in bundle.content.sheets if s.estate == first)
    cells = {
        number: replace(cell, points=Decimal(points[number])) if number in points else cell
        for number, cell in old.cells.items()
    }
    fresh = replace(
        old, cells=cells, revision=2, reopen_reason="自行修改",
        submitted_at=old.submitted_at and old.submitted_at + timedelta(minutes=1),
    )  # fmt: skip
    dossier = seat.dossier()
    fresh = replace(
        fresh, digest=seal_sheet(fresh, dossier.rubric, dossier.review_round.title).digest
    )
    withdrawn = replace(old, status=SheetStatus.WITHDRAWN)
    sheets = tuple(withdrawn if s == old else s for s in bundle.content.sheets)
    signature = next(s for s in bundle.content.signatures if s.estate == first)
    return replace(
        bundle,
        serial=bundle.serial + 5,
        content=replace(
            bundle.content,
            sheets=(*sheets, fresh),
            signatures=(*bundle.content.signatures, replace(signature, revision=2)),
        ),
    )


def test_a_revision_that_nobody_opened_is_refused(hearings: Hearings) -> None:
    row = hearings.forged(lambda bundle: revised(bundle, hearings.seat, points={"2.1": 34}))
    assert row.refusal is Refusal.NOT_REOPENED
    assert "没有经组长和监督员重新打开" in row.sentence


def test_a_revision_that_changes_more_than_the_disputed_item_is_refused(
    hearings: Hearings,
) -> None:
    hearings.answer(Answer.REVISE, "2.1 看错了行")
    hearings.hand_over()
    hearings.open_again()
    row = hearings.forged(
        lambda bundle: revised(bundle, hearings.seat, points={"1.1": 60, "2.1": 34})
    )
    assert row.refusal is Refusal.OUTSIDE_OPENED
    assert "1.1" in row.sentence


def test_a_chair_leads_nothing_from_a_laptop(hearings: Hearings) -> None:
    chair = hearings.meeting.seat(CHAIR, "chairs-second-laptop")
    with pytest.raises(RuleViolation, match="本机是专家席位，不能重新打开评分表"):
        settle_outlier.open_for_revision(
            chair, hearings.key, witness=Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        )
    assert not chair.may(Act.SEE_ALL_SCORES)
    assert chair.may(Act.HAND_OVER)


def test_how_far_a_laptop_s_clock_may_go_back_is_a_rule_of_the_round(tmp_path: Path) -> None:
    meeting = StickMeeting(tmp_path, a_plan(clock_back_minutes=5))
    meeting.pack()
    seat = meeting.seat(EXPERTS[1])
    meeting.score(seat, EXPERTS[1])
    for minutes in (4, 6):
        seat.clock.turn(-timedelta(minutes=minutes))  # type: ignore[attr-defined]
        with meeting.laptop(meeting.machine_of(seat)):
            identify_person.log_out(seat)
            identify_person.log_in(seat, EXPERTS[1], open_pin(EXPERTS[1]))
    path = meeting.hand_over(seat, EXPERTS[1]).path
    with meeting.secretary():
        exchange_sheets.receive(meeting.desk, [path])
    (handover,) = meeting.desk.store.exchanges.handovers()
    assert handover.jumps == 1
    meeting.close()
