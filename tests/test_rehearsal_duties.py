"""What the secretary of a rehearsal does beside the script, seen by the papers and the records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop import rehearsal_duties
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.self_check import CheckItem, Outcome
from meihao_desktop.domain.signature_board import InkState
from meihao_desktop.operations import begin_round, note_signatures, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper
from meihao_desktop.operations.pins import matches
from tests.printing.reading import page_texts
from tests.support.rounds import EXPERTS, a_round_in


@pytest.fixture
def context(tmp_path: Path, own_home: Path, request: pytest.FixtureRequest) -> Iterator[Context]:
    opened = a_round_in(request.param, tmp_path / "round")
    yield opened
    begin_round.close_round(opened)


@pytest.mark.parametrize("context", [Phase.RECEIVING], indirect=True)
def test_every_pin_stands_on_a_slip_and_is_in_force(context: Context) -> None:
    document = rehearsal_duties.issue_pins(context, EXPERTS)
    assert document.paper is Paper.PIN_SLIPS
    text = "".join(page_texts(document.data))
    for expert in EXPERTS:
        pin = f"258{int(expert[1:]):03}"
        record = context.store.panels.pin(expert)
        assert pin in text.replace(" ", "")
        assert record is not None
        assert matches(pin, record.phc_hash)


@pytest.mark.parametrize("context", [Phase.SEALED], indirect=True)
def test_everybody_has_come_and_pledged(context: Context) -> None:
    people = context.store.panels.people()
    assert rehearsal_duties.gather(context) == len(people)
    seats = {person.id: person.seat for person in context.store.panels.people()}
    assert all(seat.is_present for seat in seats.values())
    assert {person for person, seat in seats.items() if seat.pledged_at} == set(EXPERTS)


@pytest.mark.parametrize("context", [Phase.SEALED], indirect=True)
def test_the_machine_is_checked_and_what_nobody_saw_has_its_reason(context: Context) -> None:
    found = rehearsal_duties.check_machine(context)
    kept = context.dossier().self_check
    assert kept is not None
    assert kept.open_items == kept.missing == ()
    assert {each.item for each in found} == set(CheckItem)
    outcomes = {each.item: each.outcome for each in kept.items}
    assert outcomes[CheckItem.MATERIALS] is Outcome.PASSED
    assert outcomes[CheckItem.SCREEN] is Outcome.HINT
    assert outcomes[CheckItem.PRINTER] is Outcome.FAILED
    assert kept.reason(CheckItem.PRINTER) == "演练不打印，文书都存成 pdf。"


@pytest.mark.parametrize("context", [Phase.FINAL], indirect=True)
def test_what_was_printed_is_signed_and_nothing_is_left_to_warn_of(context: Context) -> None:
    assert [each.target for each in begin_round.overview(context).warnings] == [
        "signatures/OPENING",
        "signatures/TALLY",
        "signatures/RANKING",
    ]
    assert rehearsal_duties.sign_papers(context) == 0
    for paper in (Paper.OPENING, Paper.TALLY, Paper.RANKING):
        print_documents.note_printed(context, print_documents.render(context, paper))
    assert rehearsal_duties.sign_papers(context) == 2 + 2 * (len(EXPERTS) + 1)
    rows = note_signatures.signature_desk(context).board.rows
    assert {row.state for row in rows} == {InkState.SIGNED}
    assert begin_round.overview(context).warnings == ()
