"""A version that came after experts had begun is told of, even when all have scored anew."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.domain.conflicts import changed_material
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.submission import Submission
from tests.support.builders import NOON, a_dossier, county_id


def handed_in(version: int = 2, hours: int = 2) -> Dossier:
    """Sheets of this version were submitted at noon, the newest version came some hours later."""
    dossier = a_dossier([90, 80], experts=3)
    submission = Submission(
        county=county_id(1), version=version, source_name="第1县", container="文件夹",
        digest="d" * 64, received_at=NOON + timedelta(hours=hours), received_by="秘书",
    )  # fmt: skip
    sheets = tuple(replace(sheet, material_version=version) for sheet in dossier.sheets)
    return replace(dossier, submissions=(submission,), sheets=sheets)


def test_a_version_received_after_the_first_sheet_came_after_sealing() -> None:
    (finding,) = changed_material.check(handed_in())
    assert finding.where.county == county_id(1)
    assert "第 2 版材料是封存以后换的（收到时已有专家提交评分）" in finding.sentence


def test_a_version_received_before_any_sheet_is_the_countys_own_affair() -> None:
    assert not list(changed_material.check(handed_in(hours=-1)))
    assert not list(changed_material.check(handed_in(hours=0)))


def test_a_late_first_version_changes_nothing() -> None:
    assert not list(changed_material.check(handed_in(version=1)))


def test_voided_sheets_of_the_older_version_prove_it_whatever_the_clock_says() -> None:
    dossier = handed_in(hours=-1)
    old = tuple(
        replace(sheet, material_version=1, status=SheetStatus.VOID) for sheet in dossier.sheets[:2]
    )
    (finding,) = changed_material.check(replace(dossier, earlier_sheets=old))
    assert "2 位专家曾按旧版评分" in finding.sentence


def test_an_empty_sheet_of_the_older_version_proves_nothing() -> None:
    dossier = handed_in(hours=-1)
    opened = replace(dossier.sheets[0], material_version=1, cells={}, submitted_at=None)
    assert not list(changed_material.check(replace(dossier, earlier_sheets=(opened,))))
