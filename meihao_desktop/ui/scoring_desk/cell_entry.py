"""What an entry makes of a score cell; no widget here."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from meihao_desktop.domain.rubric import Component, Criterion, CriterionKind
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreCell

ZERO = Decimal(0)
RATE_LABEL = "测得比率"
"""Under which a cell's counts keep the percentage that a rate criterion was given."""

_FOLDED = str.maketrans("０１２３４５６７８９．。，％", "0123456789...%")
_DIGITS = frozenset("0123456789.")
EMPTY = ScoreCell()


def number(text: str) -> Decimal | None:
    """The number somebody typed, full-width digits and Chinese points included."""
    folded = text.strip().translate(_FOLDED)
    if not folded or not set(folded) <= _DIGITS or folded.count(".") > 1 or folded == ".":
        return None
    return Decimal(folded)


def is_rate(text: str) -> bool:
    """Whether a percentage was typed where points were expected."""
    return text.strip().translate(_FOLDED).endswith("%")


def rate(text: str) -> Decimal | None:
    """The percentage typed, with or without its sign; between 0 and 100."""
    typed = number(text.strip().translate(_FOLDED).removesuffix("%"))
    return typed if typed is not None and typed <= 100 else None


def with_points(cell: ScoreCell, points: Decimal | None) -> ScoreCell:
    """Points given directly: what was counted before does not explain them any more."""
    return replace(cell, points=points, counts={})


def with_rate(criterion: Criterion, cell: ScoreCell, measured: Decimal) -> ScoreCell:
    return replace(cell, points=criterion.from_rate(measured), counts={RATE_LABEL: measured})


def with_count(criterion: Criterion, cell: ScoreCell, label: str, count: Decimal) -> ScoreCell:
    """One deduction occurred so many times; without any the criterion has its full points."""
    counts = {**_deductions(criterion, cell), label: max(ZERO, count)}
    counts = {kept: times for kept, times in counts.items() if times}
    left = criterion.after_deductions(counts)
    return replace(cell, points=left - left % criterion.step, counts=counts)


def without_deduction(criterion: Criterion, cell: ScoreCell) -> ScoreCell:
    return replace(cell, points=criterion.max_points, counts={})


def with_component(
    criterion: Criterion, cell: ScoreCell, label: str, points: Decimal | None
) -> ScoreCell:
    """A sub-part's points; the criterion has points once every sub-part has."""
    counts = dict(cell.counts)
    counts.pop(label, None)
    if points is not None:
        counts[label] = points
    parts = [component.label for component in criterion.components]
    total = sum((counts[part] for part in parts if part in counts), start=ZERO)
    is_whole = all(part in counts for part in parts)
    return replace(cell, points=total if is_whole else None, counts=counts)


def component_fault(component: Component, points: Decimal) -> str | None:
    """Why a sub-part cannot have these points."""
    allowed = {level.points for level in component.levels}
    if points > component.max_points or (allowed and points not in allowed):
        return f"“{component.label}”应在 0 至 {component.max_points} 分之间。"
    return None


def with_pin(cell: ScoreCell, pin: EvidencePin) -> ScoreCell:
    return cell if pin in cell.pins else replace(cell, pins=(*cell.pins, pin))


def without_pin(cell: ScoreCell, pin: EvidencePin) -> ScoreCell:
    return replace(cell, pins=tuple(kept for kept in cell.pins if kept != pin))


def reason_hint(criterion: Criterion, cell: ScoreCell) -> str:
    """What the reason line asks for."""
    if criterion.deductions or criterion.kind is CriterionKind.DEDUCTION:
        return "请写明扣分理由"
    if cell.points == criterion.max_points:
        return "请写明给满分的理由"
    return "请写明给零分的理由" if cell.points == ZERO else "理由（可不填）"


def _deductions(criterion: Criterion, cell: ScoreCell) -> Mapping[str, Decimal]:
    labels = {rule.label for rule in criterion.deductions}
    return {label: count for label, count in cell.counts.items() if label in labels}
