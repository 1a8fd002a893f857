"""A hint is a finding until somebody declares or decides."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.blocker import DESKS
from meihao_desktop.domain.conflicts import interest_hint
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.panel import ReviewPanel
from meihao_desktop.domain.recusal import Recusals
from tests.support.builders import (
    a_company,
    a_dossier,
    a_recusal,
    a_secretary,
    an_estate,
    an_expert,
    estate_id,
    expert_id,
)

COMPANY = "佛山市中海物业服务有限公司"


def round_with(unit: str) -> Dossier:
    estate = an_estate(1, summary_facts=a_company(COMPANY))
    people = (a_secretary(), an_expert(1, unit=unit))
    return replace(a_dossier([80]), estates=(estate,), panel=ReviewPanel(people))


@pytest.mark.parametrize(
    ("unit", "severity"),
    [(COMPANY, Severity.BLOCKING), ("中海物业佛山分公司", Severity.WARNING)],
)
def test_the_surer_the_hint_the_weightier_the_finding(unit: str, severity: Severity) -> None:
    (finding,) = interest_hint.check(round_with(unit))
    assert finding.severity is severity
    assert (finding.where.expert, finding.where.estate) == (expert_id(1), estate_id(1))
    assert "请本人申报" in finding.sentence


def test_it_is_dealt_with_at_the_panel_desk_and_not_by_a_mere_settlement() -> None:
    (finding,) = interest_hint.check(round_with(COMPANY))
    assert finding.decisions == ()
    assert DESKS[finding.code] == "panel"


def test_once_declared_it_is_silent() -> None:
    declared = replace(round_with(COMPANY), recusals=Recusals.of([a_recusal(1)]))
    assert list(interest_hint.check(declared)) == []


def test_the_secretarys_own_interest_asks_for_somebody_else_to_act() -> None:
    dossier = round_with("物业协会")
    people = (replace(a_secretary(), unit=COMPANY), *dossier.panel.people[1:])
    (finding,) = interest_hint.check(replace(dossier, panel=ReviewPanel(people)))
    assert "请由他人经办" in finding.sentence
