"""Hints of interests: what the record says that may tie somebody on the panel to an estate.

A hint is never a judgement. It says what was compared and where it stood; the expert declares, the
chair or the observer decides. The order of certainty follows the practice of conflict systems:
same phone, same name and unit, same enterprise, same group, same name alone. Three years is the
period of 政府采购法实施条例 art. 9 unless the round's rules say otherwise.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.estate_name import folded, name_key
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.group_names import group_of, words_of
from meihao_desktop.domain.mention import Mention, mentions_in
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.phone import phone_mark, phone_salt, phones_in
from meihao_desktop.domain.recusal import Interest

BODIES = (
    FactName.OWNERS_COMMITTEE,
    FactName.COMMUNITY,
    FactName.SUBDISTRICT,
    FactName.PARTY_ORGANISATION,
)
"""Facts that name bodies an expert may belong to; the enterprise is compared on its own."""
_BETWEEN = re.compile(r"[、,，;；/()（）\[\]【】\s]+")
_AREA_KINDS = ("自治县", "县", "市", "区")


class Strength(Enum):
    """How much a hint says; the more it says, the more it holds up."""

    CERTAIN = "吻合"
    LIKELY = "疑似"
    POSSIBLE = "仅供留意"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One thing that may tie a person to an estate; ``basis`` says what was compared."""

    person: PersonId
    estate: EstateId
    interest: Interest
    strength: Strength
    basis: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One person beside one estate."""

    person: Person
    estate: Estate
    county: str
    ground: "_Ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What is the same for every pair of a round."""

    year: int
    years: int
    salt: str
    places: frozenset[str]
    groups: Mapping[str, str] = field(default_factory=dict[str, str])

    def group(self, unit: str) -> str:
        return group_of(unit, self.groups, self.places)


def hints(dossier: Dossier, mentions: Iterable[Mention] | None = None) -> tuple[Hint, ...]:
    """Every hint, pair by pair; of several that say the same of a pair the strongest stays.

    Without ``mentions`` those kept in the round are taken.
    """
    ground = _ground(dossier)
    found: list[Hint] = []
    for estate in dossier.estates:
        county = dossier.county_of(estate)
        for person in dossier.panel.people:
            if not person.seat.replaced_by:
                case = _Case(person, estate, county, ground)
                found.extend(hint for look in _LOOKS for hint in look(case))
    found.extend(_mentioned(_still_here(dossier, mentions)))
    return tuple(_strongest(found))


def open_hints(dossier: Dossier, mentions: Iterable[Mention] | None = None) -> tuple[Hint, ...]:
    """Hints of pairs that nobody has declared or decided; once dismissed they stay silent."""
    return tuple(
        hint
        for hint in hints(dossier, mentions)
        if dossier.recusals.between(hint.person, hint.estate) is None
    )


def undetected(dossier: Dossier, found: Iterable[Hint]) -> tuple[tuple[PersonId, EstateId], ...]:
    """Pairs that were declared though nothing in the record hints at them."""
    hinted = {(hint.person, hint.estate) for hint in found}
    return tuple(
        (recusal.expert, recusal.estate)
        for recusal in dossier.recusals
        if recusal.status.forbids_scoring and (recusal.expert, recusal.estate) not in hinted
    )


def _ground(dossier: Dossier) -> _Ground:
    review_round = dossier.review_round
    names = (county.name for county in dossier.counties)
    return _Ground(
        year=review_round.year,
        years=review_round.rules.interest_years,
        salt=phone_salt(review_round),
        places=frozenset(_short(name) for name in names),
        groups=words_of(review_round.rules.company_groups),
    )


def _phone(case: _Case) -> Iterator[Hint]:
    mark = case.person.background.phone_mark
    for told in _facts(case.estate, FactName.PHONE) if mark else ():
        if mark in (phone_mark(phone, case.ground.salt) for phone in phones_in(told.raw)):
            yield _hint(
                case,
                Interest.RECOMMENDING_UNIT,
                Strength.CERTAIN,
                f"与该小区材料中的联系电话相同（{told.source.label}）",
            )


def _contact(case: _Case) -> Iterator[Hint]:
    """The same name as the contact: with the same unit certain, without a unit merely possible."""
    for told in _facts(case.estate, FactName.CONTACT):
        if folded(case.person.name) not in _names_in(told.raw):
            continue
        same_unit = case.person.unit and any(
            company_key(case.person.unit) == company_key(enterprise.raw)
            for enterprise in _facts(case.estate, FactName.PROPERTY_COMPANY)
        )
        strength = Strength.CERTAIN if same_unit else Strength.POSSIBLE
        same = "姓名和单位均" if same_unit else "姓名"
        yield _hint(
            case,
            Interest.RECOMMENDING_UNIT,
            strength,
            f"与该小区联系人{same}相同（{told.source.label}）",
        )


def _enterprise(case: _Case) -> Iterator[Hint]:
    person = case.person
    for told in _facts(case.estate, FactName.PROPERTY_COMPANY):
        if not told.raw.strip():
            continue
        where = f"该小区的物业服务企业“{told.raw}”"
        if person.unit and company_key(person.unit) == company_key(told.raw):
            yield _hint(
                case, Interest.SAME_UNIT, Strength.CERTAIN, f"所在单位“{person.unit}”就是{where}"
            )
        elif _same_group(case, person.unit, told.raw):
            yield _hint(
                case,
                Interest.SAME_UNIT,
                Strength.LIKELY,
                f"所在单位“{person.unit}”与{where}名称的核心相同",
            )
        elif _same_group(case, person.background.group_company, told.raw):
            yield _hint(
                case,
                Interest.SAME_UNIT,
                Strength.LIKELY,
                f"所属集团“{person.background.group_company}”与{where}名称的核心相同",
            )
        yield from _former_units(case, told.raw, where)


def _former_units(case: _Case, enterprise: str, where: str) -> Iterator[Hint]:
    """Former employment within the period; a unit left earlier says nothing any more."""
    earliest = case.ground.year - case.ground.years
    for former in case.person.background.former_units:
        if former.until_year is not None and former.until_year < earliest:
            continue
        until = f"至 {former.until_year} 年" if former.until_year else "离开年份未填"
        if company_key(former.unit) == company_key(enterprise):
            strength, how = Strength.CERTAIN, "就是"
        elif _same_group(case, former.unit, enterprise):
            strength, how = Strength.LIKELY, "的名称核心同"
        else:
            continue
        yield _hint(
            case,
            Interest.EMPLOYMENT,
            strength,
            f"曾在“{former.unit}”任职（{until}），{how}{where}",
        )


def _bodies(case: _Case) -> Iterator[Hint]:
    unit = folded(case.person.unit)
    for name in BODIES if unit else ():
        for told in _facts(case.estate, name):
            if len(unit) > 3 and unit == folded(told.raw):
                yield _hint(
                    case,
                    Interest.SAME_UNIT,
                    Strength.CERTAIN,
                    f"所在单位“{case.person.unit}”就是该小区的{name.value}（{told.source.label}）",
                )


def _county(case: _Case) -> Iterator[Hint]:
    short = _short(case.county)
    counties = {_short(name) for name in case.person.background.counties}
    if short and short in counties:
        yield _hint(
            case,
            Interest.RECOMMENDING_UNIT,
            Strength.CERTAIN,
            f"登记为{case.county}的工作人员，该小区由{case.county}推荐",
        )
    elif case.county and folded(case.person.unit).startswith(folded(case.county)):
        yield _hint(
            case,
            Interest.RECOMMENDING_UNIT,
            Strength.LIKELY,
            f"所在单位“{case.person.unit}”属于推荐该小区的{case.county}",
        )


def _home(case: _Case) -> Iterator[Hint]:
    if _named(case.estate.name, case.person.background.homes):
        yield _hint(
            case,
            Interest.OWNER_OR_RESIDENT,
            Strength.CERTAIN,
            "登记为该小区的业主或住户（本人或近亲属）",
        )


def _coached(case: _Case) -> Iterator[Hint]:
    if _named(case.estate.name, case.person.background.coached):
        yield _hint(case, Interest.COACHED, Strength.CERTAIN, "登记为参与过该小区的创建或辅导")


_LOOKS: tuple[Callable[[_Case], Iterator[Hint]], ...] = (
    _phone,
    _contact,
    _enterprise,
    _bodies,
    _county,
    _home,
    _coached,
)


def _still_here(dossier: Dossier, mentions: Iterable[Mention] | None) -> Iterator[Mention]:
    """What was found of people and estates that the dossier still knows."""
    people = {person.id for person in dossier.panel.people if not person.seat.replaced_by}
    estates = {estate.id for estate in dossier.estates}
    for mention in mentions_in(dossier.name_searches) if mentions is None else mentions:
        if mention.person in people and mention.estate in estates:
            yield mention


def _mentioned(mentions: Iterable[Mention]) -> Iterator[Hint]:
    """Found in the materials: likely with name and unit in one file, or a calling by the name."""
    told = list(mentions)
    both = {(m.person, m.estate, m.file) for m in told if m.is_unit} & {
        (m.person, m.estate, m.file) for m in told if not m.is_unit
    }
    for mention in told:
        is_both = (mention.person, mention.estate, mention.file) in both
        place = f"{mention.file} › {mention.place}" if mention.place else mention.file
        yield Hint(
            person=mention.person,
            estate=mention.estate,
            interest=Interest.OTHER,
            strength=Strength.LIKELY if is_both or mention.is_backed else Strength.POSSIBLE,
            basis=f"该小区材料中出现“{mention.words}”（{place}）",
        )


def _strongest(found: Iterable[Hint]) -> Iterator[Hint]:
    """One hint for each pair and kind of interest, the strongest and of those the first."""
    best: dict[tuple[PersonId, EstateId, Interest], Hint] = {}
    order = list(Strength)
    for hint in found:
        key = (hint.person, hint.estate, hint.interest)
        known = best.get(key)
        if known is None or order.index(hint.strength) < order.index(known.strength):
            best[key] = hint
    yield from best.values()


def _hint(case: _Case, interest: Interest, strength: Strength, basis: str) -> Hint:
    return Hint(
        person=case.person.id,
        estate=case.estate.id,
        interest=interest,
        strength=strength,
        basis=basis,
    )


def _facts(estate: Estate, name: FactName) -> Iterator[Fact]:
    """What the summary and the form say, each once."""
    form = estate.application_form
    seen: set[str] = set()
    for told in (estate.summary_facts.get(name), form.facts.get(name) if form else None):
        if told is not None and told.raw not in seen:
            seen.add(told.raw)
            yield told


def _names_in(raw: str) -> set[str]:
    """The names in a cell such as 张三（经理）、李四 13800000000."""
    text = raw
    for phone in phones_in(raw):
        text = text.replace(phone, " ")
    return {folded(part) for part in _BETWEEN.split(text) if part.strip()}


def _same_group(case: _Case, unit: str, enterprise: str) -> bool:
    group = case.ground.group(unit)
    return bool(group) and group == case.ground.group(enterprise)


def _named(estate: str, names: Iterable[str]) -> bool:
    key = name_key(estate)
    return any(name_key(name) == key for name in names if name.strip())


def _short(area: str) -> str:
    """A county by its own name: 北流市 and 北流 are one."""
    name = folded(area)
    for kind in _AREA_KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            return name[: -len(kind)]
    return name
