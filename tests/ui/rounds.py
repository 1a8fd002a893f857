"""Small real rounds for tests of the window: a folder, a clock that stands, people with PINs."""

from datetime import UTC, datetime
from pathlib import Path

from meihao_desktop.domain.panel import Person, PersonId, PersonKind, Role
from meihao_desktop.domain.permission import Actor
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.operations import begin_round, convene_panel, identify_person
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from tests.support.builders import a_rubric

TITLE = "玉林市2025年度“美好家园”小区评审"
SECRETARY, CHAIR, EXPERT, OBSERVER = (PersonId(f"P{at:02}") for at in (1, 2, 3, 4))


class StandingClock:
    """The same moment for ever."""

    def now(self) -> datetime:
        return datetime(2025, 9, 10, 9, 30, tzinfo=UTC)


def a_round(folder: Path, mode: RoundMode = RoundMode.REHEARSAL) -> Context:
    """A round in preparation with secretary, chair, expert and observer, all with PINs."""
    plan = RoundPlan(
        title=TITLE, year=2025, bureau="玉林市住房和城乡建设局", secretary="秘书01",
        rubric=a_rubric(), mode=mode,
    )  # fmt: skip
    context, _ = begin_round.create_round(folder, plan, StandingClock())
    secretary = context.store.panels.people()[0]
    context.actor = Actor(id=secretary.id, name=secretary.name, roles=secretary.roles)
    for person in _others():
        convene_panel.save_person(context, person)
        identify_person.issue_pin(context, person.id)
    identify_person.log_out(context)
    return context


def log_in(context: Context, role: Role) -> None:
    """Sit the first person with this role down, without asking for the PIN."""
    person = context.people_with(role)[0]
    context.actor = Actor(id=person.id, name=person.name, roles=person.roles)


def _others() -> tuple[Person, ...]:
    def person(person_id: PersonId, name: str, *roles: Role) -> Person:
        return Person(
            id=person_id, name=name, roles=frozenset(roles), unit="市物业管理行业协会",
            kind=PersonKind.ASSOCIATION,
        )  # fmt: skip

    return (
        person(CHAIR, "专家01", Role.EXPERT, Role.PANEL_CHAIR),
        person(EXPERT, "专家02", Role.EXPERT),
        person(OBSERVER, "监督员01", Role.OBSERVER),
    )
