"""A hearing (畸高畸低的说明): notice, answer and vote before a far-off score is decided on.

The steps follow each other and none is left out: the expert is told in private, answers alone, the
others vote on whether the score is still abnormal, and the decision announces what they voted. An
expert who revises is done once the sheet was opened again: the finding then changes or goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import Decision, Finding, FindingKey, Severity, Where
from meihao_desktop.domain.panel import PersonId

HEARD = frozenset({"outlier", "outlier_item"})
"""Codes of findings that their expert is heard about."""


class Answer(Enum):
    """What an expert answers to a notice."""

    REVISE = "修改评分"
    STAND = "坚持原评分"


class Voice(Enum):
    """How one member of the panel voted; whoever is absent is silent."""

    ABNORMAL = "仍属异常"
    JUSTIFIED = "说明成立"
    SILENT = "未表决"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer on its way from the expert's laptop to the hearing."""

    finding: FindingKey
    answer: Answer
    statement: str
    answered_at: datetime


class HearingStep(Enum):
    """What comes next."""

    NOTICE = "待通知"
    ANSWER = "待答复"
    REVISION = "待重新打开"
    REVISED = "已重新打开"
    VOTE = "待表决"
    DECISION = "待决定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What was found, what the expert answered and how the others voted.

    ``sentence`` is what the notice told. ``revision`` is the revision that was opened for an
    expert who revises, 0 while there is none. ``votes`` holds every other member's voice.
    """

    finding: FindingKey
    where: Where
    sentence: str
    notified_by: str
    notified_at: datetime
    answer: Answer | None = None
    statement: str = ""
    answered_at: datetime | None = None
    revision: int = 0
    confirmed_by: str = ""
    votes: Mapping[PersonId, Voice] = field(default_factory=dict[PersonId, Voice])
    voted_at: datetime | None = None

    @property
    def expert(self) -> PersonId:
        return PersonId(self.where.expert)

    @property
    def step(self) -> HearingStep:
        if self.answer is None:
            return HearingStep.ANSWER
        if self.answer is Answer.REVISE:
            return HearingStep.REVISED if self.revision else HearingStep.REVISION
        return HearingStep.DECISION if self.votes else HearingStep.VOTE

    @property
    def abnormal(self) -> int:
        """How many still call it abnormal."""
        return sum(voice is Voice.ABNORMAL for voice in self.votes.values())

    @property
    def outcome(self) -> Decision | None:
        """What the vote decided: more than half of the others are needed to replace."""
        if self.step is not HearingStep.DECISION:
            return None
        has_majority = 2 * self.abnormal > len(self.votes)
        return Decision.REPLACED if has_majority else Decision.ACKNOWLEDGED

    @property
    def count_sentence(self) -> str:
        """The vote in figures."""
        shown = (f"{voice.value} {self._count(voice)} 人" for voice in Voice)
        return f"应表决 {len(self.votes)} 人：{'，'.join(shown)}"

    def answered(self, answer: Answer, statement: str, *, by: PersonId, at: datetime) -> "Hearing":
        """The expert's own answer; until the sheet is opened a revision may be taken back."""
        if by != self.expert:
            raise RuleViolation("异常评分通知只能由被通知的专家本人答复。")
        if self.step not in (HearingStep.ANSWER, HearingStep.REVISION):
            raise RuleViolation(f"已经答复（{self.step.value}），不能再改；请按下一步办理。")
        if not statement.strip():
            raise RuleViolation("请写明修改的理由，或坚持原评分的书面说明。")
        return replace(self, answer=answer, statement=statement.strip(), answered_at=at)

    @property
    def given(self) -> GivenAnswer | None:
        """The answer by itself."""
        if self.answer is None or self.answered_at is None:
            return None
        return GivenAnswer(
            finding=self.finding, answer=self.answer, statement=self.statement,
            answered_at=self.answered_at,
        )  # fmt: skip

    def without_votes(self) -> "Hearing":
        """What the expert concerned may read: not how the others voted."""
        return replace(self, votes={}, voted_at=None)

    def opened(self, revision: int, *, by: str) -> "Hearing":
        """The sheet was opened again, as this revision, by two people."""
        if self.step is not HearingStep.REVISION:
            raise RuleViolation(f"现在{self.step.value}，专家没有提出修改，不能据此重新打开。")
        return replace(self, revision=revision, confirmed_by=by)

    def voted(
        self,
        votes: Iterable[tuple[PersonId, Voice]],
        *,
        others: frozenset[PersonId],
        at: datetime,
    ) -> "Hearing":
        """The voices of all others, once each; the expert concerned has none."""
        if self.step is not HearingStep.VOTE:
            raise RuleViolation(f"现在{self.step.value}，还不能表决，或已经表决过。")
        given = tuple(votes)
        voters = [who for who, _ in given]
        if self.expert in voters:
            raise RuleViolation("被通知的专家本人不参加表决。")
        if len(set(voters)) != len(voters):
            raise RuleViolation("每位成员只能表决一次。")
        if frozenset(voters) != others or not others:
            raise RuleViolation("请登记其余每位专家的表决；未到场的记为“未表决”。")
        if all(voice is Voice.SILENT for _, voice in given):
            raise RuleViolation("还没有人表决。")
        return replace(self, votes=dict(given), voted_at=at)

    def _count(self, voice: Voice) -> int:
        return sum(given is voice for given in self.votes.values())


def newer_hearing(here: Hearing | None, told: Hearing) -> Hearing:
    """On a laptop: what the newer pack tells, with the answer that it does not know yet."""
    if here is None or here.answered_at is None or told.answered_at is not None:
        return told
    return replace(told, answer=here.answer, statement=here.statement, answered_at=here.answered_at)


def is_heard(finding: Finding) -> bool:
    """Whether the expert has to be heard before this finding is decided on."""
    return finding.code in HEARD and finding.severity is Severity.BLOCKING


def step_of(finding: Finding, hearing: Hearing | None) -> HearingStep | None:
    """What comes next for a finding; ``None`` where nobody needs to be heard."""
    if not is_heard(finding):
        return None
    return hearing.step if hearing is not None else HearingStep.NOTICE


def decisions_after(finding: Finding, hearing: Hearing | None) -> tuple[Decision, ...]:
    """What may be decided where experts are heard first: nothing before the vote.

    A hint needs no hearing and therefore never replaces anything.
    """
    if finding.code not in HEARD:
        return finding.decisions
    if finding.severity is not Severity.BLOCKING:
        return tuple(d for d in finding.decisions if d is not Decision.REPLACED)
    outcome = hearing.outcome if hearing is not None else None
    return (outcome,) if outcome is not None else ()
