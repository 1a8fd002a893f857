"""The file that an expert hands over: found by its name, refused where it is none of ours."""

from pathlib import Path

import pytest

from meihao_desktop.exchange import score_bundle
from meihao_desktop.exchange.envelope import Kind, seal_envelope
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.score_bundle import bundle_name, find_bundles, read_bundle, seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey

KEY = SigningKey(bytes(32))


def refusal(file: Path) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_bundle(file)
    return caught.value.refusal


def test_a_bundle_is_named_after_its_expert_and_number(tmp_path: Path) -> None:
    file = tmp_path / bundle_name("P03", 2)
    file.write_bytes(seal_bundle({"serial": 2}, KEY))
    assert file.name == "评分包-P03-2.meihao"
    assert find_bundles(tmp_path) == (file,)
    data, envelope = read_bundle(file)
    assert envelope.body == {"bundle": {"serial": 2}}
    assert data == file.read_bytes()


def test_a_file_that_is_gone_says_to_put_the_stick_in_again(tmp_path: Path) -> None:
    assert refusal(tmp_path / "评分包-P03-1.meihao") is Refusal.UNREADABLE


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "评分包-P03-1.meihao"
    file.write_bytes(b"meihao//" + bytes(100))
    monkeypatch.setattr(score_bundle, "MOST_BYTES", 50)
    assert refusal(file) is Refusal.TOO_LARGE


def test_other_content_under_a_good_signature_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "评分包-P03-1.meihao"
    file.write_bytes(seal_envelope(Kind.BUNDLE, {"bundle": {}, "more": 1}, KEY))
    assert refusal(file) is Refusal.BAD_CONTENT


def test_folders_and_other_files_are_no_bundles(tmp_path: Path) -> None:
    (tmp_path / "评分包-P03-1.meihao").mkdir()
    (tmp_path / "评分包-P03-1.zip").write_bytes(b"")
    (tmp_path / ".abc-123.part").write_bytes(b"")
    assert find_bundles(tmp_path) == ()
