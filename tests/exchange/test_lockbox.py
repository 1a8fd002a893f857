"""A lock opens with its own PIN on its own machine, and never after a change."""

import json

import pytest

from meihao_desktop.exchange.lockbox import (
    Slowness,
    WrongSecret,
    locked,
    locked_by_pin,
    unlocked,
    unlocked_by_pin,
)

FAST = Slowness(passes=1, lanes=1, memory_kib=64)


def test_a_box_opens_with_its_pin_and_its_machine() -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    assert unlocked_by_pin(text, "258001", b"machine") == b"token"


@pytest.mark.parametrize(("pin", "machine"), [("258002", b"machine"), ("258001", b"another")])
def test_another_pin_or_machine_opens_nothing(pin: str, machine: bytes) -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    with pytest.raises(WrongSecret):
        unlocked_by_pin(text, pin, machine)


def test_the_same_content_never_looks_the_same_twice() -> None:
    assert locked(b"token", b"secret") != locked(b"token", b"secret")


@pytest.mark.parametrize("name", ["salt", "nonce", "sealed"])
def test_a_changed_byte_is_noticed(name: str) -> None:
    box = json.loads(locked(b"token", b"secret"))
    box[name] = ("0" if box[name][0] != "0" else "1") + box[name][1:]
    with pytest.raises(WrongSecret):
        unlocked(json.dumps(box), b"secret")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"algorithm":"AES-256-GCM"}', "\ud800"])
def test_what_is_no_box_is_refused_with_a_sentence(text: str) -> None:
    for refuse in (
        lambda: unlocked(text, b"secret"),
        lambda: unlocked_by_pin(text, "258001", b"machine"),
    ):
        with pytest.raises(WrongSecret, match="密钥文件打不开"):
            refuse()


@pytest.mark.parametrize(
    "cost", [{"memory_kib": 2**24}, {"passes": 10**9}, {"lanes": 0}, {"passes": "1"}]
)
def test_a_strangers_box_cannot_make_the_machine_work_without_end(cost: dict[str, int]) -> None:
    box = json.loads(locked_by_pin(b"token", "258001", b"machine", FAST)) | cost
    with pytest.raises(WrongSecret):
        unlocked_by_pin(json.dumps(box), "258001", b"machine")
