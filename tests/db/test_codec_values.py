"""Every kept value comes back as it was, and every field of it is kept."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.db import (
    codec_people,
    codec_rows,
    codec_submissions,
    codec_values,
    score_sheets,
)
from meihao_desktop.db.codec import Codec, dumps, loads
from meihao_desktop.domain.application_form import ApplicationForm, OpinionBox
from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.county import County
from meihao_desktop.domain.difference import Differences, FigureChange, OpinionChange
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile, EarlierRound
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import Fact, FactSource
from meihao_desktop.domain.finding import Finding, Settlement, Where
from meihao_desktop.domain.group_names import CompanyGroup
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.panel import Background, FormerUnit, Person, Seat
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.review_round import BearingRules, OutlierRules, ReviewRound, RoundRules
from meihao_desktop.domain.rubric import (
    Component,
    Criterion,
    DeductionRule,
    Level,
    Rubric,
    Section,
)
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreSheet
from meihao_desktop.domain.submission import Submission
from meihao_desktop.domain.tally_rules import Rounding, TallyRules, Trim
from meihao_desktop.domain.veto import Veto
from tests.db.values import values_of
from tests.support.builders import a_material, a_recusal, a_round, a_rubric, an_estate

CODECS: list[tuple[type[Any], Codec[Any]]] = [
    (ApplicationForm, codec_values.APPLICATION_FORM),
    (OpinionBox, codec_values.OPINION_BOX),
    (Fact, codec_values.FACT),
    (FactSource, codec_values.FACT_SOURCE),
    (Material, codec_values.MATERIAL),
    (Where, codec_values.WHERE),
    (Finding, codec_values.FINDING),
    (EvidencePin, codec_values.EVIDENCE_PIN),
    (Level, codec_values.LEVEL),
    (DeductionRule, codec_values.DEDUCTION_RULE),
    (Component, codec_values.COMPONENT),
    (Criterion, codec_values.CRITERION),
    (Section, codec_values.SECTION),
    (Rubric, codec_values.RUBRIC),
    (Trim, codec_values.TRIM),
    (Rounding, codec_values.ROUNDING),
    (TallyRules, codec_values.TALLY_RULES),
    (OutlierRules, codec_values.OUTLIER_RULES),
    (CompanyGroup, codec_values.COMPANY_GROUP),
    (BearingRules, codec_values.BEARING_RULES),
    (RoundRules, codec_values.ROUND_RULES),
    (ReviewRound, codec_rows.REVIEW_ROUND),
    (Differences, codec_submissions.DIFFERENCES),
    (FigureChange, codec_submissions.FIGURE_CHANGE),
    (OpinionChange, codec_submissions.OPINION_CHANGE),
    (EarlierFile, codec_submissions.EARLIER_FILE),
    (EarlierEstate, codec_submissions.EARLIER_ESTATE),
    (EarlierRound, codec_submissions.EARLIER_ROUND),
    (County, codec_rows.COUNTY),
    (Estate, codec_rows.ESTATE),
    (Submission, codec_rows.SUBMISSION),
    (FormerUnit, codec_people.FORMER_UNIT),
    (Background, codec_people.BACKGROUND),
    (Seat, codec_people.SEAT),
    (Person, codec_people.PERSON),
    (Poll, codec_people.POLL),
    (ChairElection, codec_people.CHAIR_ELECTION),
    (PinRecord, codec_rows.PIN_RECORD),
    (Recusal, codec_rows.RECUSAL),
    (Veto, codec_rows.VETO),
    (Settlement, codec_rows.SETTLEMENT),
    (Printing, codec_rows.PRINTING),
]
NAMES = [cls.__name__ for cls, _ in CODECS]


@pytest.mark.parametrize(("cls", "codec"), CODECS, ids=NAMES)
def test_every_field_of_the_value_is_kept(cls: type[Any], codec: Codec[Any]) -> None:
    assert set(codec.columns) == {field.name for field in fields(cls)}


def test_a_sheet_keeps_its_cells_in_a_table_of_their_own() -> None:
    assert {*score_sheets.SHEET.columns, "cells"} == {field.name for field in fields(ScoreSheet)}


@pytest.mark.parametrize(("cls", "codec"), CODECS, ids=NAMES)
@given(data=st.data())
def test_any_value_comes_back_as_it_was(
    cls: type[Any], codec: Codec[Any], data: st.DataObject
) -> None:
    value = data.draw(values_of(cls))
    written = dumps(codec.encode(value))
    assert codec.decode(loads(written)) == value
    assert dumps(codec.encode(codec.decode(loads(written)))) == written


@given(data=st.data())
def test_a_missing_field_anywhere_in_the_rubric_is_refused(data: st.DataObject) -> None:
    item = codec_values.RUBRIC.encode(a_rubric())
    section = data.draw(st.sampled_from(item["sections"]))
    level = data.draw(st.sampled_from([item, section, section["criteria"][0]]))
    del level[data.draw(st.sampled_from(sorted(level)))]
    with pytest.raises(StorageError, match="无法读取"):
        codec_values.RUBRIC.decode(item)


@given(junk=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_junk_in_any_column_is_a_storage_error_and_never_another(junk: object) -> None:
    for codec, value in (
        (codec_rows.ESTATE, an_estate()),
        (codec_rows.REVIEW_ROUND, a_round()),
    ):
        row = codec.encode(value)
        for column in row:
            try:
                codec.decode({**row, column: junk})
            except StorageError as error:
                assert "无法读取" in str(error)  # noqa: PT017 -- some junk is a good value


def test_a_reading_is_a_number_a_text_or_nothing() -> None:
    for junk in (3, True, {"number": 3}, {"digits": "3"}, ["3"]):
        with pytest.raises(StorageError):
            codec_values.READING.decode(junk)


def test_a_value_that_its_own_rule_refuses_is_unreadable() -> None:
    row = codec_rows.RECUSAL.encode(a_recusal(1))
    with pytest.raises(StorageError, match="无法读取"):
        codec_rows.RECUSAL.decode({**row, "basis": " "})


def test_a_material_of_a_round_before_looks_were_kept_reads_without_one() -> None:
    row = {"path": "照片/大门.jpg", "digest": "a" * 64, "size": 7, "kind": "IMAGE"}
    material = codec_values.MATERIAL.decode(row)
    assert (material.path, material.look) == ("照片/大门.jpg", "")
    assert codec_values.MATERIAL.encode(material) == {**row, "look": ""}


def test_only_a_field_that_came_in_later_may_be_missing() -> None:
    row = codec_values.MATERIAL.encode(a_material("照片/大门.jpg"))
    for name in ("path", "digest", "size", "kind"):
        with pytest.raises(StorageError, match="无法读取"):
            codec_values.MATERIAL.decode({key: row[key] for key in row if key != name})
    with pytest.raises(StorageError, match="无法读取"):
        codec_values.MATERIAL.decode({**row, "colour": "红"})
