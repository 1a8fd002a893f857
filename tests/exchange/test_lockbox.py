"""A lock opens with its own PIN on its own machine, and never after a change."""

import json
from collections.abc import Iterator

import pytest

from meihao_desktop.exchange import lockbox
from meihao_desktop.exchange.lockbox import (
    Slowness,
    WrongSecret,
    forget_stretched,
    locked,
    locked_by_pin,
    stretch_ahead,
    stretch_for_new,
    unlocked,
    unlocked_by_pin,
)

FAST = Slowness(passes=1, lanes=1, memory_kib=64)


def test_a_box_opens_with_its_pin_and_its_machine() -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    assert unlocked_by_pin(text, "258001", b"machine") == b"token"


class Counted:
    """How often a PIN was really stretched."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._stretch = lockbox._stretch
        monkeypatch.setattr(lockbox, "_stretch", self)

    def __call__(self, pin: str, salt: bytes, slowness: Slowness) -> bytes:
        self.count += 1
        return self._stretch(pin, salt, slowness)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    yield Counted(monkeypatch)
    forget_stretched()


def test_what_was_stretched_ahead_serves_once(counted: Counted) -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    stretch_ahead("258001", text)
    assert counted.count == 2
    assert unlocked_by_pin(text, "258001", b"machine") == b"token"
    assert counted.count == 2
    assert unlocked_by_pin(text, "258001", b"machine") == b"token"
    assert counted.count == 3


def test_a_new_lock_may_be_stretched_ahead_too_and_every_lock_has_its_own_salt(
    counted: Counted,
) -> None:
    stretch_for_new("258001", FAST)
    first = locked_by_pin(b"token", "258001", b"machine", FAST)
    assert counted.count == 1
    second = locked_by_pin(b"token", "258001", b"machine", FAST)
    assert json.loads(first)["salt"] != json.loads(second)["salt"]
    for text in (first, second):
        assert unlocked_by_pin(text, "258001", b"machine") == b"token"


def test_stretching_ahead_tells_nothing_and_opens_nothing(counted: Counted) -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    stretch_ahead("258002", text)
    with pytest.raises(WrongSecret):
        unlocked_by_pin(text, "258002", b"machine")
    assert unlocked_by_pin(text, "258001", b"machine") == b"token"
    with pytest.raises(WrongSecret):
        stretch_ahead("258001", "kein Kasten")


def test_nothing_stays_behind_the_act(counted: Counted) -> None:
    text = locked_by_pin(b"token", "258001", b"machine", FAST)
    stretch_ahead("258001", text)
    stretch_for_new("258001", FAST)
    forget_stretched()
    assert lockbox._stretched == {}
    assert lockbox._salts == {}


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
