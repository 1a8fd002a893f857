"""An interest declared in a word is asked about where no record supports it."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import unfounded
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Background
from meihao_desktop.domain.recusal import Recusals, RecusalStatus
from tests.support.builders import a_dossier, a_recusal, an_expert


def declared(
    basis: str, status: RecusalStatus = RecusalStatus.DECLARED, *, decision: str = ""
) -> Dossier:
    recusal = replace(a_recusal(2, 1, status), basis=basis, decision_reason=decision)
    return replace(a_dossier([90, 80], experts=3), recusals=Recusals.of([recusal]))


@pytest.mark.parametrize("basis", ["邻居", "认识。", "……熟人……", "住得近一"])
def test_a_word_or_two_without_any_record_is_asked_about(basis: str) -> None:
    (finding,) = unfounded.check(declared(basis))
    assert f"只写了“{basis}”" in finding.sentence
    assert "专家02" in finding.sentence
    assert "朗悦花园" in finding.sentence


@pytest.mark.parametrize("basis", ["与业委会主任是邻居", "在该小区有住房", "配偶在该企业"])
def test_six_characters_can_say_who_and_how(basis: str) -> None:
    assert not list(unfounded.check(declared(basis)))


def test_what_the_record_supports_needs_no_more_words() -> None:
    dossier = declared("住户")
    neighbour = an_expert(2, background=Background(homes=("朗悦花园",)))
    people = tuple(neighbour if p.id == neighbour.id else p for p in dossier.panel.people)
    panel = replace(dossier.panel, people=people)
    assert not list(unfounded.check(replace(dossier, panel=panel)))


def test_the_reason_of_the_decision_counts_with_the_declaration() -> None:
    told = "与项目经理同住一户"
    assert not list(unfounded.check(declared("邻居", RecusalStatus.CONFIRMED, decision=told)))
    assert list(unfounded.check(declared("邻居", RecusalStatus.CONFIRMED)))


@pytest.mark.parametrize(
    "status", [RecusalStatus.DISMISSED, RecusalStatus.WITHDRAWN, RecusalStatus.HINT]
)
def test_only_what_keeps_the_expert_away_is_asked_about(status: RecusalStatus) -> None:
    assert not list(unfounded.check(declared("邻居", status)))


def test_how_many_characters_are_enough_is_a_rule_of_the_round() -> None:
    dossier = declared("住户")
    rules = replace(dossier.review_round.rules, basis_characters=2)
    review_round = replace(dossier.review_round, rules=rules)
    assert not list(unfounded.check(replace(dossier, review_round=review_round)))
