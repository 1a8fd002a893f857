"""去处理: each kind of finding leads to the desk where it is mended."""

import pytest

from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.ui.secretary_desk.way_on import way_on


def a_finding(code: str, **where: str) -> Finding:
    return Finding(severity=Severity.WARNING, code=code, where=Where(**where), sentence="一句话。")


@pytest.mark.parametrize(
    ("finding", "desk", "target"),
    [
        (a_finding("undecided_recusal", expert="P03", estate="C01-E01"), "panel", "P03/C01-E01"),
        (a_finding("interest_hint", expert="P03", estate="C01-E01"), "panel", "P03/C01-E01"),
        (a_finding("no_deputy", expert="P01", estate="C01-E01"), "panel", "P01/C01-E01"),
        (a_finding("unfounded_recusal", expert="P03", estate="C01-E01"), "panel", "P03/C01-E01"),
        (a_finding("composition"), "panel", "members"),
        (a_finding("missing", expert="P03", estate="C01-E01"), "secretary", "P03/C01-E01"),
        (a_finding("objective", estate="C01-E01", criterion="4.1"), "secretary", "C01-E01"),
        (a_finding("county_quota", county="C02"), "import", "C02"),
        (a_finding("implausible", estate="C02-E01"), "import", "C02-E01"),
        (a_finding("door_no_form", county="C02", file="a.docx"), "import", "C02"),
    ],
)
def test_a_finding_leads_to_its_desk(finding: Finding, desk: str, target: str) -> None:
    way = way_on(finding)
    assert way is not None
    assert (way.desk, way.target) == (desk, target)


@pytest.mark.parametrize("code", ["tie", "quorum"])
def test_what_concerns_the_ranking_leads_there_by_its_key(code: str) -> None:
    finding = a_finding(code, estate="C01-E01+C01-E02")
    way = way_on(finding)
    assert way is not None
    assert (way.desk, way.target) == ("ranking", finding.key)


def test_a_finding_about_nothing_in_particular_leads_nowhere() -> None:
    assert way_on(a_finding("strange")) is None
