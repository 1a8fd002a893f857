"""The list of the panel leaves as a workbook and comes in from one, looked at before it counts."""

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from meihao_desktop import fsops, intake, printing
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.panel import Background, Person, PersonId, Role, Seat
from meihao_desktop.domain.panel_list import PanelColumn, PanelEntry, PanelTable
from meihao_desktop.domain.permission import Act
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.membership import fault_of, with_phone


class Effect(Enum):
    """What becomes of one line."""

    NEW = "新增"
    CHANGED = "更新"
    SAME = "不变"
    REFUSED = "不导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One line beside the member it becomes; ``told`` says why it is refused."""

    entry: PanelEntry
    person: Person
    effect: Effect
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOffer:
    """A list that was read and may be taken over."""

    file_name: str
    rows: tuple[OfferRow, ...]
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> str:
        """新增 3、更新 1、不变 2, as far as there are any."""
        told = {effect: sum(row.effect is effect for row in self.rows) for effect in Effect}
        return "、".join(f"{effect.value} {n}" for effect, n in told.items() if n)

    @property
    def wanted(self) -> tuple[OfferRow, ...]:
        return tuple(row for row in self.rows if row.effect in (Effect.NEW, Effect.CHANGED))


def export_list(context: Context, target: Path, *, is_blank: bool = False) -> Path:
    """Write the list, or an empty one to be filled in; never a phone number."""
    actor = context.somebody()
    if not actor.has(Role.SECRETARY):
        raise RuleViolation("只有秘书可以导出评审小组名单。")
    people = () if is_blank else context.store.panels.people()
    title = context.store.settings.review_round().title
    fsops.write_atomically(target, printing.panel_book(people, title=title))
    return target


def read_list(context: Context, path: Path) -> PanelOffer:
    """What taking this list over would do; nothing is changed yet."""
    table = intake.read_panel_table(path)
    people = list(context.store.panels.people())
    rows: list[OfferRow] = []
    for entry in table.entries:
        row = _offered(context, entry, table, people)
        rows.append(row)
        if row.effect in (Effect.NEW, Effect.CHANGED):
            people = [p for p in people if p.id != row.person.id] + [row.person]
    return PanelOffer(file_name=path.name, rows=tuple(rows), findings=table.findings)


def take_over(context: Context, offer: PanelOffer) -> Change:
    """Enter and change the members of the offer, all of them or none."""
    context.require(Act.CONVENE_PANEL)
    if not offer.wanted:
        raise RuleViolation("这份名单中没有需要新增或更新的人员。")
    detail = {"file": offer.file_name, "count": len(offer.wanted)}
    with context.transaction("take_over_list", detail=detail):
        for row in offer.wanted:
            context.store.panels.save_person(row.person)
    return Change(is_panel=True, is_findings=True)


def _offered(
    context: Context, entry: PanelEntry, table: PanelTable, people: list[Person]
) -> OfferRow:
    known = _known(entry, people)
    if known is not None and known.seat.replaced_by:
        return OfferRow(entry=entry, person=known, effect=Effect.REFUSED, told="此人已被更换。")
    plain = _entered(entry, known or _blank(people, entry.name), table)
    person = with_phone(context, plain, entry.phone)
    if person == known:
        return OfferRow(entry=entry, person=person, effect=Effect.SAME)
    if (fault := fault_of(person, people)) is not None:
        return OfferRow(entry=entry, person=person, effect=Effect.REFUSED, told=fault)
    effect = Effect.NEW if known is None else Effect.CHANGED
    return OfferRow(entry=entry, person=person, effect=effect)


def _known(entry: PanelEntry, people: list[Person]) -> Person | None:
    """The member of this line: the same name and unit, or the only one of this name."""
    named = [person for person in people if person.name == entry.name]
    exact = [person for person in named if person.unit == entry.unit]
    found = exact or named
    return found[0] if len(found) == 1 else None


def _blank(people: list[Person], name: str) -> Person:
    numbers = [int(person.id[1:]) for person in people if person.id[1:].isdigit()]
    person_id = PersonId(f"P{max(numbers, default=0) + 1:02}")
    return Person(id=person_id, name=name, roles=frozenset({Role.EXPERT}))


def _entered(entry: PanelEntry, known: Person, table: PanelTable) -> Person:
    """The member with what the list says; columns that the list lacks stay as they are."""
    has = table.columns.__contains__
    roles = known.roles
    if has(PanelColumn.ROLES):
        chair = known.roles & {Role.PANEL_CHAIR}
        roles = (entry.roles - {Role.PANEL_CHAIR}) | chair
    seat: Seat = known.seat
    if has(PanelColumn.SEAT):
        seat = replace(seat, is_reserve=entry.is_reserve)
    return replace(
        known,
        roles=roles,
        seat=seat,
        kind=entry.kind if has(PanelColumn.KIND) else known.kind,
        unit=entry.unit if has(PanelColumn.UNIT) else known.unit,
        title=entry.title if has(PanelColumn.TITLE) else known.title,
        group=entry.group if has(PanelColumn.GROUP) else known.group,
        background=_background(entry.background, known.background, table),
    )


def _background(told: Background, known: Background, table: PanelTable) -> Background:
    names = {
        PanelColumn.GROUP_COMPANY: "group_company",
        PanelColumn.FORMER_UNITS: "former_units",
        PanelColumn.COUNTIES: "counties",
        PanelColumn.HOMES: "homes",
        PanelColumn.COACHED: "coached",
    }
    present = {
        name: getattr(told, name) for column, name in names.items() if column in table.columns
    }
    return replace(known, **present)
