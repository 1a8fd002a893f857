"""A letter opens for one key only, and not one byte of it can be changed, added or taken away."""

from collections.abc import Iterator

import pytest

from meihao_desktop.exchange import letter
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Kind, seal_envelope
from meihao_desktop.exchange.letter import is_letter, letter_of, opened_letter, seal_letter
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.score_bundle import seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey

BOX = BoxKey.generate()
SIGNER = SigningKey(bytes(32))
INNER = seal_bundle({"serial": 1, "reason": "维修资金使用公示不全。" * 40}, SIGNER)
LETTER = seal_letter(INNER, BOX.public_key)
HEAD = letter_of(LETTER, "评分包").content_at


def opened(data: bytes, key: BoxKey = BOX) -> bytes:
    return opened_letter(letter_of(data, "评分包"), key, "评分包")


def refusal(data: bytes, key: BoxKey = BOX) -> Refusal:
    with pytest.raises(Refused) as caught:
        opened(data, key)
    return caught.value.refusal


def flipped(data: bytes, bits: Iterator[int] | range) -> Iterator[bytes]:
    for bit in bits:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def test_the_machine_of_the_round_reads_what_was_closed_to_its_key() -> None:
    assert opened(LETTER) == INNER
    assert is_letter(LETTER)
    assert not is_letter(INNER)
    assert letter_of(LETTER, "").box == BOX.fingerprint


def test_nothing_of_the_bundle_can_be_read_in_the_letter() -> None:
    for word in ("维修资金", "reason", "serial", SIGNER.public_key):
        assert word.encode() not in LETTER
    assert BOX.public_key.encode() not in LETTER, "the head names the key, it does not hand it out"


def test_the_same_bundle_never_gives_the_same_letter() -> None:
    again = seal_letter(INNER, BOX.public_key)
    assert again[HEAD:] != LETTER[HEAD:]
    assert letter_of(again, "").one_time != letter_of(LETTER, "").one_time
    assert opened(again) == INNER


def test_another_round_cannot_open_it() -> None:
    assert refusal(LETTER, BoxKey.generate()) is Refusal.BROKEN_LETTER


def test_every_bit_of_the_head_holds() -> None:
    for changed in flipped(LETTER, range(8 * HEAD)):
        try:
            found = letter_of(changed, "评分包")
        except Refused:
            continue
        with pytest.raises(Refused):
            opened_letter(found, BOX, "评分包")


def test_bits_of_the_content_and_all_of_its_tag_hold() -> None:
    size = 8 * len(LETTER)
    some = (*range(8 * HEAD, size - 128, 61), *range(size - 128, size))
    for changed in flipped(LETTER, iter(some)):
        assert refusal(changed) is Refusal.BROKEN_LETTER


def test_a_letter_cut_anywhere_is_refused() -> None:
    for length in (*range(HEAD + 40), *range(HEAD + 40, len(LETTER), 97), len(LETTER) - 1):
        assert refusal(LETTER[:length]) in (Refusal.CUT_SHORT, Refusal.BAD_HEAD, Refusal.NOT_OURS)


@pytest.mark.parametrize("more", [b"\n", b"\0", b" ", LETTER])
def test_a_letter_with_anything_behind_it_is_refused(more: bytes) -> None:
    assert refusal(LETTER + more) is Refusal.TRAILING
    assert refusal(more + LETTER) in (Refusal.NOT_OURS, Refusal.TRAILING)


def test_head_and_content_of_two_letters_do_not_fit_each_other() -> None:
    other = seal_letter(INNER, BOX.public_key)
    assert refusal(LETTER[:HEAD] + other[HEAD:]) is Refusal.BROKEN_LETTER


def test_a_bundle_without_a_letter_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"没有加密.*重新交回") as caught:
        letter_of(INNER, "评分包-P03-1.meihao")
    assert caught.value.refusal is Refusal.PLAIN_BUNDLE


def test_other_files_of_ours_are_called_by_their_name() -> None:
    with pytest.raises(Refused, match="是评审包，这里需要评分包"):
        letter_of(seal_envelope(Kind.PACK, {}, SIGNER), "pack.meihao")
    stranger = LETTER.replace(b"//letter//", b"//parcel//")
    with pytest.raises(Refused, match="是另一种文件"):
        letter_of(stranger, "评分包")


def test_later_versions_and_other_algorithms_ask_for_a_newer_program() -> None:
    assert refusal(LETTER.replace(b"//1//", b"//2//", 1)) is Refusal.NEWER_FORMAT
    assert refusal(LETTER.replace(b"AES-256", b"AES-512", 1)) is Refusal.OTHER_ALGORITHM


def test_what_is_no_letter_at_all_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(b"PK\x03\x04") is Refusal.NOT_OURS
    monkeypatch.setattr(letter, "MOST_BYTES", 50)
    assert refusal(LETTER) is Refusal.TOO_LARGE


@pytest.mark.parametrize("one_time", ["00" * 32, "01" + "00" * 31, "ff" * 32])
def test_a_one_time_key_that_gives_no_secret_opens_nothing(one_time: str) -> None:
    lines = LETTER.split(b"\n", 4)
    lines[2] = one_time.encode()
    assert refusal(b"\n".join(lines)) is Refusal.BROKEN_LETTER


def test_what_was_in_it_is_byte_for_byte_the_signed_bundle() -> None:
    content = {"bundle": {"serial": 7}}
    inner = seal_envelope(Kind.BUNDLE, content, SIGNER)
    assert canonical(content) in inner
    assert opened(seal_letter(inner, BOX.public_key)) == inner
