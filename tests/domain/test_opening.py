"""The opening record stands for everything that is fixed at the sealing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.opening import opening_lines, rule_lines, seal_rules, seated
from meihao_desktop.domain.panel import ReviewPanel
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.signature import KeyPurpose, PublicKey
from meihao_desktop.domain.submission import Submission
from tests.support.builders import NOON, a_dossier, a_rubric, county_id

KEY = PublicKey(
    fingerprint="F" * 16, purpose=KeyPurpose.EVENT, machine="m", algorithm="Ed25519",
    public_key="ab" * 32, made_at=NOON,
)  # fmt: skip
HANDED_IN = Submission(
    county=county_id(1), version=1, received_at=NOON, source_name="报送", container="文件夹",
    received_by="秘书", digest="c" * 64,
)  # fmt: skip


def a_sealed_dossier() -> Dossier:
    plain = a_dossier([90], phase=Phase.SEALED)
    return replace(plain, round_id="r" * 64, event_key=KEY, submissions=(HANDED_IN,))


def changed(dossier: Dossier, **fields: object) -> Dossier:
    return replace(dossier, **fields)  # type: ignore[arg-type]


def test_key_rules_rubric_people_and_materials_are_told() -> None:
    told = list(opening_lines(a_sealed_dossier()))
    assert f"event key {KEY.public_key}" in told
    assert f"materials C01 1 {HANDED_IN.digest}" in told
    assert "person P01 专家01 EXPERT,PANEL_CHAIR 物业协会01" in told
    assert [line for line in told if line.startswith("event key")] != ["event key "]


def test_exchanging_any_of_them_changes_the_record() -> None:
    dossier = a_sealed_dossier()
    rules = RoundRules(notice_days=9)
    fewer = ReviewPanel(dossier.panel.people[:-1])
    others = [
        changed(dossier, event_key=None),
        changed(dossier, rubric=a_rubric()),
        changed(dossier, review_round=replace(dossier.review_round, rules=rules)),
        changed(dossier, panel=fewer),
        changed(dossier, submissions=(replace(HANDED_IN, digest="e" * 64),)),
    ]
    every = {tuple(opening_lines(each)) for each in (dossier, *others)}
    assert len(every) == 1 + len(others)


def test_points_given_later_change_nothing() -> None:
    dossier = a_sealed_dossier()
    assert list(opening_lines(replace(dossier, sheets=()))) == list(opening_lines(dossier))


def test_experts_are_seated_first() -> None:
    ids = [person.id for person in seated(a_sealed_dossier())]
    assert ids == ["P01", "P02", "P03", "P04", "P05", "P90", "P91"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1.50"), "1.5"),
        (date(2025, 9, 10), "2025-09-10"),
        (frozenset({"b", "a"}), "[a b]"),
        ((Phase.SEALED, 2), "[SEALED 2]"),
        (None, ""),
        (True, "True"),
    ],
)
def test_rules_are_told_in_one_way_whatever_they_are(value: object, told: str) -> None:
    rules = replace(RoundRules(), notice_days=value)  # type: ignore[arg-type]
    assert f"notice_days {told}" in list(rule_lines(rules))


def test_rules_within_rules_are_told_by_their_names() -> None:
    assert seal_rules(RoundRules()).digest != seal_rules(RoundRules(notice_days=9)).digest
    assert any("minimum_experts=" in line for line in rule_lines(RoundRules()))
