"""The box key: two halves that agree on a secret nobody else knows."""

import pytest

from meihao_desktop.exchange.box_key import BoxKey, box_fingerprint
from meihao_desktop.exchange.lockbox import WrongSecret


def test_sender_and_receiver_come_to_the_same_secret() -> None:
    sender, receiver = BoxKey.generate(), BoxKey.generate()
    pair = {"sender": sender.public_key, "receiver": receiver.public_key, "length": 44}
    told = sender.secret_with(receiver.public_key, **pair)
    assert told == receiver.secret_with(sender.public_key, **pair)
    assert len(told) == 44
    stranger = BoxKey.generate()
    assert stranger.secret_with(sender.public_key, **pair) != told
    swapped = {**pair, "sender": receiver.public_key, "receiver": sender.public_key}
    assert sender.secret_with(receiver.public_key, **swapped) != told


def test_a_key_is_the_same_after_it_was_kept() -> None:
    key = BoxKey.generate()
    assert BoxKey.of(key.seed) == key
    assert key.fingerprint == box_fingerprint(key.public_key)
    assert key.seed.hex() not in repr(key)
    with pytest.raises(WrongSecret, match="不完整"):
        BoxKey.of(key.seed[:-1])


@pytest.mark.parametrize("other", ["00" * 32, "ab" * 31, "zz" * 32])
def test_what_is_no_public_key_gives_no_secret(other: str) -> None:
    key = BoxKey.generate()
    with pytest.raises(ValueError):  # noqa: PT011 - three libraries, three sentences
        key.secret_with(other, sender=key.public_key, receiver=key.public_key, length=44)
