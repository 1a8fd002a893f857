"""Keys lie locked in the person's own data, for this machine alone."""

import stat
from pathlib import Path

import pytest

from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.lockbox import Slowness, WrongSecret
from meihao_desktop.exchange.signing_keys import SigningKey

FAST = Slowness(passes=1, lanes=1, memory_kib=64)
ROUND = "ab" * 32


def test_a_machine_knows_itself_again(tmp_path: Path) -> None:
    first = KeyHome(tmp_path / "keys").machine()
    again = KeyHome(tmp_path / "keys").machine()
    assert again == first
    assert KeyHome(tmp_path / "other").machine().id != first.id
    assert first.secret.hex() not in repr(first)


def test_nobody_else_may_read_the_secret_of_a_machine(tmp_path: Path) -> None:
    KeyHome(tmp_path / "keys").machine()
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "machine.json").stat().st_mode) == 0o600


def test_the_key_of_a_round_is_found_again_on_its_machine(tmp_path: Path) -> None:
    home, key = KeyHome(tmp_path / "keys"), SigningKey.generate()
    assert home.event_key(ROUND) is None
    home.save_event_key(ROUND, key)
    assert KeyHome(tmp_path / "keys").event_key(ROUND) == key
    assert home.event_key("cd" * 32) is None


def test_every_box_key_of_a_round_is_kept(tmp_path: Path) -> None:
    home, first, second = KeyHome(tmp_path / "keys"), BoxKey.generate(), BoxKey.generate()
    assert home.box_key(ROUND, first.fingerprint) is None
    home.save_box_key(ROUND, first)
    home.save_box_key(ROUND, second)
    again = KeyHome(tmp_path / "keys")
    assert again.box_key(ROUND, first.fingerprint) == first
    assert again.box_key(ROUND, second.fingerprint) == second
    assert again.box_key("cd" * 32, first.fingerprint) is None
    for file in (tmp_path / "keys").rglob("*.json"):
        assert first.seed.hex().encode() not in file.read_bytes()


def test_a_machine_has_one_key_of_its_own(tmp_path: Path) -> None:
    key = KeyHome(tmp_path / "keys").machine_key()
    assert KeyHome(tmp_path / "keys").machine_key() == key


def test_an_experts_key_opens_with_the_experts_pin_only(tmp_path: Path) -> None:
    home, key = KeyHome(tmp_path / "keys"), SigningKey.generate()
    home.save_expert_key(ROUND, key, "258004", FAST)
    assert home.has_expert_key(ROUND, key.fingerprint)
    assert home.expert_key(ROUND, key.fingerprint, "258004") == key
    with pytest.raises(WrongSecret, match="PIN 不符"):
        home.expert_key(ROUND, key.fingerprint, "258005")
    with pytest.raises(WrongSecret, match="没有这位专家的签名密钥"):
        home.expert_key(ROUND, "0" * 16, "258004")


def test_keys_copied_to_another_machine_stay_shut(tmp_path: Path) -> None:
    home, other = KeyHome(tmp_path / "keys"), KeyHome(tmp_path / "other")
    key = SigningKey.generate()
    home.save_event_key(ROUND, key)
    home.save_expert_key(ROUND, key, "258004", FAST)
    other.machine()
    (tmp_path / "keys" / ROUND).rename(tmp_path / "other" / ROUND)
    with pytest.raises(WrongSecret, match="另一台电脑"):
        other.event_key(ROUND)
    with pytest.raises(WrongSecret, match="另一台电脑"):
        other.expert_key(ROUND, key.fingerprint, "258004")


def test_other_secrets_are_kept_in_the_same_way(tmp_path: Path) -> None:
    home = KeyHome(tmp_path / "keys")
    assert home.secret(ROUND, "tokens") is None
    home.save_secret(ROUND, "tokens", b"P04")
    assert KeyHome(tmp_path / "keys").secret(ROUND, "tokens") == b"P04"


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"machine":"x"}'])
def test_a_damaged_file_is_told_and_nothing_is_made_over_it(tmp_path: Path, content: bytes) -> None:
    KeyHome(tmp_path).machine()
    file = tmp_path / "machine.json"
    file.write_bytes(content)
    with pytest.raises(WrongSecret, match=r"machine\.json”读不出来"):
        KeyHome(tmp_path).machine()
    assert file.read_bytes() == content


def test_a_machine_file_of_another_system_is_refused(tmp_path: Path) -> None:
    KeyHome(tmp_path).machine()
    file = tmp_path / "machine.json"
    file.write_text(file.read_text().replace('"none"', '"dpapi"'))
    with pytest.raises(WrongSecret, match="另一种系统"):
        KeyHome(tmp_path).machine()
