"""All checks together."""

from meihao_desktop.domain.conflicts.run_all import is_settled, open_blockers, run_all
from meihao_desktop.domain.finding import Decision, Severity
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.builders import a_dossier, a_recusal, a_settlement, codes, settled

DOSSIER = a_dossier(
    [[None, 90, 90, 90, 90], [60, 90, 90, 90, 90]],
    recusals=[a_recusal(5, 2, RecusalStatus.DECLARED)],
)


def test_the_weightiest_findings_come_first() -> None:
    found = run_all(DOSSIER)
    order = list(Severity)
    ranks = [order.index(finding.severity) for finding in found]
    assert ranks == sorted(ranks)
    assert {"missing", "undecided_recusal", "recused", "outlier", "county_quota"} <= set(
        codes(found)
    )


def test_a_settled_finding_is_no_open_blocker() -> None:
    finding = next(f for f in open_blockers(DOSSIER) if f.code == "outlier")
    after = settled(DOSSIER, a_settlement(finding))
    assert is_settled(finding, after)
    assert finding.key not in {f.key for f in open_blockers(after)}


def test_what_must_be_mended_stays_open_whatever_is_written() -> None:
    finding = next(f for f in open_blockers(DOSSIER) if f.code == "missing")
    after = settled(DOSSIER, a_settlement(finding, Decision.DISMISSED))
    assert finding.key in {f.key for f in open_blockers(after)}


def test_a_round_in_order_has_no_findings() -> None:
    assert run_all(a_dossier([95, 90, 85])) == ()
