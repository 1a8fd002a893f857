"""Whatever a real packer writes is accepted whole, with the right names and bytes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Watch
from meihao_desktop.intake.container import open_container
from meihao_desktop.intake.refusals import SubmissionRefused
from meihao_desktop.intake.staging import stage
from tests.support.well_packed import TREE, packed_well

HABITS = list(packed_well())


def taken_in(data: bytes, folder: Path) -> tuple[str, dict[str, bytes], list[str]]:
    source = fsops.make_folder(folder) / "玉州区.zip"
    source.write_bytes(data)
    staging = folder / "staging"
    with open_container(source, scratch=staging / "unpacked") as container:
        staged, damaged = stage(container, fsops.make_folder(staging), Watch())
    told = [finding.sentence for finding in (*container.findings, *damaged)]
    return container.label, {one.path: one.location.read_bytes() for one in staged}, told


@pytest.mark.parametrize(("label", "data"), [one[1:] for one in HABITS], ids=[o[0] for o in HABITS])
def test_a_packer_of_this_habit_is_understood(label: str, data: bytes, tmp_path: Path) -> None:
    assert taken_in(data, tmp_path) == (label, TREE, [])


ZIPS = [data for _, label, data in HABITS if label.startswith("ZIP")]
ARCHIVES = [data for _, label, data in HABITS if not label.startswith("ZIP")]
FLIPS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(1, 255)), min_size=1, max_size=6)


def flipped(data: bytes, flips: list[tuple[int, int]]) -> bytes:
    broken = bytearray(data)
    for place, change in flips:
        broken[place % len(data)] ^= change
    return bytes(broken)


def requires_refusal_or_truth(broken: bytes, folder: Path) -> None:
    """Either a sentence that names the source, or files whose bytes are those that were packed."""
    try:
        _, found, _ = taken_in(broken, folder)
    except SubmissionRefused as error:
        sentence, found = str(error), {}
    else:
        sentence = "玉州区.zip"
    assert "玉州区.zip" in sentence
    assert set(found.values()) <= set(TREE.values())
    assert {path.name for path in folder.iterdir()} <= {"玉州区.zip", "staging"}
    kept = [path for path in folder.joinpath("staging").rglob("*") if path.is_file()]
    assert len(kept) == len(set(found.values()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.sampled_from(ZIPS), flips=FLIPS)
def test_a_zip_with_flipped_bytes_is_refused_or_gives_true_bytes(
    data: bytes, flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    requires_refusal_or_truth(flipped(data, flips), tmp_path_factory.mktemp("flipped"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.sampled_from(ARCHIVES), flips=FLIPS)
def test_an_archive_with_flipped_bytes_is_refused_or_gives_true_bytes(
    data: bytes, flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    requires_refusal_or_truth(flipped(data, flips), tmp_path_factory.mktemp("flipped"))


@settings(max_examples=60, deadline=None)
@given(data=st.sampled_from([data for _, _, data in HABITS]), share=st.integers(0, 99))
def test_half_a_file_is_never_taken_for_a_whole_one(
    data: bytes, share: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    requires_refusal_or_truth(data[: len(data) * share // 100], folder)
