"""Estates with too few experts."""

import pytest

from meihao_desktop.domain.conflicts import quorum
from meihao_desktop.domain.finding import Severity
from tests.support.builders import a_dossier, a_recusal, a_veto, codes


@pytest.mark.parametrize(
    ("recused", "severity"),
    [(0, None), (1, Severity.WARNING), (2, Severity.WARNING), (3, Severity.BLOCKING)],
)
def test_too_few_experts_warn_first_and_then_block(recused: int, severity: Severity | None) -> None:
    dossier = a_dossier([90], recusals=[a_recusal(expert) for expert in range(1, recused + 1)])
    found = list(quorum.check(dossier))
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_the_sentence_gives_both_numbers() -> None:
    dossier = a_dossier([90], recusals=[a_recusal(1), a_recusal(2), a_recusal(3)])
    (finding,) = quorum.check(dossier)
    assert "有效专家为 2 人，少于规定的 3 人，请补充专家" in finding.sentence


def test_a_vetoed_estate_needs_no_experts() -> None:
    assert codes(quorum.check(a_dossier([90], experts=1, vetoes=[a_veto(1)]))) == []
