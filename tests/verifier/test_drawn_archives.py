"""Whole archives of rounds drawn at random: the program writes, the verifier reads."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import archive_round, begin_round, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import event_key_at_hand
from tests.support.archive_forger import ArchiveForger, verify
from tests.support.builders import NOON
from tests.support.rounds import SECRETARY, SteppingClock, a_plan, with_rubric
from tests.verifier.conftest import Made
from tests.verifier.drawn_rounds import drawn_round

AFTER = NOON + timedelta(days=1)


@contextmanager
def kept(dossier: Dossier, folder: Path) -> Iterator[Context]:
    """The round in a folder of its own, as finished; its secretary sits at it."""
    plan = with_rubric(a_plan(), dossier.rubric)
    context, pin = begin_round.create_round(folder, plan, SteppingClock(AFTER))
    try:
        identify_person.log_in(context, SECRETARY, pin)
        with context.transaction("draw_round"):
            keep(context, dossier)
        yield context
    finally:
        begin_round.close_round(context)


def keep(context: Context, dossier: Dossier) -> None:
    """Everything drawn goes into the tables."""
    store = context.store
    for county in dossier.counties:
        store.submissions.save_county(county)
    store.submissions.save_estates(dossier.estates)
    for person in dossier.panel.people:
        if person.is_expert:
            store.panels.save_person(person)
    for recusal in dossier.recusals:
        store.panels.save_recusal(recusal)
    for veto in dossier.vetoes:
        store.panels.save_veto(replace(veto, confirmed_by=SECRETARY))
    for term in dossier.terms:
        store.panels.save_term(term)
    for sheet in (*dossier.earlier_sheets, *dossier.sheets):
        store.score_sheets.save(sheet)
    for settlement in dossier.settlements.values():
        store.settlements.save(settlement)
    rules = dossier.review_round.rules  # also such as no round would be begun with
    now = store.settings.review_round()
    store.settings.save_round(replace(now, rules=rules, phase=Phase.FINAL))


def archived(dossier: Dossier, place: Path) -> Made:
    with kept(dossier, place / "round") as context:
        (place / "out").mkdir()
        made = archive_round.archive(context, place / "out", lambda _watch: ())
        key = event_key_at_hand(context)
        assert key is not None
        return Made(Path(made.place), key)


@pytest.mark.parametrize("seed", range(2000, 2008))
def test_a_whole_archive_of_a_drawn_round_is_accepted_and_listed_as_the_program_ranked_it(
    seed: int, tmp_path: Path
) -> None:
    dossier, _ = drawn_round(seed)
    made = archived(dossier, tmp_path)
    code, told = verify(made.folder)
    assert "✗" not in told
    assert code == 0
    result = json.loads((made.folder / "result.json").read_bytes())
    for placing in result["名次"]:
        name = dossier.estate_name(placing["estate"])
        assert f"第 {placing['place']} 名　{name}　{placing['shown']}" in told


@pytest.mark.parametrize("seed", [2000, 2003])
def test_a_changed_figure_in_the_archive_of_a_drawn_round_is_refused(
    seed: int, tmp_path: Path
) -> None:
    made = archived(drawn_round(seed)[0], tmp_path)
    ArchiveForger(made.folder, made.key).result(lambda told: told["名次"][0].update(shown="77.77"))
    code, told = verify(made.folder)
    assert "result.json 中的名次与重新推算的不同。" in told
    assert code == 1


def test_what_no_signature_and_no_bundle_can_show_is_said(tmp_path: Path) -> None:
    dossier, _ = drawn_round(2000)
    made = archived(dossier, tmp_path)
    sealed = sum(bool(s.digest) for s in (*dossier.earlier_sheets, *dossier.sheets))
    _, told = verify(made.folder)
    assert f"{sealed} 份封存的评分表没有专家的电子签名" in told
    assert f"{sealed} 份封存的评分表不在收到的评分包里" in told
