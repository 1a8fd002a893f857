"""Rounds that earlier versions of the program left: they open, and their ranking is the same."""

import json
from pathlib import Path

import pytest

from meihao_desktop.db.audit_log import LogReport
from meihao_desktop.db.migrations import LADDER
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import Standing, standing_of
from meihao_desktop.operations import begin_round, identify_person, verify_log
from meihao_desktop.operations.pins import open_pin
from tests.db.rounds import ROOT, unpack_round
from tests.support.rounds import EXPERTS, SECRETARY, SteppingClock, sit

SAMPLES = ROOT / "tests" / "samples" / "rounds"
SEALED_ROUNDS = range(2, LADDER.version)


def written(standing: Standing) -> str:
    """The ranking in the words of the samples."""
    told = {
        "placings": [
            [one.entry, one.place, str(one.final_points), str(one.shown_points)]
            for one in standing.ranking.placings
        ],
        "lines": [[line.size, *line.inside] for line in standing.ranking.cut_lines],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def test_there_is_a_round_of_every_version_before_this_one() -> None:
    kept = sorted(file.name for file in SAMPLES.glob("*.db.gz"))
    assert kept == [f"version-{number}.db.gz" for number in range(1, LADDER.version)]


@pytest.mark.parametrize("number", SEALED_ROUNDS)
def test_the_ranking_of_a_round_of_an_earlier_version_is_the_same_to_the_byte(
    tmp_path: Path, number: int
) -> None:
    unpack_round(f"version-{number}", tmp_path / "round")
    context = begin_round.open_round(tmp_path / "round", SteppingClock())
    expected = (SAMPLES / f"version-{number}.ranking.json").read_bytes()
    assert written(standing_of(context.dossier())).encode() == expected
    report: LogReport = verify_log.verify_open(context)
    assert report.faults == ()
    begin_round.close_round(context)


@pytest.mark.parametrize("number", SEALED_ROUNDS)
def test_a_round_of_an_earlier_version_is_worked_on(tmp_path: Path, number: int) -> None:
    unpack_round(f"version-{number}", tmp_path / "round")
    context = begin_round.open_round(tmp_path / "round", SteppingClock())
    assert context.phase is Phase.COLLATING
    sit(context, SECRETARY)
    begin_round.advance(context)
    assert context.phase is Phase.COLLATING.next
    begin_round.close_round(context)


@pytest.mark.parametrize("number", SEALED_ROUNDS)
def test_a_wait_that_was_being_served_is_served_on(tmp_path: Path, number: int) -> None:
    """Six wrong PINs had been typed; a new program is no way around the wait."""
    unpack_round(f"version-{number}", tmp_path / "round")
    clock = SteppingClock()
    context = begin_round.open_round(tmp_path / "round", clock)
    waiting = context.store.panels.pin(EXPERTS[2])
    assert waiting is not None
    assert waiting.failed_tries == 6
    with pytest.raises(RuleViolation, match="请等待"):
        identify_person.log_in(context, EXPERTS[2], open_pin(EXPERTS[2]))
    clock.wait(3600)
    assert identify_person.log_in(context, EXPERTS[2], open_pin(EXPERTS[2])).id == EXPERTS[2]
    begin_round.close_round(context)
