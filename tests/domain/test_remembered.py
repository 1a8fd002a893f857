"""What follows from a dossier alone is worked out once for it, and anew for any other."""

from dataclasses import replace

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.remembered import remembered
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier, a_veto

SEEN: list[Dossier] = []


@remembered
def count_estates(dossier: Dossier) -> int:
    SEEN.append(dossier)
    return len(dossier.estates)


@remembered
def count_sheets(dossier: Dossier) -> int:
    return len(dossier.sheets)


def test_the_same_dossier_is_worked_out_once() -> None:
    SEEN.clear()
    dossier = a_dossier([90, 80])
    assert (count_estates(dossier), count_estates(dossier)) == (2, 2)
    assert count_sheets(dossier) == 10
    assert len(SEEN) == 1


def test_another_dossier_is_worked_out_anew_even_where_it_is_equal() -> None:
    SEEN.clear()
    dossier = a_dossier([90, 80])
    count_estates(dossier)
    assert replace(dossier) == dossier
    assert count_estates(replace(dossier, estates=dossier.estates[:1])) == 1
    count_estates(replace(dossier))
    assert len(SEEN) == 3


def test_checks_and_standing_follow_a_change_of_the_dossier() -> None:
    dossier = a_dossier([95, 90, 85])
    first = standing_of(dossier).ranking
    assert standing_of(dossier).ranking is first
    vetoed = replace(dossier, vetoes=(a_veto(1),))
    assert standing_of(vetoed).ranking.disqualified != first.disqualified
    assert run_all(dossier) is run_all(dossier)
    alone = replace(dossier, sheets=dossier.sheets[:1])
    assert len(run_all(alone)) > len(run_all(dossier))
