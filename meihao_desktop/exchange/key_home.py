"""Where private keys lie: in the person's own data, never in the folder of a round.

``machine.json`` holds the number and the secret of this machine; every key beside it is locked
with that secret, an expert's key with the expert's PIN as well.
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from meihao_desktop import fsops
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.canonical import Json, NotCanonical, canonical, parsed
from meihao_desktop.exchange.lockbox import (
    Slowness,
    WrongSecret,
    locked,
    locked_by_pin,
    stretch_ahead,
    unlocked,
    unlocked_by_pin,
)
from meihao_desktop.exchange.machine_guard import METHOD, guarded, unguarded
from meihao_desktop.exchange.signing_keys import SigningKey, key_from

MACHINE_FILE = "machine.json"
MACHINE_KEY, EVENT_KEY, BOX_KEY = "machine-key", "event", "box-{}"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """This machine: its number, and the secret that locks what lies on it."""

    id: str
    secret: bytes = field(repr=False)


class KeyHome:
    """The folder ``keys`` of the person's data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._machine: Machine | None = None

    def machine(self) -> Machine:
        """This machine, made known to itself at first need."""
        file = self._folder / MACHINE_FILE
        if self._machine is None and file.is_file():
            self._machine = _read_machine(file)
        if self._machine is None:
            machine = Machine(id=secrets.token_hex(8), secret=secrets.token_bytes(SECRET_BYTES))
            kept = guarded(machine.secret).hex()
            self._write(file, {"machine": machine.id, "guard": METHOD, "secret": kept})
            self._machine = machine
        return self._machine

    def machine_key(self) -> SigningKey:
        """The key of this machine, made at first need."""
        if (seed := self.secret("", MACHINE_KEY)) is None:
            seed = SigningKey.generate().seed
            self.save_secret("", MACHINE_KEY, seed)
        return key_from(seed)

    def event_key(self, round_id: str) -> SigningKey | None:
        """The key of the round, on the machine where the round was sealed."""
        seed = self.secret(round_id, EVENT_KEY)
        return None if seed is None else key_from(seed)

    def save_event_key(self, round_id: str, key: SigningKey) -> None:
        self.save_secret(round_id, EVENT_KEY, key.seed)

    def box_key(self, round_id: str, fingerprint: str) -> BoxKey | None:
        """The key that opens bundles of the round; every one that the round ever had is kept."""
        seed = self.secret(round_id, BOX_KEY.format(fingerprint))
        return None if seed is None else BoxKey.of(seed)

    def save_box_key(self, round_id: str, key: BoxKey) -> None:
        self.save_secret(round_id, BOX_KEY.format(key.fingerprint), key.seed)

    def has_expert_key(self, round_id: str, fingerprint: str) -> bool:
        return self._expert_file(round_id, fingerprint).is_file()

    def expert_key(self, round_id: str, fingerprint: str, pin: str) -> SigningKey:
        """An expert's key; ``WrongSecret`` where it is not here or the PIN is another one."""
        file = self._expert_file(round_id, fingerprint)
        if not file.is_file():
            raise WrongSecret("本机上没有这位专家的签名密钥。")
        text = cast("str", _read(file, "key"))
        return key_from(unlocked_by_pin(text, pin, self.machine().secret))

    def save_expert_key(self, round_id: str, key: SigningKey, pin: str, slowness: Slowness) -> None:
        text = locked_by_pin(key.seed, pin, self.machine().secret, slowness)
        self._write(self._expert_file(round_id, key.fingerprint), {"key": text})

    def stretch_expert_key(self, round_id: str, fingerprint: str, pin: str) -> None:
        """The slow part of ``expert_key``, ahead of it and beside the window."""
        file = self._expert_file(round_id, fingerprint)
        stretch_ahead(pin, str(_read(file, "key")))

    def save_secret(self, round_id: str, name: str, data: bytes) -> None:
        """Keep anything else that only this machine may read, under a name of one's own."""
        self._write(
            self._folder / round_id / f"{name}.json",
            {"key": locked(data, self.machine().secret)},
        )

    def secret(self, round_id: str, name: str) -> bytes | None:
        file = self._folder / round_id / f"{name}.json"
        if not file.is_file():
            return None
        return unlocked(cast("str", _read(file, "key")), self.machine().secret)

    def _expert_file(self, round_id: str, fingerprint: str) -> Path:
        return self._folder / round_id / f"{fingerprint}.json"

    def _write(self, file: Path, content: Json) -> None:
        """The folder is closed to others first, so that the file never stands open."""
        fsops.make_folder(self._folder)
        fsops.make_private(self._folder)
        fsops.make_folder(file.parent)
        fsops.write_atomically(file, canonical(content))
        fsops.make_private(file)


def _read_machine(file: Path) -> Machine:
    try:
        kept = bytes.fromhex(str(_read(file, "secret")))
    except ValueError as error:
        raise _unreadable(file) from error
    secret = unguarded(kept, str(_read(file, "guard")))
    return Machine(id=str(_read(file, "machine")), secret=secret)


def _read(file: Path, name: str) -> Json:
    try:
        return parsed(file.read_bytes())[name]
    except (OSError, NotCanonical, KeyError, TypeError) as error:
        raise _unreadable(file) from error


def _unreadable(file: Path) -> WrongSecret:
    return WrongSecret(
        f"密钥文件“{file}”读不出来，可能已损坏。请从备份恢复这个文件；"
        "已有的签名不受影响，只是本机暂时不能再签名。"
    )
