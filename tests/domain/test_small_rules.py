"""Small rules of several values that only the desks use, each told by what a person sees."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.domain.advice.readings import effect_text, interval_text, severity_reading
from meihao_desktop.domain.advice.severity import Estimate
from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.blocker import Blocker
from meihao_desktop.domain.conflicts import outlier, tie
from meihao_desktop.domain.conflicts.run_all import run_all, run_at_the_door
from meihao_desktop.domain.difference import Differences, FigureChange, FigurePlace, OpinionChange
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.fact import FactName, FactSource
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.mention import sought, stale, stamp_of
from meihao_desktop.domain.panel import Background, PersonKind, ReviewPanel, Seat
from meihao_desktop.domain.progress import Progress
from meihao_desktop.domain.provenance import shared_sources
from meihao_desktop.domain.redelivery import differences
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import is_final, standing_of
from meihao_desktop.domain.submission import EstateEntry
from meihao_desktop.domain.tally import collate
from meihao_desktop.domain.tally_rules import TallyRules
from tests.support.builders import (
    NOON,
    a_dossier,
    a_fact,
    a_material,
    a_settlement,
    an_estate,
    an_expert,
    estate_id,
)

BUREAU = "玉林市住房和城乡建设局"
SOURCE = "朗悦花园/申报表.docx"


def a_form() -> ApplicationForm:
    told = replace(
        a_fact(FactName.COMMUNITY, "灯湖社区"), source=FactSource(file=SOURCE, place="第 3 段")
    )
    return ApplicationForm(
        file=SOURCE, estate_name="朗悦花园", facts={FactName.COMMUNITY: told},
        opinions=(OpinionBox(label="社区意见", text="同意", is_filled=True),),
    )  # fmt: skip


def test_severity_is_read_only_where_the_interval_leaves_no_doubt() -> None:
    def read(effect: float, error: float | None) -> str:
        return severity_reading(Estimate(effect=effect, standard_error=error, count=5))

    assert [read(-3, 1), read(3, 1), read(-1, 1), read(0, None)] == [
        "偏严", "偏宽", "与各位相当", "与各位相当",
    ]  # fmt: skip
    assert read(-3, None) == "偏严（无法估计误差）"
    assert severity_reading(None) == "无法比较"
    assert effect_text(None) == interval_text(None)


def test_a_blocker_leads_to_its_place_or_else_to_its_finding() -> None:
    (finding,) = tie.check(a_dossier([90, 90], nomination_quota=1, shortlist_size=1))
    assert Blocker(sentence="并列", desk="secretary", finding=finding.key).target == finding.key
    assert Blocker(sentence="未签", desk="secretary", place="P02").target == "P02"
    assert Blocker(sentence="没有组长", desk="panel").target == ""


def test_the_checks_of_the_door_are_among_all_checks() -> None:
    dossier = a_dossier([90] * 7, county_quota_max=5)
    assert {f.code for f in run_at_the_door(dossier)} <= {f.code for f in run_all(dossier)}
    assert "county_quota" in {f.code for f in run_at_the_door(dossier)}


def test_differences_are_told_in_sentences() -> None:
    figure = FigureChange(
        estate="朗悦花园", place=FigurePlace.FORM, fact=FactName.HOUSEHOLDS,
        before="1018户", now="1020户",
    )  # fmt: skip
    box = OpinionChange(estate="朗悦花园", box="社区意见", before="空白", now="已填写或盖章")
    assert figure.sentence == "“朗悦花园”申报表的户数由 1018户 改为 1020户"
    assert box.sentence == "“朗悦花园”申报表的“社区意见”由空白改为已填写或盖章"
    assert Differences(figures=(figure,))
    assert not Differences()


def test_figures_that_changed_in_summary_or_form_are_found() -> None:
    before = an_estate(
        1, summary_facts={FactName.HOUSEHOLDS: a_fact(FactName.HOUSEHOLDS, "1018户")}
    )
    entry = EstateEntry(name=before.name, application_form=a_form())
    found = differences([(before, entry)], [], files_before=(), files_now=())
    assert ("1018户", "（无）") in [(change.before, change.now) for change in found.figures]
    assert all(change.before == "（无）" for change in found.opinions)
    again = differences(
        [(before, EstateEntry(name=before.name, summary_facts=before.summary_facts))], [],
        files_before=(), files_now=(),
    )  # fmt: skip
    assert not again


def test_a_settlement_without_what_it_stands_on_is_refused() -> None:
    dossier = a_dossier([90, 90], nomination_quota=1, shortlist_size=1)
    (finding,) = tie.check(dossier)
    pairs = (
        (a_settlement(finding, Decision.BOTH_ADMITTED), "批准人"),
        (a_settlement(finding, Decision.DRAWN), "种子"),
        (a_settlement(finding, Decision.UNIFIED), "一致认定的得分"),
        (a_settlement(finding, Decision.ORDERED, votes={"甲": 2, "乙": 2}), "票数相同"),
    )
    for settlement, told in pairs:
        with pytest.raises(RuleViolation, match=told):
            settlement.require_complete()
    replace(pairs[2][0], agreed=Decimal(5)).require_complete()
    assert list(outlier.check(dossier)) == []


def test_names_and_units_are_sought_and_the_bureau_is_not() -> None:
    seat = Seat(replaced_by="P05")
    people = (
        an_expert(1, unit="佛山市中海物业服务有限公司"),
        an_expert(2, unit=BUREAU, kind=PersonKind.BUREAU),
        an_expert(3, seat=seat),
        an_expert(
            4, unit="", background=Background(group_company="碧桂园生活服务集团股份有限公司")
        ),
        an_expert(5, name="甲", unit=BUREAU),
    )
    words = [each.words for each in sought(people, BUREAU, {"中海": "中海"})]
    assert words == [
        "专家01", "佛山市中海物业服务有限公司", "中海", "专家02", "专家04",
        "碧桂园生活服务集团股份有限公司", "碧桂园",
    ]  # fmt: skip


def test_an_estate_is_searched_again_once_people_or_materials_changed() -> None:
    wanted = sought([an_expert(1)], BUREAU, {})
    estate = an_estate(1, materials=(a_material(),))
    assert stale([], wanted, [estate]) == (estate_id(1),)
    assert stamp_of(wanted, estate) != stamp_of(wanted, replace(estate, materials=()))
    assert stamp_of(wanted, estate) != stamp_of((), estate)


def test_reserves_and_replaced_members_stand_beside_the_panel() -> None:
    taken, reserve = an_expert(1), an_expert(2, seat=Seat(is_reserve=True))
    gone = an_expert(3, seat=Seat(replaced_by="P01", arrived_at=NOON))
    panel = ReviewPanel((taken, reserve, gone))
    assert (panel.experts, panel.reserves, panel.replaced) == ((taken,), (reserve,), (gone,))
    assert gone.seat.is_present
    assert not replace(gone.seat, left_at=NOON).is_present


def test_work_is_whole_when_bytes_and_files_are_done() -> None:
    assert Progress(done_bytes=5, total_bytes=5, done_files=2, total_files=2).is_whole
    assert not Progress(done_bytes=5, total_bytes=5, done_files=1, total_files=2).is_whole


def test_a_form_that_stands_in_a_shared_file_is_found_there() -> None:
    estate = an_estate(1, application_form=a_form())
    dossier = replace(a_dossier([90]), estates=(estate,))
    assert shared_sources(dossier, estate.id) == ()


def test_a_result_is_final_only_from_the_final_phase_on() -> None:
    for phase, is_it in ((Phase.COLLATING, False), (Phase.FINAL, True)):
        dossier = a_dossier([95, 90, 80], phase=phase)
        assert is_final(dossier, standing_of(dossier)) is is_it


def test_too_few_experts_for_trimming_is_told_in_the_method() -> None:
    table = {"甲": {"专家01": {"": {"总分": 9000}}}}
    assert "全部小区均不去最高分和最低分" in collate(table, TallyRules()).method
