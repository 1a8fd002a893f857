"""The gate before an estate: an expert declares first, answers every hint, and only then reads.

An estate is shut for an expert who must stand back, who has not declared yet, who has not answered
a hint, or whose answer to a hint that agrees fully still waits for the chair or the observer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from meihao_desktop.domain.declaration import Declaration
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.interests.hints import Hint, Strength, hints
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel, Role
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState


class ShutBy(Enum):
    """Why an estate is shut for an expert, as a word for a list."""

    RECUSAL = "回避"
    NOT_ASKED = "不评"
    UNDECLARED = "未申报"
    UNANSWERED = "待答复提示"
    UNDECIDED = "待认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """Why an estate is shut, and the sentence that says what opens it."""

    by: ShutBy
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All hints about an expert and one estate, to be answered by recusal or explanation."""

    estate: EstateId
    interest: Interest
    strength: Strength
    bases: tuple[str, ...]

    @property
    def is_close(self) -> bool:
        """Whether an explanation alone does not open the estate."""
        return self.strength is Strength.CERTAIN


def declaration_of(dossier: Dossier, expert: PersonId) -> Declaration | None:
    """What this expert has declared, if anything yet."""
    return next((each for each in dossier.declarations if each.expert == expert), None)


def is_asked_for(dossier: Dossier) -> bool:
    """Whether experts declare before they read, in this round and at this time."""
    review_round = dossier.review_round
    return review_round.rules.declaration_first and review_round.phase.is_before(Phase.SIGNING)


def undeclared(dossier: Dossier, expert: PersonId) -> tuple[EstateId, ...]:
    """The estates that the expert's declaration does not speak of."""
    if not is_asked_for(dossier):
        return ()
    told = declaration_of(dossier, expert)
    return tuple(e.id for e in dossier.estates_for(expert) if told is None or not told.covers(e.id))


def must_declare(person: Person) -> bool:
    """Experts, and the secretary, who acts on every estate."""
    return person.is_expert or Role.SECRETARY in person.roles


def undeclared_secretaries(dossier: Dossier) -> tuple[Person, ...]:
    """The secretaries whose declaration is missing, or does not speak of every estate."""
    secretaries = dossier.panel.with_role(Role.SECRETARY)
    return tuple(person for person in secretaries if undeclared(dossier, person.id))


def undeclared_experts(dossier: Dossier) -> tuple[Person, ...]:
    """The experts whose declaration is missing, or does not speak of every estate."""
    return tuple(person for person in dossier.scorers.all if undeclared(dossier, person.id))


def questions(dossier: Dossier, expert: PersonId) -> tuple[Question, ...]:
    """What the expert has to answer, estate by estate, with the strongest hint first."""
    found: dict[EstateId, list[Hint]] = {}
    for hint in hints(_of_one(dossier, expert)):
        found.setdefault(hint.estate, []).append(hint)
    asked = {
        recusal.estate: recusal for recusal in dossier.recusals if _is_unanswered(dossier, recusal)
    }
    return tuple(
        _question(estate.id, found.get(estate.id, []), asked.get(estate.id))
        for estate in dossier.estates_for(expert)
        if _must_answer(dossier, expert, estate.id, has_hints=estate.id in found)
    )


def shut_because(dossier: Dossier, expert: PersonId, estate: EstateId) -> Shut | None:
    """Why this expert may not open this estate; ``None`` where nothing stands in the way."""
    recusal = dossier.recusals.between(expert, estate)
    if recusal is not None and recusal.status.forbids_scoring:
        return Shut(by=ShutBy.RECUSAL, sentence=_recused(dossier, recusal))
    if dossier.state(expert, estate) is CellState.NOT_ASKED:
        sentence = f"您是替评专家，只评所替的小区，不能打开“{dossier.estate_name(estate)}”。"
        return Shut(by=ShutBy.NOT_ASKED, sentence=sentence)
    if not is_asked_for(dossier):
        return None
    if estate in undeclared(dossier, expert):
        sentence = _first_declare(dossier, dossier.estate_name(estate))
        return Shut(by=ShutBy.UNDECLARED, sentence=sentence)
    return _shut_by_hint(dossier, expert, estate)


def may_read(dossier: Dossier, expert: PersonId, digest: str) -> bool:
    """Whether a file belongs to an estate, or a county of one, that is open to the expert."""
    owners = list(_owners(dossier, digest))
    return not owners or any(shut_because(dossier, expert, each) is None for each in owners)


def _shut_by_hint(dossier: Dossier, expert: PersonId, estate: EstateId) -> Shut | None:
    """A hint that was passed on is answered first; one that agrees fully is decided, too."""
    recusal = dossier.recusals.between(expert, estate)
    name = dossier.estate_name(estate)
    if recusal is None:
        return _unanswered(name) if _has_close_hint(dossier, expert, estate) else None
    if recusal.status is not RecusalStatus.HINT:
        return None
    told = declaration_of(dossier, expert)
    answer = told.answer(estate) if told else None
    if answer is None:
        return _unanswered(name)
    if not answer.is_close:
        return None
    return Shut(
        by=ShutBy.UNDECIDED,
        sentence=f"您对“{name}”的说明已提交，等待组长或监督员认定；认定之前不能打开和评分。",
    )


def _owners(dossier: Dossier, digest: str) -> Iterator[EstateId]:
    counties = {
        submission.county
        for submission in dossier.submissions
        if any(material.digest == digest for material in submission.shared_materials)
    }
    for estate in dossier.estates:
        if estate.county in counties or any(m.digest == digest for m in estate.materials):
            yield estate.id


def _of_one(dossier: Dossier, expert: PersonId) -> Dossier:
    """The dossier as far as hints about one person need it."""
    own = tuple(person for person in dossier.panel.people if person.id == expert)
    return replace(dossier, panel=ReviewPanel(own))


def _has_close_hint(dossier: Dossier, expert: PersonId, estate: EstateId) -> bool:
    one = tuple(each for each in dossier.estates if each.id == estate)
    found = hints(replace(_of_one(dossier, expert), estates=one), ())
    return any(hint.strength is Strength.CERTAIN for hint in found)


def _must_answer(dossier: Dossier, expert: PersonId, estate: EstateId, *, has_hints: bool) -> bool:
    recusal = dossier.recusals.between(expert, estate)
    return has_hints if recusal is None else _is_unanswered(dossier, recusal)


def _is_unanswered(dossier: Dossier, recusal: Recusal) -> bool:
    """A hint that somebody passed on to the expert, who has said nothing of it yet."""
    told = declaration_of(dossier, recusal.expert)
    is_hint = recusal.status is RecusalStatus.HINT
    return is_hint and (told is None or told.answer(recusal.estate) is None)


def _question(estate: EstateId, found: list[Hint], asked: Recusal | None) -> Question:
    order = list(Strength)
    found.sort(key=lambda hint: order.index(hint.strength))
    bases = tuple(dict.fromkeys(hint.basis for hint in found))
    return Question(
        estate=estate,
        interest=found[0].interest if found else asked.interest if asked else Interest.OTHER,
        strength=found[0].strength if found else Strength.LIKELY,
        bases=bases or ((asked.basis,) if asked else ()),
    )


def _recused(dossier: Dossier, recusal: Recusal) -> str:
    return (
        f"您对“{dossier.estate_name(recusal.estate)}”应当回避（{recusal.status.value}："
        f"{recusal.interest.value}，{recusal.basis}），不能打开和评分。"
        "如有异议，请向组长或监督员提出。"
    )


def _first_declare(dossier: Dossier, name: str) -> str:
    if dossier.review_round.phase.is_before(Phase.SEALED):
        return f"材料封存后，请先作回避申报，再打开“{name}”。"
    return f"请先在评分台作回避申报，再打开“{name}”。"


def _unanswered(name: str) -> Shut:
    return Shut(
        by=ShutBy.UNANSWERED,
        sentence=f"程序提示您与“{name}”可能有利害关系，请先在评分台的回避申报中答复，再打开。",
    )
