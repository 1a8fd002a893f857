"""Codecs of the values that are kept as JSON inside a column."""

from decimal import Decimal

from meihao_desktop.db.codec import (
    DATE,
    DECIMAL,
    FLAG,
    TEXT,
    WHOLE,
    Codec,
    Json,
    many,
    mapping,
    maybe,
    members,
    named,
    record,
    refused,
)
from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.review_round import (
    BearingRules,
    NoticeCounting,
    OutlierRules,
    RoundRules,
    TieStep,
    TieStepKind,
)
from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    CriterionKind,
    DeductionPer,
    DeductionRule,
    Level,
    Part,
    Rubric,
    Section,
)
from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.domain.tally_rules import (
    Combination,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    TermLimits,
    Trim,
    TrimScope,
)


def _encode_reading(value: Decimal | str | None) -> Json:
    if isinstance(value, Decimal):
        return {"number": DECIMAL.encode(value)}
    return value


def _decode_reading(item: Json) -> Decimal | str | None:
    if item is None or isinstance(item, str):
        return item
    if isinstance(item, dict) and item.keys() == {"number"}:
        return DECIMAL.decode(item["number"])
    raise refused("数字或文字", item)


READING: Codec[Decimal | str | None] = Codec(_encode_reading, _decode_reading)
FACT_SOURCE = record(FactSource, file=TEXT, place=TEXT)
FACT = record(
    Fact, name=named(FactName), raw=TEXT, value=READING, unit=TEXT, source=FACT_SOURCE,
    is_guessed=FLAG, note=TEXT,
)  # fmt: skip
FACTS = mapping(named(FactName), FACT)
OPINION_BOX = record(OpinionBox, label=TEXT, text=TEXT, is_filled=FLAG)
APPLICATION_FORM = record(
    ApplicationForm, file=TEXT, estate_name=TEXT, facts=FACTS, practices=TEXT,
    opinions=many(OPINION_BOX),
)  # fmt: skip
MATERIAL = record(
    Material, late=("look",), path=TEXT, digest=TEXT, size=WHOLE, kind=named(MaterialKind),
    look=TEXT,
)  # fmt: skip
WHERE = record(Where, county=TEXT, estate=TEXT, expert=TEXT, criterion=TEXT, file=TEXT)
FINDING = record(
    Finding, severity=named(Severity), code=TEXT, where=WHERE, sentence=TEXT, basis=TEXT
)
EVIDENCE_PIN = record(EvidencePin, material=TEXT, file_name=TEXT, place=TEXT)
PINS = many(EVIDENCE_PIN)
COUNTS = mapping(TEXT, DECIMAL)

LEVEL = record(Level, label=TEXT, points=DECIMAL)
DEDUCTION_RULE = record(
    DeductionRule, label=TEXT, amount=DECIMAL, per=named(DeductionPer), threshold=maybe(DECIMAL)
)
COMPONENT = record(Component, label=TEXT, max_points=DECIMAL, levels=many(LEVEL))
CRITERION = record(
    Criterion, number=TEXT, name=TEXT, max_points=DECIMAL, kind=named(CriterionKind), step=DECIMAL,
    levels=many(LEVEL), deductions=many(DEDUCTION_RULE), components=many(COMPONENT),
    evidence=TEXT, guidance=TEXT,
)  # fmt: skip
SECTION = record(Section, number=TEXT, name=TEXT, criteria=many(CRITERION), part=TEXT)
RUBRIC = record(
    Rubric, title=TEXT, edition=TEXT, sections=many(SECTION),
    parts=many(record(Part, name=TEXT, weight=DECIMAL)), standing=TEXT, veto_grounds=many(TEXT),
)  # fmt: skip

TRIM = record(Trim, highest=WHOLE, lowest=WHOLE, scope=named(TrimScope), minimum_experts=WHOLE)
ROUNDING = record(
    Rounding, late=("stage_places", "stage_modes"), places=WHOLE, mode=named(RoundingMode),
    stages=members(RoundingStage), stage_places=mapping(named(RoundingStage), WHOLE),
    stage_modes=mapping(named(RoundingStage), named(RoundingMode)),
)  # fmt: skip
TALLY_RULES = record(
    TallyRules, late=("criterion_weights",), trim=TRIM, rounding=ROUNDING,
    combination=named(Combination), weights=mapping(TEXT, DECIMAL),
    criterion_weights=mapping(TEXT, DECIMAL),
)  # fmt: skip
OUTLIER_RULES = record(
    OutlierRules, hint_share_of_others=DECIMAL, hint_range=DECIMAL, alarm_item_points=DECIMAL,
    alarm_item_share=DECIMAL, alarm_share_of_mean=DECIMAL, alarm_share_of_others=DECIMAL,
)  # fmt: skip
BEARING_RULES = record(
    BearingRules, late=("repeated_estates",), alike_items=WHOLE, uniform_share=DECIMAL,
    uniform_estates=WHOLE, seconds_per_item=WHOLE, contrary_estates=WHOLE, contrary_by=DECIMAL,
    repeated_estates=WHOLE,
)  # fmt: skip
TERM_LIMITS = record(TermLimits, factor_min=DECIMAL, factor_max=DECIMAL, deduction_max=DECIMAL)
COMPANY_GROUP = record(CompanyGroup, name=TEXT, words=many(TEXT))
ROUND_RULES = record(
    RoundRules,
    late=(
        "county_cap", "area_per_household_times", "look_distance", "honour_rest_years",
        "interest_years", "company_groups", "outside_share", "bearing", "outlier_needs_hearing",
        "declaration_first",
        "basis_characters", "runners_up", "terms", "idle_minutes",
        "clock_back_minutes", "clock_ahead_minutes",
        "opening_needs_ink", "tally_needs_ink", "ranking_needs_ink",
    ),
    county_quota_min=WHOLE, county_quota_max=WHOLE, submission_deadline=maybe(DATE),
    shortlist_size=WHOLE, nomination_quota=WHOLE, county_cap=WHOLE, runners_up=WHOLE,
    notice_days=WHOLE, terms=TERM_LIMITS, idle_minutes=WHOLE,
    notice_counting=named(NoticeCounting), report_deadline=maybe(DATE), minimum_experts=WHOLE,
    advised_experts=WHOLE, tie_chain=many(record(TieStep, kind=named(TieStepKind), section=TEXT)),
    outlier=OUTLIER_RULES, tally=TALLY_RULES, area_per_household_min=DECIMAL,
    area_per_household_max=DECIMAL, area_per_household_times=DECIMAL, look_distance=WHOLE,
    honour_rest_years=WHOLE, interest_years=WHOLE, company_groups=many(COMPANY_GROUP),
    outside_share=DECIMAL, bearing=BEARING_RULES, outlier_needs_hearing=FLAG,
    declaration_first=FLAG,
    basis_characters=WHOLE, clock_back_minutes=WHOLE, clock_ahead_minutes=WHOLE,
    opening_needs_ink=FLAG, tally_needs_ink=FLAG, ranking_needs_ink=FLAG,
)  # fmt: skip
