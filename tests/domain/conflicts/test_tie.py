"""A tie across a cut line blocks; a tie elsewhere is nobody's business."""

from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.conflicts.run_all import is_settled
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from tests.support.builders import a_dossier, a_settlement, codes, settled

CHAIN = (TieStep(kind=TieStepKind.VOTE),)


def test_a_tie_across_the_quota_blocks_publication() -> None:
    dossier = a_dossier([95, 90, 90], nomination_quota=2, tie_chain=CHAIN)
    assert codes(tie.check(dossier)) == ["tie"]


def test_a_tie_away_from_the_lines_is_no_finding() -> None:
    assert codes(tie.check(a_dossier([95, 95, 90, 90, 80], tie_chain=CHAIN))) == []


def test_one_tie_across_both_lines_is_one_finding() -> None:
    (finding,) = tie.check(a_dossier([95, 90, 90, 90, 90, 90], tie_chain=CHAIN))
    assert "并列跨第 2、5 名" in finding.sentence


def test_a_decided_tie_stays_in_the_list_as_settled() -> None:
    dossier = a_dossier([95, 90, 90], tie_chain=CHAIN)
    (finding,) = tie.check(dossier)
    order = tuple(finding.where.estate.split("+"))
    decided = settled(dossier, a_settlement(finding, Decision.ORDERED, order=order))
    (again,) = tie.check(decided)
    assert again.key == finding.key
    assert is_settled(again, decided)
