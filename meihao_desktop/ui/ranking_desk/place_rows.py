"""The rows of the ranking: ranked estates best first, then those outside it, and the cut lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from meihao_desktop.domain.cut_line import CutLine
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.ranking import Placing
from meihao_desktop.domain.standing import Standing
from meihao_desktop.domain.veto import veto_of
from meihao_desktop.operations.rank_estates import RankingDesk


class Mark(Enum):
    """What a place means; the value is the word in the table."""

    NOMINATED = "推荐上报"
    SHORTLISTED = "拟公示"
    PASSED_OVER = "本县名额已满"
    UNDECIDED = "并列未决"
    RUNNER_UP = "递补"
    NONE = ""
    UNRANKED = "暂不排名"
    VETOED = "一票否决"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One estate of the ranking; ``place`` is ``None`` outside it, ``reason`` tells why.

    ``turn`` is the turn of a runner-up to move up, 0 where it is none.
    """

    estate: Estate
    county: str
    company: str
    mark: Mark
    place: int | None = None
    is_shared: bool = False
    shown_points: Decimal | None = None
    expert_count: int = 0
    counted: int = 0
    turn: int = 0
    reason: str = ""

    @property
    def result(self) -> str:
        """The word for what its place means; for a runner-up with its turn."""
        return f"递补第 {self.turn} 位" if self.mark is Mark.RUNNER_UP else self.mark.value

    @property
    def place_text(self) -> str:
        if self.place is None:
            return "—"
        return f"{self.place} 并列" if self.is_shared else str(self.place)

    @property
    def points_text(self) -> str:
        return "—" if self.shown_points is None else str(self.shown_points)

    @property
    def experts_text(self) -> str:
        if not self.expert_count:
            return "—"
        if self.counted == self.expert_count:
            return str(self.expert_count)
        return f"{self.expert_count} 计 {self.counted}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line drawn below so many rows; an undecided one runs through the tie."""

    after: int
    label: str
    is_nomination: bool
    is_decided: bool


def place_rows(desk: RankingDesk) -> tuple[PlaceRow, ...]:
    """All estates, ranked or not."""
    return (*_ranked(desk), *_unranked(desk))


def cut_rules(desk: RankingDesk) -> tuple[Rule, ...]:
    """The cut lines as they stand between the rows."""
    quota = desk.dossier.review_round.rules.nomination_quota
    ranked = len(desk.standing.ranking.placings)
    return tuple(
        Rule(
            after=_drawn_after(line),
            label=_label(line, is_nomination=line.size == quota),
            is_nomination=line.size == quota,
            is_decided=line.is_decided,
        )
        for line in desk.standing.ranking.cut_lines
        if 0 < _drawn_after(line) <= ranked
    )


def _label(line: CutLine, *, is_nomination: bool) -> str:
    purpose = Mark.NOMINATED if is_nomination else Mark.SHORTLISTED
    return f"{purpose.value}前 {line.size} 名" + ("" if line.is_decided else "（并列未决）")


def _ranked(desk: RankingDesk) -> Iterator[PlaceRow]:
    dossier, standing = desk.dossier, desk.standing
    for placing in standing.ranking.placings:
        estate = dossier.estate(EstateId(placing.entry))
        entry = standing.tally.entries[placing.entry]
        turn = standing.ranking.runners_up.turn_of(placing.entry)
        yield PlaceRow(
            estate=estate,
            county=dossier.county_of(estate),
            company=estate.shown(FactName.PROPERTY_COMPANY),
            mark=_mark(dossier, standing, placing),
            place=placing.place,
            is_shared=placing.is_shared,
            shown_points=placing.shown_points,
            expert_count=entry.expert_count,
            counted=entry.counted,
            turn=turn.turn if turn else 0,
            reason=(
                f"递补顺序第 {turn.turn} 位，须本县小区退出才能递补"
                if turn is not None and turn.waits_for_own_county
                else ""
            ),
        )


def _drawn_after(line: CutLine) -> int:
    """The row a line stands below; an undecided one runs through the tie."""
    return line.reach if line.is_decided else line.reach + line.size - len(line.inside)


def _mark(dossier: Dossier, standing: Standing, placing: Placing) -> Mark:
    """The first that applies."""
    rules, ranking, entry = dossier.review_round.rules, standing.ranking, placing.entry
    turn = ranking.runners_up.turn_of(entry)
    lines = ranking.cut_lines
    marks = (
        (entry in ranking.inside(rules.nomination_quota), Mark.NOMINATED),
        (any(entry in line.undecided for line in lines), Mark.UNDECIDED),
        (entry in ranking.inside(rules.shortlist_size), Mark.SHORTLISTED),
        (turn is not None and turn.waits_for_own_county, Mark.PASSED_OVER),
        (turn is not None, Mark.RUNNER_UP),
        (any(entry in line.passed_over for line in lines), Mark.PASSED_OVER),
        (entry in ranking.runners_up.undecided, Mark.UNDECIDED),
    )
    return next((mark for applies, mark in marks if applies), Mark.NONE)


def _unranked(desk: RankingDesk) -> Iterator[PlaceRow]:
    dossier, ranking = desk.dossier, desk.standing.ranking
    for estate in dossier.estates:
        if ranking.placing(estate.id) is not None:
            continue
        veto = veto_of(dossier.vetoes, estate.id)
        yield PlaceRow(
            estate=estate,
            county=dossier.county_of(estate),
            company=estate.shown(FactName.PROPERTY_COMPANY),
            mark=Mark.VETOED if veto else Mark.UNRANKED,
            reason=veto.ground if veto else ranking.unranked.get(estate.id, ""),
        )
