"""Scores that a recusal forbids are told and kept."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import recused
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.builders import a_dossier, a_recusal, a_sheet, codes


def test_a_recused_experts_points_are_found() -> None:
    (finding,) = recused.check(a_dossier([90], recusals=[a_recusal(1)]))
    assert finding.code == "recused"
    assert "专家01应回避“朗悦花园”（同一单位）" in finding.sentence


def test_a_dismissed_recusal_or_an_empty_sheet_is_no_matter() -> None:
    dismissed = a_recusal(1, 1, RecusalStatus.DISMISSED)
    assert codes(recused.check(a_dossier([90], recusals=[dismissed]))) == []
    empty = replace(a_dossier([[None] * 5], recusals=[a_recusal(1)]), sheets=(a_sheet(),))
    assert codes(recused.check(empty)) == []
