"""A review round: the year's rules, its mode and the phase it is in."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.domain.look_alike import LARGEST_LIMIT
from meihao_desktop.domain.tally_rules import ROUND_COMBINATIONS, TallyRules, TermLimits


class RoundMode(Enum):
    """演练 data never mixes with a real round and marks every page."""

    FORMAL = "正式"
    REHEARSAL = "演练"


class Phase(Enum):
    """How far the round has come, in order."""

    PREPARING = "筹备"
    RECEIVING = "收件"
    SEALED = "封存"
    SCORING = "评分"
    COLLATING = "汇总"
    SIGNING = "签署"
    FINAL = "定稿"
    PUBLISHED = "公示"
    CLOSED = "结束"

    @property
    def position(self) -> int:
        return list(Phase).index(self)

    @property
    def next(self) -> "Phase | None":
        phases = list(Phase)
        return phases[self.position + 1] if self is not phases[-1] else None

    def is_before(self, other: "Phase") -> bool:
        return self.position < other.position


class TieStepKind(Enum):
    """What a step of the tie chain compares; VOTE and LOT need a recorded settlement."""

    SECTION = "指标得分"
    HEAD_TO_HEAD = "共同专家两两比较"
    SMALLER_SPREAD = "专家评分离散程度较小者在前"
    VOTE = "评审小组表决"
    LOT = "见证抽签"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieStep:
    """One step of the tie chain; ``section`` is the rubric section a SECTION step compares."""

    kind: TieStepKind
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierRules:
    """Two levels of 畸高畸低: shares of the mean that is compared with, and absolute points."""

    hint_share_of_others: Decimal = Decimal("0.10")
    hint_range: Decimal = Decimal(14)
    alarm_item_points: Decimal = Decimal(3)
    alarm_item_share: Decimal = Decimal("0.30")
    alarm_share_of_mean: Decimal = Decimal("0.30")
    alarm_share_of_others: Decimal = Decimal("0.20")


@dataclass(frozen=True, slots=True, kw_only=True)
class BearingRules:
    """When an expert's way of scoring gives reason to ask; never a reason to change a score.

    ``alike_items`` is the least number of judged criteria for two sheets to be called identical;
    ``uniform_share`` the share of one and the same level among all of an expert's points;
    ``seconds_per_item`` the time below which a sheet was filled in implausibly fast;
    ``contrary_by`` how far below nought the rank correlation with the others lies, over at least
    ``contrary_estates``; ``repeated_estates`` how many estates with the very same points are too
    many for one expert.
    """

    alike_items: int = 8
    uniform_share: Decimal = Decimal("0.95")
    uniform_estates: int = 3
    seconds_per_item: int = 2
    contrary_estates: int = 6
    contrary_by: Decimal = Decimal("0.20")
    repeated_estates: int = 3


class NoticeCounting(Enum):
    """Whether the day of publication counts as the first working day."""

    NEXT_DAY = "自公示次日起算"
    SAME_DAY = "公示当日计入"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRules:
    """Everything that differs between years and cities; sizes are counts of estates or experts.

    ``look_distance`` is in bits of 128; an estate that was honoured may not be nominated for
    ``honour_rest_years`` years, 0 where no rule says so. A unit left more than ``interest_years``
    ago ties nobody any more; ``company_groups`` are the words that groups go by. A declared
    interest is to be described in at least ``basis_characters`` where no record supports it.
    ``runners_up`` behind the shortlist are named in the order in which they would move up;
    ``terms`` are the factors and deductions that may be recorded for single estates.
    A seat is locked after ``idle_minutes`` without input, 0 for never. An expert's laptop is asked
    about when its clock went back by more than ``clock_back_minutes`` between two entries, or ran
    more than ``clock_ahead_minutes`` ahead of the secretary's. Papers that ``need ink`` carry every
    signature in their present version before the result is published; score sheets always do.
    """

    county_quota_min: int = 3
    county_quota_max: int = 5
    submission_deadline: date | None = None
    shortlist_size: int = 5
    nomination_quota: int = 2
    county_cap: int = 0
    runners_up: int = 3
    idle_minutes: int = 10
    clock_back_minutes: int = 2
    clock_ahead_minutes: int = 10
    opening_needs_ink: bool = True
    tally_needs_ink: bool = True
    ranking_needs_ink: bool = True
    notice_days: int = 7
    notice_counting: NoticeCounting = NoticeCounting.NEXT_DAY
    report_deadline: date | None = None
    minimum_experts: int = 3
    advised_experts: int = 5
    tie_chain: tuple[TieStep, ...] = (
        TieStep(kind=TieStepKind.SECTION, section="1"),
        TieStep(kind=TieStepKind.SECTION, section="6"),
        TieStep(kind=TieStepKind.VOTE),
    )
    outlier: OutlierRules = field(default_factory=OutlierRules)
    outlier_needs_hearing: bool = True
    tally: TallyRules = field(default_factory=TallyRules)
    terms: TermLimits = field(default_factory=TermLimits)
    area_per_household_min: Decimal = Decimal(40)
    area_per_household_max: Decimal = Decimal(250)
    area_per_household_times: Decimal = Decimal(2)
    look_distance: int = 10
    honour_rest_years: int = 0
    interest_years: int = 3
    declaration_first: bool = True
    basis_characters: int = 6
    outside_share: Decimal = Decimal("0.66")
    bearing: BearingRules = field(default_factory=BearingRules)
    company_groups: tuple[CompanyGroup, ...] = ()

    def faults(self) -> tuple[str, ...]:
        """Every reason why these rules cannot be used, as sentences."""
        checks = (
            (self.county_quota_min > self.county_quota_max, "每县报送数量的下限不能大于上限。"),
            (self.nomination_quota > self.shortlist_size, "推荐上报数量不能大于拟公示数量。"),
            (min(self.shortlist_size, self.nomination_quota) < 1, "入选数量至少为 1。"),
            (self.county_cap < 0, "每县列入名单的数量不能为负；写 0 表示不限。"),
            (self.runners_up < 0, "递补名单的数量不能为负；写 0 表示不列递补名单。"),
            (self.idle_minutes < 0, "自动锁定的分钟数不能为负；写 0 表示不自动锁定。"),
            (
                min(self.clock_back_minutes, self.clock_ahead_minutes) < 0,
                "时钟相差的分钟数不能为负。",
            ),
            (self.notice_days < 1, "公示天数至少为 1 个工作日。"),
            (self.minimum_experts < 1, "每个小区的有效专家人数至少为 1。"),
            (
                self.area_per_household_min > self.area_per_household_max,
                "户均建筑面积的下限不能大于上限。",
            ),
            (
                self.area_per_household_times <= 1,
                "户均建筑面积与中位数相差的倍数应大于 1。",
            ),
            (
                any(step.kind is TieStepKind.LOT for step in self.tie_chain[:-1]),
                "并列处理中，见证抽签只能是最后一步。",
            ),
            (
                self.tally.combination not in ROUND_COMBINATIONS,
                "按名次取平均只用于核算其他评选，不能作为评审的汇总办法。",
            ),
            (
                self.tally.weighs_criteria,
                (
                    "评分标准写明的是各项的分值，评审中不能再给评分项另设权重，"
                    "也不能在加权之后修约；这些办法只用于核算其他评选。"
                ),
            ),
            (
                bool(self.tally.weights),
                "组成部分的权重写在评分标准里，评审规则不能另设，请改在评分标准中写明。",
            ),
            (
                self.look_distance > LARGEST_LIMIT,
                f"照片相似的判定最多相差 {LARGEST_LIMIT} 位，再大会把不同的照片当成相同。",
            ),
        )
        found = tuple(sentence for fails, sentence in checks if fails)
        return (*found, *self.tally.faults(), *self.terms.faults())

    @property
    def cut_lines(self) -> tuple[int, ...]:
        """The two lines across which a tie must be decided: nominations, then shortlist."""
        return (self.nomination_quota, self.shortlist_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRound:
    """One year's review: its name, its rules and where it stands."""

    title: str
    year: int
    bureau: str
    mode: RoundMode = RoundMode.FORMAL
    phase: Phase = Phase.PREPARING
    rules: RoundRules = field(default_factory=RoundRules)

    @property
    def is_rehearsal(self) -> bool:
        return self.mode is RoundMode.REHEARSAL

    @property
    def rules_are_locked(self) -> bool:
        """Rules and rubric are locked when the round is sealed."""
        return not self.phase.is_before(Phase.SEALED)

    def with_rules(self, rules: RoundRules) -> "ReviewRound":
        if self.rules_are_locked:
            raise RuleViolation(
                "评审已封存，规则不能再改；如确需修改，请由组长和监督员退回到收件阶段。"
            )
        if faults := rules.faults():
            raise RuleViolation("".join(faults))
        return replace(self, rules=rules)

    def advanced(self) -> "ReviewRound":
        following = self.phase.next
        if following is None:
            raise RuleViolation("评审已结束，没有下一阶段。")
        return replace(self, phase=following)

    def returned_to(self, phase: Phase, reason: str) -> "ReviewRound":
        """Going back asks for a reason; what was printed since is stale."""
        if not phase.is_before(self.phase):
            raise RuleViolation(f"只能退回到“{self.phase.value}”之前的阶段。")
        if not reason.strip():
            raise RuleViolation("退回上一阶段必须写明理由，请填写后再确认。")
        return replace(self, phase=phase)
