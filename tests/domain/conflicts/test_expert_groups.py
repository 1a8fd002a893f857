"""Groups that judged different estates are told; equal shares of work are not."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import expert_groups
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.recusal import Recusal
from tests.support.builders import a_dossier, a_recusal, estate_id

HALVES = ("资料组", "资料组", "现场组", "现场组")


def grouped(groups: tuple[str, ...], recusals: tuple[Recusal, ...] = ()) -> Dossier:
    dossier = a_dossier([90, 80, 70], experts=len(groups), recusals=recusals)
    named = dict(zip((expert.id for expert in dossier.panel.experts), groups, strict=True))
    people = tuple(replace(p, group=named.get(p.id, "")) for p in dossier.panel.people)
    return replace(dossier, panel=replace(dossier.panel, people=people))


def test_an_estate_that_one_group_did_not_judge_is_told_with_the_figures_of_both() -> None:
    dossier = grouped(HALVES, (a_recusal(3, 2), a_recusal(4, 2)))
    (finding,) = expert_groups.check(dossier)
    assert finding.where.estate == estate_id(2)
    assert "资料组评 3 个小区、现场组评 2 个小区" in finding.sentence
    assert "程序不作换算" in finding.sentence


def test_groups_on_quite_different_estates_name_them_all() -> None:
    away = ((1, 3), (2, 3), (3, 1), (4, 1), (3, 2), (4, 2))
    (finding,) = expert_groups.check(grouped(HALVES, tuple(a_recusal(*pair) for pair in away)))
    assert finding.where.estate == "+".join(map(estate_id, (1, 2, 3)))


def test_one_member_of_each_group_at_every_estate_is_enough() -> None:
    assert not list(expert_groups.check(grouped(HALVES, (a_recusal(3, 2), a_recusal(2, 1)))))


def test_a_panel_without_groups_or_with_one_says_nothing() -> None:
    away = (a_recusal(3, 2), a_recusal(4, 2))
    assert not list(expert_groups.check(grouped(("", "", "", ""), away)))
    assert not list(expert_groups.check(grouped(("资料组",) * 4, away)))


def test_a_group_that_has_not_come_to_an_estate_yet_is_no_group_that_stays_away() -> None:
    dossier = grouped(HALVES)
    done = tuple(sheet for sheet in dossier.sheets if sheet.expert in ("P01", "P02"))
    assert not list(expert_groups.check(replace(dossier, sheets=done)))
