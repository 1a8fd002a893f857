"""Tokens of activation and the numbers of slips: what is kept of a PIN beside its hash."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.operations import identify_person, papers, pins, print_documents
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY

EXPERT = EXPERTS[1]


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def record_of(context: Context) -> PinRecord:
    record = context.store.panels.pin(EXPERT)
    assert record is not None
    return record


def test_the_token_opens_with_the_pin_and_with_nothing_else(context: Context) -> None:
    sealed = pins.sealed_token(record_of(context))
    token = pins.open_token(sealed, open_pin(EXPERT))
    assert len(token) == 32
    assert token == pins.token_of(context, EXPERT)
    with pytest.raises(WrongSecret):
        pins.open_token(sealed, open_pin(CHAIR))


def test_everybody_has_a_token_of_their_own(context: Context) -> None:
    people = (SECRETARY, OBSERVER, *EXPERTS)
    assert len({pins.token_of(context, person) for person in people}) == len(people)


def test_a_fresh_pin_brings_a_fresh_token(context: Context) -> None:
    before = pins.token_of(context, EXPERT)
    identify_person.issue_pin(context, EXPERT, Witness(person=OBSERVER, pin=open_pin(OBSERVER)))
    assert pins.token_of(context, EXPERT) != before


def test_another_machine_does_not_know_the_token(
    context: Context, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(own_home / "elsewhere"))
    with pytest.raises(RuleViolation, match="不是在本机发放"):
        pins.token_of(context, EXPERT)


def test_no_token_stands_in_clear_anywhere(context: Context, own_home: Path) -> None:
    token = pins.token_of(context, EXPERT)
    files = [*context.folder.rglob("*"), *own_home.rglob("*")]
    assert any(file.name == "tokens.json" for file in files)
    for file in files:
        if file.is_file():
            data = file.read_bytes()
            assert token not in data
            assert token.hex().encode() not in data.lower()


def test_a_proof_is_of_one_token_and_one_key(context: Context) -> None:
    token, other = pins.token_of(context, EXPERT), pins.token_of(context, CHAIR)
    proof = pins.proof(token, "aa" * 32)
    assert len(proof) == 64
    assert proof == pins.proof(token, "aa" * 32)
    assert proof not in (pins.proof(token, "ab" * 32), pins.proof(other, "aa" * 32))


def test_slips_are_numbered_by_the_event_that_issued_them(context: Context) -> None:
    fresh = identify_person.pins_to_make(context, [EXPERT, EXPERTS[2]])(Watch())
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    issued, change = identify_person.issue_pins(context, fresh, witness)
    seq, _ = context.store.audit_log.head()
    assert [one.slip for one in issued] == [f"{seq:04}-01", f"{seq:04}-02"]
    assert record_of(context).slip == issued[0].slip
    assert record_of(context).issued_by == (SECRETARY, OBSERVER)
    assert change.is_panel


def test_no_pin_is_told_by_the_values_that_carry_it(context: Context) -> None:
    (fresh,) = pins.fresh_pins([EXPERT], is_open=False, cost=context.pin_cost)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    (issued,), _ = identify_person.issue_pins(context, [fresh], witness)
    assert issued.pin == fresh.pin
    assert issued.pin not in repr(issued) + repr(fresh)
    assert fresh.token.hex() not in repr(fresh)


def test_the_witness_of_all_cannot_be_among_them(context: Context) -> None:
    fresh = identify_person.pins_to_make(context, [EXPERT, OBSERVER])(Watch())
    with pytest.raises(RuleViolation, match="不是本人"):
        identify_person.issue_pins(context, fresh, Witness(person=OBSERVER, pin=open_pin(OBSERVER)))


def test_the_person_at_the_machine_proves_who_they_are(context: Context) -> None:
    actor = identify_person.prove(context, open_pin(SECRETARY))
    assert actor == context.actor
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        identify_person.prove(context, open_pin(EXPERT))
    identify_person.log_out(context)
    with pytest.raises(RuleViolation, match="请先登录"):
        identify_person.prove(context, open_pin(SECRETARY))


def test_what_is_kept_of_a_pin_names_who_stood_for_it_and_never_the_pin(context: Context) -> None:
    fresh = pins.fresh_pins([EXPERT], is_open=False, cost=context.pin_cost)
    (record,) = pins.records_of(context, fresh, [SECRETARY, OBSERVER])
    assert record.issued_by == (SECRETARY, OBSERVER)
    assert not record.was_renewed_alone
    assert fresh[0].pin not in repr(record)
    assert pins.cost_for(context.store.settings.review_round()) == context.pin_cost


def test_the_papers_subject_names_persons_and_slips_and_no_pin(context: Context) -> None:
    (fresh,) = pins.fresh_pins([EXPERT], is_open=False, cost=context.pin_cost)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    issued, _ = identify_person.issue_pins(context, [fresh], witness)
    subject = papers.slips_subject(issued)
    assert subject == f"{EXPERT}={issued[0].slip}"
    document = print_documents.render_slips(context, issued)
    assert document.subject == subject
    assert document.title == "PIN 密封条 专家02"
    assert issued[0].pin not in document.file_name + document.title
    with pytest.raises(RuleViolation, match="只能在发放时打印"):
        print_documents.render(context, print_documents.Paper.PIN_SLIPS, subject)
    print_documents.note_printed(context, document)
    (row,) = papers.printing_rows(context.store, context.dossier())
    assert (row.title, row.is_stale) == (document.title, False)
