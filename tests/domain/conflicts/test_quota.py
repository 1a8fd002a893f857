"""Counties that sent fewer or more estates than asked for."""

import pytest

from meihao_desktop.domain.conflicts import quota
from tests.support.builders import a_dossier, codes


@pytest.mark.parametrize(("estates", "is_found"), [(2, True), (3, False), (5, False), (6, True)])
def test_a_county_outside_its_quota_is_found(estates: int, *, is_found: bool) -> None:
    found = codes(quota.check(a_dossier([90] * estates)))
    assert found == (["county_quota"] if is_found else [])


def test_the_sentence_gives_the_limits_of_the_round() -> None:
    dossier = a_dossier([90], county_quota_min=2, county_quota_max=4)
    (finding,) = quota.check(dossier)
    assert "报送 1 个小区，不在规定的 2 至 4 个之间" in finding.sentence
