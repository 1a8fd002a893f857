"""Finished rounds drawn at random, each with rules, people, sheets and decisions of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random  # noqa: TID251 -- the same rounds at every run

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Decision, FindingKey, Settlement, Where
from meihao_desktop.domain.objective_points import objective_basis
from meihao_desktop.domain.panel import Person, ReviewPanel, Seat
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind
from meihao_desktop.domain.recusal import Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundRules, TieStep, TieStepKind
from meihao_desktop.domain.rubric import Part, Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import Sealer, seal_sheets
from meihao_desktop.domain.signature import KeyPurpose, PublicKey
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.domain.tally_rules import (
    ROUND_COMBINATIONS,
    ROUND_STAGES,
    Rounding,
    RoundingMode,
    RoundingStage,
    TallyRules,
    TermLimits,
    Trim,
    TrimScope,
)
from meihao_desktop.domain.tie_chain import Tie
from meihao_desktop.domain.tie_lot import drawn_lot
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.builders import (
    ESTATE_NAMES,
    NOON,
    Points,
    a_county,
    a_criterion,
    a_recusal,
    a_round,
    a_secretary,
    a_section,
    a_sheet,
    a_term,
    a_veto,
    an_estate,
    an_expert,
)

KEY = SigningKey(bytes(range(32)))
ROUND_ID = "ab" * 32
PARTS = ("材料", "现场", "测评")
WEIGHTS = {1: ("1",), 2: ("0.7", "0.3"), 3: ("0.5", "0.3", "0.2")}
STEPS = (
    TieStep(kind=TieStepKind.SECTION, section="1"),
    TieStep(kind=TieStepKind.SECTION, section="2"),
    TieStep(kind=TieStepKind.HEAD_TO_HEAD),
    TieStep(kind=TieStepKind.SMALLER_SPREAD),
    TieStep(kind=TieStepKind.VOTE),
)


BROKEN = {
    TieStepKind.SECTION: "部分”得分比较",
    TieStepKind.HEAD_TO_HEAD: "按共同专家两两比较",
    TieStepKind.SMALLER_SPREAD: "按专家评分离散程度",
}
"""What a sentence says of each step."""


@dataclass
class Draw:
    """One round in the making; ``used`` names what it turned out to hold.

    A calm one has few accidents and many equal figures, so that ties come up.
    """

    chance: Random
    is_calm: bool = False
    used: set[str] = field(default_factory=set[str])

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def by_accident(self, share: float) -> bool:
        return self.often(share / 12 if self.is_calm else share)


def drawn_round(seed: int, *, is_old: bool = False) -> tuple[Dossier, set[str]]:
    """A round whose every tie is decided, and the ways of the rules that it went.

    An old one has only such rules as there were in the first rounds.
    """
    draw = Draw(Random(seed))  # noqa: S311 -- drawn from a seed
    draw.is_calm = draw.often(0.6)
    rubric = _rubric(draw)
    round_ = replace(a_round(Phase.FINAL), rules=_rules(draw, is_old=is_old))
    estates = _estates(draw)
    panel = _panel(draw)
    recusals = tuple(_recusals(draw, panel, estates))
    dossier = Dossier(
        review_round=round_,
        rubric=rubric,
        counties=tuple(a_county(number) for number in (1, 2, 3)),
        estates=estates,
        panel=panel,
        recusals=Recusals(recusals),
        vetoes=(a_veto(1, county=int(estates[0].county[1:])),) if draw.by_accident(0.3) else (),
        terms=tuple(_terms(draw, estates)),
        round_id=ROUND_ID,
        event_key=PublicKey(
            fingerprint=KEY.fingerprint, purpose=KeyPurpose.EVENT, owner="", machine="01",
            algorithm="Ed25519", public_key=KEY.public_key, made_at=NOON,
        ),
    )  # fmt: skip
    dossier = _scored(draw, dossier)
    dossier = _decided(draw, _settled(draw, dossier))
    _note(draw, dossier)
    return dossier, draw.used


def _rubric(draw: Draw) -> Rubric:
    count = draw.chance.choice((1, 1, 2, 3))
    draw.used.add(f"{count} parts")
    return Rubric(
        title="测试评分标准",
        edition="2025 参考方案",
        parts=tuple(
            Part(name=name, weight=Decimal(weight))
            for name, weight in zip(PARTS, WEIGHTS[count], strict=False)
        ),
        sections=tuple(
            a_section(
                str(at), f"第{at}部分",
                *(a_criterion(f"{at}.{n}", 10, step=Decimal("0.25")) for n in (1, 2)),
                part=PARTS[(at - 1) % count],
            )
            for at in (1, 2, 3)
        ),
    )  # fmt: skip


def _rules(draw: Draw, *, is_old: bool) -> RoundRules:
    while True:
        shortlist = draw.chance.randint(1, 5)
        rules = RoundRules(
            shortlist_size=shortlist,
            nomination_quota=draw.chance.randint(1, shortlist),
            county_cap=draw.chance.choice((0, 0, 1, 2)),
            runners_up=draw.chance.choice((0, 1, 3)),
            minimum_experts=draw.chance.choice((1, 3)),
            tie_chain=tuple(draw.chance.sample(STEPS, draw.chance.randint(0, 3))),
            tally=_tally_rules(draw),
            terms=TermLimits(
                factor_min=Decimal("0.8"), factor_max=Decimal("1.2"), deduction_max=Decimal(60)
            ),
        )
        if not rules.faults():
            return _as_before(rules) if is_old else _weighed(draw, rules)


def _weighed(draw: Draw, rules: RoundRules) -> RoundRules:
    """No round may weigh criteria; where a forged one does, both sides still reckon alike."""
    tally, stage = rules.tally, RoundingStage.WEIGHTED_POINTS
    if draw.often(0.2):
        rounding = replace(tally.rounding, stages=tally.rounding.stages | {stage})
        if draw.often(0.5):
            modes = {**rounding.stage_modes, stage: draw.chance.choice(list(RoundingMode))}
            rounding = replace(rounding, stage_modes=modes)
        tally = replace(tally, rounding=rounding)
    if draw.often(0.1):
        weights = {"1.1": Decimal("0.75"), "2.2": Decimal("1.5")}
        tally = replace(tally, criterion_weights=weights)
    return replace(rules, tally=tally)


def _as_before(rules: RoundRules) -> RoundRules:
    """The rules without what came in later."""
    usual, tally = RoundRules(), rules.tally
    rounding = replace(tally.rounding, stage_places={}, stage_modes={})
    return replace(
        rules,
        county_cap=usual.county_cap,
        runners_up=usual.runners_up,
        tally=replace(tally, rounding=rounding),
    )


def _tally_rules(draw: Draw) -> TallyRules:
    choice = draw.chance.choice
    stages = [stage for stage in ROUND_STAGES if draw.often(0.2)]
    return TallyRules(
        trim=Trim(
            highest=choice((0, 1, 1, 2)),
            lowest=choice((0, 1, 1, 2)),
            scope=choice(list(TrimScope)),
            minimum_experts=choice((3, 4, 5, 6)),
        ),
        rounding=Rounding(
            places=choice((0, 1, 2, 3)),
            mode=choice(list(RoundingMode)),
            stages=frozenset(stages),
            stage_places={stage: choice((0, 1, 2)) for stage in stages if draw.often(0.4)},
            stage_modes={s: choice(list(RoundingMode)) for s in stages if draw.often(0.4)},
        ),
        combination=choice(ROUND_COMBINATIONS),
    )


def _estates(draw: Draw) -> tuple[Estate, ...]:
    """Five to eight; names come again in another county."""
    counties = [draw.chance.randint(1, 3) for _ in range(draw.chance.randint(5, 8))]
    taken: set[tuple[int, str]] = set()
    found: list[Estate] = []
    for number, county in enumerate(counties, start=1):
        free = [name for name in ESTATE_NAMES[:4] if (county, name) not in taken]
        name = draw.chance.choice(free or [f"小区{number:02}"])
        taken.add((county, name))
        found.append(an_estate(number, name, county=county))
    if len({estate.name for estate in found}) < len(found):
        draw.used.add("two estates of one name")
    return tuple(found)


def _panel(draw: Draw) -> ReviewPanel:
    """Three to seven members, one of them replaced at times, and two in reserve."""
    members = [an_expert(number) for number in range(11, draw.chance.randint(13, 17) + 1)]
    if draw.often(0.3):
        members[0] = replace(members[0], seat=Seat(replaced_by=members[-1].id))
        draw.used.add("a replaced expert")
    reserves = [an_expert(number, seat=Seat(is_reserve=True)) for number in (18, 19)]
    people: list[Person] = [a_secretary(), *members, *reserves]
    draw.chance.shuffle(people)
    return ReviewPanel(tuple(people))


def _recusals(draw: Draw, panel: ReviewPanel, estates: Sequence[Estate]) -> Iterator[Recusal]:
    for estate in estates:
        for expert in panel.experts:
            if not draw.by_accident(0.12):
                continue
            status = draw.chance.choice(list(RecusalStatus))
            successor = draw.chance.choice(("", "P18", "P19"))
            number = int(expert.id[1:])
            yield replace(a_recusal(number, status=status), estate=estate.id, successor=successor)
            draw.used.add(f"recusal {status.name}")
            if successor and status.forbids_scoring:
                draw.used.add("a substitute")


def _terms(draw: Draw, estates: Sequence[Estate]) -> Iterator[RecordedTerm]:
    for estate in estates:
        number = 0
        for kind, amounts in (
            (TermKind.FACTOR, ("0.95", "1.1")), (TermKind.DEDUCTION, ("0.25", "2", "55")),
            (TermKind.DEDUCTION, ("0.5",)),
        ):  # fmt: skip
            if not draw.by_accident(0.2):
                continue
            number += 1
            term = replace(
                a_term(1, draw.chance.choice(amounts), kind, number=number), estate=estate.id
            )
            draw.used.add(kind.name)
            if draw.often(0.2):
                term = term.withdrawn(by="P90", confirmed_by="P01", at=NOON, reason="另有依据")
                draw.used.add("a withdrawn term")
            yield term


def _scored(draw: Draw, dossier: Dossier) -> Dossier:
    """Sheets of a few likely figures, so that estates often stand equal."""
    sealer = Sealer(dossier.rubric, dossier.review_round.title)
    latest: list[ScoreSheet] = []
    earlier: list[ScoreSheet] = []
    moulds = {estate.id: _mould(draw, dossier) for estate in dossier.estates}
    for person in dossier.panel.people:
        for estate in dossier.estates if person.is_expert else ():
            if draw.by_accident(0.03):
                continue
            given: dict[str, Points | None] = {
                c.number: moulds[estate.id][person.id, c.number] for c in dossier.rubric
            }
            sheet = a_sheet(int(person.id[1:]), estate.id, points=given)
            if draw.often(0.1):
                first = replace(sheet, remark="初稿", status=SheetStatus.WITHDRAWN)
                earlier.append(replace(first, digest=sealer.seal(first).digest, submitted_at=NOON))
                sheet = replace(sheet, revision=2, reopen_reason="复核")
                draw.used.add("a second revision")
            latest.append(_handed_in(draw, sheet, sealer))
    return replace(dossier, sheets=tuple(latest), earlier_sheets=tuple(earlier))


def _mould(draw: Draw, dossier: Dossier) -> Mapping[tuple[str, str], Decimal]:
    """Every expert's figures for one estate; calm ones lie evenly about one of two figures."""
    experts = [person.id for person in dossier.panel.people if person.is_expert]
    numbers = [criterion.number for criterion in dossier.rubric]
    if not draw.is_calm:
        figures = draw.chance.choice((("7.00", "8.00"), ("6.25", "7.50", "9.00"), ("5.00", "9.75")))
        return {(x, n): Decimal(draw.chance.choice(figures)) for x in experts for n in numbers}
    base, spread = Decimal(draw.chance.choice(("6.00", "7.00"))), draw.chance.choice((0, 1, 2))
    by_expert = _evenly(draw, experts, Decimal("0.25") * spread)
    by_number = _evenly(draw, numbers, Decimal("0.50") * draw.chance.choice((0, 0, 1)))
    return {(x, n): base + by_expert[x] + by_number[n] for x in experts for n in numbers}


def _evenly(draw: Draw, names: Sequence[str], step: Decimal) -> Mapping[str, Decimal]:
    """So many above as below, whoever they are."""
    order = [name for name in names if name not in ("P18", "P19")]
    draw.chance.shuffle(order)
    half = len(order) // 2
    above = dict.fromkeys(order[:half], step) | dict.fromkeys(order[half : 2 * half], -step)
    return {name: above.get(name, Decimal(0)) for name in names}


def _handed_in(draw: Draw, sheet: ScoreSheet, sealer: Sealer) -> ScoreSheet:
    status = draw.chance.choices(
        list(SheetStatus), (1, 60, 60, 1, 2) if not draw.is_calm else (0, 1, 1, 0, 0)
    )[0]
    draw.used.add(f"sheet {status.name}")
    sheet = replace(sheet, status=status)
    if draw.by_accident(0.04):
        sheet = replace(sheet, abstain_reason="材料无法判断")
        draw.used.add("an abstention")
    if draw.by_accident(0.03):
        number = draw.chance.choice(list(sheet.cells))
        hole = replace(sheet.cells[number], points=None)
        sheet = replace(sheet, cells={**sheet.cells, number: hole})
        draw.used.add("a sheet with a hole")
    if status is SheetStatus.DRAFT:
        return sheet
    return replace(sheet, digest=sealer.seal(sheet).digest, submitted_at=NOON)


def _settled(draw: Draw, dossier: Dossier) -> Dossier:
    """Figures replaced or brought to one another, some by decisions that no longer stand."""
    found: list[Settlement] = []
    for estate in dossier.estates:
        sheets = dossier.counted_sheets(estate.id)
        basis = seal_sheets(sheets).check_code
        for sheet in sheets:
            if not draw.by_accident(0.12):
                continue
            number = draw.chance.choice(("", *sheet.cells))
            told = basis if draw.often(0.8) else "0000-0000-0000-0000"
            code = "outlier_item" if number else "outlier"
            where = Where(estate=estate.id, expert=sheet.expert, criterion=number)
            decision = draw.chance.choice((Decision.REPLACED,) * 3 + (Decision.ACKNOWLEDGED,))
            found.append(_settlement(code, where, told, decision=decision))
            draw.used.add(f"{decision.name} {'item' if number else 'sheet'}")
        if sheets and draw.by_accident(0.4):
            number = draw.chance.choice([c.number for c in dossier.rubric])
            told = objective_basis(dossier, estate.id, number) if draw.often(0.8) else "P01=1.00"
            agreed = Decimal(draw.chance.choice(("6", "7.5", "8.25")))
            where = Where(estate=estate.id, criterion=number)
            one = _settlement("objective", where, told, decision=Decision.UNIFIED)
            found.append(replace(one, agreed=agreed))
            draw.used.add("UNIFIED")
    return replace(dossier, settlements={s.finding: s for s in found})


def _settlement(code: str, where: Where, basis: str, *, decision: Decision) -> Settlement:
    return Settlement(
        finding=FindingKey(f"{code}:{where.key}:{basis}"), where=where, decision=decision,
        reason="经评审小组核实", actor="P90", settled_at=NOON,
    )  # fmt: skip


def _decided(draw: Draw, dossier: Dossier) -> Dossier:
    """Every tie that the chain leaves is voted on, drawn by lot, or admitted whole."""
    while True:
        open_ties = [tie for tie in standing_of(dossier).ranking.ties if tie.ruling is None]
        if not open_ties:
            return dossier
        ruled = _ruled(draw, dossier, open_ties[0])
        dossier = replace(dossier, settlements={**dossier.settlements, ruled.finding: ruled})


def _ruled(draw: Draw, dossier: Dossier, tie: Tie) -> Settlement:
    decision = draw.chance.choice((Decision.ORDERED, Decision.DRAWN, Decision.BOTH_ADMITTED))
    draw.used.add(decision.name + (" behind" if tie.is_among_runners_up else ""))
    where = Where(estate="+".join(tie.entries))
    one = _settlement("tie", where, str(tie.final_points), decision=decision)
    if decision is Decision.BOTH_ADMITTED:
        return replace(one, approval="市局批准")
    tied = [EstateId(entry) for entry in tie.entries]
    if decision is Decision.DRAWN:
        order = drawn_lot(dossier, tied, "20250910")[1]
        if len({dossier.estate_name(each) for each in tied}) < len(tied):
            draw.used.add("a lot among estates of one name")
        return replace(one, seed="20250910", witness="监督员", order=order)
    draw.chance.shuffle(tied)
    votes = {estate: len(tied) - at for at, estate in enumerate(tied)}
    return replace(one, order=tuple(tied), votes=votes)


def _note(draw: Draw, dossier: Dossier) -> None:
    """What shows only once all is counted."""
    standing, rules = standing_of(dossier), dossier.review_round.rules
    ranking, tally = standing.ranking, rules.tally
    if standing.tally.is_trimmed:
        draw.used.add(f"trimmed by {tally.trim.scope.name} of {tally.combination.name}")
        draw.used.add(f"trimmed {tally.trim.highest} and {tally.trim.lowest}")
    elif tally.trim.is_wanted:
        draw.used.add("too few to trim")
    rounding = tally.rounding
    draw.used.update(f"{s.name} {rounding.of(s).mode.name}" for s in rounding.stages)
    for kind, words in BROKEN.items():
        if any(words in sentence for sentence in ranking.sentences):
            draw.used.add(f"broken by {kind.name}")
    draw.used.update(("unranked",) if ranking.unranked else ())
    draw.used.update(("barred",) if ranking.disqualified else ())
    draw.used.update("passed over" for line in ranking.cut_lines if line.passed_over)
    draw.used.update("waits" for e in ranking.runners_up.entries if e.waits_for_own_county)
    draw.used.update("shared place" for placing in ranking.placings if placing.is_shared)
    draw.used.update("below zero" for p in ranking.placings if p.final_points < 0)
    draw.used.update("criterion weights" for _ in tally.criterion_weights)
