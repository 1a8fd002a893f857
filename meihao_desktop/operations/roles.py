"""Who fills which role: a person's own ones, and where whose deputy they are."""

from meihao_desktop.domain.handing_over import deputy_roles
from meihao_desktop.domain.panel import Person, ReviewPanel, Role
from meihao_desktop.operations.context import Context


def people_with(context: Context, role: Role) -> tuple[Person, ...]:
    """Everybody who has this role themselves."""
    return ReviewPanel(context.store.panels.people()).with_role(role)


def roles_on(context: Context, person: Person, *estates: str) -> frozenset[Role]:
    """A person's own roles, and those of whom they stand in for where these are at hand."""
    if not estates:
        return person.roles
    panel = ReviewPanel(context.store.panels.people())
    return person.roles | deputy_roles(panel, context.recusals, person.id, estates)


def standing_in(context: Context) -> frozenset[Role]:
    """The roles of others that the person at the machine fills somewhere; none on a laptop."""
    if context.actor is None or context.store.keys.is_seat():
        return frozenset()
    person = context.person(context.actor.id)
    if person is None:
        return frozenset()
    return roles_on(context, person, *context.deputised) - person.roles
