"""Declarations: one form for all estates, before any of them is opened or acted on.

The secretary declares as the experts do, for the secretary acts on every estate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.declaration import Declaration, HintAnswer
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.interests.gate import (
    Question,
    declaration_of,
    is_asked_for,
    must_declare,
    questions,
    undeclared,
)
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.openness import gate_dossier
from meihao_desktop.operations.witness import check_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationLine:
    """One estate of the form; ``recusal`` is what stands in the record already."""

    estate: EstateId
    name: str
    county_name: str
    enterprise: str
    question: Question | None
    recusal: Recusal | None

    @property
    def is_recused(self) -> bool:
        return self.recusal is not None and self.recusal.status.forbids_scoring


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationDesk:
    """The form as the expert has to fill it in; ``is_first`` where nothing was declared before."""

    expert: Person
    lines: tuple[DeclarationLine, ...]
    is_first: bool
    is_due: bool
    may_declare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the expert says of one estate: an interest with its words, or why a hint fails."""

    estate: EstateId
    words: str
    interest: Interest | None = None


def declaration_desk(context: Context) -> DeclarationDesk:
    """Every estate with what the program asks about it; nothing of anybody else."""
    expert = _declarer(context)
    own = _own(context, expert)
    asked = {question.estate: question for question in questions(own, expert.id)}
    is_due = bool(undeclared(own, expert.id)) or (is_asked_for(own) and bool(asked))
    return DeclarationDesk(
        expert=expert,
        lines=tuple(
            DeclarationLine(
                estate=estate.id,
                name=estate.name,
                county_name=own.county_of(estate),
                enterprise=_enterprise(estate),
                question=asked.get(estate.id),
                recusal=own.recusals.between(expert.id, estate.id),
            )
            for estate in own.estates_for(expert.id)
        ),
        is_first=declaration_of(own, expert.id) is None,
        is_due=is_due,
        may_declare=context.may(_act_of(expert)),
    )


def declare_all(context: Context, told: Sequence[Told], pin: str) -> Change:
    """Keep the whole form at once; whatever it does not name is declared free of interests."""
    return _declare(context, context.require(Act.DECLARE_INTEREST), told, pin)


def declare_as_secretary(context: Context, told: Sequence[Told], pin: str) -> Change:
    """The secretary's own form; what it names goes to a deputy."""
    return _declare(context, context.require(Act.DECLARE_AS_SECRETARY), told, pin)


def _declare(context: Context, actor: Actor, told: Sequence[Told], pin: str) -> Change:
    expert = _declarer(context)
    own = _own(context, expert)
    asked = {question.estate: question for question in questions(own, expert.id)}
    _require_whole(own, told, asked)
    check_pin(context, actor.id, pin)
    recusals = tuple(_recusals(context, actor, told, asked))
    declaration = _declaration(context, own, told, asked)
    detail = {"interests": sum(each.interest is not None for each in told)}
    with context.transaction("declare_interests", subject=expert.id, detail=detail):
        for recusal in recusals:
            context.store.panels.save_recusal(recusal)
        context.store.interests.save_declaration(declaration)
    pairs = frozenset((expert.id, estate.id) for estate in own.estates)
    return Change(sheets=pairs, is_panel=True, is_findings=True, is_round=True)


def _declaration(
    context: Context, own: Dossier, told: Sequence[Told], asked: dict[EstateId, Question]
) -> Declaration:
    """The declaration now, with the answers given before."""
    (expert,) = own.panel.people
    before = declaration_of(own, expert.id)
    answers = {answer.estate: answer for answer in before.answers} if before else {}
    for each in told:
        question = asked.get(each.estate)
        if question is not None and each.interest is None:
            answers[each.estate] = HintAnswer(
                estate=each.estate, statement=each.words.strip(), is_close=question.is_close
            )
    return Declaration(
        expert=expert.id,
        declared_at=context.now(),
        estates=tuple(estate.id for estate in own.estates_for(expert.id)),
        answers=tuple(answers.values()),
    )


def _recusals(
    context: Context, actor: Actor, told: Sequence[Told], asked: dict[EstateId, Question]
) -> Iterator[Recusal]:
    """What is declared closes its estate; what is explained waits for the chair or observer."""
    for each in told:
        question, words = asked.get(each.estate), each.words.strip()
        if each.interest is None and question is None:
            continue
        bases = "；".join(question.bases) if question else ""
        yield Recusal(
            expert=actor.id,
            estate=each.estate,
            interest=each.interest or (question.interest if question else Interest.OTHER),
            basis=words if each.interest else f"{bases}。本人说明：{words}",
            status=RecusalStatus.DECLARED if each.interest else RecusalStatus.HINT,
            declared_at=context.now(),
        )


def _require_whole(own: Dossier, told: Sequence[Told], asked: dict[EstateId, Question]) -> None:
    """Every hint is answered, every line has its words, and no estate stands twice."""
    estates = [each.estate for each in told]
    if len(set(estates)) != len(estates):
        raise RuleViolation("同一小区只能申报一次，请合并后再提交。")
    for each in told:
        name = own.estate(each.estate).name
        recusal = own.recusals.between(own.panel.people[0].id, each.estate)
        if recusal is not None and recusal.status.forbids_scoring:
            raise RuleViolation(f"您对“{name}”的回避已经登记，不必重复申报。")
        if not each.words.strip():
            what = "具体情形" if each.interest else "提示不成立的理由"
            raise RuleViolation(f"请写明“{name}”的{what}，再提交申报。")
    for estate in asked:
        if estate not in estates:
            name = own.estate_name(estate)
            raise RuleViolation(f"程序提示您与“{name}”可能有利害关系，请申报回避或说明理由。")


def _act_of(person: Person) -> Act:
    return Act.DECLARE_INTEREST if person.is_expert else Act.DECLARE_AS_SECRETARY


def _declarer(context: Context) -> Person:
    actor = context.somebody()
    person = context.person(actor.id)
    if person is None or not must_declare(person):
        raise RuleViolation(f"回避申报由评审专家和秘书本人作出，当前登录的是{actor.name}。")
    return person


def _own(context: Context, expert: Person) -> Dossier:
    """The gate's dossier with what was found in materials about this expert."""
    own = gate_dossier(context, expert)
    return Dossier(
        review_round=own.review_round,
        rubric=own.rubric,
        counties=own.counties,
        estates=own.estates,
        panel=own.panel,
        recusals=own.recusals,
        declarations=own.declarations,
        name_searches=context.store.interests.searches(),
    )


def _enterprise(estate: Estate) -> str:
    """The property company as the summary or the form names it."""
    told = [estate.summary_facts.get(FactName.PROPERTY_COMPANY)]
    if estate.application_form is not None:
        told.append(estate.application_form.facts.get(FactName.PROPERTY_COMPANY))
    return next((fact.raw.strip() for fact in told if fact and fact.raw.strip()), "")
