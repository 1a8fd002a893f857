"""开封记录: what is fixed when a round is sealed, so that nobody can exchange it afterwards."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.domain.seal import Seal, seal, seal_rubric
from meihao_desktop.domain.submission import newest_versions


def seal_rules(rules: RoundRules) -> Seal:
    """Seal the rules of a round, each by its name."""
    return seal(("meihao rules 1", *rule_lines(rules)))


def rule_lines(rules: RoundRules) -> Iterator[str]:
    for each in sorted(fields(rules), key=lambda field: field.name):
        yield f"{each.name} {_told(getattr(rules, each.name))}"


def opening_lines(dossier: Dossier) -> Iterator[str]:
    """What the check code of the opening record stands for."""
    yield "meihao opening 1"
    yield f"round {dossier.review_round.title}"
    yield f"round id {dossier.round_id}"
    key = dossier.event_key
    yield f"event key {key.public_key if key else ''}"
    for change in dossier.key_changes:
        yield change.line()
    yield f"rubric {seal_rubric(dossier.rubric).digest}"
    yield f"rules {seal_rules(dossier.review_round.rules).digest}"
    for person in seated(dossier):
        roles = ",".join(sorted(role.name for role in person.roles))
        yield f"person {person.id} {person.name} {roles} {person.unit}"
    for submission in newest_versions(dossier.submissions):
        yield f"materials {submission.county} {submission.version} {submission.digest}"


def seated(dossier: Dossier) -> tuple[Person, ...]:
    """Who takes part: experts first, then those who work and watch."""
    others = (person for person in dossier.panel.people if not person.is_expert)
    return (*dossier.panel.experts, *others)


def _told(value: Any) -> str:  # noqa: ANN401 - whatever a rule may be
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        items: Any = sorted(value, key=str) if isinstance(value, frozenset) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType, reportUnknownLambdaType]
        return f"[{' '.join(_told(item) for item in items)}]"
    if is_dataclass(value):
        return " ".join(f"{each.name}={_told(getattr(value, each.name))}" for each in fields(value))
    return "" if value is None else str(value)
