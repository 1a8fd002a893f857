"""Behind one estate's figure: every expert's total and what became of it, and the sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.score_sheet import CellState, points_text
from meihao_desktop.domain.standing import Standing, section_points
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.badge import STATE_MARKS
from meihao_desktop.ui.widgets.rows_model import Mark

COUNTED: Mark = (Tone.GOOD, "check")
DROPPED: Mark = (Tone.NOTE, "minus")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertRow:
    """One expert's total; struck through where a recusal forbids it."""

    name: str
    total: str
    fate: str
    mark: Mark
    is_struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """The mean of one section over all counted experts."""

    name: str
    mean: str
    max_points: str


def expert_rows(dossier: Dossier, standing: Standing, estate: EstateId) -> tuple[ExpertRow, ...]:
    return tuple(
        _expert_row(dossier, standing, estate, who)
        for who in dossier.scorers.all
        if dossier.state(who.id, estate) is not CellState.NOT_ASKED
    )


def section_rows(dossier: Dossier, standing: Standing, estate: EstateId) -> tuple[SectionRow, ...]:
    return tuple(_sections(dossier, standing, estate))


def _expert_row(dossier: Dossier, standing: Standing, estate: EstateId, who: Person) -> ExpertRow:
    state = dossier.state(who.id, estate)
    entry = standing.entry(estate)
    counts = entry is not None and who.id in entry.expert_totals
    if not counts:
        sheet = dossier.sheet(who.id, estate)
        is_struck = state is CellState.RECUSED and sheet is not None
        shown = sheet is not None and (is_struck or state.is_counted)
        fate = "回避，不计入" if state is CellState.RECUSED else f"{state.value}，不计入"
        total = points_text(sheet.total) if sheet is not None and shown else "—"
        return ExpertRow(
            name=dossier.scorers.label(who),
            total=total,
            fate=fate,
            mark=STATE_MARKS[state],
            is_struck=is_struck,
        )
    total = _shown(standing, entry.expert_totals[who.id]) if entry else "—"
    if entry is not None and who.id in entry.dropped:
        return ExpertRow(
            name=dossier.scorers.label(who), total=total, fate="去掉，不计入", mark=DROPPED
        )
    if standing.is_replaced(who.id, estate):
        mark = STATE_MARKS[CellState.REPLACED]
        return ExpertRow(name=dossier.scorers.label(who), total=total, fate="替换后计入", mark=mark)
    return ExpertRow(name=dossier.scorers.label(who), total=total, fate="计入", mark=COUNTED)


def _sections(dossier: Dossier, standing: Standing, estate: EstateId) -> Iterator[SectionRow]:
    entry = standing.entry(estate)
    for section in dossier.rubric.sections:
        if entry is None or not section.criteria:
            continue
        yield SectionRow(
            name=f"{section.number} {section.name}",
            mean=_shown(standing, section_points(dossier, entry, section.number)),
            max_points=points_text(section.max_points),
        )


def _shown(standing: Standing, figure: Fraction) -> str:
    """As the rules of the round print it."""
    shown: Decimal = standing.tally.rules.rounding.shown(figure)
    return str(shown)
