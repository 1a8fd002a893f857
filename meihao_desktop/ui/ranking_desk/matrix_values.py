"""The matrix of estates × experts as plain values: a text and a shade for each cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from statistics import fmean

from meihao_desktop.domain.advice.readings import signed
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.tally import EntryTally
from meihao_desktop.operations.advise import AdviceDesk


class Way(Enum):
    """What the cells show; the value stands in the choice box."""

    TOTALS = "总分"
    DEVIATIONS = "与该小区均值之差"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """``shade`` runs from −1 to 1, ``None`` where there are no points; dropped ones in brackets."""

    text: str
    shade: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One ranked estate."""

    name: str
    cells: tuple[MatrixCell, ...]
    final: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole picture, the first place on top; ``key`` tells what the shades mean."""

    experts: tuple[str, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    key: str = ""


def matrix_values(desk: AdviceDesk, way: Way) -> Matrix:
    entries = desk.standing.tally.entries
    totals = {
        name: {who: float(total) for who, total in entry.expert_totals.items()}
        for name, entry in entries.items()
    }
    figures = totals if way is Way.TOTALS else _deviations(totals)
    scale = _scale(figures, way)
    return Matrix(
        experts=tuple(desk.dossier.scorers.label(who) for who in desk.dossier.scorers.all),
        rows=tuple(
            MatrixRow(
                name=f"{placing.place}　{desk.dossier.estate_name(placing.entry)}",
                cells=tuple(
                    _cell(scale, figures[placing.entry][who.id], entries[placing.entry], who)
                    if who.id in figures[placing.entry]
                    else MatrixCell(text=_absence(desk, who, EstateId(placing.entry)))
                    for who in desk.dossier.scorers.all
                ),
                final=str(placing.shown_points),
            )
            for placing in desk.standing.ranking.placings
        ),
        key=_key(scale),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The way of showing, and the figures at both ends of the shades."""

    way: Way
    least: float
    most: float


def _scale(figures: Mapping[str, Mapping[str, float]], way: Way) -> _Scale:
    everything = [figure for row in figures.values() for figure in row.values()]
    least, most = min(everything, default=0.0), max(everything, default=1.0)
    if way is Way.TOTALS:
        return _Scale(way, least, most)
    reach = max(abs(least), abs(most))
    return _Scale(way, -reach, reach)


def _deviations(totals: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {who: total - fmean(row.values()) for who, total in row.items()}
        for name, row in totals.items()
    }


def _cell(scale: _Scale, figure: float, entry: EntryTally, who: Person) -> MatrixCell:
    span = scale.most - scale.least
    text = f"{figure:.2f}" if scale.way is Way.TOTALS else signed(figure)
    shade = 0.0 if span <= 0 else 2 * (figure - scale.least) / span - 1
    return MatrixCell(text=f"({text})" if who.id in entry.dropped else text, shade=shade)


def _absence(desk: AdviceDesk, who: Person, estate: EstateId) -> str:
    state = desk.dossier.state(who.id, estate)
    return "" if state is CellState.NOT_ASKED else state.value


def _key(scale: _Scale) -> str:
    dropped = "　( ) 去掉的最高、最低"
    if scale.way is Way.TOTALS:
        return f"底色由浅到深：{scale.least:.2f} 到 {scale.most:.2f} 分{dropped}"
    return f"橙低于均值，蓝高于均值，越深差得越多（最多 {scale.most:.2f} 分）{dropped}"
