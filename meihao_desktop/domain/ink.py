"""Ink (签字) that must be on paper before the result is published: on which papers, and whose."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.opening import opening_lines
from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.domain.seal import Seal, seal
from meihao_desktop.domain.standing import ranking_seal, standing_of

TOLD_NAMES = 3


class InkedPaper(Enum):
    """The papers that the rules may ask to be signed; named and titled as the papers are."""

    OPENING = "开封记录"
    TALLY = "得分汇总表"
    RANKING = "排名表"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInk:
    """A paper as the records are now, and who has not signed it in this version."""

    paper: InkedPaper
    check_code: str
    lacking: tuple[Person, ...]

    @property
    def sentence(self) -> str:
        names = "、".join(person.name for person in self.lacking[:TOLD_NAMES])
        more = f"等 {len(self.lacking)} 人" if len(self.lacking) > TOLD_NAMES else ""
        return f"《{self.paper.value}》（校验码 {self.check_code}）还缺{names}{more}的签字。"


def inked_papers(rules: RoundRules) -> tuple[InkedPaper, ...]:
    """The papers that this round wants signed before it is published."""
    asked = {
        InkedPaper.OPENING: rules.opening_needs_ink,
        InkedPaper.TALLY: rules.tally_needs_ink,
        InkedPaper.RANKING: rules.ranking_needs_ink,
    }
    return tuple(paper for paper, is_asked in asked.items() if is_asked)


def open_ink(dossier: Dossier) -> Iterator[OpenInk]:
    """What still lacks ink; whose absence is on record signs nothing, nor keeps others waiting."""
    excused = {absence.expert for absence in dossier.absences}
    for paper in inked_papers(dossier.review_round.rules):
        code = _code(paper, dossier)
        signed = {
            ink.signer for ink in dossier.ink_signatures
            if (ink.paper, ink.subject, ink.check_code) == (paper.name, "", code)
        }  # fmt: skip
        lacking = tuple(
            person for person in _SIGNERS[paper](dossier)
            if person.id not in signed and person.id not in excused
        )  # fmt: skip
        if lacking:
            yield OpenInk(paper=paper, check_code=code, lacking=lacking)


def leaders(dossier: Dossier) -> tuple[Person, ...]:
    """Chair and observer; where nobody observes, the secretary stands beside the chair."""
    panel = dossier.panel
    second = panel.with_role(Role.OBSERVER) or panel.with_role(Role.SECRETARY)
    return (*panel.with_role(Role.PANEL_CHAIR), *second)


def everybody(dossier: Dossier) -> tuple[Person, ...]:
    """The experts in their seats, and who observes."""
    return (*dossier.panel.experts, *dossier.panel.with_role(Role.OBSERVER))


def _code(paper: InkedPaper, dossier: Dossier) -> str:
    return _SEALS[paper](dossier).check_code


def _result(dossier: Dossier) -> Seal:
    return ranking_seal(dossier, standing_of(dossier))


_SEALS: Mapping[InkedPaper, Callable[[Dossier], Seal]] = {
    InkedPaper.OPENING: lambda dossier: seal(opening_lines(dossier)),
    InkedPaper.TALLY: _result,
    InkedPaper.RANKING: _result,
}
_SIGNERS: Mapping[InkedPaper, Callable[[Dossier], tuple[Person, ...]]] = {
    InkedPaper.OPENING: leaders,
    InkedPaper.TALLY: everybody,
    InkedPaper.RANKING: everybody,
}
