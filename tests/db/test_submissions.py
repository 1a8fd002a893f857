"""Counties, their submissions in versions, and the estates that came of them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from meihao_desktop.db.errors import StillNeeded
from meihao_desktop.db.store import Store
from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import Submission
from tests.db.rounds import score, writing
from tests.support.builders import (
    NOON,
    a_county,
    a_fact,
    a_material,
    an_estate,
    county_id,
    estate_id,
)


def a_submission(county: int = 1, version: int = 1) -> Submission:
    finding = Finding(
        severity=Severity.WARNING, code="form", where=Where(county="C01"), sentence="缺申报表。"
    )
    return Submission(
        county=county_id(county), version=version, source_name="越秀区.zip",
        container="ZIP（GBK 文件名）", digest="ab" * 32, received_at=NOON, received_by="P90",
        shared_materials=(a_material("推荐汇总表.xlsx"),), findings=(finding,),
        file_count=12, total_size=5_000_000_000,
    )  # fmt: skip


def ids(store: Store) -> list[str]:
    return [estate.id for estate in store.submissions.estates()]


def test_counties_stay_in_the_order_of_receipt(store: Store) -> None:
    with writing(store):
        store.submissions.save_county(a_county(9))
        store.submissions.save_county(a_county(3))
        store.submissions.save_county(replace(a_county(9), name="荔湾区"))
    assert [one.id for one in store.submissions.counties()] == ["C01", "C02", "C09", "C03"]
    assert store.submissions.counties()[2].name == "荔湾区"


def test_an_estate_is_read_back_with_facts_form_and_materials(store: Store) -> None:
    area = a_fact(FactName.FLOOR_AREA, "12.5万㎡", Decimal(125_000), "㎡")
    box = OpinionBox(label="社区意见", text="同意", is_filled=True)
    estate = replace(
        an_estate(1),
        summary_facts={FactName.FLOOR_AREA: area, FactName.ADDRESS: a_fact(FactName.ADDRESS, "—")},
        application_form=ApplicationForm(
            file="申报表.docx", estate_name="朗悦花园", facts={FactName.FLOOR_AREA: area},
            practices="禤喆㙟𬭎", opinions=(box,),
        ),
        materials=(a_material(), a_material("佐证/台账.xlsx")),
        submission_version=2,
    )  # fmt: skip
    with writing(store):
        store.submissions.save_estates([estate])
    assert store.submissions.estates()[0] == estate


def test_saved_estates_are_all_that_their_counties_have(store: Store) -> None:
    with writing(store):
        store.submissions.save_estates([an_estate(2), an_estate(4)])
    assert ids(store) == ["C01-E02", "C02-E03", "C01-E04"]
    with writing(store):
        store.submissions.save_estates([])
    assert len(ids(store)) == 3


def test_an_estate_keeps_its_place_in_the_order_when_saved_again(store: Store) -> None:
    with writing(store):
        store.submissions.save_estates([an_estate(2), an_estate(1, name="朗悦花园二期")])
    assert ids(store) == ["C01-E01", "C01-E02", "C02-E03"]
    assert store.submissions.estates()[0].name == "朗悦花园二期"


def test_an_estate_that_was_scored_is_not_removed(store: Store) -> None:
    score(store, c1_1="8")
    with pytest.raises(StillNeeded, match="没有删除"), writing(store):
        store.submissions.remove_estate(estate_id(1))
    assert estate_id(1) in ids(store)


def test_an_estate_of_an_unknown_county_is_refused(store: Store) -> None:
    with pytest.raises(StillNeeded), writing(store):
        store.submissions.save_estates([an_estate(1, county=7)])
    assert len(ids(store)) == 3


def test_versions_of_a_submission_are_counted_and_all_kept(store: Store) -> None:
    assert store.submissions.next_version(county_id(1)) == 1
    with writing(store):
        store.submissions.save(a_submission(2))
        store.submissions.save(a_submission(1))
    with writing(store):
        store.submissions.save(a_submission(1, version=2))
    assert store.submissions.next_version(county_id(1)) == 3
    assert store.submissions.next_version(county_id(2)) == 2
    assert store.submissions.submissions() == (
        a_submission(1), a_submission(1, version=2), a_submission(2),
    )  # fmt: skip
