"""Every way to cheat with an archive is refused with its own sentence."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from tests.support.archive_forger import ArchiveForger, verify
from tests.verifier.conftest import Made, copied
from tests.verifier.tampers import TAMPERS, Tamper

for family in ("files", "records", "result"):
    import_module(f"tests.verifier.tampers_of_{family}")


def paper_of(made: Made) -> tuple[str, ...]:
    """What the inked paper says: key, and the head of the log."""
    log = json.loads((made.folder / "manifest.json").read_bytes())["log"]
    return ("--seq", str(log["seq"]), "--head", log["head"])


def test_there_are_more_than_forty_ways() -> None:
    assert len(TAMPERS) >= 40
    assert len({tamper.name for tamper in TAMPERS}) == len(TAMPERS)


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.name)
def test_a_changed_archive_is_refused_with_a_sentence_of_its_own(
    tamper: Tamper, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made: Made = request.getfixturevalue("sample" if tamper.on_sample else "over_sticks")
    tamper.act(ArchiveForger(copied(made, tmp_path), made.key))
    folder = tmp_path / made.folder.name
    code, told = verify(folder, *(paper_of(made) if tamper.needs_paper else ()))
    assert tamper.sentence in told
    assert "结论：不符" in told
    assert code == 1


def test_only_paper_tells_a_history_that_was_made_anew(
    stick_forger: ArchiveForger, over_sticks: Made
) -> None:
    tamper = next(each for each in TAMPERS if each.needs_paper and not each.on_sample)
    tamper.act(stick_forger)
    code, told = verify(stick_forger.folder)
    assert code == 0
    assert "不能排除整套记录被重新制作" in told
    assert verify(stick_forger.folder, *paper_of(over_sticks))[0] == 1


def test_another_fingerprint_on_paper_is_told(over_sticks: Made) -> None:
    code, told = verify(over_sticks.folder, "--fingerprint", "0000 1111 2222 3333")
    assert "与纸上的指纹不同" in told
    assert code == 1
