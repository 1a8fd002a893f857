"""The envelope: not one byte of it can be changed, added or taken away."""

from collections.abc import Iterator

import pytest

from meihao_desktop.exchange import envelope
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Kind, open_envelope, seal_envelope
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.signing_keys import SigningKey

KEY = SigningKey(bytes(range(32)))
BODY = {
    "round": "ab" * 32,
    "expert": "P03",
    "sheets": [{"estate": f"C01-E{n:02}", "points": "55.5", "remark": "绿化好"} for n in range(6)],
}
DATA = seal_envelope(Kind.BUNDLE, BODY, KEY)


def refusal_of(data: bytes, kind: Kind = Kind.BUNDLE) -> Refusal:
    with pytest.raises(Refused) as caught:
        open_envelope(data, kind, "评分包-P03-1.meihao")
    return caught.value.refusal


def changed(old: bytes, new: bytes) -> bytes:
    assert DATA.count(old) >= 1
    return DATA.replace(old, new, 1)


def signed(content: bytes) -> bytes:
    """An envelope around bytes that the program itself would never write."""
    head = f"meihao//bundle//1//Ed25519\n{KEY.public_key}\n{len(content)}\n".encode()
    return head + content + b"\n" + KEY.sign("bundle", content).encode() + b"\n"


def flips(positions: Iterator[int] | range) -> Iterator[bytes]:
    for position in positions:
        for bit in range(8):
            damaged = bytearray(DATA)
            damaged[position] ^= 1 << bit
            yield bytes(damaged)


def accepted(damaged: Iterator[bytes]) -> list[bytes]:
    """Those that are taken for whole though they are not."""
    taken: list[bytes] = []
    for data in damaged:
        try:
            open_envelope(data, Kind.BUNDLE)
        except Refused:
            continue
        taken.append(data)
    return taken


def test_what_was_sealed_is_read_again_with_the_key_that_sealed_it() -> None:
    opened = open_envelope(DATA, Kind.BUNDLE)
    assert opened.body == BODY
    assert opened.public_key == KEY.public_key
    assert opened.fingerprint == KEY.fingerprint


def test_the_same_content_and_key_give_the_same_bytes() -> None:
    assert seal_envelope(Kind.BUNDLE, dict(reversed(BODY.items())), KEY) == DATA


def test_sampled_bit_flips_are_all_refused() -> None:
    positions = [*range(120), *range(120, len(DATA), 11)]
    assert accepted(flips(iter(positions))) == []


@pytest.mark.sweep
def test_every_bit_flip_is_refused() -> None:
    assert accepted(flips(range(len(DATA)))) == []


def test_every_truncation_is_refused() -> None:
    assert accepted(DATA[:length] for length in range(len(DATA))) == []


def test_every_extension_by_one_byte_is_refused() -> None:
    after = (DATA + bytes([byte]) for byte in range(256))
    before = (bytes([byte]) + DATA for byte in range(256))
    assert accepted(after) == []
    assert accepted(before) == []


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.NOT_OURS),
        (b"PK\x03\x04 a zip", Refusal.NOT_OURS),
        (DATA[:60], Refusal.CUT_SHORT),
        (DATA[:-1], Refusal.CUT_SHORT),
        (DATA + b"\n", Refusal.TRAILING),
        (changed(b"//bundle//", b"//pack//"), Refusal.OTHER_KIND),
        (changed(b"//bundle//", b"//Bundle//"), Refusal.BAD_HEAD),
        (changed(b"//1//", b"//2//"), Refusal.NEWER_FORMAT),
        (changed(b"//Ed25519", b"//SM2"), Refusal.OTHER_ALGORITHM),
        (changed(KEY.public_key.encode(), KEY.public_key.upper().encode()), Refusal.BAD_HEAD),
        (changed(b"55.5", b"59.5"), Refusal.BAD_SIGNATURE),
        (signed(b'{"points":55.5}'), Refusal.BAD_CONTENT),
        (signed(b'{"a":1,"a":2}'), Refusal.BAD_CONTENT),
        (signed(b'{"b":1, "a":2}'), Refusal.BAD_CONTENT),
        (signed(b"[1]"), Refusal.BAD_CONTENT),
    ],
)
def test_each_fault_has_its_own_refusal(data: bytes, refusal: Refusal) -> None:
    assert refusal_of(data) is refusal


def test_a_signature_of_one_kind_does_not_fit_another() -> None:
    content = canonical(BODY)
    head = f"meihao//pack//1//Ed25519\n{KEY.public_key}\n{len(content)}\n".encode()
    forged = head + content + b"\n" + KEY.sign("bundle", content).encode() + b"\n"
    assert refusal_of(forged, Kind.PACK) is Refusal.BAD_SIGNATURE


def test_another_key_under_the_same_signature_is_refused() -> None:
    other = SigningKey(bytes(32)).public_key.encode()
    assert refusal_of(changed(KEY.public_key.encode(), other)) is Refusal.BAD_SIGNATURE


def test_what_is_far_too_large_is_not_even_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "MOST_BYTES", len(DATA) - 1)
    assert refusal_of(DATA) is Refusal.TOO_LARGE


def test_every_refusal_has_a_code_of_its_own_names_what_it_is_about_and_says_what_to_do() -> None:
    words = dict.fromkeys(("what", "name", "found", "wanted", "why"), "某物")
    sentences = [refusal.sentence(**words) for refusal in Refusal]
    assert len({refusal.code for refusal in Refusal}) == len(Refusal)
    assert all("某物" in sentence for sentence in sentences)
    advice = ("请", "不需要读入", "以较新的为准")
    assert [one for one in sentences if not any(word in one for word in advice)] == []
