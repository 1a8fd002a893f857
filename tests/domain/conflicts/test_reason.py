"""Full marks, zeros and deductions without a reason."""

from meihao_desktop.domain.conflicts import reason
from tests.support.builders import a_dossier, a_plain_rubric, a_veto, codes


def test_one_note_for_each_sheet_names_the_items() -> None:
    found = list(reason.check(a_dossier([100], experts=3, rubric=a_plain_rubric(60, 40))))
    assert codes(found) == ["reason"] * 3
    assert "专家01对“朗悦花园”的 1.1、2.1 给了满分" in found[0].sentence


def test_points_in_between_need_no_reason() -> None:
    assert codes(reason.check(a_dossier([90]))) == []


def test_a_vetoed_estate_is_no_matter() -> None:
    assert codes(reason.check(a_dossier([100], vetoes=[a_veto(1)]))) == []
