"""The reception: bundles come in whole or not at all, stay shut, and then count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.db import transfer
from meihao_desktop.domain.blocker import blockers
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.handover import LOCAL, Bundle, BundleState
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.refusals import Refusal
from meihao_desktop.exchange.score_bundle import seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations import (
    declare_interests,
    exchange_sheets,
    identify_person,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.keys import key_home, signer
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.seats import SeatState
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score
from tests.support.sticks import POINTS, StickMeeting

FIRST = EXPERTS[1]


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    """A round in scoring, with a pack on the stick."""
    made = StickMeeting(tmp_path)
    made.pack()
    yield made
    made.close()


def received(meeting: StickMeeting, *files: Path) -> tuple[ReceivedRow, ...]:
    with meeting.secretary():
        return exchange_sheets.receive(meeting.desk, files).rows


def refusal(meeting: StickMeeting, file: Path) -> Refusal | None:
    before = meeting.desk.store.audit_log.head()
    (row,) = received(meeting, file)
    assert row.outcome is Outcome.REFUSED
    assert meeting.desk.store.audit_log.head() == before, "a refused bundle leaves nothing behind"
    return row.refusal


def sealed_estates(meeting: StickMeeting, expert: PersonId) -> int:
    latest = meeting.desk.store.score_sheets.latest()
    return sum(sheet.expert == expert and bool(sheet.digest) for sheet in latest)


class Forger:
    """Somebody who can sign with an expert's own key and writes what the program never would."""

    def __init__(self, meeting: StickMeeting, expert: PersonId = FIRST) -> None:
        self.meeting = meeting
        self.expert = expert
        self.seat = meeting.seat(expert)
        meeting.score(self.seat, expert)
        self.honest = meeting.hand_over(self.seat, expert).path

    def write(self, change: Callable[[Bundle], Bundle], *, key: SigningKey | None = None) -> Path:
        """The honest bundle after a change, signed again."""
        told = open_envelope(self.honest.read_bytes(), Kind.BUNDLE).body["bundle"]
        bundle = change(transfer.BUNDLE.decode(told))
        with self.meeting.laptop(self.meeting.machine_of(self.seat)):
            own = signer(self.seat, self.expert, open_pin(self.expert))
            sheets = {(s.estate, s.revision): s for s in bundle.content.sheets}
            signatures = tuple(
                own.signature(bundle.round_id, sheets[each.estate, each.revision], each.signed_at)
                if sheets[each.estate, each.revision].digest != each.digest
                else each
                for each in bundle.content.signatures
                if (each.estate, each.revision) in sheets
            )
            bundle = replace(bundle, content=replace(bundle.content, signatures=signatures))
            data = seal_bundle(transfer.BUNDLE.encode(bundle), key or own.private)
        file = self.honest.with_name("forged.meihao")
        file.write_bytes(data)
        return file

    def changed_points(self, bundle: Bundle) -> Bundle:
        """Other points in the first sheet, sealed and signed as if they had been given."""
        first, *rest = bundle.content.sheets
        criterion, cell = next(iter(first.cells.items()))
        cells = {**first.cells, criterion: replace(cell, points=Decimal(1))}
        sheet = replace(first, cells=cells)
        dossier = self.seat.dossier()
        digest = seal_sheet(sheet, dossier.rubric, dossier.review_round.title).digest
        sheets = (replace(sheet, digest=digest), *rest)
        return replace(bundle, content=replace(bundle.content, sheets=sheets))


def test_bundles_of_all_experts_count_once_they_are_opened(meeting: StickMeeting) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS]
    rows = received(meeting, *files)
    assert [row.outcome for row in rows] == [Outcome.NEW] * 3
    with meeting.secretary():
        desk = exchange_sheets.reception_desk(meeting.desk)
        assert (desk.received, len(desk.rows), desk.sealed) == (3, 3, 3)
        assert desk.is_complete
        exchange_sheets.open_bundles(meeting.desk)
        desk = exchange_sheets.reception_desk(meeting.desk)
    assert [row.state for row in desk.rows] == [SeatState.IN] * 3
    for expert in EXPERTS:
        assert sealed_estates(meeting, expert) == 3
    total = meeting.desk.store.score_sheets.get(FIRST, estates(meeting.desk)[0])
    assert total is not None
    assert total.total == sum(POINTS[FIRST][0])
    assert meeting.desk.store.audit_log.verify().is_sound


def test_nothing_of_the_points_is_in_the_records_before_the_bundles_are_opened(
    meeting: StickMeeting,
) -> None:
    received(meeting, meeting.handed(FIRST))
    assert sealed_estates(meeting, FIRST) == 0
    assert meeting.desk.dossier().counted_sheets(estates(meeting.desk)[0]) == ()


def test_the_expert_s_key_is_certified_by_the_key_of_the_round(meeting: StickMeeting) -> None:
    received(meeting, meeting.handed(FIRST))
    (handover,) = meeting.desk.store.exchanges.handovers()
    certificate = meeting.desk.store.keys.certificate(handover.fingerprint)
    event = meeting.desk.store.keys.event_key()
    assert certificate is not None
    assert event is not None
    assert certificate.issuer == event.fingerprint


def test_the_same_bundle_again_is_already_present(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    received(meeting, file)
    before = meeting.desk.store.audit_log.head()
    (row,) = received(meeting, file)
    assert row.outcome is Outcome.PRESENT
    assert "没有重复接收" in row.sentence
    assert meeting.desk.store.audit_log.head() == before


def test_one_bad_file_does_not_keep_the_others_out(meeting: StickMeeting) -> None:
    good = meeting.handed(FIRST)
    bad = good.with_name("评分包-P09-1.meihao")
    bad.write_bytes(good.read_bytes()[:-10])
    rows = received(meeting, bad, good)
    assert [row.outcome for row in rows] == [Outcome.REFUSED, Outcome.NEW]
    assert "不完整" in rows[0].sentence


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


def contest(meeting: StickMeeting) -> tuple[Forger, ReceivedRow]:
    """Two bundles of one expert that give one estate different points."""
    forger = Forger(meeting)
    received(meeting, forger.honest)
    (row,) = received(meeting, forger.write(forger.changed_points))
    return forger, row


def test_other_content_under_the_same_name_is_refused_and_both_are_shown(
    meeting: StickMeeting,
) -> None:
    _, row = contest(meeting)
    assert (row.outcome, row.refusal) == (Outcome.REFUSED, Refusal.CONTESTED)
    assert "朗悦花园第 1 版" in row.sentence
    assert len({each.digest for each in row.versions}) == 2
    assert all(each.machine and each.made_at for each in row.versions)
    with meeting.secretary():
        desk = exchange_sheets.reception_desk(meeting.desk)
        assert next(r for r in desk.rows if r.person.id == FIRST).state is SeatState.CONTESTED
        with pytest.raises(RuleViolation, match="组长裁定"):
            exchange_sheets.open_bundles(meeting.desk)


def test_a_contest_is_the_same_whichever_bundle_came_first(meeting: StickMeeting) -> None:
    forger = Forger(meeting)
    forged = forger.write(forger.changed_points)
    received(meeting, forged)
    (row,) = received(meeting, forger.honest)
    assert row.refusal is Refusal.CONTESTED


def test_the_chair_decides_with_a_reason_and_a_second_person_which_bundle_counts(
    meeting: StickMeeting,
) -> None:
    forger, _ = contest(meeting)
    chosen = sha256(forger.honest.read_bytes()).hexdigest()
    meeting.sit(CHAIR)
    second = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    with meeting.secretary():
        with pytest.raises(RuleViolation, match="理由"):
            exchange_sheets.decide_contest(meeting.desk, chosen, " ", second)
        exchange_sheets.decide_contest(meeting.desk, chosen, "另一份不是本人提交", second)
    states = {h.digest: h.state for h in meeting.desk.store.exchanges.handovers()}
    assert states.pop(chosen) is BundleState.SEALED
    assert list(states.values()) == [BundleState.SET_ASIDE]
    event = meeting.desk.store.audit_log.events()[-1]
    assert (event.event, event.detail["witness"]) == ("decide_contest", OBSERVER)


def test_a_bundle_never_replaces_what_was_sealed_at_the_secretary_s_machine(
    meeting: StickMeeting,
) -> None:
    file = meeting.handed(FIRST)
    meeting.sit(FIRST)
    with meeting.secretary():
        declare_interests.declare_all(meeting.desk, (), open_pin(FIRST))
        estate = estates(meeting.desk)[0]
        score(meeting.desk, estate, 1, 1)
        score_estate.submit(meeting.desk, estate, open_pin(FIRST))
    meeting.sit(SECRETARY)
    (row,) = received(meeting, file)
    assert row.refusal is Refusal.CONTESTED
    meeting.sit(CHAIR)
    second = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    digest = sha256(file.read_bytes()).hexdigest()
    with meeting.secretary():
        with pytest.raises(RuleViolation, match="重新打开"):
            exchange_sheets.decide_contest(meeting.desk, digest, "以评分包为准", second)
        exchange_sheets.decide_contest(meeting.desk, LOCAL, "以现场评分为准", second)
    (handover,) = meeting.desk.store.exchanges.handovers()
    assert handover.state is BundleState.SET_ASIDE


def test_opening_early_needs_a_reason_and_a_second_person(meeting: StickMeeting) -> None:
    received(meeting, meeting.handed(FIRST))
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    with meeting.secretary():
        with pytest.raises(RuleViolation, match="提前拆封"):
            exchange_sheets.open_bundles(meeting.desk)
        with pytest.raises(RuleViolation, match="提前拆封"):
            exchange_sheets.open_bundles(meeting.desk, " ", chair)
        exchange_sheets.open_bundles(meeting.desk, "其余专家改在现场评分", chair)
    assert sealed_estates(meeting, FIRST) == 3
    event = meeting.desk.store.audit_log.events()[-1]
    assert event.detail == {"reason": "其余专家改在现场评分", "witness": CHAIR}


def test_a_kept_bundle_that_was_tampered_with_is_not_opened(meeting: StickMeeting) -> None:
    received(meeting, *(meeting.handed(expert) for expert in EXPERTS))
    kept = sorted((meeting.desk.folder / "handed").glob("*.meihao"))
    victim = next(file for file in kept if not file.name.startswith("pack-"))
    victim.write_bytes(victim.read_bytes().replace(b"P0", b"P9", 1))
    before = meeting.desk.store.audit_log.head()
    with meeting.secretary(), pytest.raises(MeihaoError, match=r"签名|改动"):
        exchange_sheets.open_bundles(meeting.desk)
    assert meeting.desk.store.audit_log.head() == before
    assert sealed_estates(meeting, FIRST) == 0


def sentences(meeting: StickMeeting) -> str:
    return "".join(blocker.sentence for blocker in blockers(meeting.desk.dossier()))


def test_collating_waits_for_missing_experts_or_a_recorded_reason(meeting: StickMeeting) -> None:
    files = [meeting.handed(expert) for expert in EXPERTS[:2]]
    received(meeting, *files)
    assert "2 位专家的评分包没有拆封" in sentences(meeting)
    assert "专家03还有 3 份评分表没有提交" in sentences(meeting)
    with meeting.secretary():
        exchange_sheets.note_absence(meeting.desk, EXPERTS[2], "笔记本损坏，本人已离会")
        desk = exchange_sheets.reception_desk(meeting.desk)
        assert desk.rows[2].state is SeatState.ABSENT
        exchange_sheets.open_bundles(meeting.desk)
    assert "专家" not in sentences(meeting)
    with meeting.secretary():
        exchange_sheets.note_absence(meeting.desk, EXPERTS[2], "")
    assert "专家03还有 3 份评分表没有提交" in sentences(meeting)


def test_some_experts_at_the_shared_machine_and_others_by_stick(meeting: StickMeeting) -> None:
    received(meeting, *(meeting.handed(expert) for expert in EXPERTS[1:]))
    meeting.sit(CHAIR)
    with meeting.secretary():
        declare_interests.declare_all(meeting.desk, (), open_pin(CHAIR))
        for estate, points in zip(estates(meeting.desk), POINTS[CHAIR], strict=True):
            score(meeting.desk, estate, *points)
            score_estate.submit(meeting.desk, estate, open_pin(CHAIR))
    meeting.sit(SECRETARY)
    with meeting.secretary():
        assert exchange_sheets.reception_desk(meeting.desk).is_complete
        exchange_sheets.open_bundles(meeting.desk)
    counted = meeting.desk.dossier().counted_sheets(estates(meeting.desk)[0])
    assert [sheet.expert for sheet in counted] == list(EXPERTS)


def test_the_order_in_which_bundles_come_in_makes_no_difference(tmp_path: Path) -> None:
    meeting = StickMeeting(tmp_path)
    meeting.pack()
    files = [meeting.handed(expert) for expert in EXPERTS]
    told: list[Sequence[str]] = []
    for number, order in enumerate(([0, 1, 2], [2, 0, 1, 0, 2])):
        if number:
            meeting.desk.store.close()
            meeting.desk = reopened_before(meeting)
        else:
            keep_before(meeting)
        received(meeting, *(files[at] for at in order))
        with meeting.secretary():
            exchange_sheets.open_bundles(meeting.desk)
        told.append(sorted(s.key + s.digest for s in meeting.desk.store.score_sheets.latest()))
    meeting.close()
    assert told[0] == told[1]


def keep_before(meeting: StickMeeting) -> None:
    with meeting.secretary():
        meeting.desk.store.backup("收包之前")


def reopened_before(meeting: StickMeeting) -> Context:
    """The round as it was before the first bundle came in."""
    (kept,) = [f for f in (meeting.desk.folder / "backups").iterdir() if "收包之前" in f.name]
    folder = meeting.place / "again"
    folder.mkdir()
    for name in ("materials", "exports", "backups", "staging"):
        (folder / name).mkdir()
    (folder / "round.db").write_bytes(kept.read_bytes())
    from_store = type(meeting.desk.store).open(folder)
    context = Context(from_store, meeting.desk.clock, pin_cost=meeting.desk.pin_cost)
    with meeting.secretary():
        identify_person.log_in(context, SECRETARY, open_pin(SECRETARY))
    meeting._opened.append(context)
    return context


def test_a_laptop_does_not_receive_bundles(meeting: StickMeeting) -> None:
    seat = meeting.seat(FIRST)
    with pytest.raises(RuleViolation):
        exchange_sheets.receive(seat, [])
    assert take_seat.seat_desk(seat).expert.id == FIRST


def test_the_bundles_on_a_stick_are_found_by_their_names(meeting: StickMeeting) -> None:
    file = meeting.handed(FIRST)
    (meeting.stick / "会议通知.docx").write_bytes(b"")
    assert exchange_sheets.bundles_on(meeting.stick) == (file,)
    assert exchange_sheets.bundles_on(meeting.stick / "gone") == ()
