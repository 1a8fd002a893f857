"""承诺书: a page for each expert with the situations of recusal and a line to sign."""

from dataclasses import replace

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import ReviewPanel, Seat
from meihao_desktop.domain.review_round import RoundRules
from meihao_desktop.printing.pledge_pdf import pledges_pdf
from tests.printing.papers_at_hand import (
    RARE_EXPERT,
    STAMP,
    a_full_dossier,
    seen,
    with_rare_names,
)
from tests.printing.reading import page_texts
from tests.support.builders import an_expert


def pages(dossier: Dossier) -> list[str]:
    return ["".join(page.split()) for page in page_texts(pledges_pdf(dossier, STAMP))]


def test_every_expert_has_one_page_of_their_own() -> None:
    told = pages(a_full_dossier())
    assert len(told) == 5
    assert all(f"职务职称专家{n:02}" in page for n, page in enumerate(told, start=1))
    assert "专家01组长" in told[0]
    assert all("第1页共1页" in page for page in told)


def test_all_situations_of_recusal_are_on_the_page() -> None:
    page = pages(a_full_dossier())[0]
    for words in ("劳动关系", "持有股份", "近姻亲", "同属一个集团", "街道、社区", "业主或住户"):
        assert words in page
    assert "（8）有其他可能影响公正评审的关系" in page
    assert "承诺人签名：" in page


def test_the_period_is_that_of_the_rounds_rules() -> None:
    assert "近三年内与该小区的物业服务企业" in pages(a_full_dossier())[0]
    dossier = a_full_dossier()
    rules = replace(dossier.review_round.rules, interest_years=5)
    longer = replace(dossier, review_round=replace(dossier.review_round, rules=rules))
    assert "近五年内与该小区的物业服务企业" in pages(longer)[0]
    assert RoundRules().interest_years == 3


def test_reserves_pledge_too_and_those_who_were_replaced_do_not() -> None:
    dossier = a_full_dossier()
    people = (
        *dossier.panel.people,
        an_expert(7, seat=Seat(is_reserve=True)),
        an_expert(8, seat=Seat(replaced_by="P07")),
    )
    told = pages(replace(dossier, panel=ReviewPanel(people)))
    assert len(told) == 6
    assert "专家07后备专家" in told[5]


def test_rare_names_print() -> None:
    assert RARE_EXPERT in seen(pledges_pdf(with_rare_names(a_full_dossier()), STAMP))
