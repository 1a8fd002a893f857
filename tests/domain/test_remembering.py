"""What is remembered of an earlier round."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.earlier_round import EarlierFile
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.remembering import remembered, require_comparable
from meihao_desktop.domain.review_round import Phase
from tests.support.builders import a_company, a_dossier, a_photo, a_rehearsal, a_round


def test_the_published_estates_are_remembered_as_honoured() -> None:
    earlier = remembered(a_dossier([95, 80, 90], phase=Phase.FINAL, shortlist_size=2), "a" * 64)
    assert [estate.name for estate in earlier.honoured] == ["朗悦花园", "凯旋会花园"]
    assert (earlier.year, earlier.id, earlier.has_result) == (2025, "a" * 64, True)


def test_before_the_result_nobody_is_honoured() -> None:
    earlier = remembered(a_dossier([95, 80, 90], phase=Phase.SIGNING), "a" * 64)
    assert (earlier.honoured, earlier.has_result, len(earlier.estates)) == ((), False, 3)


def test_enterprises_files_and_looks_are_kept_and_points_are_not() -> None:
    dossier = a_dossier([95])
    photo, empty = a_photo("门/大门.jpg", "0" * 32), replace(a_photo("空.jpg"), size=0)
    estate = replace(
        dossier.estates[0],
        summary_facts=a_company("锦绣物业服务有限公司"),
        materials=(photo, empty),
    )
    earlier = remembered(replace(dossier, estates=(estate,)), "a" * 64)
    (kept,) = earlier.estates
    assert (kept.name, kept.county, kept.company) == ("朗悦花园", "第1县", "锦绣物业服务有限公司")
    assert kept.files == (EarlierFile(path="门/大门.jpg", digest=photo.digest, look="0" * 32),)
    assert (earlier.file_count, kept.files[0].file_name) == (1, "大门.jpg")
    assert "95" not in repr(earlier)


def test_a_rehearsal_and_a_real_round_are_never_compared() -> None:
    for one, other in ((a_round(), a_rehearsal()), (a_rehearsal(), a_round())):
        with pytest.raises(RuleViolation, match="不能混用"):
            require_comparable(one, other)
    require_comparable(a_rehearsal(), a_rehearsal())


def test_a_later_year_is_no_earlier_round() -> None:
    with pytest.raises(RuleViolation, match="2026 年的评审，晚于本次的 2025 年"):
        require_comparable(a_round(), replace(a_round(), year=2026))
    require_comparable(a_round(), replace(a_round(), year=2024))
