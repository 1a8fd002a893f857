"""From the dossier to tally and ranking: who counts, what is replaced, who stands outside."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.conflicts import objective, outlier, tie
from meihao_desktop.domain.county import County, CountyId, CountyKind
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.panel import ReviewPanel
from meihao_desktop.domain.review_round import TieStep, TieStepKind
from meihao_desktop.domain.robustness import robust_sentences
from meihao_desktop.domain.rubric import CriterionKind, Part
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.standing import (
    Standing,
    hundredths,
    replaced_everywhere,
    section_points,
    standing_of,
)
from tests.support.builders import (
    a_criterion,
    a_dossier,
    a_plain_rubric,
    a_recusal,
    a_rubric,
    a_section,
    a_settlement,
    a_sheet,
    a_veto,
    estate_id,
    expert_id,
    full_marks,
    sealed,
    settled,
)

E1, E2, E3 = estate_id(1), estate_id(2), estate_id(3)
TOTALS = st.lists(st.lists(st.integers(0, 100), min_size=5, max_size=5), min_size=1, max_size=5)


def final(standing: Standing, estate: int = 1) -> Fraction:
    entry = standing.entry(estate_id(estate))
    assert entry is not None
    return entry.final_points


@given(TOTALS, st.permutations(range(5)))
def test_the_order_of_experts_estates_and_sheets_changes_nothing(
    totals: Sequence[Sequence[int]], order: Sequence[int]
) -> None:
    dossier = a_dossier(totals)
    people = dossier.panel.people
    experts = [person for person in people if person.is_expert]
    others = tuple(person for person in people if not person.is_expert)
    turned = replace(
        dossier,
        panel=ReviewPanel((*(experts[at] for at in order), *others)),
        estates=tuple(reversed(dossier.estates)),
        sheets=tuple(reversed(dossier.sheets)),
    )
    assert standing_of(turned).ranking == standing_of(dossier).ranking


def test_a_recused_score_is_left_out_and_is_not_a_zero() -> None:
    standing = standing_of(a_dossier([[50, 90, 90, 90, 90]], recusals=[a_recusal(1)]))
    assert final(standing) == 90
    entry = standing.entry(E1)
    assert entry is not None
    assert expert_id(1) not in entry.expert_totals


def test_a_vetoed_estate_stands_outside_the_ranking() -> None:
    standing = standing_of(a_dossier([95, 90, 80], vetoes=[a_veto(1)]))
    assert standing.ranking.disqualified == (E1,)
    assert [placing.entry for placing in standing.ranking.placings] == [E2, E3]
    assert standing.entry(E1) is None


def test_a_round_whose_estates_are_all_vetoed_has_an_empty_ranking() -> None:
    standing = standing_of(a_dossier([95, 90], vetoes=[a_veto(1), a_veto(2)]))
    assert standing.ranking.placings == ()
    assert standing.ranking.is_decided
    assert not standing.is_provisional


def test_a_round_without_estates_has_an_empty_ranking() -> None:
    assert standing_of(a_dossier()).ranking.placings == ()


def test_an_estate_with_too_few_sheets_is_not_ranked_and_told_why() -> None:
    standing = standing_of(a_dossier([[90, 90, None, None, None], 80]))
    assert standing.ranking.unranked == {E1: "已提交的有效评分 2 份，少于 3 份，暂不排名。"}
    assert [placing.entry for placing in standing.ranking.placings] == [E2]
    assert standing.is_provisional
    assert len(standing.waiting) == 3


def test_drafts_do_not_count() -> None:
    dossier = a_dossier([[90, 90, 90, 90, 50]])
    drafts = tuple(
        replace(sheet, status=SheetStatus.DRAFT) if sheet.expert == expert_id(5) else sheet
        for sheet in dossier.sheets
    )
    assert final(standing_of(replace(dossier, sheets=drafts))) == 90


def two_parts() -> Dossier:
    sections = [
        a_section("1", "看材料", a_criterion("1.1", 100), part="材料"),
        a_section("2", "看现场", a_criterion("2.1", 100), part="现场"),
    ]
    weights = (Part(name="材料", weight=Decimal("0.6")), Part(name="现场", weight=Decimal("0.4")))
    rubric = a_rubric(sections, parts=weights)
    dossier = a_dossier([0], experts=3, rubric=rubric)
    sheets = tuple(
        sealed(a_sheet(expert, 1, points={"1.1": 80, "2.1": 90}), rubric) for expert in (1, 2, 3)
    )
    return replace(dossier, sheets=sheets)


def test_the_parts_of_the_rubric_are_weighted() -> None:
    assert final(standing_of(two_parts())) == 84


def test_the_points_of_a_section_are_its_mean_over_all_experts() -> None:
    dossier = a_dossier([[100, 90, 80, 70, 60]], rubric=a_plain_rubric(60, 40))
    entry = standing_of(dossier).entry(E1)
    assert entry is not None
    assert section_points(dossier, entry, "1") == 60
    assert section_points(dossier, entry, "2") == 20
    assert section_points(dossier, entry, "9") == 0


def settled_outliers(dossier: Dossier, decision: Decision = Decision.REPLACED) -> Dossier:
    found = [f for f in outlier.check(dossier) if f.severity.name == "BLOCKING"]
    return settled(dossier, *(a_settlement(finding, decision) for finding in found))


ODD = [[50, 88, 89, 90, 91]]


def test_a_replaced_score_becomes_the_mean_of_the_others() -> None:
    standing = standing_of(settled_outliers(a_dossier(ODD)))
    entry = standing.entry(E1)
    assert entry is not None
    assert entry.expert_totals[expert_id(1)] == Fraction(358, 4)
    assert standing.is_replaced(expert_id(1), E1)
    assert not standing.is_replaced(expert_id(2), E1)


def test_a_kept_outlier_counts_as_it_is() -> None:
    standing = standing_of(settled_outliers(a_dossier(ODD), Decision.ACKNOWLEDGED))
    entry = standing.entry(E1)
    assert entry is not None
    assert entry.expert_totals[expert_id(1)] == 50
    assert not standing.replaced


def test_a_single_item_may_be_replaced() -> None:
    dossier = a_dossier([100], rubric=a_plain_rubric(10, 90))
    low = sealed(a_sheet(1, 1, points={"1.1": 1, "2.1": 90}), dossier.rubric)
    odd = replace(dossier, sheets=(low, *dossier.sheets[1:]))
    (finding,) = [f for f in outlier.check(odd) if f.code == "outlier_item"]
    assert finding.where.criterion == "1.1"
    standing = standing_of(settled(odd, a_settlement(finding, Decision.REPLACED)))
    assert final(standing) == 100


def test_a_replacement_lapses_when_any_sheet_of_the_estate_changes() -> None:
    dossier = settled_outliers(a_dossier(ODD))
    for expert in (1, 2):
        newer = sealed(a_sheet(expert, 1, points={"1.1": 60}, revision=2), dossier.rubric)
        sheets = tuple(newer if s.expert == newer.expert else s for s in dossier.sheets)
        assert not standing_of(replace(dossier, sheets=sheets)).replaced


def test_where_every_expert_was_replaced_the_points_stay_and_it_is_named() -> None:
    dossier = a_dossier([[80, 90, 100]], experts=3)
    (like,) = [f for f in outlier.check(dossier) if f.where.expert == expert_id(1)][:1]
    all_of_them = [
        a_settlement(
            replace(like, where=replace(like.where, expert=expert_id(expert))), Decision.REPLACED
        )
        for expert in (1, 2, 3)
    ]
    replaced = settled(dossier, *all_of_them)
    assert final(standing_of(replaced)) == 90
    assert list(replaced_everywhere(replaced)) == [(E1, "1.1")]
    assert list(replaced_everywhere(dossier)) == []


VOTE_ONLY = (TieStep(kind=TieStepKind.VOTE),)


def a_tie() -> Dossier:
    return a_dossier([95, 90, 90, 70], nomination_quota=2, shortlist_size=3, tie_chain=VOTE_ONLY)


def test_a_settlement_orders_the_tied_estates_and_is_told() -> None:
    dossier = a_tie()
    (finding,) = tie.check(dossier)
    settlement = a_settlement(
        finding, Decision.ORDERED, order=(E3, E2), votes={E3: 3, E2: 2}, reason="表决。"
    )
    ranking = standing_of(settled(dossier, settlement)).ranking
    assert ranking.inside(2) == (E1, E3)
    assert ranking.is_decided
    assert (
        "经评审小组表决确定先后（凯旋会花园 3 票，长城二花园 2 票），理由：表决。"
        in (ranking.sentences[0])
    )


def test_a_settlement_may_admit_both() -> None:
    dossier = a_tie()
    (finding,) = tie.check(dossier)
    ranking = standing_of(settled(dossier, a_settlement(finding, Decision.BOTH_ADMITTED))).ranking
    assert ranking.inside(2) == (E1, E2, E3)
    assert ranking.is_decided


@pytest.mark.parametrize("decision", [Decision.ACKNOWLEDGED, Decision.ORDERED])
def test_a_settlement_that_orders_nothing_decides_no_tie(decision: Decision) -> None:
    dossier = a_tie()
    (finding,) = tie.check(dossier)
    assert not standing_of(settled(dossier, a_settlement(finding, decision))).ranking.is_decided


def test_a_settled_tie_lapses_when_the_figure_changes() -> None:
    dossier = a_tie()
    (finding,) = tie.check(dossier)
    decided = settled(dossier, a_settlement(finding, Decision.ORDERED, order=(E3, E2)))
    lower = a_dossier([95, 89, 89, 70], nomination_quota=2, shortlist_size=3, tie_chain=VOTE_ONLY)
    later = replace(decided, sheets=lower.sheets)
    assert not standing_of(later).ranking.is_decided


def test_the_default_chain_names_the_sections_of_the_rubric() -> None:
    satisfaction = a_section("1", "居民满意度", a_criterion("1.1", 20, CriterionKind.POINTS))
    rubric = a_rubric([satisfaction, a_section("6", "物业服务质量", a_criterion("6.1", 80))])
    dossier = a_dossier([0, 0], rubric=rubric, nomination_quota=1, shortlist_size=2)
    given = {E1: {"1.1": 10, "6.1": 80}, E2: {"1.1": 20, "6.1": 70}}
    sheets = tuple(
        sealed(a_sheet(expert, estate, points=points), rubric)
        for estate, points in given.items()
        for expert in range(1, 6)
    )
    ranking = standing_of(replace(dossier, sheets=sheets)).ranking
    assert ranking.inside(1) == (E2,)
    assert "第 1 部分“居民满意度”得分" in ranking.sentences[0]


def test_a_chain_that_names_an_unknown_section_breaks_nothing() -> None:
    chain = (TieStep(kind=TieStepKind.SECTION, section="9"),)
    dossier = a_dossier([90, 90], nomination_quota=1, tie_chain=chain)
    assert not standing_of(dossier).ranking.is_decided


def test_points_become_whole_hundredths() -> None:
    assert hundredths(Decimal("7.36")) == 736
    assert hundredths(None) == 0


def test_votes_are_told_with_the_most_votes_first() -> None:
    dossier = a_dossier([95, 90, 90], nomination_quota=2, tie_chain=())
    (finding,) = tie.check(dossier)
    settlement = a_settlement(
        finding, Decision.ORDERED, order=(E3, E2), votes={E2: 2, E3: 3}, reason="表决。"
    )
    sentences = standing_of(settled(dossier, settlement)).ranking.sentences
    assert "凯旋会花园 3 票，长城二花园 2 票" in sentences[0]


def of_two_counties(cap: int) -> Dossier:
    """Estates 1, 2 and 3 of one county, 4 and 5 of another, in the order of their points."""
    dossier = a_dossier([95, 90, 85, 80, 70], nomination_quota=2, shortlist_size=3, county_cap=cap)
    other = County(id=CountyId("C02"), name="另一县", kind=CountyKind.COUNTY)
    estates = (
        *dossier.estates[:3],
        *(replace(estate, county=other.id) for estate in dossier.estates[3:]),
    )
    return replace(dossier, estates=estates, counties=(*dossier.counties, other))


def test_the_share_of_one_county_lets_the_next_estate_move_up_and_is_told() -> None:
    dossier = of_two_counties(cap=2)
    ranking = standing_of(dossier).ranking
    assert ranking.inside(3) == (E1, E2, estate_id(4))
    line = ranking.cut_lines[1]
    assert (line.passed_over, line.reach) == ((E3,), 4)
    assert dossier.estate_name(E3) in ranking.sentences[-1]
    assert "最多 2 个小区" in ranking.sentences[-1]
    assert [p.place for p in ranking.placings] == [1, 2, 3, 4, 5]


def test_without_a_share_the_order_alone_decides() -> None:
    assert standing_of(of_two_counties(cap=0)).ranking.inside(3) == (E1, E2, E3)


def test_a_list_drawn_with_a_share_is_robust_by_the_same_share() -> None:
    dossier = of_two_counties(cap=2)
    sentences = robust_sentences(dossier, standing_of(dossier))
    assert any("均不变" in sentence for sentence in sentences)
    assert f"比{dossier.estate_name(estate_id(5))}高 10.00 分" in "".join(sentences)


def test_an_agreed_figure_counts_for_all_until_somebodys_points_change() -> None:
    rubric = a_rubric()
    sheets = tuple(
        sealed(a_sheet(expert, points={**full_marks(rubric), "6.1": given}), rubric)
        for expert, given in enumerate((5, 0, 5), start=1)
    )
    dossier = replace(a_dossier([[None] * 3], experts=3, rubric=rubric), sheets=sheets)
    (finding,) = objective.check(dossier)
    agreed = a_settlement(finding, Decision.UNIFIED, agreed=Decimal(0))
    standing = standing_of(settled(dossier, agreed))
    entry = standing.entry(estate_id(1))
    assert entry is not None
    assert entry.final_points == 95
    assert standing.unified == {(expert_id(n), estate_id(1), "6.1") for n in (1, 3)}
    assert standing.replaced == standing.unified
    changed = sealed(a_sheet(2, points={**full_marks(rubric), "6.1": 5}), rubric)
    later = standing_of(settled(replace(dossier, sheets=(sheets[0], changed, sheets[2])), agreed))
    assert later.replaced == frozenset()


def test_a_lot_puts_tied_estates_in_the_order_drawn() -> None:
    dossier = a_dossier([90, 90, 80], shortlist_size=2, nomination_quota=1, tie_chain=())
    (found,) = tie.check(dossier)
    order = (estate_id(2), estate_id(1))
    lot = a_settlement(found, Decision.DRAWN, order=order, seed="37-08-52", witness="监督员")
    ranking = standing_of(settled(dossier, lot)).ranking
    assert [placing.entry for placing in ranking.placings][:2] == list(order)
    assert any("种子 37-08-52，见证人 监督员" in told for told in ranking.sentences)
