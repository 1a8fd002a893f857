"""Signatures fit one kind, one body and one key; a wrapped key opens with its secret only."""

import pytest

from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.signing_keys import (
    SigningKey,
    fingerprint_of,
    unwrap,
    verify,
    wrap,
)

KEY = SigningKey(bytes(range(32)))
BODY = b'{"digest":"00"}'


def test_a_signature_is_verified_by_the_public_half() -> None:
    assert verify(KEY.public_key, "sheet", BODY, KEY.sign("sheet", BODY))


def test_a_signature_fits_no_other_kind_body_or_key() -> None:
    signature = KEY.sign("sheet", BODY)
    assert not verify(KEY.public_key, "bundle", BODY, signature)
    assert not verify(KEY.public_key, "sheet", BODY + b" ", signature)
    assert not verify(SigningKey.generate().public_key, "sheet", BODY, signature)


def test_every_single_flipped_bit_of_a_signature_is_noticed() -> None:
    signature = bytes.fromhex(KEY.sign("sheet", BODY))
    for at in range(len(signature) * 8):
        altered = bytearray(signature)
        altered[at // 8] ^= 1 << at % 8
        assert not verify(KEY.public_key, "sheet", BODY, altered.hex())


@pytest.mark.parametrize("spelling", [str.upper, lambda text: f" {text}", lambda text: text[:-2]])
def test_a_signature_has_one_spelling(spelling: object) -> None:
    signature = KEY.sign("sheet", BODY)
    assert not verify(KEY.public_key, "sheet", BODY, spelling(signature))  # type: ignore[operator]


def test_what_is_no_kind_of_ours_cannot_be_signed() -> None:
    with pytest.raises(ValueError, match="nothing of the kind"):
        KEY.sign("letter", BODY)


def test_a_fingerprint_is_sixteen_upper_case_characters_of_the_public_key() -> None:
    assert KEY.fingerprint == fingerprint_of(KEY.public_key) == "56475AA75463474C"
    assert SigningKey.generate().fingerprint != SigningKey.generate().fingerprint


def test_a_wrapped_key_opens_with_its_secret_only_and_shows_nothing_of_itself() -> None:
    text = wrap(KEY, b"machine secret")
    assert unwrap(text, b"machine secret") == KEY
    assert KEY.seed.hex() not in text
    with pytest.raises(WrongSecret, match="PIN 不符"):
        unwrap(text, b"another secret")


def test_the_private_half_never_shows_in_a_log() -> None:
    assert KEY.seed.hex() not in repr(KEY)
    assert repr(KEY) == f"SigningKey({KEY.fingerprint})"
