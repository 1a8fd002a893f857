"""The stand-alone verifier: what it is, what it accepts, and that no byte can be changed."""

import ast
import runpy
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from meihao_desktop import resources
from meihao_desktop.exchange.archive_folder import ArchiveFault
from meihao_desktop.operations import archive_round
from tests.support.archive_forger import ArchiveForger, verify
from tests.verifier.conftest import Made

SOURCE = resources.path("verifier", "verify.py")
MAIN_FILES = ("manifest.json", "manifest.sig", "result.json", "round.db")


def names(of: Made) -> list[str]:
    return sorted(f.relative_to(of.folder).as_posix() for f in of.folder.rglob("*") if f.is_file())


def test_it_is_one_file_of_less_than_four_hundred_lines() -> None:
    assert len(SOURCE.read_text(encoding="utf-8").splitlines()) < 400


def test_it_needs_the_standard_library_and_cryptography_and_nothing_of_the_program() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 9))
    found = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert found - sys.stdlib_module_names == {"cryptography"}
    assert "meihao_desktop" not in found


@pytest.mark.parametrize("name", ["sample", "over_sticks"])
def test_an_archive_as_it_was_written_is_accepted(
    name: str, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(name)
    code, told = verify(made.folder)
    assert "结论：归档与签名、记录和规则完全一致。" in told
    assert "✗" not in told
    assert code == 0


def test_paper_is_compared_with_the_key_and_the_log(sample: Made) -> None:
    told = archive_round.check(sample.folder).opened.told
    head, seq = told["log"]["head"][:16].upper(), str(told["log"]["seq"])
    spaced = " ".join(head[at : at + 4] for at in range(0, 16, 4))
    code, text = verify(
        sample.folder, "--fingerprint", sample.key.fingerprint, "--seq", seq, "--head", spaced
    )
    assert code == 0
    assert "没有给出" not in text


def test_without_paper_it_says_what_it_cannot_know(sample: Made) -> None:
    _, text = verify(sample.folder)
    assert "没有给出纸上的指纹" in text
    assert "没有给出纸上的留痕链末端" in text
    assert "没有逐字读出" in text


def test_the_result_of_the_sample_is_listed_as_the_program_found_it(sample: Made) -> None:
    _, text = verify(sample.folder)
    assert "第 1 名　千灯湖1号　93.15" in text
    assert "替换 32 处" in text


def test_the_program_accepts_the_same_archive(sample: Made) -> None:
    found = archive_round.check(sample.folder)
    assert found.is_sound
    assert found.signed == 35


def manifest_faults(module: dict[str, Any], folder: Path) -> list[str]:
    module["A"].folder, module["A"].paper_key = folder, ""
    module["FAULTS"].clear()
    module["check_manifest"]()
    return list(module["FAULTS"])


def flipped(data: bytes, bit: int) -> bytes:
    at, within = divmod(bit, 8)
    return data[:at] + bytes([data[at] ^ (1 << within)]) + data[at + 1 :]


def place_in(name: str, data: bytes) -> int:
    """A bit of a file, another one in each, and the same at every run."""
    return int(sha256(name.encode()).hexdigest(), 16) % (len(data) * 8)


def test_a_flipped_bit_in_any_file_is_found(sample: Made, forger: ArchiveForger) -> None:
    module = runpy.run_path(str(SOURCE))
    assert manifest_faults(module, forger.folder) == []
    for name in names(sample):
        data = (sample.folder / name).read_bytes()
        forger.write(name, flipped(data, place_in(name, data)))
        try:
            faults = manifest_faults(module, forger.folder)
        except (ValueError, KeyError):
            faults = ["the manifest cannot be read"]
        assert faults, name
        forger.write(name, data)
    assert manifest_faults(module, forger.folder) == []


def require_all_found(made: Made, forger: ArchiveForger, name: str, flips: int) -> None:
    """So many bits of one file, evenly spread, are flipped one after the other."""
    module = runpy.run_path(str(SOURCE))
    data = (made.folder / name).read_bytes()
    for bit in range(0, len(data) * 8, max(1, len(data) * 8 // flips)):
        forger.write(name, flipped(data, bit))
        try:
            assert manifest_faults(module, forger.folder), bit
        except (ValueError, KeyError):
            continue


@pytest.mark.parametrize("name", MAIN_FILES)
def test_some_flipped_bits_of_the_main_files_are_all_found(
    name: str, sample: Made, forger: ArchiveForger
) -> None:
    require_all_found(sample, forger, name, 60)


@pytest.mark.sweep
@pytest.mark.parametrize("name", MAIN_FILES)
def test_many_flipped_bits_of_the_main_files_are_all_found(
    name: str, sample: Made, forger: ArchiveForger
) -> None:
    require_all_found(sample, forger, name, 1500)


def test_a_file_that_cannot_be_read_is_a_fault_and_no_crash(forger: ArchiveForger) -> None:
    forger.write("manifest.json", b"{")
    code, text = verify(forger.folder)
    assert code == 1
    assert "读不下去，有文件已损坏或被改动" in text
    assert "前面有一项没有读出，这一项没有核对" in text
    assert "AttributeError" not in text


def test_a_missing_signature_is_named_as_a_missing_file(forger: ArchiveForger) -> None:
    (forger.folder / "manifest.sig").unlink()
    code, text = verify(forger.folder)
    assert code == 1
    assert "缺少文件“manifest.sig”" in text


def test_the_program_refuses_what_was_changed(forger: ArchiveForger) -> None:
    forger.write(forger.names("papers")[0], b"another paper")
    with pytest.raises(ArchiveFault, match="与清单不符"):
        archive_round.check(forger.folder)
