"""What is refused at the reception: each reason broken alone, each with its own sentence."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from meihao_desktop.domain.finding import FindingKey
from meihao_desktop.domain.handover import Bundle
from meihao_desktop.domain.hearing import Answer, GivenAnswer
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations import (
    declare_interests,
    offers,
    reception,
    score_estate,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import Outcome
from meihao_desktop.operations.keys import key_home
from meihao_desktop.operations.letters import boxes_of
from meihao_desktop.operations.pins import open_pin
from tests.support.forger import Forger
from tests.support.rounds import EXPERTS, OBSERVER, estates, score
from tests.support.sticks import StickMeeting, received, refusal

FIRST = EXPERTS[1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"round_id": "0" * 64}, Refusal.WRONG_ROUND),
        ({"mode": RoundMode.FORMAL}, Refusal.WRONG_MODE),
        ({"rubric": "0" * 64}, Refusal.WRONG_RUBRIC),
        ({"pack_serial": 7}, Refusal.UNKNOWN_PACK),
        ({"expert": PersonId("P77")}, Refusal.UNKNOWN_EXPERT),
        ({"expert": OBSERVER}, Refusal.UNKNOWN_EXPERT),
        ({"expert": EXPERTS[2]}, Refusal.WRONG_SIGNER),
        ({"keys": ()}, Refusal.OTHER_KEY),
    ],
)
def test_a_bundle_that_does_not_belong_here_is_refused(
    meeting: StickMeeting, change: dict[str, object], expected: Refusal
) -> None:
    forged = Forger(meeting).write(lambda bundle: replace(bundle, **change))  # type: ignore[arg-type]
    assert refusal(meeting, forged) is expected


def with_first_sheet(bundle: Bundle, **change: object) -> Bundle:
    first, *rest = bundle.content.sheets
    sheets = (replace(first, **change), *rest)  # type: ignore[arg-type]
    return replace(bundle, content=replace(bundle.content, sheets=sheets))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"digest": ""}, Refusal.UNSEALED_SHEET),
        ({"status": SheetStatus.DRAFT}, Refusal.UNSEALED_SHEET),
        ({"remark": "事后添加"}, Refusal.OTHER_SHEET_DIGEST),
        ({"cells": {}}, Refusal.BAD_SHEET),
        ({"estate": "C09-E09"}, Refusal.UNKNOWN_ESTATE),
        ({"expert": EXPERTS[2]}, Refusal.NOT_OWN_SHEET),
    ],
)
def test_a_sheet_that_the_program_would_not_have_sealed_is_refused(
    meeting: StickMeeting, change: dict[str, object], expected: Refusal
) -> None:
    forger = Forger(meeting)
    assert refusal(meeting, forger.write(lambda b: with_first_sheet(b, **change))) is expected


def test_points_outside_their_range_are_refused(meeting: StickMeeting) -> None:
    def too_many(bundle: Bundle) -> Bundle:
        first = bundle.content.sheets[0]
        number, cell = next(iter(first.cells.items()))
        cells = {**first.cells, number: replace(cell, points=Decimal(1000))}
        return with_first_sheet(bundle, cells=cells)

    assert refusal(meeting, Forger(meeting).write(too_many)) is Refusal.BAD_SHEET


def test_a_sheet_without_a_signature_and_one_with_another_s_are_refused(
    meeting: StickMeeting,
) -> None:
    forger = Forger(meeting)

    def unsigned(bundle: Bundle) -> Bundle:
        rest = bundle.content.signatures[1:]
        return replace(bundle, content=replace(bundle.content, signatures=rest))

    def swapped(bundle: Bundle) -> Bundle:
        first, second, *rest = bundle.content.signatures
        wrong = replace(first, signature=second.signature)
        content = replace(bundle.content, signatures=(wrong, second, *rest))
        return replace(bundle, content=content)

    assert refusal(meeting, forger.write(unsigned)) is Refusal.SHEET_UNSIGNED
    assert refusal(meeting, forger.write(swapped)) is Refusal.SHEET_BAD_SIGNATURE


def test_another_key_than_the_one_told_of_is_refused(meeting: StickMeeting) -> None:
    forged = Forger(meeting).write(lambda bundle: bundle, key=SigningKey.generate())
    assert refusal(meeting, forged) is Refusal.OTHER_KEY


@pytest.mark.parametrize(
    ("proof", "expected"), [("", Refusal.NO_PROOF), ("0" * 64, Refusal.BAD_PROOF)]
)
def test_a_key_without_proof_of_activation_is_refused(
    meeting: StickMeeting, proof: str, expected: Refusal
) -> None:
    def unproved(bundle: Bundle) -> Bundle:
        return replace(bundle, keys=tuple(replace(key, proof=proof) for key in bundle.keys))

    assert refusal(meeting, Forger(meeting).write(unproved)) is expected


def test_a_key_that_belongs_to_somebody_else_is_refused(meeting: StickMeeting) -> None:
    forger = Forger(meeting)
    with meeting.secretary():
        store, event = meeting.desk.store, meeting.desk.store.keys.event_key()
        assert event is not None
        key = forger.seat.store.keys.of_expert(FIRST, machine_id(meeting, forger.seat))
        assert key is not None
        with meeting.desk.transaction("enter_expert_key"):
            store.keys.save(replace(key, owner=EXPERTS[2]))
    assert refusal(meeting, forger.honest) is Refusal.CLAIMED_KEY


def machine_id(meeting: StickMeeting, seat: Context) -> str:
    with meeting.laptop(meeting.machine_of(seat)):
        return key_home().machine().id


def test_sheets_on_materials_that_were_replaced_are_refused(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    with meeting.secretary():
        store = meeting.desk.store
        newer = [replace(e, submission_version=2) for e in store.submissions.estates()]
        with meeting.desk.transaction("accept_submission"):
            store.submissions.save_estates(newer)
    assert refusal(meeting, file) is Refusal.OLD_MATERIALS


def test_scoring_an_estate_that_one_had_declared_is_refused(meeting: StickMeeting) -> None:
    forger = Forger(meeting)

    def recused(bundle: Bundle) -> Bundle:
        sheet = bundle.content.sheets[0]
        assert sheet.submitted_at is not None
        recusal = Recusal(
            expert=FIRST, estate=sheet.estate, interest=Interest.KIN, basis="表亲任项目经理",
            declared_at=sheet.submitted_at - timedelta(minutes=1),
        )  # fmt: skip
        return replace(bundle, content=replace(bundle.content, recusals=(recusal,)))

    assert refusal(meeting, forger.write(recused)) is Refusal.SCORED_RECUSED


def test_a_recusal_that_came_after_scoring_only_strikes_the_sheet_out(
    meeting: StickMeeting,
) -> None:
    file = meeting.handed(FIRST)
    estate = estates(meeting.desk)[0]
    with meeting.secretary():
        recusal = Recusal(
            expert=FIRST, estate=estate, interest=Interest.KIN, basis="后来查明的亲属关系",
            status=RecusalStatus.CONFIRMED, declared_at=meeting.desk.now(),
        )  # fmt: skip
        with meeting.desk.transaction("decide_recusal"):
            meeting.desk.store.panels.save_recusal(recusal)
    (row,) = received(meeting, file)
    assert row.outcome is Outcome.NEW


def test_an_older_bundle_that_adds_nothing_is_refused_as_outdated(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    with meeting.laptop(meeting.machine_of(seat)):
        declare_interests.declare_all(seat, (), open_pin(FIRST))
        first, *rest = estates(seat)
        score(seat, first, 50, 30)
        score_estate.submit(seat, first, open_pin(FIRST))
    older = meeting.hand_over(seat, FIRST)
    assert len(older.waiting) == 2
    with meeting.laptop(meeting.machine_of(seat)):
        for estate in rest:
            score(seat, estate, 40, 30)
            score_estate.submit(seat, estate, open_pin(FIRST))
    newer = meeting.hand_over(seat, FIRST)
    assert (older.serial, newer.serial, newer.waiting) == (1, 2, ())
    received(meeting, newer.path)
    assert refusal(meeting, older.path) is Refusal.OUTDATED


def honest(meeting: StickMeeting) -> Bundle:
    file = Forger(meeting).honest
    with meeting.secretary():
        (offer,) = offers.read_offers([file], boxes_of(meeting.desk.store))
    assert offer.opened is not None
    return offer.opened.bundle


def test_require_acceptable_knows_only_the_packs_of_this_round(meeting: StickMeeting) -> None:
    bundle = honest(meeting)
    counter = reception.Counter(
        dossier=meeting.desk.dossier(),
        round_id=meeting.desk.store.round_id,
        packs=frozenset({1}),
        first_pack_at=None,
    )
    reception.require_acceptable(bundle, counter, "a.meihao")
    with pytest.raises(Refused) as refused:
        reception.require_acceptable(bundle, replace(counter, packs=frozenset({2})), "a.meihao")
    assert refused.value.refusal is Refusal.UNKNOWN_PACK


def test_answered_hearings_are_those_of_notices_that_were_given(meeting: StickMeeting) -> None:
    bundle, dossier = honest(meeting), meeting.desk.dossier()
    assert reception.answered_hearings(bundle, dossier, "a.meihao") == ()
    answer = GivenAnswer(
        finding=FindingKey("outlier:C01-E01:00"),
        answer=Answer.REVISE,
        statement="看错了材料",
        answered_at=meeting.desk.now(),
    )
    answering = replace(bundle, content=replace(bundle.content, answers=(answer,)))
    with pytest.raises(Refused) as refused:
        reception.answered_hearings(answering, dossier, "a.meihao")
    assert refused.value.refusal is Refusal.OTHER_NOTICE
