"""Which estates are open to the person at the machine: the one gate before points and materials."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.interests.gate import Shut, may_read, shut_because
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.operations.context import Context


def gate_dossier(context: Context, person: Person, *, with_submissions: bool = False) -> Dossier:
    """What the gate looks at: one person's own interests, and nobody's sheets."""
    store = context.store
    return Dossier(
        review_round=store.settings.review_round(),
        rubric=store.settings.rubric(),
        counties=store.submissions.counties(),
        submissions=store.submissions.submissions() if with_submissions else (),
        estates=store.submissions.estates(),
        panel=ReviewPanel((person,)),
        recusals=Recusals.of(
            r for r in store.panels.recusals() if person.id in (r.expert, r.successor)
        ),
        declarations=tuple(d for d in store.interests.declarations() if d.expert == person.id),
    )


def shut(context: Context, person_id: PersonId, estate: EstateId) -> Shut | None:
    """Why the estate is shut for this person; somebody who is no expert only ever stands back."""
    person = context.person(person_id)
    if person is None:
        return None
    return _shut(gate_dossier(context, person), person, estate)


def shut_estates(context: Context, person_id: PersonId) -> frozenset[EstateId]:
    """Every estate that is shut for this person."""
    person = context.person(person_id)
    if person is None:
        return frozenset()
    own = gate_dossier(context, person)
    return frozenset(estate.id for estate in own.estates if _shut(own, person, estate.id))


def require_open(context: Context, person_id: PersonId, estate: EstateId) -> None:
    """Refuse with the sentence that says why the estate is shut."""
    found = shut(context, person_id, estate)
    if found is not None:
        raise RuleViolation(found.sentence)


def require_readable(context: Context, material: Material) -> None:
    """Refuse a file of estates that are shut for the person at the machine."""
    person = context.person(context.actor.id) if context.actor else None
    if person is None or not person.is_expert:
        return
    own = gate_dossier(context, person, with_submissions=True)
    if not may_read(own, person.id, material.digest):
        raise RuleViolation("这份材料所属的小区现在不对您开放：须先作回避申报，或应当回避。")


def _shut(own: Dossier, person: Person, estate: EstateId) -> Shut | None:
    if person.is_expert or own.recusals.cover(person.id, estate):
        return shut_because(own, person.id, estate)
    return None
