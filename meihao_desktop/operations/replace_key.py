"""Replace the key of the round (更换评审密钥): it is lost, cannot be read, or is feared stolen.

The secretary and the chair or the observer stand for it together. What the old key vouched for
stays valid; experts' keys get new certificates, laptops learn of it from the next review pack, and
the 补充开封记录 says on paper which key stands for the round from now on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import Handover
from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.signature import ChangeCause, KeyChange, KeyPurpose, PublicKey
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import (
    Signer,
    certificate_for,
    event_key_at_hand,
    new_box_key,
    new_event_key,
)
from meihao_desktop.operations.letters import boxes_of, shut_for_good
from meihao_desktop.operations.pins import drop_unreadable_tokens, has_token
from meihao_desktop.operations.proof import require_genuine
from meihao_desktop.operations.witness import confirm

GUARDIANS = frozenset({Role.PANEL_CHAIR, Role.OBSERVER})
MISSING = "本机没有这次评审的密钥：密钥文件不在，或评审数据来自另一台电脑。"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDesk:
    """The key of the round: ``trouble`` says why it cannot be used here, if it cannot."""

    key: PublicKey | None
    changes: tuple[KeyChange, ...]
    trouble: str
    may_replace: bool

    @property
    def is_usable(self) -> bool:
        return self.key is not None and not self.trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """What came of it, and what is to be done now.

    ``lost`` are bundles that nobody can open any more; ``without_pin`` are experts who must get new
    PINs before a pack works for them.
    """

    old: PublicKey
    new: PublicKey
    lost: tuple[Handover, ...]
    without_pin: tuple[Person, ...]
    change: Change

    @property
    def steps(self) -> Iterator[str]:
        """What has to be done now, in this order."""
        yield "打印《补充开封记录》，请组长和监督员核对新指纹后签字。"
        if self.without_pin:
            names = "、".join(person.name for person in self.without_pin)
            yield f"为{names}重新发放 PIN：本机已没有他们的激活凭证，用原来的 PIN 领不了席位。"
        yield "重新制作评审包。专家的电脑读入时会显示新旧指纹，请专家对照补充开封记录确认。"
        yield "备份评审目录，并把密钥文件夹另存一份，妥善保管。"


def key_desk(context: Context) -> KeyDesk:
    """How the key of the round stands on this machine; nothing is wrong where none is wanted."""
    keys = context.store.keys
    key = keys.event_key()
    return KeyDesk(
        key=key,
        changes=keys.changes(),
        trouble=_trouble(context) if key is not None and not context.is_seat else "",
        may_replace=key is not None and context.may(Act.REPLACE_EVENT_KEY),
    )


def witnesses(context: Context) -> tuple[Person, ...]:
    """Who can stand beside the secretary."""
    actor = context.somebody()
    people = context.store.panels.people()
    return tuple(p for p in people if p.roles & GUARDIANS and p.id != actor.id)


def replace_event_key(
    context: Context, cause: ChangeCause, reason: str, witness: Witness
) -> Replaced:
    """Another key stands for the round from now on; a usable one goes only where it is feared for.

    The private halves are kept on this machine first: without their rows they harm nobody.
    """
    actor, store = context.require(Act.REPLACE_EVENT_KEY), context.store
    old = store.keys.event_key()
    if old is None:
        raise RuleViolation("本次评审还没有密钥，不需要更换；密钥在封存时生成。")
    if cause is ChangeCause.LOST and not _trouble(context):
        raise RuleViolation(
            "评审密钥在本机上完好，没有丢失，不能更换。怀疑密钥泄露的，请选“怀疑泄露”。"
        )
    if not reason.strip():
        raise RuleViolation("更换评审密钥必须写明理由，请填写后再确认。")
    require_genuine(store)
    second = confirm(context, witness, GUARDIANS)
    lost = shut_for_good(context.folder, store.exchanges.handovers(), boxes_of(store))
    drop_unreadable_tokens(context)
    new, box = new_event_key(context), new_box_key(context)
    change = KeyChange(
        fingerprint=new.key.fingerprint,
        replaced=old.fingerprint,
        cause=cause,
        reason=reason.strip(),
        replaced_by=actor.id,
        witness=second.id,
        replaced_at=new.key.made_at,
    )
    detail = {
        "old": old.fingerprint,
        "new": new.key.fingerprint,
        "cause": cause.name,
        "reason": change.reason,
        "witness": second.id,
        "lost": [each.digest for each in lost],
    }
    with context.transaction("replace_event_key", subject=new.key.fingerprint, detail=detail):
        _enter(context, new, box, change)
        for each in lost:
            store.exchanges.save_handover(each)
    return Replaced(
        old=old,
        new=new.key,
        lost=lost,
        without_pin=_without_pin(context),
        change=Change.everything(),
    )


def _trouble(context: Context) -> str:
    try:
        return "" if event_key_at_hand(context) is not None else MISSING
    except WrongSecret as error:
        return str(error)


def _enter(context: Context, new: Signer, box: PublicKey, change: KeyChange) -> None:
    """Inside the transaction: the keys change places, and experts' keys are vouched for anew."""
    keys = context.store.keys
    for retired in filter(None, (keys.event_key(), keys.box_key())):
        keys.save(replace(retired, retired_at=change.replaced_at))
    keys.save(new.key)
    keys.save(box)
    keys.add_change(change)
    certified = {certificate.fingerprint for certificate in keys.certificates()}
    for key in keys.all():
        if key.purpose is KeyPurpose.EXPERT and key.fingerprint in certified:
            keys.add_certificate(certificate_for(context, key, new.private))


def _without_pin(context: Context) -> tuple[Person, ...]:
    """Experts to whom a PIN was issued that this machine cannot activate a laptop with."""
    panels = context.store.panels
    return tuple(
        person
        for person in context.dossier().scorers.all
        if panels.pin(person.id) is not None and not has_token(context, person.id)
    )
