"""Short builders of domain values: a test names only what it is about."""

# ruff: noqa: ANN401 -- keyword arguments are passed on as fields of the built value

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from meihao_desktop.domain.county import County, CountyId, CountyKind
from meihao_desktop.domain.declaration import Declaration
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierRound, EarlierRoundId
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import Fact, FactName, FactSource
from meihao_desktop.domain.finding import Decision, Finding, FindingKey, Settlement
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.panel import Person, PersonId, PersonKind, ReviewPanel, Role
from meihao_desktop.domain.permission import Actor
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind
from meihao_desktop.domain.recusal import Interest, Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode, RoundRules
from meihao_desktop.domain.rubric import (
    Criterion,
    CriterionId,
    CriterionKind,
    DeductionPer,
    DeductionRule,
    Level,
    Rubric,
    Section,
)
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.domain.veto import Veto

NOON = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
ESTATE_NAMES = (
    "朗悦花园", "长城二花园", "凯旋会花园", "保利花园", "华发世纪城", "金域蓝湾", "千灯湖1号",
)  # fmt: skip
Points = int | str | Decimal


def a_level(points: Points, label: str = "") -> Level:
    return Level(label=label or f"{points} 分档", points=Decimal(points))


def a_criterion(
    number: str, max_points: Points, kind: CriterionKind = CriterionKind.POINTS, **fields: Any
) -> Criterion:
    """A criterion; graded and present-or-not ones get their levels of themselves."""
    full = Decimal(max_points)
    if kind is CriterionKind.GRADED:
        shares = (("优", "1"), ("良", "0.8"), ("中", "0.6"), ("差", "0.3"))
        levels = tuple(Level(label=label, points=full * Decimal(share)) for label, share in shares)
        fields = {"levels": levels, "step": Decimal("0.1"), **fields}
    if kind is CriterionKind.PRESENCE:
        fields = {"levels": (a_level(full, "有"), a_level(0, "无")), **fields}
    fields = {"name": f"评分项{number}", **fields}
    return Criterion(number=CriterionId(number), max_points=full, kind=kind, **fields)


def a_rubric(sections: Sequence[Section] | None = None, **fields: Any) -> Rubric:
    """100 points in sections 1, 6 and 9, one criterion of each usual kind."""
    rate = DeductionRule(
        label="每低1个百分点", amount=Decimal("0.4"),
        per=DeductionPer.PERCENTAGE_POINT, threshold=Decimal(95),
    )  # fmt: skip
    hazard = DeductionRule(label="一处隐患", amount=Decimal(1), per=DeductionPer.FINDING)
    usual = (
        a_section(
            "1", "居民满意度",
            a_criterion(
                "1.1", 8, CriterionKind.RATE, name="满意度测评得分",
                step=Decimal("0.1"), deductions=(rate,),
            ),
            a_criterion("1.2", 12, CriterionKind.GRADED, name="投诉工单办结回访"),
        ),
        a_section(
            "6", "物业服务质量",
            a_criterion("6.1", 5, CriterionKind.PRESENCE, name="合同收费公示"),
            a_criterion(
                "6.5", 5, CriterionKind.DEDUCTION, name="消防与充电安全", deductions=(hazard,)
            ),
        ),
        a_section("9", "共建共治共享", a_criterion("9.1", 70, name="共建成效")),
    )  # fmt: skip
    chosen = tuple(sections) if sections is not None else usual
    return Rubric(
        **{"title": "测试评分标准", "edition": "2025 参考方案", "sections": chosen, **fields}
    )


def a_section(number: str, name: str, *criteria: Criterion, part: str = "材料") -> Section:
    return Section(number=number, name=name, criteria=criteria, part=part)


def a_plain_rubric(*max_points: Points) -> Rubric:
    """One section for each number, each with one free criterion of that many points."""
    return a_rubric(
        [
            a_section(str(at), f"第{at}部分", a_criterion(f"{at}.1", points, step=Decimal("0.01")))
            for at, points in enumerate(max_points or (100,), start=1)
        ]
    )


def a_round(phase: Phase = Phase.SCORING, **rules: Any) -> ReviewRound:
    """A formal round; keyword arguments are fields of its rules."""
    return ReviewRound(
        title="2025年度玉林市“美好家园”小区评审",
        year=2025,
        bureau="玉林市住房和城乡建设局",
        phase=phase,
        rules=RoundRules(**rules),
    )


def a_rehearsal(phase: Phase = Phase.SCORING, **rules: Any) -> ReviewRound:
    return replace(a_round(phase, **rules), mode=RoundMode.REHEARSAL)


def county_id(number: int) -> CountyId:
    return CountyId(f"C{number:02}")


def estate_id(number: int, county: int = 1) -> EstateId:
    return EstateId(f"C{county:02}-E{number:02}")


def expert_id(number: int) -> PersonId:
    return PersonId(f"P{number:02}")


def a_county(number: int = 1, name: str = "") -> County:
    return County(
        id=county_id(number),
        name=name or f"第{number}县",
        kind=CountyKind.COUNTY,
        county_department=f"{name or f'第{number}县'}住房和城乡建设局",
    )


def a_material(path: str = "佐证/照片.jpg", kind: MaterialKind = MaterialKind.IMAGE) -> Material:
    return Material(path=path, digest=path.encode().hex().ljust(64, "0")[:64], size=4, kind=kind)


def a_photo(path: str, look: str = "", *, content: str = "") -> Material:
    """A photo; its digest follows from ``content``, or from its path."""
    digest = (content or path).encode().hex().ljust(64, "0")[:64]
    return Material(path=path, digest=digest, size=4, kind=MaterialKind.IMAGE, look=look)


def a_fact(name: FactName, raw: str, value: Decimal | str | None = None, unit: str = "") -> Fact:
    source = FactSource(file="推荐汇总表.xlsx", place="C5")
    return Fact(name=name, raw=raw, value=value, unit=unit, source=source)


def an_estate(number: int = 1, name: str = "", *, county: int = 1, **fields: Any) -> Estate:
    usual = ESTATE_NAMES[number - 1] if number <= len(ESTATE_NAMES) else f"小区{number:02}"
    return Estate(
        id=estate_id(number, county), county=county_id(county), name=name or usual, **fields
    )


def a_company(name: str) -> dict[FactName, Fact]:
    """The facts of an estate that this enterprise serves."""
    return {FactName.PROPERTY_COMPANY: a_fact(FactName.PROPERTY_COMPANY, name, name)}


def an_earlier_round(*estates: EarlierEstate, year: int = 2024, **fields: Any) -> EarlierRound:
    fields = {"id": EarlierRoundId(f"{year:064}"), "has_result": True, **fields}
    title = f"{year}年度玉林市“美好家园”小区评审"
    return EarlierRound(title=title, year=year, estates=estates, **fields)


def an_expert(number: int, *roles: Role, **fields: Any) -> Person:
    fields = {
        "name": f"专家{number:02}", "unit": f"物业协会{number:02}",
        "kind": PersonKind.ASSOCIATION, **fields,
    }  # fmt: skip
    return Person(id=expert_id(number), roles=frozenset(roles or {Role.EXPERT}), **fields)


def a_secretary() -> Person:
    return Person(id=PersonId("P90"), name="秘书", roles=frozenset({Role.SECRETARY}))


def an_observer() -> Person:
    return Person(id=PersonId("P91"), name="监督员", roles=frozenset({Role.OBSERVER}))


def a_panel(experts: int = 5) -> ReviewPanel:
    """Secretary, observer and so many experts, the first of whom is the chair."""
    chair = an_expert(1, Role.EXPERT, Role.PANEL_CHAIR)
    others = tuple(an_expert(number) for number in range(2, experts + 1))
    return ReviewPanel((a_secretary(), an_observer(), chair, *others))


def an_actor(*roles: Role, number: int = 1) -> Actor:
    return Actor(id=expert_id(number), name=f"专家{number:02}", roles=frozenset(roles))


def cells(points: Mapping[str, Points | None]) -> dict[CriterionId, ScoreCell]:
    return {
        CriterionId(number): ScoreCell(points=None if given is None else Decimal(given))
        for number, given in points.items()
    }


def a_sheet(
    expert: int = 1, estate: EstateId | int = 1, *,
    points: Mapping[str, Points | None] | None = None, **fields: Any,
) -> ScoreSheet:  # fmt: skip
    """A draft with these points; nothing else is filled in."""
    return ScoreSheet(
        expert=expert_id(expert),
        estate=estate_id(estate) if isinstance(estate, int) else estate,
        cells=cells(points or {}),
        **fields,
    )


def full_marks(rubric: Rubric) -> dict[str, Decimal]:
    return {criterion.number: criterion.max_points for criterion in rubric}


def sealed(sheet: ScoreSheet, rubric: Rubric, title: str = "测试") -> ScoreSheet:
    """The sheet as submitted, with its true digest."""
    digest = seal_sheet(sheet, rubric, title).digest
    return replace(sheet, status=SheetStatus.SUBMITTED, digest=digest, submitted_at=NOON)


def a_recusal(
    expert: int, estate: int = 1, status: RecusalStatus = RecusalStatus.CONFIRMED, *,
    county: int = 1,
) -> Recusal:  # fmt: skip
    return Recusal(
        expert=expert_id(expert), estate=estate_id(estate, county), interest=Interest.SAME_UNIT,
        basis="在该小区物业服务企业任职", status=status, declared_at=NOON,
    )  # fmt: skip


def a_veto(estate: int = 1, *, county: int = 1) -> Veto:
    return Veto(
        estate=estate_id(estate, county), ground="材料弄虚作假", happened_on=NOON.date(),
        document="核查函.pdf", confirmed_by=PersonId("P90"), confirmed_at=NOON,
    )  # fmt: skip


def a_term(
    estate: int = 1, amount: Points = 2, kind: TermKind = TermKind.DEDUCTION, **fields: Any
) -> RecordedTerm:
    usual = {"number": 1, "reason": "逾期补正", "document": "补正通知书", "phase": Phase.SEALED}
    fields = {**usual, **fields}
    return RecordedTerm(
        estate=estate_id(estate), kind=kind, amount=Decimal(amount), dated_on=NOON.date(),
        recorded_by=PersonId("P90"), confirmed_by=expert_id(1), recorded_at=NOON, **fields,
    )  # fmt: skip


def a_settlement(
    finding: Finding, decision: Decision = Decision.ACKNOWLEDGED, **fields: Any
) -> Settlement:
    return Settlement(
        finding=finding.key, where=finding.where, decision=decision,
        reason=fields.pop("reason", "经评审小组核实"), actor="专家01", settled_at=NOON, **fields,
    )  # fmt: skip


def settled(dossier: Dossier, *settlements: Settlement) -> Dossier:
    """The dossier after these settlements."""
    added = {settlement.finding: settlement for settlement in settlements}
    return replace(dossier, settlements={**dossier.settlements, **added})


def a_dossier(
    totals: Sequence[Points | Sequence[Points | None]] = (), *, experts: int = 5,
    phase: Phase = Phase.COLLATING, recusals: Sequence[Recusal] = (), vetoes: Sequence[Veto] = (),
    rubric: Rubric | None = None, **rules: Any,
) -> Dossier:  # fmt: skip
    """A dossier with one estate for each entry of ``totals``, all of one county.

    An entry is the total that every expert gave, or one total for each expert in turn (``None``:
    not scored). The rubric is one free criterion of 100 points unless another one is given; then
    each criterion gets its share of the total. Other keyword arguments are fields of the rules.
    """
    used = rubric or a_plain_rubric(100)
    estates = tuple(an_estate(number) for number in range(1, len(totals) + 1))
    panel = a_panel(experts)
    sheets: list[ScoreSheet] = []
    for number, given in enumerate(totals, start=1):
        row = [given] * experts if isinstance(given, int | str | Decimal) else given
        for expert, total in enumerate(row, start=1):
            if total is not None:
                sheet = a_sheet(expert, number, points=shared_out(Decimal(total), used))
                sheets.append(sealed(sheet, used))
    return Dossier(
        review_round=a_round(phase, **rules),
        rubric=used,
        counties=(a_county(),) if estates else (),
        estates=estates,
        panel=panel,
        recusals=Recusals.of(recusals),
        declarations=declared(panel, estates),
        vetoes=tuple(vetoes),
        sheets=tuple(sheets),
        settlements=dict[FindingKey, Settlement](),
    )


def declared(panel: ReviewPanel, estates: Sequence[Estate]) -> tuple[Declaration, ...]:
    """Everybody has declared that nothing ties them to any estate."""
    people = (*panel.experts, *panel.with_role(Role.SECRETARY))
    told = tuple(estate.id for estate in estates)
    return tuple(Declaration(expert=expert.id, declared_at=NOON, estates=told) for expert in people)


def shared_out(total: Decimal, rubric: Rubric) -> dict[str, Decimal]:
    """A total filled into the criteria from the first on, each up to its maximum."""
    given: dict[str, Decimal] = {}
    for criterion in rubric:
        given[criterion.number] = min(total, criterion.max_points)
        total -= given[criterion.number]
    return given


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings in their order."""
    return [finding.code for finding in findings]
