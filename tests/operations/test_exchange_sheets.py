"""The reception: bundles come in whole or not at all, stay shut, and then count."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.blocker import blockers
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.handover import LOCAL, BundleState
from meihao_desktop.exchange.refusals import Refusal
from meihao_desktop.operations import (
    declare_interests,
    exchange_sheets,
    identify_person,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.seats import SeatState
from tests.support.forger import Forger
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score
from tests.support.sticks import POINTS, StickMeeting, received, sealed_estates

FIRST = EXPERTS[1]


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
    chosen = sha256(meeting.inner(forger.honest)).hexdigest()
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
    digest = sha256(meeting.inner(file)).hexdigest()
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
    data = bytearray(victim.read_bytes())
    data[-100] ^= 1
    victim.write_bytes(data)
    before = meeting.desk.store.audit_log.head()
    with meeting.secretary(), pytest.raises(MeihaoError, match=r"签名|改动"):
        exchange_sheets.open_bundles(meeting.desk)
    assert meeting.desk.store.audit_log.head() == before
    assert sealed_estates(meeting, FIRST) == 0


def sentences(meeting: StickMeeting) -> str:
    return "".join(blocker.sentence for blocker in blockers(meeting.desk.dossier()))


def test_a_kept_bundle_that_was_exchanged_for_another_good_one_is_not_opened(
    meeting: StickMeeting,
) -> None:
    """Signed by the expert's own key, and still not what was received."""
    forger = Forger(meeting)
    files = [meeting.handed(expert) for expert in EXPERTS if expert != FIRST]
    received(meeting, forger.honest, *files)
    digest = sha256(meeting.inner(forger.honest)).hexdigest()
    kept = next(meeting.desk.folder.rglob(f"{digest}.meihao"))
    kept.write_bytes(forger.write(forger.changed_points).read_bytes())
    with meeting.secretary(), pytest.raises(RuleViolation, match="已被改动，没有拆封"):
        exchange_sheets.open_bundles(meeting.desk)
    assert sealed_estates(meeting, FIRST) == 0


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


def test_require_reception_asks_for_the_key_and_for_somebody_who_may(
    meeting: StickMeeting,
) -> None:
    with meeting.secretary():
        issuer = exchange_sheets.require_reception(meeting.desk)
        assert issuer.public_key == meeting.desk.store.keys.issuer()
    with meeting.laptop("elsewhere"), pytest.raises(RuleViolation, match="没有这次评审的密钥"):
        exchange_sheets.require_reception(meeting.desk)
    meeting.sit(FIRST)
    with meeting.secretary(), pytest.raises(RuleViolation):
        exchange_sheets.require_reception(meeting.desk)


def test_reception_of_files_changes_something_only_where_one_is_new_or_contested() -> None:
    def row(outcome: Outcome) -> ReceivedRow:
        return ReceivedRow(file="a.meihao", outcome=outcome, sentence="。")

    nothing = exchange_sheets.reception_of([row(Outcome.PRESENT), row(Outcome.REFUSED)])
    assert nothing.change == Change()
    something = exchange_sheets.reception_of(iter([row(Outcome.REFUSED), row(Outcome.NEW)]))
    assert something.change == Change.everything()
    assert something.count(Outcome.NEW) == something.count(Outcome.REFUSED) == 1
