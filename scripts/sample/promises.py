"""Checks with the real engine that the sample round tells the story it promises."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from meihao_desktop.domain.conflicts.run_all import open_blockers, run_all
from meihao_desktop.domain.county import County, CountyId
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.finding import Decision, Finding, FindingKey, Settlement
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel, Role
from meihao_desktop.domain.recusal import Interest, Recusal, Recusals, RecusalStatus
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.score_sheet import ScoreCell, ScoreSheet
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.domain.standing import Standing, section_points, standing_of
from scripts.sample.scores import (
    COMPARED_FIRST,
    EXPERTS,
    MISSING,
    MODEL,
    RECUSED,
    TARGETS,
    TWIN,
    Points,
    ScoreLine,
    Table,
    reason_for,
)

NOON = datetime(2025, 9, 10, 12, tzinfo=UTC)
COUNTIES = {"广州市": 2, "深圳市": 2, "珠海市": 1, "佛山市": 2}
ROUND = ReviewRound(
    title="2025年度“美好家园”小区评审（演练）", year=2025, bureau="市住房和城乡建设局",
    mode=RoundMode.REHEARSAL, phase=Phase.COLLATING,
)  # fmt: skip
RESULT = ["千灯湖1号", "金域蓝湾", "长城二花园", "华发世纪城"]


class PromiseBroken(AssertionError):
    """The generated round does not tell the promised story."""


def verify(rubric: Rubric, table: Table, lines: list[ScoreLine]) -> Standing:
    """Play the decisions through and hold every step against the promise; gives the result."""
    as_handed_in = dossier_of(rubric, _given(lines))
    _expect_codes(as_handed_in, {"missing": 1, "outlier": 1, "undecided_recusal": 0})
    complete = dossier_of(rubric, table)
    _expect_codes(complete, {"missing": 0, "out_of_range": 0, "objective": 0, "outlier": 1})
    recused = replace(complete, recusals=_recusals())
    _expect_codes(recused, {"recused": 1, "tie": 1, "outlier": 1, "outlier_item": 0})
    outlier = _only(recused, "outlier")
    ruled = replace(recused, settlements=_settled(outlier, Decision.REPLACED))
    _expect_tie(ruled)
    tie = _only(ruled, "tie")
    votes = {_id(MODEL): 3, _id(TWIN): 2}
    settlements = {
        **ruled.settlements,
        **_settled(tie, Decision.ORDERED, order=(_id(MODEL), _id(TWIN)), votes=votes),
    }
    final = replace(ruled, settlements=settlements)
    _expect(not open_blockers(final), f"still blocked: {open_blockers(final)}")
    standing = standing_of(final)
    order = [final.estate_name(placing.entry) for placing in standing.ranking.placings]
    _expect(order == [*RESULT, MODEL, TWIN, "保利花园"], f"order {order}")
    _expect(standing.ranking.is_decided, "a line is undecided")
    return standing


def dossier_of(rubric: Rubric, table: Mapping[tuple[str, str], Points]) -> Dossier:
    """The dossier as the rehearsal leads to it: all sheets that are complete are handed in."""
    people = tuple(
        Person(
            id=_person(name), name=name,
            roles=frozenset({Role.EXPERT} | ({Role.PANEL_CHAIR} if name == EXPERTS[0] else set())),
        )
        for name in EXPERTS
    )  # fmt: skip
    estates: list[Estate] = []
    names = iter(TARGETS)
    for number, count in enumerate(COUNTIES.values(), start=1):
        estates.extend(
            Estate(id=EstateId(f"C{number:02}-E{at:02}"), county=_county(number), name=next(names))
            for at in range(1, count + 1)
        )
    dossier = Dossier(
        review_round=ROUND,
        rubric=rubric,
        counties=tuple(County(id=_county(n), name=c) for n, c in enumerate(COUNTIES, start=1)),
        estates=tuple(estates),
        panel=ReviewPanel(people),
    )
    sheets = (_sheet(rubric, pair, points) for pair, points in table.items())
    return replace(dossier, sheets=tuple(sheets))


def _sheet(rubric: Rubric, pair: tuple[str, str], points: Points) -> ScoreSheet:
    cells = {
        criterion.number: ScoreCell(
            points=points[criterion.number], reason=reason_for(criterion, points[criterion.number])
        )
        for criterion in rubric
        if criterion.number in points
    }
    sheet = ScoreSheet(expert=_person(pair[0]), estate=EstateId(_id(pair[1])), cells=cells)
    if sheet.unanswered(rubric):
        return sheet
    digest = seal_sheet(sheet, rubric, ROUND.title).digest
    return sheet.submitted(rubric, digest=digest, at=NOON)


def _given(lines: list[ScoreLine]) -> dict[tuple[str, str], Points]:
    table: dict[tuple[str, str], Points] = {}
    for line in lines:
        table.setdefault((line.expert, line.estate), {})[line.criterion] = line.points
    _expect(MISSING[2] not in table[MISSING[0], MISSING[1]], "the missing cell is there")
    return table


def _expect_tie(dossier: Dossier) -> None:
    """The two are equal in total and in both sections, and across the line of five only."""
    entries = standing_of(dossier).tally.entries
    first, second = entries[_id(MODEL)], entries[_id(TWIN)]
    _expect(first.final_points == second.final_points, "no tie")
    for number in COMPARED_FIRST:
        same = section_points(dossier, first, number) == section_points(dossier, second, number)
        _expect(same, f"section {number} breaks the tie")
    undecided = {line.size: line.undecided for line in standing_of(dossier).ranking.cut_lines}
    _expect(undecided == {2: (), 5: (_id(TWIN), _id(MODEL))}, f"lines {undecided}")


def _expect_codes(dossier: Dossier, wanted: Mapping[str, int]) -> None:
    codes = [finding.code for finding in run_all(dossier)]
    counts = {code: codes.count(code) for code in wanted}
    _expect(counts == dict(wanted), f"findings {counts}, promised {wanted}")


def _only(dossier: Dossier, code: str) -> Finding:
    return next(finding for finding in run_all(dossier) if finding.code == code)


def _settled(
    finding: Finding,
    decision: Decision,
    *,
    order: tuple[str, ...] = (),
    votes: Mapping[str, int] | None = None,
) -> dict[FindingKey, Settlement]:
    settlement = Settlement(
        finding=finding.key, where=finding.where, decision=decision, reason="演练",
        actor=EXPERTS[0], settled_at=NOON, order=order, votes=votes or {},
    )  # fmt: skip
    return {finding.key: settlement}


def _recusals() -> Recusals:
    return Recusals((
        Recusal(
            expert=_person(RECUSED[0]), estate=EstateId(_id(RECUSED[1])),
            interest=Interest.EMPLOYMENT, basis="演练", status=RecusalStatus.CONFIRMED,
            declared_at=NOON,
        ),
    ))  # fmt: skip


def _expect(claim: bool, otherwise: str) -> None:
    if not claim:
        raise PromiseBroken(otherwise)


def _county(number: int) -> CountyId:
    return CountyId(f"C{number:02}")


def _person(name: str) -> PersonId:
    return PersonId(f"P{EXPERTS.index(name) + 1:02}")


def _id(estate: str) -> str:
    place = list(TARGETS).index(estate)
    for number, count in enumerate(COUNTIES.values(), start=1):
        if place < count:
            return f"C{number:02}-E{place + 1:02}"
        place -= count
    raise PromiseBroken(estate)
