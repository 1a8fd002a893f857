"""What a certificate says is read back strictly; what a signature covers names the round."""

import pytest

from meihao_desktop.domain.certificate import Credential
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.signature import SheetSignature, grouped
from tests.support.builders import NOON, estate_id, expert_id

TOLD = Credential(
    round_id="ab" * 32, role="EXPERT", person="P04", machine="m1", algorithm="Ed25519",
    public_key="cd" * 32, issued_at=NOON.isoformat(),
)  # fmt: skip


def test_a_credential_is_read_back_from_its_body() -> None:
    assert Credential.read(TOLD.body()) == TOLD


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"person": 4}, {"admin": "yes"}, {"version": True}]
)
def test_a_body_with_anything_else_in_it_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RuleViolation, match="不完整，或由更新版本"):
        Credential.read(TOLD.body() | change)


def test_a_body_that_lacks_something_is_refused() -> None:
    body = TOLD.body()
    del body["machine"]
    with pytest.raises(RuleViolation, match="不完整"):
        Credential.read(body)


def test_what_is_signed_differs_from_round_to_round() -> None:
    signature = SheetSignature(
        expert=expert_id(4), estate=estate_id(1), revision=2, digest="00" * 32,
        fingerprint="A" * 16, signature="", signed_at=NOON,
    )  # fmt: skip
    assert signature.body("one") != signature.body("two")
    assert signature.body("one")["revision"] == 2


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    assert grouped("9F3A71C02B448D10") == "9F3A 71C0 2B44 8D10"
