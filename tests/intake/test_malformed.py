"""Every malformed submission meets the refusal that its name says, and nothing else happens."""

import hashlib
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake import caps, read_submission
from meihao_desktop.intake.container import open_container
from meihao_desktop.intake.refusals import LeftOut, Refusal, SubmissionRefused
from meihao_desktop.intake.staging import StagedFile, stage
from tests.support import (
    malformed_archives,
    malformed_folders,
    malformed_names,
    malformed_nested,
    malformed_zip_members,
    malformed_zip_structure,
)
from tests.support.malformed import Malformed

CASES = [
    case
    for room in (
        *(malformed_zip_structure, malformed_zip_members, malformed_names),
        *(malformed_archives, malformed_nested, malformed_folders),
    )
    for case in room.cases()
]
REFUSED = [case for case in CASES if case.is_refused_whole]
LEFT_OUT = [case for case in CASES if not case.is_refused_whole]


def by_name(case: Malformed) -> str:
    return case.name


def made(case: Malformed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in case.caps.items():
        monkeypatch.setattr(caps, name, value)
    return case.make(tmp_path / "stick")


def taken_in(source: Path, staging: Path) -> tuple[tuple[StagedFile, ...], tuple[Finding, ...]]:
    with open_container(source, scratch=staging / "unpacked") as container:
        staged, damaged = stage(container, fsops.make_folder(staging), Watch())
    return staged, (*container.findings, *damaged)


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize("case", REFUSED, ids=by_name)
def test_what_lies_as_a_whole_is_refused_and_leaves_nothing(
    case: Malformed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made(case, tmp_path, monkeypatch)
    before = files_below(tmp_path)
    with pytest.raises(SubmissionRefused) as caught:
        read_submission(source, tmp_path / "staging", Watch())
    assert caught.value.refusal is case.expected, str(caught.value)
    assert case.member in str(caught.value)
    assert files_below(tmp_path) == before
    assert not (tmp_path / "staging").exists()


@pytest.mark.parametrize("case", LEFT_OUT, ids=by_name)
def test_one_bad_member_is_left_out_by_name_and_the_rest_comes_in(
    case: Malformed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made(case, tmp_path, monkeypatch)
    before = files_below(tmp_path)
    staged, findings = taken_in(source, tmp_path / "staging")
    assert [finding.code for finding in findings] == [case.expected.code], findings
    assert case.member in findings[0].sentence
    assert sorted(file.path for file in staged) == sorted(case.rest)
    assert files_below(tmp_path) - before == {file.location for file in staged}
    for file in staged:
        assert hashlib.sha256(file.location.read_bytes()).hexdigest() == file.digest


def test_there_are_enough_of_them_and_each_has_its_own_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 150


def test_every_refusal_is_met_by_a_submission() -> None:
    met = {case.expected for case in CASES}
    elsewhere = {Refusal.NOT_THERE, LeftOut.NO_ACCESS}  # told in test_container and test_staging
    assert met | elsewhere == {*Refusal, *LeftOut}
