"""Submissions after the deadline."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from meihao_desktop.domain.conflicts import late
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.submission import Submission
from tests.support.builders import a_county, a_dossier, codes, county_id

CHINA = timezone(timedelta(hours=8))


def received(day: int, version: int = 1) -> Submission:
    return Submission(
        county=county_id(1), version=version, source_name="博白县", container="文件夹",
        digest="0" * 64, received_at=datetime(2025, 8, day, 23, 59, tzinfo=CHINA),
        received_by="秘书",
    )  # fmt: skip


def of(*submissions: Submission, deadline: date | None = date(2025, 8, 29)) -> Dossier:
    dossier = a_dossier(submission_deadline=deadline)
    return replace(dossier, counties=(a_county(1, "博白县"),), submissions=submissions)


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    assert codes(late.check(of(received(29)))) == []
    (finding,) = late.check(of(received(30)))
    assert finding.code == "late"
    assert "博白县的报送材料于 8 月 30 日收到，晚于截止日期 8 月 29 日" in finding.sentence


def test_a_round_without_a_deadline_knows_no_delay() -> None:
    assert codes(late.check(of(received(31), deadline=None))) == []


def test_a_later_version_of_a_county_that_was_in_time_is_told_as_such() -> None:
    (finding,) = late.check(of(received(20), received(31, version=2)))
    assert "第 2 版材料（此前已按期报送）" in finding.sentence


def test_only_the_newest_version_is_asked_about() -> None:
    found = list(late.check(of(received(30), received(31, version=2))))
    assert ["31 日" in finding.sentence for finding in found] == [True]
