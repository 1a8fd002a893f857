"""系数和扣分: each one is told, whoever recorded it; none changes a figure in silence."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recorded_term import RecordedTerm


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each in force, a weightier one where scores could be seen before it."""
    for term in dossier.terms:
        yield _told(dossier, term) if term.is_in_force else _withdrawn(dossier, term)
    limits = dossier.review_round.rules.terms
    for estate, terms in dossier.entry_terms.items():
        if outside := limits.outside(terms):
            yield Finding(
                severity=Severity.BLOCKING,
                code="term_limit",
                where=Where(estate=estate),
                sentence=(
                    f"“{dossier.estate_name(estate)}”的系数和扣分与现行规则不符：{outside}。"
                    "请由秘书和组长撤销不符的一项。"
                ),
                basis=outside,
            )


def _told(dossier: Dossier, term: RecordedTerm) -> Finding:
    late = "登记时得分已经公开，请评审小组确认此项与得分无关。" if term.came_after_scores else ""
    return Finding(
        severity=Severity.WARNING if term.came_after_scores else Severity.NOTE,
        code="term",
        where=Where(estate=term.estate),
        sentence=(
            f"“{dossier.estate_name(term.estate)}”{term.text}（{term.grounds}），"
            f"{_name(dossier, term.recorded_by)}登记、{_name(dossier, term.confirmed_by)}确认，"
            f"已计入得分。{late}"
        ),
        basis=f"{term.number}|{term.kind.name}|{plain(term.amount)}|{term.phase.name}",
    )


def _withdrawn(dossier: Dossier, term: RecordedTerm) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        code="term_withdrawn",
        where=Where(estate=term.estate),
        sentence=(
            f"“{dossier.estate_name(term.estate)}”原登记的“{term.text}”已由"
            f"{_name(dossier, term.withdrawn_by)}和{_name(dossier, term.withdrawal_confirmed_by)}"
            f"撤销（{term.withdrawal_reason}），不计入得分。"
        ),
        basis=f"{term.number}|{term.kind.name}|{plain(term.amount)}",
    )


def _name(dossier: Dossier, person: str) -> str:
    return dossier.panel.name(PersonId(person))
