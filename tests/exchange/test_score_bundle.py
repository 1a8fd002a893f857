"""The file that an expert hands over: found by its name, refused where it is none of ours."""

from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.handover import Bundle, BundleContent, KeyRequest, LogHead
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.exchange import score_bundle
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Kind, open_envelope, seal_envelope
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.score_bundle import (
    bundle_bytes,
    bundle_name,
    find_bundles,
    opened_bundle,
    require_signed,
    seal_bundle,
)
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.builders import NOON, a_rubric, a_sheet, sealed

KEY = SigningKey(bytes(32))
ROUND = "9c4f" * 16


def refusal(file: Path) -> Refusal:
    with pytest.raises(Refused) as caught:
        opened_bundle(bundle_bytes(file), file.name)
    return caught.value.refusal


def test_a_bundle_is_named_after_its_expert_and_number(tmp_path: Path) -> None:
    file = tmp_path / bundle_name("P03", 2)
    file.write_bytes(seal_bundle({"serial": 2}, KEY))
    assert file.name == "评分包-P03-2.meihao"
    assert find_bundles(tmp_path) == (file,)
    envelope = opened_bundle(bundle_bytes(file), file.name)
    assert envelope.body == {"bundle": {"serial": 2}}


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


def signed_for(sheet: ScoreSheet, digest: str) -> Bundle:
    """A bundle with this sheet, and beside it the expert's good signature under a digest."""
    unsigned = SheetSignature(
        expert=sheet.expert, estate=sheet.estate, revision=sheet.revision, digest=digest,
        fingerprint=KEY.fingerprint, signature="", signed_at=NOON,
    )  # fmt: skip
    signature = KEY.sign("sheet", canonical(unsigned.body(ROUND)))
    asked = KeyRequest(public_key=KEY.public_key, made_at=NOON, retired_at=None, proof="")
    content = BundleContent(
        sheets=(sheet,), signatures=(replace(unsigned, signature=signature),), declaration=None,
        recusals=(),
    )  # fmt: skip
    return Bundle(
        round_id=ROUND, mode=RoundMode.FORMAL, rubric="", pack_serial=1, expert=sheet.expert,
        serial=1, machine="", made_at=NOON, log=LogHead(seq=1, head=""), keys=(asked,),
        content=content,
    )  # fmt: skip


def test_a_signature_given_for_other_points_does_not_sign_the_sheet() -> None:
    """It is good in itself, by the right expert for the right estate and revision."""
    sheet = sealed(a_sheet(3), a_rubric())
    envelope = open_envelope(seal_bundle({}, KEY), Kind.BUNDLE)
    require_signed(signed_for(sheet, sheet.digest), envelope, "评分包", {})
    with pytest.raises(Refused) as caught:
        require_signed(signed_for(sheet, "0" * 64), envelope, "评分包", {sheet.estate: "朗悦花园"})
    assert caught.value.refusal is Refusal.SHEET_BAD_SIGNATURE
    assert "朗悦花园" in str(caught.value)
