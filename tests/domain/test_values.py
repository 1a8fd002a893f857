"""The small values: estates, facts, materials, people, recusals, findings, printings."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.fact import FactName, FactSource, plain
from meihao_desktop.domain.finding import Decision, Finding, Severity, Where
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel, Role
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.recusal import Interest, Recusals, RecusalStatus
from meihao_desktop.domain.submission import EstateEntry, ReceivedSubmission
from tests.support.builders import (
    NOON,
    a_fact,
    a_material,
    a_panel,
    a_recusal,
    a_settlement,
    an_estate,
    an_expert,
    estate_id,
    expert_id,
)


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1.5"), ("100", "100"), ("1E+2", "100"), ("0.0", "0")]
)
def test_numbers_are_written_without_idle_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_a_fact_shows_its_reading_or_else_its_raw_text() -> None:
    area = a_fact(FactName.FLOOR_AREA, "11.07万", Decimal("110700.0"), "㎡")
    assert area.shown == "110700㎡"
    assert a_fact(FactName.ADDRESS, "坪山区", "坪山区").shown == "坪山区"
    assert a_fact(FactName.HOUSEHOLDS, "约千户").shown == "约千户"
    assert FactSource(file="汇总.xlsx", place="C5").label == "汇总.xlsx › C5"
    assert FactSource(file="汇总.xlsx", place="").label == "汇总.xlsx"


def test_the_summarys_fact_goes_before_the_forms() -> None:
    summary = a_fact(FactName.HOUSEHOLDS, "1018户", Decimal(1018), "户")
    formed = a_fact(FactName.HOUSEHOLDS, "1020户", Decimal(1020), "户")
    address = a_fact(FactName.ADDRESS, "坪山区", "坪山区")
    form = ApplicationForm(
        file="申报表.docx",
        estate_name="朗悦花园",
        facts={FactName.HOUSEHOLDS: formed, FactName.ADDRESS: address},
    )
    estate = an_estate(summary_facts={FactName.HOUSEHOLDS: summary}, application_form=form)
    assert estate.shown(FactName.HOUSEHOLDS) == "1018户"
    assert estate.fact(FactName.ADDRESS) == address
    assert estate.shown(FactName.PHONE) == ""
    assert an_estate().fact(FactName.PHONE) is None


def test_a_received_submission_knows_all_its_files() -> None:
    one, two = a_material("汇总表.xlsx"), a_material("朗悦花园/照片.jpg")
    received = ReceivedSubmission(
        source_name="深圳市.zip",
        container="ZIP",
        county_name="深圳市",
        estates=(EstateEntry(name="朗悦花园", materials=(two,)),),
        shared_materials=(one,),
        digest="0" * 64,
        staging="/x",
    )
    assert received.materials == (one, two)
    assert received.total_size == 8
    assert two.file_name == "照片.jpg"


def test_the_panel_finds_its_people_by_id_and_role() -> None:
    panel = a_panel(3)
    assert [person.name for person in panel.experts] == ["专家01", "专家02", "专家03"]
    assert panel.chair == panel.person(expert_id(1))
    assert panel.name(expert_id(2)) == "专家02"
    assert panel.name(PersonId("P77")) == "P77"
    assert [person.name for person in panel.with_role(Role.OBSERVER)] == ["监督员"]
    assert ReviewPanel().chair is None


def test_a_chair_is_an_expert_and_roles_are_read_in_order() -> None:
    chair = an_expert(1, Role.PANEL_CHAIR, Role.EXPERT)
    assert chair.is_expert
    assert chair.roles_text == "专家、组长"
    secretary = Person(id=PersonId("P90"), name="秘书", roles=frozenset({Role.SECRETARY}))
    assert not secretary.is_expert


@pytest.mark.parametrize(
    ("status", "forbids", "undecided"),
    [
        (RecusalStatus.HINT, False, True),
        (RecusalStatus.DECLARED, True, True),
        (RecusalStatus.CONFIRMED, True, False),
        (RecusalStatus.DISMISSED, False, False),
        (RecusalStatus.WITHDRAWN, False, False),
    ],
)
def test_a_declaration_closes_the_estate_until_it_is_decided(
    status: RecusalStatus, *, forbids: bool, undecided: bool
) -> None:
    recusals = Recusals.of([a_recusal(1, 1, status)])
    assert recusals.cover(expert_id(1), estate_id(1)) is forbids
    assert status.is_undecided is undecided
    assert not recusals.cover(expert_id(2), estate_id(1))
    assert not recusals.cover(expert_id(1), estate_id(2))
    assert [recusal.interest for recusal in recusals] == [Interest.SAME_UNIT]


def test_a_recusal_without_a_ground_is_refused() -> None:
    with pytest.raises(RuleViolation, match="必须写明具体情形"):
        replace(a_recusal(1), basis=" ")


def a_finding(code: str, estate: str = "E1") -> Finding:
    return Finding(
        severity=Severity.BLOCKING,
        code=code,
        where=Where(estate=estate),
        sentence="有误",
        basis="7",
    )


def test_a_finding_is_another_one_when_its_figures_change() -> None:
    finding = a_finding("outlier")
    assert finding.key == "outlier:/E1///:7"
    assert replace(finding, basis="8").key != finding.key


def test_a_settlement_without_a_reason_is_refused() -> None:
    with pytest.raises(RuleViolation, match="必须写明理由"):
        a_settlement(a_finding("outlier"), reason=" ")


def test_what_must_be_mended_cannot_be_settled() -> None:
    finding = a_finding("missing")
    assert finding.decisions == ()
    with pytest.raises(RuleViolation, match="不能以处理意见代替更正：有误"):
        finding.require(a_settlement(finding))


def test_a_settlement_must_be_one_of_those_that_fit() -> None:
    finding = a_finding("quorum")
    finding.require(a_settlement(finding))
    with pytest.raises(RuleViolation, match="可选的处理为：已核实，予以保留、核查不成立"):
        finding.require(a_settlement(finding, Decision.REPLACED))


def test_an_order_names_every_tied_estate_once() -> None:
    finding = a_finding("tie", "E1+E2")
    finding.require(a_settlement(finding, Decision.ORDERED, order=("E2", "E1")))
    finding.require(a_settlement(finding, Decision.BOTH_ADMITTED, approval="玉建函〔2025〕12号"))
    with pytest.raises(RuleViolation, match="批准人或批准文号"):
        finding.require(a_settlement(finding, Decision.BOTH_ADMITTED))
    with pytest.raises(RuleViolation, match="一位见证人"):
        finding.require(a_settlement(finding, Decision.DRAWN, order=("E1", "E2"), seed="37-08"))
    for order in ((), ("E1",), ("E1", "E1"), ("E1", "E2", "E3")):
        with pytest.raises(RuleViolation, match="各列一次"):
            finding.require(a_settlement(finding, Decision.ORDERED, order=order))


def test_a_printing_is_stale_once_the_paper_would_look_different() -> None:
    printing = Printing(
        paper="RANKING", check_code="AAAA", printed_at=NOON, actor="P90", event_seq=7
    )
    assert printing.is_stale("BBBB")
    assert not printing.is_stale("AAAA")


def test_a_missing_record_says_what_was_asked_for() -> None:
    assert str(MissingRecord("小区", "E9")) == "找不到小区“E9”，请刷新后重试。"
