"""What received bundles say together: a function of the set, whatever the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.declaration import Declaration
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handover import (
    LOCAL,
    Absence,
    BundleState,
    Handover,
    Mark,
    Pack,
    PackContent,
    Slip,
    merged,
    newer_declaration,
    newer_recusal,
    newest,
)
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from tests.support.builders import NOON, a_dossier

EXPERTS = (PersonId("P03"), PersonId("P04"))
ESTATES = (EstateId("C01-E01"), EstateId("C01-E02"))


def a_handover(
    expert: PersonId = EXPERTS[0],
    serial: int = 1,
    *marks: tuple[EstateId, int, str],
    state: BundleState = BundleState.SEALED,
) -> Handover:
    told = tuple(Mark(estate=e, revision=r, digest=d) for e, r, d in marks)
    digest = f"{expert}/{serial}/{sorted((m.estate, m.revision, m.digest) for m in told)}"
    return Handover(
        digest=digest, expert=expert, serial=serial, machine="m1", fingerprint="f",
        pack_serial=1, log_seq=9, log_head="h", jumps=0, made_at=NOON, received_at=NOON,
        state=state, marks=told,
    )  # fmt: skip


def a_recusal(**fields: object) -> Recusal:
    usual = {
        "expert": EXPERTS[0], "estate": ESTATES[0], "interest": Interest.KIN, "basis": "表亲",
        "declared_at": NOON, **fields,
    }  # fmt: skip
    return Recusal(**usual)  # type: ignore[arg-type]


MARKS = st.lists(
    st.tuples(st.sampled_from(ESTATES), st.integers(1, 2), st.sampled_from("ab")),
    max_size=3,
    unique_by=lambda mark: mark[:2],
)
HANDOVERS = st.lists(
    st.builds(
        lambda expert, serial, marks, state: a_handover(expert, serial, *marks, state=state),
        st.sampled_from(EXPERTS),
        st.integers(1, 3),
        MARKS,
        st.sampled_from((BundleState.SEALED, BundleState.OPENED)),
    ),
    max_size=6,
    unique_by=lambda handover: handover.digest,
)


@given(HANDOVERS, st.randoms(use_true_random=False))
def test_the_order_of_receipt_makes_no_difference(told: list[Handover], chance: object) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(shuffled) == merged(told)


@given(HANDOVERS)
def test_receiving_again_makes_no_difference(told: list[Handover]) -> None:
    assert merged([*told, *told]) == merged(told)


@given(HANDOVERS, HANDOVERS, HANDOVERS)
def test_how_the_sticks_were_grouped_makes_no_difference(
    first: list[Handover], second: list[Handover], third: list[Handover]
) -> None:
    def together(*groups: Sequence[Handover]) -> list[Handover]:
        known = {each.digest: each for group in groups for each in group}
        return list(known.values())

    # one digest stands for one bundle, whatever has become of it since
    same = {each.digest: each for each in (*third, *second, *first)}
    a, b, c = ([same[each.digest] for each in group] for group in (first, second, third))
    assert merged(together(together(a, b), c)) == merged(together(a, together(b, c)))


@given(HANDOVERS)
def test_a_revision_is_contested_just_when_two_bundles_say_different_things(
    told: list[Handover],
) -> None:
    said: dict[object, set[str]] = {}
    for each in told:
        for key, digest in each.keys().items():
            said.setdefault(key, set()).add(digest)
    contested = {(c.expert, c.estate, c.revision) for c in merged(told).contests}
    assert contested == {key for key, digests in said.items() if len(digests) > 1}


def test_a_sheet_is_taken_from_the_newest_bundle_that_has_it() -> None:
    first = a_handover(EXPERTS[0], 1, (ESTATES[0], 1, "a"), (ESTATES[1], 1, "b"))
    second = a_handover(EXPERTS[0], 2, (ESTATES[0], 1, "a"))
    for order in permutations((first, second)):
        sources = merged(order).sources
        assert sources[EXPERTS[0], ESTATES[0], 1] == second.digest
        assert sources[EXPERTS[0], ESTATES[1], 1] == first.digest


def test_what_was_sealed_here_takes_part_in_the_contest() -> None:
    handover = a_handover(EXPERTS[0], 1, (ESTATES[0], 1, "a"))
    local = {(EXPERTS[0], ESTATES[0], 1): "b"}
    (contest,) = merged([handover], local).contests
    assert set(contest.bundles) == {LOCAL, handover.digest}
    assert merged([handover], {(EXPERTS[0], ESTATES[0], 1): "a"}).contests == ()


def test_what_the_chair_set_aside_no_longer_counts_nor_contradicts() -> None:
    first = a_handover(EXPERTS[0], 1, (ESTATES[0], 1, "a"))
    second = a_handover(EXPERTS[0], 2, (ESTATES[0], 1, "b"))
    assert merged([first, second]).contested_experts() == {EXPERTS[0]}
    assert merged([first, second]).is_contested(first.digest)
    aside = replace(second, state=BundleState.SET_ASIDE)
    assert merged([first, aside]).contests == ()
    assert newest([first, aside], EXPERTS[0]) == first
    assert newest([], EXPERTS[0]) is None


def test_a_bundle_that_nobody_can_open_counts_no_longer() -> None:
    first = a_handover(EXPERTS[0], 1, (ESTATES[0], 1, "a"))
    lost = replace(first, state=BundleState.LOST)
    again = a_handover(EXPERTS[0], 2, (ESTATES[0], 1, "b"))
    assert merged([lost]).sources == {}
    assert merged([lost, again]).contests == ()
    assert newest([lost], EXPERTS[0]) is None
    assert [state for state in BundleState if state.counts] == [
        BundleState.SEALED, BundleState.OPENED,
    ]  # fmt: skip


@given(st.permutations((0, 1, 2)))
def test_of_several_recusals_the_decided_one_stays(order: list[int]) -> None:
    told = (
        a_recusal(),
        a_recusal(declared_at=NOON + timedelta(hours=1), basis="补充"),
        a_recusal(status=RecusalStatus.DISMISSED, decided_at=NOON, decided_by=PersonId("P02")),
    )
    kept: Recusal | None = None
    for at in order:
        kept = newer_recusal(kept, told[at])
    assert kept == told[2]


def test_of_two_declarations_the_later_one_stays() -> None:
    early = Declaration(expert=EXPERTS[0], declared_at=NOON, estates=ESTATES[:1])
    late = replace(early, declared_at=NOON + timedelta(minutes=1), estates=ESTATES)
    assert newer_declaration(early, late) == newer_declaration(late, early) == late
    assert newer_declaration(None, early) == early


def test_nobody_is_missing_without_a_reason() -> None:
    with pytest.raises(RuleViolation, match="为何没有收到"):
        Absence(expert=EXPERTS[0], reason=" ", noted_by=EXPERTS[1], noted_at=NOON)


def test_a_noted_absence_has_its_reason() -> None:
    absence = Absence(expert=EXPERTS[0], reason="已离会", noted_by=PersonId("P01"), noted_at=NOON)
    assert absence.reason == "已离会"


def test_a_slip_is_found_by_its_person_and_nobody_else_has_one() -> None:
    dossier = a_dossier()
    slip = Slip(person=EXPERTS[0], phc_hash="", token="", own="")
    content = PackContent(
        review_round=dossier.review_round, rubric=dossier.rubric, counties=(), submissions=(),
        estates=(), people=(), keys=(), certificates=(),
    )  # fmt: skip
    pack = Pack(
        round_id="r", serial=1, made_by=PersonId("P01"), made_at=NOON, content=content,
        slips=(slip,),
    )  # fmt: skip
    assert pack.slip(EXPERTS[0]) == slip
    assert pack.slip(EXPERTS[1]) is None
