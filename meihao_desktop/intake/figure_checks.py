"""What the figures of a submission give reason to ask: unread, guessed, differing, repeated."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from meihao_desktop.domain.fact import Fact
from meihao_desktop.domain.finding import Finding, Where
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.figures import MEASURED, folded


def check_estate(entry: EstateEntry) -> Iterator[Finding]:
    """Everything to ask about one estate's figures and opinion boxes."""
    form_facts = entry.application_form.facts if entry.application_form else {}
    for fact in (*entry.summary_facts.values(), *form_facts.values()):
        yield from _reading(entry, fact)
    yield from _differences(entry)
    yield from _opinions(entry)


def check_repeats(entries: Sequence[EstateEntry]) -> Iterator[Finding]:
    """The same content handed in for two estates."""
    owners: dict[str, dict[str, str]] = {}
    for entry in entries:
        for material in entry.materials:
            if material.size:
                owners.setdefault(material.digest, {}).setdefault(entry.name, material.path)
    for by_estate in owners.values():
        if len(by_estate) > 1:
            names = "、".join(f"“{name}”" for name in by_estate)
            file = next(iter(by_estate.values()))
            yield Door.SAME_FILE.found(Where(file=file), estates=names)


def _reading(entry: EstateEntry, fact: Fact) -> Iterator[Finding]:
    where = Where(estate=entry.name, file=fact.source.file)
    words = {"fact": fact.name.value, "raw": fact.raw, "place": fact.source.place}
    if fact.value is None:
        yield Door.FIGURE_UNPARSED.found(where, **words)
    elif fact.is_guessed:
        yield Door.UNIT_GUESSED.found(where, note=fact.note, shown=fact.shown, **words)


def _differences(entry: EstateEntry) -> Iterator[Finding]:
    form = entry.application_form
    if form is None:
        return
    for name, summary_fact in entry.summary_facts.items():
        form_fact = form.facts.get(name)
        if name not in MEASURED or form_fact is None or _agree(summary_fact, form_fact):
            continue
        yield Door.FIGURE_DIFFERS.found(
            Where(estate=entry.name),
            fact=name.value,
            summary=summary_fact.shown,
            form=form_fact.shown,
        )


def _agree(first: Fact, second: Fact) -> bool:
    if isinstance(first.value, Decimal) and isinstance(second.value, Decimal):
        return (first.value, first.unit) == (second.value, second.unit)
    return folded(first.raw) == folded(second.raw)


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
