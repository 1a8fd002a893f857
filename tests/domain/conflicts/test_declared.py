"""Undecided interests hold the round."""

import pytest

from meihao_desktop.domain.conflicts import declared
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.builders import a_dossier, a_recusal, codes


@pytest.mark.parametrize("status", RecusalStatus)
def test_only_undecided_interests_are_found(status: RecusalStatus) -> None:
    found = list(declared.check(a_dossier([90], recusals=[a_recusal(2, 1, status)])))
    expected = ["undecided_recusal"] if status.is_undecided else []
    assert codes(found) == expected


def test_the_sentence_names_expert_estate_and_ground() -> None:
    dossier = a_dossier([90], recusals=[a_recusal(2, 1, RecusalStatus.HINT)])
    (finding,) = declared.check(dossier)
    assert finding.sentence.startswith("专家02对“朗悦花园”的回避（同一单位）尚未认定")
