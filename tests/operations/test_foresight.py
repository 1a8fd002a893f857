"""What a large round works out beside the window, and a small one at once."""

import pytest

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations import foresight
from tests.operations.conftest import RoundIn


def test_a_small_round_waits_for_nothing(round_in: RoundIn) -> None:
    assert foresight.ahead(round_in(Phase.COLLATING)) is None


def test_a_large_round_finds_checks_and_ranking_ready(
    round_in: RoundIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = round_in(Phase.COLLATING)
    monkeypatch.setattr(foresight, "MANY_POINTS", 9 * 2)
    work = foresight.ahead(context)
    assert work is not None
    known = set(vars(context.dossier()))
    work(Watch())
    fresh = set(vars(context.dossier())) - known
    assert {name.rpartition(".")[2] for name in fresh} >= {"run_all", "standing_of"}
    ready = dict(vars(context.dossier()))
    assert standing_of(context.dossier()) in ready.values()
    assert run_all(context.dossier()) in ready.values()


def test_what_is_written_later_is_worked_out_anew(
    round_in: RoundIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = round_in(Phase.COLLATING)
    monkeypatch.setattr(foresight, "MANY_POINTS", 0)
    before = context.dossier()
    with context.transaction("log_out"):
        pass
    assert foresight.ahead(context) is not None
    assert context.dossier() is not before
