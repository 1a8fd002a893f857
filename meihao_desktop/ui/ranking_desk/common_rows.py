"""Each estate by all of its experts beside the same by the experts common to all estates."""

from dataclasses import dataclass

from meihao_desktop.operations.advise import AdviceDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonRow:
    """One ranked estate, figures as they are shown."""

    name: str
    place: str
    points: str
    common_place: str
    common_points: str


def common_rows(desk: AdviceDesk) -> tuple[CommonRow, ...]:
    """Empty where everybody scored everything."""
    shown = desk.standing.tally.rules.rounding.shown
    common = desk.advice.common
    return tuple(
        CommonRow(
            name=desk.dossier.estate_name(placing.entry),
            place=str(placing.place),
            points=str(placing.shown_points),
            common_place=str(common[placing.entry].place),
            common_points=str(shown(common[placing.entry].final_points)),
        )
        for placing in desk.standing.ranking.placings
        if placing.entry in common
    )
