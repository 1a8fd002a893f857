"""Lists that hang on one expert or on the recusals are told, and steady ones are not."""

from fractions import Fraction

from meihao_desktop.domain.conflicts import fragile
from meihao_desktop.domain.conflicts.fragile import common_figures
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier, a_recusal

RULES = {"nomination_quota": 1, "shortlist_size": 2, "minimum_experts": 2}
STEADY = [[90, 91, 92], [80, 81, 82], [70, 71, 72]]
HANGS = [[90, 91, 92], [99, 75, 75], [70, 82, 82]]


def codes(dossier: Dossier) -> list[str]:
    return [finding.code for finding in fragile.check(dossier)]


def test_a_list_that_one_expert_alone_has_drawn_is_told() -> None:
    (finding,) = fragile.check(a_dossier(HANGS, experts=3, **RULES))
    assert finding.code == "fragile"
    assert "前 2 名" in finding.sentence
    assert "专家01" in finding.sentence
    assert "结果不变" in finding.sentence


def test_a_steady_list_is_not_told() -> None:
    assert codes(a_dossier(STEADY, experts=3, **RULES)) == []


def test_while_sheets_are_out_nothing_is_said() -> None:
    waiting = [[*row[:2], None] for row in HANGS]
    assert codes(a_dossier(waiting, experts=3, **RULES)) == []


def test_an_estate_that_lost_its_severest_expert_by_recusal_is_told() -> None:
    totals = [[60, 90, 90], [None, 89, 89], [50, 70, 70]]
    dossier = a_dossier(totals, experts=3, recusals=[a_recusal(1, 2)], **RULES)
    assert "common_experts" in codes(dossier)
    tally = standing_of(dossier).tally
    assert set(common_figures(tally).values()) == {Fraction(90), Fraction(89), Fraction(70)}


def test_without_recusals_the_common_experts_are_all() -> None:
    assert common_figures(standing_of(a_dossier(STEADY, experts=3, **RULES)).tally) == {}
