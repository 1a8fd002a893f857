# ruff: noqa: S608 -- the statements of somebody who meddles
"""Whoever alters or forges what was signed is told apart, each fault in its own sentence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.db.errors import RecordsAltered
from meihao_desktop.domain.certificate import Credential
from meihao_desktop.domain.handover import Handover, Mark
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.exchange.canonical import canonical, parsed
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations import begin_round, verify_log
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import event_key_at_hand, signer
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.proof import proof, require_genuine
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, SteppingClock, a_round_in, estates

SHEET = "专家01对“朗悦花园”的评分表（第 1 版）"


def forge(context: Context, *statements: str) -> None:
    """What somebody with any SQLite tool can do: guards off, then the statements."""
    db = context.store._db
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for _, sql in guards:
        db.execute(sql)


def forge_signature(context: Context, **changed: object) -> None:
    """Another signature under the chair's first sheet."""
    forge(context, f"DELETE FROM sheet_signature WHERE {FIRST}")
    with context.transaction("test"):
        context.store.signatures.add(replace(of_chair(context), **changed))  # type: ignore[arg-type]


def of_chair(context: Context) -> SheetSignature:
    return KEPT[id(context)]


KEPT: dict[int, SheetSignature] = {}
FIRST = "expert = 'P03' AND estate = 'C01-E01'"


@pytest.fixture
def scored(round_in: RoundIn) -> Context:
    context = round_in(Phase.COLLATING)
    kept = context.store.signatures.of_sheet(CHAIR, estates(context)[0], 1)
    assert kept is not None
    KEPT[id(context)] = kept
    return context


def only_fault(context: Context) -> str:
    found = proof(context.store)
    assert found.gaps == ()
    (fault,) = found.faults
    return fault


def test_an_honest_round_is_sound_and_every_sheet_is_signed(scored: Context) -> None:
    found = proof(scored.store)
    assert found.is_sound
    assert found.notes == ()
    assert found.signed == 9


def test_altered_points_are_told_with_expert_estate_and_revision(scored: Context) -> None:
    forge(scored, f"UPDATE score_cell SET points = points - 100 WHERE {FIRST}")
    assert only_fault(scored) == f"{SHEET}与封存时的校验值不符，封存之后内容被改动过。"


def test_altered_points_with_the_digest_put_right_are_told_by_the_signature(
    scored: Context,
) -> None:
    forge(scored, f"UPDATE score_sheet SET remark = '好' WHERE {FIRST}")
    settings = scored.store.settings
    altered = scored.store.score_sheets.get(CHAIR, estates(scored)[0])
    assert altered is not None
    right = seal_sheet(altered, settings.rubric(), settings.review_round().title)
    forge(scored, f"UPDATE score_sheet SET digest = '{right.digest}' WHERE {FIRST}")
    assert only_fault(scored) == f"{SHEET}与签名所签的不是同一份内容，评分表或签名被换过。"


def test_a_signature_of_the_new_digest_without_the_key_is_no_signature(scored: Context) -> None:
    forge(scored, f"UPDATE sheet_signature SET signature = '{'0' * 128}' WHERE {FIRST}")
    assert only_fault(scored) == f"{SHEET}的签名与内容不符，签名被改动或伪造。"


def test_a_foreign_key_is_told(scored: Context) -> None:
    stranger = SigningKey.generate()
    forge_signature(scored, fingerprint=stranger.fingerprint)
    assert "由一把不属于本次评审的密钥" in only_fault(scored)


def test_the_key_of_another_expert_is_told(scored: Context) -> None:
    other = signer(scored, EXPERTS[1], open_pin(EXPERTS[1]))
    mine = replace(of_chair(scored), fingerprint=other.key.fingerprint)
    body = canonical(mine.body(scored.store.round_id))
    forge_signature(
        scored, fingerprint=mine.fingerprint, signature=other.private.sign("sheet", body)
    )
    assert only_fault(scored).startswith(f"{SHEET}由专家02的密钥（")


def test_the_key_of_the_round_signs_no_sheet(scored: Context) -> None:
    event = event_key_at_hand(scored)
    assert event is not None
    forge_signature(scored, fingerprint=event.fingerprint)
    assert only_fault(scored) == f"{SHEET}由评审的密钥签名，不是专家本人的密钥。"


def test_a_signature_made_for_another_round_does_not_fit(scored: Context) -> None:
    own = signer(scored, CHAIR, open_pin(CHAIR))
    body = canonical(of_chair(scored).body("ab" * 32))
    forge_signature(scored, signature=own.private.sign("sheet", body))
    assert "的签名与内容不符" in only_fault(scored)


def test_a_sheet_without_its_signature_is_a_gap(scored: Context) -> None:
    forge(scored, f"DELETE FROM sheet_signature WHERE {FIRST}")
    found = proof(scored.store)
    assert found.faults == ()
    assert found.gaps == (f"{SHEET}已提交，却没有签名。",)
    require_genuine(scored.store)


def test_a_signature_without_its_sheet_is_told(scored: Context) -> None:
    extra = replace(of_chair(scored), revision=7)
    with scored.transaction("test"):
        scored.store.signatures.add(extra)
    assert only_fault(scored).endswith("（第 7 版）有签名，记录中却没有这份提交过的评分表。")


def test_a_signature_later_than_the_end_of_its_key_is_told(scored: Context) -> None:
    fingerprint = of_chair(scored).fingerprint
    forge(
        scored,
        "UPDATE signing_key SET retired_at = '2025-01-01T00:00:00+00:00' "
        f"WHERE fingerprint = '{fingerprint}'",
    )
    faults = proof(scored.store).faults
    assert len(faults) == 3
    assert all("停用的时间" in fault for fault in faults)


def test_a_public_key_that_was_exchanged_is_told(scored: Context) -> None:
    fingerprint, other = of_chair(scored).fingerprint, SigningKey.generate().public_key
    forge(
        scored, f"UPDATE signing_key SET public_key = '{other}' WHERE fingerprint = '{fingerprint}'"
    )
    assert any("公钥与它的指纹不符" in fault for fault in proof(scored.store).faults)


def test_two_keys_of_one_round_are_told(scored: Context) -> None:
    event = scored.store.keys.event_key()
    assert event is not None
    other = SigningKey.generate()
    with scored.transaction("test"):
        scored.store.keys.save(
            replace(event, fingerprint=other.fingerprint, public_key=other.public_key)
        )
    assert "记录中有不止一把评审密钥" in proof(scored.store).faults[0]


Change = Callable[[Credential], Credential]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: replace(told, round_id="ab" * 32), "是为另一次评审签发的"),
        (lambda told: replace(told, role=Role.OBSERVER.name), "写明的身份是“监督员”"),
        (lambda told: replace(told, person="P04"), "是签发给专家02的"),
        (lambda told: replace(told, machine="elsewhere"), "是为另一台电脑签发的"),
        (lambda told: replace(told, public_key="ab" * 32), "写的是另一把密钥"),
    ],
)
def test_a_certificate_that_says_something_else_is_told(
    scored: Context, change: Change, sentence: str
) -> None:
    event = event_key_at_hand(scored)
    assert event is not None
    rewrite_certificate(scored, change, event)
    assert sentence in only_fault(scored)
    assert only_fault(scored).startswith("专家01的签名证书（密钥")


def test_a_certificate_signed_by_a_stranger_is_told(scored: Context) -> None:
    stranger = SigningKey.generate()
    rewrite_certificate(scored, lambda told: told, stranger)
    assert "不是由本次评审的密钥签发的" in only_fault(scored)


def test_a_certificate_that_claims_the_right_issuer_is_told(scored: Context) -> None:
    rewrite_certificate(scored, lambda told: told, SigningKey.generate())
    event = scored.store.keys.event_key()
    assert event is not None
    forge(scored, f"UPDATE certificate SET issuer = '{event.fingerprint}'")
    assert "上的签名与内容不符" in only_fault(scored)


def test_a_certificate_nobody_can_read_is_told(scored: Context) -> None:
    fingerprint = of_chair(scored).fingerprint
    forge(scored, f"UPDATE certificate SET body = '[1]' WHERE fingerprint = '{fingerprint}'")
    assert "内容无法读取" in only_fault(scored)


def test_a_key_without_certificate_is_a_gap(scored: Context) -> None:
    fingerprint = of_chair(scored).fingerprint
    forge(scored, f"DELETE FROM certificate WHERE fingerprint = '{fingerprint}'")
    (gap,) = proof(scored.store).gaps
    assert gap.endswith("还没有证书，不能证明签名人的身份。")


def test_sheets_from_before_there_were_keys_are_told_apart(scored: Context) -> None:
    forge(
        scored, "DELETE FROM sheet_signature", "DELETE FROM certificate", "DELETE FROM signing_key"
    )
    found = proof(scored.store)
    assert found.is_sound
    assert found.notes == ("有 9 份评分表在启用签名之前提交，没有签名。",)


def test_a_round_with_a_forged_signature_is_not_opened(tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    sign = context.store.signatures.of_sheet(CHAIR, estates(context)[0], 1)
    assert sign is not None
    forge(context, f"DELETE FROM sheet_signature WHERE {FIRST}")
    with context.transaction("test"):
        context.store._journal._open_changes().append(
            ("sheet_signature", (sign.expert, sign.estate, 1), None)
        )
    with context.transaction("test"):
        context.store.signatures.add(replace(sign, signature="0" * 128))
    begin_round.close_round(context)
    report = verify_log.verify(tmp_path / "round")
    assert report.faults == (f"{SHEET}的签名与内容不符，签名被改动或伪造。",)
    with pytest.raises(RecordsAltered, match="签名被改动或伪造"):
        begin_round.open_round(tmp_path / "round", SteppingClock())


def test_the_check_of_the_log_tells_how_many_signatures_it_saw(scored: Context) -> None:
    report = verify_log.verify_open(scored)
    assert report.is_sound
    assert report.notes == ("已核验评分表签名 9 个。",)


def rewrite_certificate(context: Context, change: Change, issuer: SigningKey) -> None:
    """The chair's certificate says something else and is signed by somebody."""
    fingerprint = of_chair(context).fingerprint
    kept = context.store.keys.certificate(fingerprint)
    assert kept is not None
    body = canonical(change(Credential.read(parsed(kept.body.encode()))).body())
    forge(context, f"DELETE FROM certificate WHERE fingerprint = '{fingerprint}'")
    with context.transaction("test"):
        context.store.keys.add_certificate(
            replace(
                kept,
                body=body.decode(),
                issuer=issuer.fingerprint,
                signature=issuer.sign("certificate", body),
            )
        )


def test_a_sheet_from_a_bundle_owes_its_signature_whatever_the_laptop_s_clock_said(
    scored: Context,
) -> None:
    """A laptop whose clock was a year behind handed in before there was any key."""
    forge(
        scored,
        f"DELETE FROM sheet_signature WHERE {FIRST}",
        f"UPDATE score_sheet SET submitted_at = '2024-09-10T09:00:00+00:00' WHERE {FIRST}",
    )
    assert proof(scored.store).gaps == ()
    sheet = scored.dossier().sheet(CHAIR, estates(scored)[0])
    assert sheet is not None
    mark = Mark(estate=sheet.estate, revision=sheet.revision, digest=sheet.digest)
    handover = Handover(
        digest="d", expert=CHAIR, serial=1, machine="m", fingerprint="f", pack_serial=1, log_seq=1,
        log_head="h", jumps=0, made_at=scored.now(), received_at=scored.now(), marks=(mark,),
    )  # fmt: skip
    with scored.transaction("test"):
        scored.store.exchanges.save_handover(handover)
    assert proof(scored.store).gaps == (f"{SHEET}已提交，却没有签名。",)
