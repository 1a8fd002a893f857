"""What the room may see on the projector: the agenda, and the places once they may be told."""

from dataclasses import dataclass

from meihao_desktop.domain.agenda import AgendaItem, agenda_of
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.reveal import RevealStep, reveal_of
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.domain.standing import is_final, standing_of
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The meeting's way through the estates."""

    title: str
    mark: str
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """The ranking from the last place to the first; ``mark`` is 草稿, 演练 or both, or nothing."""

    title: str
    mark: str
    steps: tuple[RevealStep, ...]
    outside: int


def agenda(context: Context) -> Agenda:
    """Who leaves the room when; free of any score, and so shown before scoring too."""
    context.require(Act.SHOW_AGENDA)
    dossier = context.dossier()
    return Agenda(
        title=dossier.review_round.title,
        mark=_mark(dossier.review_round, is_draft=False),
        items=agenda_of(dossier),
    )


def reveal(context: Context) -> Reveal:
    """The places; refused until the scores are open."""
    context.require(Act.SHOW_RESULT)
    dossier = context.dossier()
    standing = standing_of(dossier)
    return Reveal(
        title=dossier.review_round.title,
        mark=_mark(dossier.review_round, is_draft=not is_final(dossier, standing)),
        steps=reveal_of(dossier, standing),
        outside=len(standing.ranking.unranked) + len(standing.ranking.disqualified),
    )


def _mark(review_round: ReviewRound, *, is_draft: bool) -> str:
    words = ("演练" if review_round.is_rehearsal else "", "草稿" if is_draft else "")
    return " ".join(word for word in words if word)
