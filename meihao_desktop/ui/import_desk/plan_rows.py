"""What the confirmation lists: figures, members left out, and how a version differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactSource
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.import_submission import AcceptancePlan


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One fact as read, with the raw text and where it stood."""

    estate: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One thing that is not as in the version before."""

    kind: str
    subject: str
    told: str = ""
    weighs: bool = False
    """Marked, because points were or may be given by it."""


def figures(estates: Iterable[EstateEntry | Estate]) -> Iterator[FigureRow]:
    """Every figure that was read, estate by estate; what a person should look at comes first."""
    for estate in estates:
        form = estate.application_form
        facts = (*estate.summary_facts.values(), *(form.facts.values() if form else ()))
        for fact in sorted(facts, key=lambda fact: not needs_a_look(fact)):
            yield FigureRow(estate.name, fact)


def needs_a_look(fact: Fact) -> bool:
    """Whether the program could not read it, or assumed something."""
    return fact.value is None or fact.is_guessed


def all_findings(plan: AcceptancePlan) -> tuple[FindingRow, ...]:
    """What the counter found and what the round will ask, the heaviest first."""
    own = (
        FindingRow(finding=finding, place=finding.where.estate or finding.where.file)
        for finding in plan.findings
    )
    order = list(Severity)
    rows = (*plan.foreseen, *own)
    return tuple(sorted(rows, key=lambda row: order.index(row.finding.severity)))


def source_material(materials: Iterable[Material], source: FactSource) -> Material | None:
    """The material in which a figure stood."""
    return next((m for m in materials if m.path == source.file), None)


def differences(plan: AcceptancePlan) -> Iterator[DifferenceRow]:
    """What weighs most comes first: sheets and estates, then figures, then files."""
    for pair in plan.scored:
        told = f"{pair.state.value}，接收后标为按旧版材料评分"
        yield DifferenceRow("已有评分", f"{pair.expert_name} · {pair.estate_name}", told, True)
    for estate in plan.missing_estates:
        yield DifferenceRow("小区缺少", estate, "上一版有，这次没有报送", True)
    for estate in plan.differences.added_estates:
        yield DifferenceRow("新增小区", estate, "上一版没有")
    for figure in plan.changed_figures:
        subject = f"{figure.estate} · {figure.fact.value}（{figure.place.value}）"
        yield DifferenceRow("数据改动", subject, f"{figure.before} → {figure.now}", True)
    for opinion in plan.changed_opinions:
        subject = f"{opinion.estate} · {opinion.box}"
        yield DifferenceRow("意见栏改动", subject, f"{opinion.before} → {opinion.now}", True)
    for kind, files in (
        ("改动文件", plan.changed_files),
        ("减少文件", plan.removed_files),
        ("新增文件", plan.added_files),
    ):
        yield from (DifferenceRow(kind, file) for file in files)
