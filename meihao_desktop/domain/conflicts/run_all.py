"""All checks together, and what is still open."""

from collections.abc import Callable, Iterator

from meihao_desktop.domain.conflicts import (
    all_replaced,
    changed_material,
    company_spelling,
    composition,
    contrary,
    declared,
    deputy,
    duplicate_file,
    earlier_honour,
    earlier_material,
    expert_groups,
    extreme,
    fragile,
    hasty,
    identical,
    implausible,
    interest_hint,
    late,
    look_alike_photo,
    merge,
    missing,
    objective,
    old_version,
    out_of_range,
    outlier,
    passed_over,
    quorum,
    quota,
    reason,
    recorded_terms,
    recused,
    repeated,
    same_estate,
    tie,
    unfounded,
)
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity
from meihao_desktop.domain.remembered import remembered

Check = Callable[[Dossier], Iterator[Finding]]

DOOR_CHECKS: tuple[Check, ...] = (
    late.check,
    quota.check,
    same_estate.check,
    implausible.check,
    duplicate_file.check,
    look_alike_photo.check,
    company_spelling.check,
    earlier_honour.check,
    earlier_material.check,
)
"""What only the round as a whole can see of its submissions."""
CHECKS: tuple[Check, ...] = (
    *DOOR_CHECKS,
    changed_material.check,
    merge.check,
    composition.check,
    expert_groups.check,
    interest_hint.check,
    declared.check,
    unfounded.check,
    deputy.check,
    recused.check,
    missing.check,
    out_of_range.check,
    old_version.check,
    objective.check,
    reason.check,
    extreme.check,
    outlier.check,
    identical.check,
    repeated.check,
    hasty.check,
    contrary.check,
    all_replaced.check,
    quorum.check,
    recorded_terms.check,
    tie.check,
    fragile.check,
    passed_over.check,
)


def run_at_the_door(dossier: Dossier) -> tuple[Finding, ...]:
    """What the checks of submissions find, in the order of the checks."""
    return tuple(finding for check in DOOR_CHECKS for finding in check(dossier))


@remembered
def run_all(dossier: Dossier) -> tuple[Finding, ...]:
    """Every finding of every check, the weightiest first, otherwise in the order of the checks."""
    order = list(Severity)
    found = [finding for check in CHECKS for finding in check(dossier)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def is_settled(finding: Finding, dossier: Dossier) -> bool:
    """Whether a person has given this very finding a settlement that can settle it."""
    settlement = dossier.settlements.get(finding.key)
    return settlement is not None and settlement.decision in finding.decisions


def open_blockers(dossier: Dossier) -> tuple[Finding, ...]:
    """Blocking findings without a settlement; none of them may remain before signing."""
    return tuple(
        finding
        for finding in run_all(dossier)
        if finding.severity is Severity.BLOCKING and not is_settled(finding, dossier)
    )
