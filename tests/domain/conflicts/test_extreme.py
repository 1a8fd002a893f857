"""Full marks or nothing on a whole sheet ask for a remark; anything in between does not."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.conflicts import extreme
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Severity
from tests.support.builders import a_dossier, a_veto, estate_id, expert_id


def remarked(dossier: Dossier, remark: str) -> Dossier:
    return replace(dossier, sheets=tuple(replace(s, remark=remark) for s in dossier.sheets))


@pytest.mark.parametrize(("total", "word"), [(100, "满分"), (0, "零分")])
def test_a_bare_sheet_at_either_end_is_asked_about(total: int, word: str) -> None:
    (finding,) = extreme.check(a_dossier([[90, total, 90]], experts=3))
    assert finding.severity is Severity.WARNING
    assert (finding.where.expert, finding.where.estate) == (expert_id(2), estate_id(1))
    assert f"都是{word}（{total} 分）而没有写评语" in finding.sentence


@pytest.mark.parametrize("total", ["99.99", "0.01", 50])
def test_a_hundredth_less_than_everything_is_an_ordinary_sheet(total: str) -> None:
    assert not list(extreme.check(a_dossier([[90, total, 90]], experts=3)))


def test_a_remark_answers_the_question_but_spaces_do_not() -> None:
    dossier = a_dossier([[90, 100, 90]], experts=3)
    assert not list(extreme.check(remarked(dossier, "各项材料齐全，现场核对无一缺漏")))
    assert list(extreme.check(remarked(dossier, "  \n")))


def test_a_vetoed_estate_and_a_draft_are_left_alone() -> None:
    assert not list(extreme.check(a_dossier([[100, 90, 90]], experts=3, vetoes=[a_veto(1)])))
    dossier = a_dossier([[100, 90, 90]], experts=3)
    drafts = tuple(replace(s, status=type(s.status).DRAFT) for s in dossier.sheets)
    assert not list(extreme.check(replace(dossier, sheets=drafts)))
