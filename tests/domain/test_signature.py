"""Keys: in use until retired, and shown in groups of four."""

from dataclasses import replace

from meihao_desktop.domain.signature import KeyPurpose, PublicKey, grouped
from tests.support.builders import NOON


def test_a_key_is_in_use_until_it_is_retired() -> None:
    key = PublicKey(
        fingerprint="0A1B2C3D4E5F6071", purpose=KeyPurpose.EXPERT, owner="P01", machine="m",
        algorithm="Ed25519", public_key="ab" * 32, made_at=NOON,
    )  # fmt: skip
    assert key.is_in_use
    assert not replace(key, retired_at=NOON).is_in_use
    assert grouped(key.fingerprint) == "0A1B 2C3D 4E5F 6071"
