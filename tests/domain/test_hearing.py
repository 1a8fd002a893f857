"""A hearing: no order of acts leads to a replacement without notice, answer and majority."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import Decision, Finding, FindingKey, Severity, Where
from meihao_desktop.domain.hearing import (
    Answer,
    Hearing,
    HearingStep,
    Voice,
    decisions_after,
    is_heard,
    newer_hearing,
    step_of,
)
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.voters import voters
from tests.support.builders import NOON, a_dossier, a_recusal, expert_id

EXPERT = expert_id(1)
OTHERS = frozenset(expert_id(number) for number in range(2, 6))
WHERE = Where(estate="C01-E01", expert=EXPERT)
FAR_OFF = Finding(
    severity=Severity.BLOCKING, code="outlier", where=WHERE, sentence="畸低 30%", basis="A1"
)


def a_hearing() -> Hearing:
    return Hearing(
        finding=FAR_OFF.key, where=WHERE, sentence=FAR_OFF.sentence,
        notified_by="秘书", notified_at=NOON,
    )  # fmt: skip


def standing() -> Hearing:
    return a_hearing().answered(Answer.STAND, "已核对材料", by=EXPERT, at=NOON)


def votes(*voices: Voice) -> list[tuple[PersonId, Voice]]:
    return list(zip(sorted(OTHERS), voices, strict=True))


A, J, S = Voice.ABNORMAL, Voice.JUSTIFIED, Voice.SILENT


@pytest.mark.parametrize(
    ("voices", "outcome"),
    [
        ((A, A, A, J), Decision.REPLACED),
        ((A, A, J, J), Decision.ACKNOWLEDGED),
        ((A, A, S, S), Decision.ACKNOWLEDGED),
        ((A, A, A, S), Decision.REPLACED),
        ((J, J, J, J), Decision.ACKNOWLEDGED),
    ],
)
def test_only_more_than_half_of_all_others_replace_a_score(
    voices: tuple[Voice, ...], outcome: Decision
) -> None:
    voted = standing().voted(votes(*voices), others=OTHERS, at=NOON)
    assert voted.outcome is outcome
    assert decisions_after(FAR_OFF, voted) == (outcome,)
    assert voted.count_sentence.startswith("应表决 4 人：仍属异常 ")


def test_the_expert_concerned_answers_alone_and_with_words() -> None:
    with pytest.raises(RuleViolation, match="专家本人答复"):
        a_hearing().answered(Answer.STAND, "无妨", by=expert_id(2), at=NOON)
    with pytest.raises(RuleViolation, match="请写明修改的理由"):
        a_hearing().answered(Answer.REVISE, "  ", by=EXPERT, at=NOON)


@pytest.mark.parametrize(
    ("given_votes", "refusal"),
    [
        ([(EXPERT, A)], "本人不参加表决"),
        ([(expert_id(2), A), *votes(A, A, A, A)], "只能表决一次"),
        (votes(A, A, A, A)[:3], "其余每位专家"),
        ([*votes(A, A, A, A), (expert_id(9), A)], "其余每位专家"),
        (votes(S, S, S, S), "还没有人表决"),
    ],
)
def test_a_roll_call_names_every_other_expert_once(
    given_votes: list[tuple[PersonId, Voice]], refusal: str
) -> None:
    with pytest.raises(RuleViolation, match=refusal):
        standing().voted(given_votes, others=OTHERS, at=NOON)


def test_a_revision_waits_for_two_people_and_can_be_taken_back_until_then() -> None:
    asked = a_hearing().answered(Answer.REVISE, "看错单位", by=EXPERT, at=NOON)
    assert asked.step is HearingStep.REVISION
    with pytest.raises(RuleViolation, match="还不能表决"):
        asked.voted(votes(A, A, A, A), others=OTHERS, at=NOON)
    back = asked.answered(Answer.STAND, "核对后坚持", by=EXPERT, at=NOON)
    assert back.step is HearingStep.VOTE
    opened = asked.opened(2, by="专家01、监督员")
    assert (opened.step, opened.outcome) == (HearingStep.REVISED, None)
    with pytest.raises(RuleViolation, match="不能再改"):
        opened.answered(Answer.STAND, "又想坚持", by=EXPERT, at=NOON)
    with pytest.raises(RuleViolation, match="不能据此重新打开"):
        standing().opened(2, by="专家01、监督员")


def test_a_hint_is_kept_or_dismissed_and_never_replaces() -> None:
    hint = Finding(severity=Severity.WARNING, code="outlier", where=WHERE, sentence="偏低")
    assert decisions_after(hint, None) == (Decision.ACKNOWLEDGED, Decision.DISMISSED)
    assert (is_heard(hint), step_of(hint, None)) == (False, None)
    assert is_heard(FAR_OFF)
    assert step_of(FAR_OFF, None) is HearingStep.NOTICE
    assert decisions_after(FAR_OFF, None) == ()


def test_other_findings_know_nothing_of_hearings() -> None:
    tie = Finding(severity=Severity.BLOCKING, code="tie", where=Where(), sentence="并列")
    assert decisions_after(tie, None) == tie.decisions
    assert step_of(tie, None) is None


def test_whoever_is_recused_does_not_vote() -> None:
    dossier = a_dossier([80], recusals=[a_recusal(3)])
    assert [person.id for person in voters(dossier, a_hearing())] == [
        expert_id(2), expert_id(4), expert_id(5),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(Voice), min_size=4, max_size=4))
def test_silence_never_helps_a_replacement(voices: list[Voice]) -> None:
    if all(voice is S for voice in voices):
        return
    outcome = standing().voted(votes(*voices), others=OTHERS, at=NOON).outcome
    assert (outcome is Decision.REPLACED) == (voices.count(A) >= 3)


@dataclass
class Told:
    """What truly happened, kept beside the hearing."""

    answers: list[Answer] = field(default_factory=list)
    voices: dict[PersonId, Voice] = field(default_factory=dict)


class AnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order, the hearing allows only its own way."""

    hearing: Hearing | None
    told: Told

    @initialize()
    def begin(self) -> None:
        self.hearing, self.told = None, Told()

    @rule()
    def notify(self) -> None:
        self.hearing = self.hearing or a_hearing()

    @rule(
        answer=st.sampled_from(Answer),
        who=st.sampled_from([EXPERT, *sorted(OTHERS)]),
        words=st.sampled_from(["", "已核对"]),
    )
    def answer(self, answer: Answer, who: PersonId, words: str) -> None:
        if self.hearing is None:
            return
        try:
            self.hearing = self.hearing.answered(answer, words, by=who, at=NOON)
        except RuleViolation:
            return
        assert (who, words) == (EXPERT, "已核对")
        assert not self.told.voices
        self.told.answers.append(answer)

    @rule(revision=st.integers(2, 4))
    def open_again(self, revision: int) -> None:
        if self.hearing is None:
            return
        try:
            self.hearing = self.hearing.opened(revision, by="组长、监督员")
        except RuleViolation:
            return
        assert self.told.answers[-1] is Answer.REVISE

    @rule(
        given_votes=st.lists(
            st.tuples(st.sampled_from([EXPERT, *sorted(OTHERS)]), st.sampled_from(Voice)),
            min_size=3, max_size=6,
        ) | st.lists(st.sampled_from(Voice), min_size=4, max_size=4).map(lambda v: votes(*v))
    )  # fmt: skip
    def vote(self, given_votes: list[tuple[PersonId, Voice]]) -> None:
        if self.hearing is None:
            return
        at = NOON + timedelta(minutes=5)
        try:
            self.hearing = self.hearing.voted(given_votes, others=OTHERS, at=at)
        except RuleViolation:
            return
        assert not self.told.voices, "voted twice"
        self.told.voices = dict(given_votes)

    @invariant()
    def nothing_is_replaced_without_notice_answer_and_majority(self) -> None:
        if getattr(self, "told", None) is None:
            return
        decisions = decisions_after(FAR_OFF, self.hearing)
        assert EXPERT not in (self.hearing.votes if self.hearing else {})
        if Decision.REPLACED in decisions:
            assert self.told.answers[-1] is Answer.STAND
            assert self.told.voices.keys() == OTHERS
            assert list(self.told.voices.values()).count(A) * 2 > len(OTHERS)
        if not self.told.voices:
            assert decisions == ()


TestAnyOrder = AnyOrder.TestCase


def test_the_key_of_the_finding_names_the_hearing() -> None:
    assert a_hearing().finding == FindingKey("outlier:/C01-E01/P01//:A1")


def test_what_was_answered_travels_by_itself_and_without_the_votes() -> None:
    assert a_hearing().given is None
    answered = a_hearing().answered(Answer.STAND, "材料属实", by=EXPERT, at=NOON)
    given = answered.given
    assert given is not None
    assert (given.finding, given.answer, given.statement, given.answered_at) == (
        FAR_OFF.key, Answer.STAND, "材料属实", NOON,
    )  # fmt: skip
    votes = tuple((other, Voice.ABNORMAL) for other in sorted(OTHERS))
    voted = answered.voted(votes, others=OTHERS, at=NOON)
    assert voted.without_votes() == answered


def test_a_newer_pack_takes_no_answer_away_that_it_does_not_know_yet() -> None:
    asked = a_hearing()
    answered = asked.answered(Answer.STAND, "材料属实", by=EXPERT, at=NOON)
    later = replace(answered, statement="补充说明")
    assert newer_hearing(None, asked) == asked
    assert newer_hearing(answered, asked) == answered
    assert newer_hearing(answered, later) == later
    assert newer_hearing(asked, answered) == answered
