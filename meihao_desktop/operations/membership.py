"""What every entry of the panel must satisfy, however it came in: typed, imported, in reserve."""

from collections.abc import Iterable
from dataclasses import replace

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import Background, Person, PersonId, Role
from meihao_desktop.domain.phone import phone_mark, phone_salt
from meihao_desktop.operations.context import Context

SCORES = frozenset({Role.EXPERT, Role.PANEL_CHAIR})


def named_member(context: Context, person_id: PersonId) -> Person:
    """The member under this id; nobody there is told."""
    person = context.person(person_id)
    if person is None:
        raise MissingRecord("评审小组成员", person_id)
    return person


def with_phone(context: Context, person: Person, phone: str) -> Person:
    """The person in clean writing, with the mark of a phone where one was typed."""
    mark = person.background.phone_mark
    if phone.strip():
        mark = phone_mark(phone, phone_salt(context.store.settings.review_round()))
        if not mark:
            raise RuleViolation(f"“{phone.strip()}”不像电话号码，请写完整的号码（至少 7 位数字）。")
    background = _clean(person.background)
    return replace(
        person,
        name=person.name.strip(),
        unit=person.unit.strip(),
        title=person.title.strip(),
        background=replace(background, phone_mark=mark),
    )


def require_sound(person: Person, people: Iterable[Person]) -> None:
    """Refuse a member that cannot stand beside the others in ``people``."""
    if (fault := fault_of(person, people)) is not None:
        raise RuleViolation(fault)


def fault_of(person: Person, people: Iterable[Person]) -> str | None:
    """Why this person cannot be entered beside the others, as a sentence."""
    others = [p for p in people if p.id != person.id]
    return _own_fault(person) or _fault_beside(person, others)


def _own_fault(person: Person) -> str | None:
    if not person.name:
        return "请填写姓名。"
    if not person.roles:
        return "请至少选择一个角色。"
    if person.roles & SCORES and person.roles - SCORES:
        return "评审专家不能同时担任秘书或监督员，请改选角色。"
    if {Role.SECRETARY, Role.OBSERVER} <= person.roles:
        return "秘书不能同时担任监督员，请改选角色。"
    return _seat_fault(person) or _years_fault(person)


def _seat_fault(person: Person) -> str | None:
    if person.seat.is_reserve and not person.is_expert:
        return "后备人员须是评审专家，请改选角色或取消后备。"
    if person.seat.is_reserve and Role.PANEL_CHAIR in person.roles:
        return "组长不能列为后备，请先推选他人为组长。"
    return None


def _years_fault(person: Person) -> str | None:
    for former in person.background.former_units:
        begun, ended = former.from_year, former.until_year
        if begun is not None and ended is not None and begun > ended:
            return f"曾任职单位“{former.unit}”的离开年份早于到任年份，请核对。"
    return None


def _fault_beside(person: Person, others: list[Person]) -> str | None:
    if any((p.name, p.unit) == (person.name, person.unit) for p in others):
        return f"已登记过同单位的“{person.name}”，请核对；确为两人的请在姓名后注明。"
    if Role.PANEL_CHAIR in person.roles and any(Role.PANEL_CHAIR in p.roles for p in others):
        return "评审小组只有一位组长；如需更换，请使用“推选为组长”。"
    if Role.SECRETARY not in person.roles and not any(Role.SECRETARY in p.roles for p in others):
        return "评审小组至少要有一位秘书。"
    return None


def _clean(background: Background) -> Background:
    return replace(
        background,
        group_company=background.group_company.strip(),
        former_units=tuple(
            replace(former, unit=former.unit.strip())
            for former in background.former_units
            if former.unit.strip()
        ),
        counties=_texts(background.counties),
        homes=_texts(background.homes),
        coached=_texts(background.coached),
    )


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
