"""Papers are certified where the key of the round is at hand, and both files go together."""

import errno
import json
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.file_signature import fits, read_file_signature
from meihao_desktop.operations.certifying import (
    Certified,
    certifier,
    signature_of,
    write_certified,
)
from meihao_desktop.operations.context import Context
from tests.operations.conftest import RoundIn
from tests.support.faults import FaultPlan, faults

DATA = "排名表".encode()
CODE = "0A1B-2C3D-4E5F-6071"


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SCORING)


def certified(context: Context, data: bytes = DATA) -> Certified:
    with_keys = certifier(context)
    mark = with_keys.mark("RANKING_WORKBOOK", "", CODE)
    return with_keys.certified(data, mark, name="排名表.xlsx", title="排名表")


def test_the_signature_beside_a_file_states_what_it_is_and_covers_every_byte(
    context: Context,
) -> None:
    made = certified(context)
    assert made.data == DATA
    statement, envelope = read_file_signature(made.signature, "排名表.xlsx.sig")
    assert (statement.name, statement.paper, statement.check_code) == (
        "排名表.xlsx", "RANKING_WORKBOOK", CODE,
    )  # fmt: skip
    assert envelope.public_key == context.store.keys.issuer()
    assert fits(statement, DATA)
    assert not fits(statement, DATA[:-1])


def test_the_key_of_papers_is_made_once(context: Context) -> None:
    first, second = certifier(context).paper_key, certifier(context).paper_key
    assert first is not None
    assert second is not None
    assert first.packed() == second.packed()


def test_without_the_key_of_the_round_nothing_is_signed(
    context: Context, round_in: RoundIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert certified(round_in(Phase.RECEIVING)) == Certified(data=DATA), "no key was made yet"
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "elsewhere"))
    assert certified(context) == Certified(data=DATA)


def test_a_damaged_home_keeps_no_paper_from_being_saved(context: Context, own_home: Path) -> None:
    certified(context)
    (own_home / "keys" / "machine.json").write_text(json.dumps({"id": "x"}), encoding="utf-8")
    assert certified(context) == Certified(data=DATA)


def test_a_file_and_its_signature_are_written_together(context: Context, tmp_path: Path) -> None:
    target = tmp_path / "U盘" / "排名表.xlsx"
    made = certified(context)
    write_certified(target, made)
    assert target.read_bytes() == DATA
    assert signature_of(target).name == "排名表.xlsx.sig"
    assert signature_of(target).read_bytes() == made.signature
    write_certified(target, Certified(data=b"newer"))
    assert not signature_of(target).exists(), "an old signature would accuse the newer file"


def test_a_disk_that_fails_leaves_no_paper_without_the_signature_it_should_have(
    context: Context, tmp_path: Path
) -> None:
    made, outcomes = certified(context), set[bool]()
    for step in range(1, 20):
        target = tmp_path / str(step) / "排名表.xlsx"
        try:
            with faults(FaultPlan(step, errno.ENOSPC)):
                write_certified(target, made)
        except (StorageError, fsops.DiskFull):
            assert not (target.exists() and not signature_of(target).exists())
            outcomes.add(False)
        else:
            outcomes.add(True)
    assert outcomes == {True, False}
