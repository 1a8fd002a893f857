"""Which key stood for the round at which moment of its log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meihao_desktop.db.store import Store
from meihao_desktop.domain.signature import KeyPurpose, PublicKey, grouped

REPLACED = "replace_event_key"
TOLD_BY_PACK = frozenset({"take_seat", "renew_seat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reign:
    """The keys of the round one after the other, each with the event from which it stood.

    On an expert's laptop, which learns of all of them from packs, they have no events.
    """

    keys: tuple[PublicKey, ...]
    begins: Mapping[str, int]
    certified: Mapping[tuple[str, ...], int]
    faults: tuple[str, ...]

    def public_key(self, fingerprint: str) -> str:
        """The public half of one of them; empty for any other key."""
        return next((k.public_key for k in self.keys if k.fingerprint == fingerprint), "")

    def in_force(self, seq: int) -> str:
        """The fingerprint of the key that stood for the round at this event of the log."""
        begun = [key for key in self.keys if self.begins.get(key.fingerprint, 0) <= seq]
        return begun[-1].fingerprint if begun else ""

    def certifies(self, fingerprint: str, issuer: str) -> bool:
        """Whether this certificate was entered while its issuer stood for the round."""
        seq = self.certified.get((fingerprint, issuer))
        return seq is None or self.in_force(seq) == issuer


def reign_of(store: Store) -> Reign:
    """Read the log for it, but only where the key of the round was ever replaced."""
    keys, changes = store.keys.event_keys(), store.keys.changes()
    faults = list(_strangers(store, keys))
    if not changes:
        return Reign(keys=keys, begins={}, certified={}, faults=tuple(faults))
    is_seat, entered = store.keys.is_seat(), store.audit_log.entered("key_change")
    begins: dict[str, int] = {}
    for change in changes:
        seq, event = entered.get((change.fingerprint,), (0, ""))
        if event not in (TOLD_BY_PACK if is_seat else {REPLACED}):
            shown = grouped(change.fingerprint)
            faults.append(f"评审密钥 {shown} 的更换不是按规定的步骤登记的，更换记录是伪造的。")
        begins[change.fingerprint] = seq
    certified = {key: seq for key, (seq, _) in store.audit_log.entered("certificate").items()}
    if is_seat:
        begins, certified = {}, {}
    return Reign(keys=keys, begins=begins, certified=certified, faults=tuple(faults))


def _strangers(store: Store, keys: tuple[PublicKey, ...]) -> Iterator[str]:
    """Keys that claim to stand for the round and that no change brought in."""
    events = [key for key in store.keys.all() if key.purpose is KeyPurpose.EVENT]
    if len([key for key in events if key.is_in_use]) > 1:
        yield "记录中有不止一把评审密钥，只应有一把；请与开封记录上的指纹核对。"
        return
    known = {key.fingerprint for key in keys}
    for key in events:
        if key.fingerprint not in known:
            yield (
                f"评审密钥 {grouped(key.fingerprint)} 没有更换记录，不是本次评审的密钥；"
                "请与开封记录上的指纹核对。"
            )
    if keys and not keys[-1].is_in_use:
        yield f"评审密钥 {grouped(keys[-1].fingerprint)} 已停用，却没有更换记录。"
