"""The sweeps in short: a sample of points, errors, power cuts and flips, none of them lost.

They run in a process of their own, because they fork; see CONTRIBUTING.md for the long versions.
"""

import subprocess
import sys

import pytest

from tests.faults import bit_flips, mutant_runs, tamper_list
from tests.faults.children import can_fork, can_trace
from tests.faults.recovery_workflows import ALL_WORKFLOWS
from tests.faults.safety_mutants import MUTANTS
from tests.support.source_tree import ROOT

forks = pytest.mark.skipif(not can_fork(), reason="no fork on this system")
traces = pytest.mark.skipif(not can_trace(), reason="no strace on this system")


def outcome(module: str) -> str:
    """What a sweep says; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}"],
        cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    return done.stdout


@forks
def test_a_workflow_that_is_killed_anywhere_loses_nothing_it_acknowledged() -> None:
    assert outcome("kill_sweep").count("8 points, 8 kills") == len(ALL_WORKFLOWS)


@forks
def test_a_disk_that_refuses_is_told_in_a_sentence_and_another_try_succeeds() -> None:
    assert outcome("error_sweep").count("12 errors") == len(ALL_WORKFLOWS)


@traces
def test_a_power_cut_takes_nothing_that_was_acknowledged() -> None:
    assert outcome("power_loss").count("states") == len(ALL_WORKFLOWS) + 1


def test_flipped_bits_are_noticed_or_change_nothing() -> None:
    for count in bit_flips.counts(is_full=False):
        assert count.flips > 100
        assert count.noticed > 60
        assert count.changed_unseen == []


def test_every_safety_mutant_still_fits_the_program() -> None:
    assert len(MUTANTS) >= 60
    assert [m for m in MUTANTS if not mutant_runs.applicable(m)] == []
    named = {test for mutant in MUTANTS for test in mutant.tests.split()}
    assert [test for test in named if not (ROOT / test).is_file()] == []


@pytest.mark.slow
def test_a_few_safety_mutants_are_killed() -> None:
    ends = dict(mutant_runs.tried(mutant_runs.QUICK))
    assert set(ends.values()) == {mutant_runs.RED}


def test_forty_tampers_and_more_are_listed() -> None:
    assert len(tamper_list.TAMPERS) >= 40
