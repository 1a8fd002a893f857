"""What the figures of one submission give reason to ask, before anybody accepts it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.intake.company_names import one_company
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.figures import MEASURED, RATES, folded, largest_number
from meihao_desktop.intake.handover_dates import handover_span

WANTED = (
    FactName.PROPERTY_COMPANY,
    FactName.FLOOR_AREA,
    FactName.HOUSEHOLDS,
    FactName.RESIDENT_SATISFACTION,
)


def check_estate(entry: EstateEntry) -> Iterator[Finding]:
    """Everything to ask about one estate's figures and opinion boxes.

    Whether a figure is plausible beside the others is asked by the round, whose rules say how far.
    """
    form_facts = entry.application_form.facts if entry.application_form else {}
    for fact in (*entry.summary_facts.values(), *form_facts.values()):
        yield from _reading(entry, fact)
    yield from _differences(entry)
    yield from _gaps(entry)
    yield from _opinions(entry)


def check_repeats(entries: Sequence[EstateEntry]) -> Iterator[Finding]:
    """The same content handed in for two estates, and one company under two names."""
    owners: dict[str, dict[str, str]] = {}
    for entry in entries:
        for material in entry.materials:
            if material.size:
                owners.setdefault(material.digest, {}).setdefault(entry.name, material.path)
    for by_estate in owners.values():
        if len(set(by_estate.values())) > 1:
            names = "、".join(f"“{name}”" for name in by_estate)
            file = next(iter(by_estate.values()))
            yield Door.SAME_FILE.found(Where(file=file), estates=names)
    yield from _companies(entries)


def _reading(entry: EstateEntry, fact: Fact) -> Iterator[Finding]:
    where = Where(estate=entry.name, file=fact.source.file)
    words = {"fact": fact.name.value, "raw": fact.raw, "place": fact.source.place}
    if fact.value is None:
        is_over = fact.name in RATES and largest_number(fact.raw) > 100
        yield (Door.RATE_OVER if is_over else Door.FIGURE_UNPARSED).found(where, **words)
    elif fact.value == 0 and fact.name in (FactName.HOUSEHOLDS, FactName.FLOOR_AREA, *RATES):
        yield Door.FIGURE_ZERO.found(where, **words)
    elif fact.is_guessed:
        yield Door.UNIT_GUESSED.found(where, note=fact.note, shown=fact.shown, **words)


def _facts(entry: EstateEntry, name: FactName) -> Iterator[Fact]:
    form = entry.application_form.facts if entry.application_form else {}
    for facts in (entry.summary_facts, form):
        if name in facts:
            yield facts[name]


def _differences(entry: EstateEntry) -> Iterator[Finding]:
    form = entry.application_form
    if form is None:
        return
    for name, summary_fact in entry.summary_facts.items():
        form_fact = form.facts.get(name)
        if form_fact is None or _agree(summary_fact, form_fact):
            continue
        yield Door.FIGURE_DIFFERS.found(
            Where(estate=entry.name),
            fact=name.value,
            summary=summary_fact.shown,
            form=form_fact.shown,
        )


def _agree(first: Fact, second: Fact) -> bool:
    """Whether both say the same; texts other than dates and companies are not compared."""
    if isinstance(first.value, Decimal) and isinstance(second.value, Decimal):
        return (first.value, first.unit) == (second.value, second.unit)
    if first.name is FactName.HANDED_OVER_ON:
        spans = [handover_span(str(fact.value or "")) for fact in (first, second)]
        return spans[0] is None or spans[1] is None or spans[0].meets(spans[1])
    if first.name is FactName.PROPERTY_COMPANY:
        return one_company(first.shown, second.shown)
    return first.name not in MEASURED or folded(first.raw) == folded(second.raw)


def _gaps(entry: EstateEntry) -> Iterator[Finding]:
    form = entry.application_form
    if form is not None and not form.practices.strip():
        yield Door.PRACTICES_MISSING.found(Where(estate=entry.name, file=form.file))
    if form is None and not entry.summary_facts:
        return
    missing = [name.value for name in WANTED if next(_facts(entry, name), None) is None]
    if missing:
        yield Door.FACTS_MISSING.found(Where(estate=entry.name), facts="、".join(missing))


def _companies(entries: Sequence[EstateEntry]) -> Iterator[Finding]:
    """Spellings that may be one company, where the round's own check would not say so."""
    users: dict[str, dict[str, None]] = {}
    for entry in entries:
        for fact in _facts(entry, FactName.PROPERTY_COMPANY):
            users.setdefault(folded(fact.shown), {}).setdefault(entry.name)
    spellings = list(users)
    for index, one in enumerate(spellings):
        for other in spellings[index + 1 :]:
            if one_company(one, other) and company_key(one) != company_key(other):
                names = dict.fromkeys([*users[one], *users[other]])
                yield Door.COMPANY_SPELLINGS.found(
                    Where(),
                    estates="、".join(f"“{name}”" for name in names),
                    names=f"“{one}”和“{other}”",
                )


def _opinions(entry: EstateEntry) -> Iterator[Finding]:
    form = entry.application_form
    if form is None:
        return
    where = Where(estate=entry.name, file=form.file)
    if not form.opinions:
        yield Door.OPINIONS_ABSENT.found(where)
    for box in form.opinions:
        if not box.is_filled:
            yield Door.OPINION_EMPTY.found(where, box=box.label)
