"""The lot of a tie: the names that are drawn, and an order that anybody can compute again."""

from dataclasses import replace
from hashlib import sha256

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.tie_lot import drawn_lot, lot_names
from tests.support.builders import a_county, a_dossier, an_estate, estate_id

TIED = (estate_id(1), estate_id(2))


def test_the_order_is_that_of_the_digests_whoever_was_named_first() -> None:
    dossier = a_dossier([90, 90])
    lot, order = drawn_lot(dossier, TIED, "37-08-52")
    digests = {
        estate: sha256(f"37-08-52|{dossier.estate_name(estate)}".encode()).hexdigest()
        for estate in TIED
    }
    assert order == tuple(sorted(TIED, key=lambda estate: digests[estate]))
    assert drawn_lot(dossier, reversed(TIED), "37-08-52") == (lot, order)


def test_estates_of_one_name_are_drawn_with_their_counties() -> None:
    twins = (an_estate(1), replace(an_estate(2, county=2), name=an_estate(1).name))
    dossier = replace(
        a_dossier(), estates=twins, counties=(a_county(1, "玉州区"), a_county(2, "福绵区"))
    )
    ids = [estate.id for estate in twins]
    assert list(lot_names(dossier, ids)) == ["玉州区朗悦花园", "福绵区朗悦花园"]


def test_a_seed_too_short_draws_nothing() -> None:
    with pytest.raises(RuleViolation, match="种子至少"):
        drawn_lot(a_dossier([90, 90]), TIED, "12")
