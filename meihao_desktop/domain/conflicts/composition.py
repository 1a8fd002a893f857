"""小组组成: size, odd number, share of outside experts, two from one unit or group."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.group_names import core_name, group_of, words_of
from meihao_desktop.domain.panel import Person, PersonKind
from meihao_desktop.domain.review_round import Phase


def check(dossier: Dossier) -> Iterator[Finding]:
    """招标投标法 art. 37 is the model: odd, five or more, two thirds outside; only warnings."""
    experts = dossier.panel.experts
    if not experts or dossier.review_round.phase.is_before(Phase.RECEIVING):
        return
    for sentence in (*_size(dossier), *_outside(dossier)):
        yield _warning(sentence, basis=",".join(sorted(expert.id for expert in experts)))
    groups = words_of(dossier.review_round.rules.company_groups)
    for first, second in combinations(experts, 2):
        tie = _tie(first, second, groups)
        if tie:
            yield _warning(
                f"{first.name}和{second.name}{tie}，请考虑更换其中一位或在评审报告中说明。",
                expert=first.id,
                basis=f"{second.id}|{tie}",
            )


def _size(dossier: Dossier) -> Iterator[str]:
    count, advised = len(dossier.panel.experts), dossier.review_round.rules.advised_experts
    if count < advised:
        yield f"评审小组有专家 {count} 人，少于建议的 {advised} 人。"
    if count % 2 == 0:
        yield f"评审小组有专家 {count} 人，是双数；表决可能出现平票，建议为单数。"


def _outside(dossier: Dossier) -> Iterator[str]:
    wanted = Fraction(dossier.review_round.rules.outside_share)
    outside = sum(expert.kind is not PersonKind.BUREAU for expert in dossier.panel.experts)
    if Fraction(outside, len(dossier.panel.experts)) < wanted:
        yield (
            f"评审小组 {len(dossier.panel.experts)} 位专家中，市住建局以外的只有 {outside} 位，"
            f"不到 {round(wanted * 100)}%。"
        )


def _tie(first: Person, second: Person, groups: Mapping[str, str]) -> str:
    """Bureau and association send several people by their nature; an enterprise should not."""
    if core_name(first.unit) and company_key(first.unit) == company_key(second.unit):
        return f"来自同一单位“{first.unit}”"
    mine = group_of(first.background.group_company or first.unit, groups)
    theirs = group_of(second.background.group_company or second.unit, groups)
    return f"所在企业同属“{mine}”" if mine and mine == theirs else ""


def _warning(sentence: str, *, basis: str, expert: str = "") -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="composition",
        where=Where(expert=expert),
        sentence=sentence,
        basis=f"{sentence[:12]}|{basis}",
    )
