"""Keys: the key of the round, the keys of its experts, and what is signed with them.

A private key is kept in the home of the program before its public half is entered in the round: a
key without its row harms nobody, a row without its key could never sign.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from meihao_desktop import resources
from meihao_desktop.db.store import Store
from meihao_desktop.domain.certificate import Certificate, Credential
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import KeyPurpose, PublicKey, SheetSignature
from meihao_desktop.exchange.box_key import ALGORITHM as BOX_ALGORITHM
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.key_home import KeyHome
from meihao_desktop.exchange.lockbox import Slowness, WrongSecret
from meihao_desktop.exchange.signing_keys import ALGORITHM, SigningKey, key_from
from meihao_desktop.operations.context import Context

WAY_ON = "密钥确已丢失的，请秘书会同组长或监督员，在秘书台的“签署”页更换评审密钥。"
EVENT_KEY = "event-{}"
"""Name of a key that replaced the first one, by its fingerprint."""
SIGNING_PHASES = frozenset({Phase.SEALED, Phase.SCORING, Phase.COLLATING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key with both halves at hand, as for the moment of one signature."""

    key: PublicKey
    private: SigningKey

    def signature(self, round_id: str, sheet: ScoreSheet, at: datetime) -> SheetSignature:
        """The expert's key vouches for the digest of a sheet that is being handed in."""
        unsigned = SheetSignature(
            expert=sheet.expert,
            estate=sheet.estate,
            revision=sheet.revision,
            digest=sheet.digest,
            fingerprint=self.key.fingerprint,
            signature="",
            signed_at=at,
        )
        return replace(
            unsigned, signature=self.private.sign("sheet", canonical(unsigned.body(round_id)))
        )


def key_home() -> KeyHome:
    """Where the private keys of this person lie."""
    return KeyHome(resources.data_home() / "keys")


def slowness(context: Context) -> Slowness:
    """What one guess at a PIN costs in this round."""
    cost = context.pin_cost
    return Slowness(passes=cost.passes, lanes=cost.lanes, memory_kib=cost.memory_kib)


def event_key_to_enter(context: Context) -> PublicKey | None:
    """The key that a round gets when it is sealed; none where it has one or came in a pack.

    Its private half is kept on this machine before the caller enters the public one.
    """
    store = context.store
    if store.keys.is_seat() or store.keys.event_key() is not None:
        return None
    home, round_id = key_home(), store.round_id
    key = home.event_key(round_id)
    if key is None:
        key = SigningKey.generate()
        home.save_event_key(round_id, key)
    return _public(key, KeyPurpose.EVENT, "", home.machine().id, context.now())


def round_keys_to_enter(context: Context) -> tuple[PublicKey, ...]:
    """The keys that the round still lacks: the one that signs, and the one that opens bundles."""
    found = (event_key_to_enter(context), box_key_to_enter(context))
    return tuple(key for key in found if key is not None)


def box_key_to_enter(context: Context) -> PublicKey | None:
    """The key that bundles will be closed to; none where the round has one or came in a pack."""
    store = context.store
    if store.keys.is_seat() or store.keys.box_key() is not None:
        return None
    return new_box_key(context)


def new_box_key(context: Context) -> PublicKey:
    """A fresh box key, its private half kept on this machine; the caller enters it."""
    key, home = BoxKey.generate(), key_home()
    home.save_box_key(context.store.round_id, key)
    return PublicKey(
        fingerprint=key.fingerprint,
        purpose=KeyPurpose.BOX,
        machine=home.machine().id,
        algorithm=BOX_ALGORITHM,
        public_key=key.public_key,
        made_at=context.now(),
    )


def box_key_at_hand(store: Store, fingerprint: str) -> BoxKey | None:
    """The private key that opens bundles closed to this one, where it lies on this machine."""
    return key_home().box_key(store.round_id, fingerprint)


def event_key_at_hand(context: Context) -> SigningKey | None:
    """The private key of the round, on the one machine that has it."""
    known = context.store.keys.event_key()
    if known is None:
        return None
    home, round_id = key_home(), context.store.round_id
    later = home.secret(round_id, EVENT_KEY.format(known.fingerprint))
    key = home.event_key(round_id) if later is None else key_from(later)
    return key if key is not None and _is(key, known) else None


def require_event_key(context: Context, what: str) -> SigningKey:
    """The private key of the round, or the sentence that says what to do without it."""
    try:
        key = event_key_at_hand(context)
    except WrongSecret as error:
        raise RuleViolation(f"{error}{WAY_ON}") from error
    if key is None:
        raise RuleViolation(
            f"本机没有这次评审的密钥，不能{what}；请在封存评审的那台电脑上{what}。{WAY_ON}"
        )
    return key


def new_event_key(context: Context) -> Signer:
    """A fresh key for the round, its private half kept beside the old one; the caller enters it."""
    key, home = SigningKey.generate(), key_home()
    home.save_secret(context.store.round_id, EVENT_KEY.format(key.fingerprint), key.seed)
    told = _public(key, KeyPurpose.EVENT, "", home.machine().id, context.now())
    return Signer(key=told, private=key)


def ready_expert_key(context: Context, person: Person, pin: str) -> None:
    """At log-in: an expert without a key on this machine gets one, while sheets can be signed.

    A home that cannot be read keeps nobody out; handing in a sheet will say what is wrong.
    """
    if not person.is_expert or context.phase not in SIGNING_PHASES:
        return
    if context.store.restriction is not None:  # a copy that is only read
        return
    try:
        _known_key(context, person.id, pin)
    except WrongSecret:
        return


def signer(context: Context, expert: PersonId, pin: str) -> Signer:
    """The expert's key, opened with the PIN that was just proved; made where there is none."""
    key = _known_key(context, expert, pin)
    return Signer(
        key=key, private=key_home().expert_key(context.store.round_id, key.fingerprint, pin)
    )


def retire_keys(context: Context, person: PersonId) -> None:
    """Inside the caller's transaction: a new PIN ends the keys that the old one opened."""
    for key in context.store.keys.all():
        if key.purpose is KeyPurpose.EXPERT and key.owner == person and key.is_in_use:
            context.store.keys.save(replace(key, retired_at=context.now()))


def certificate_for(
    context: Context, key: PublicKey, issuer: SigningKey, *, role: Role = Role.EXPERT
) -> Certificate:
    """The key of the round vouches for the key of a person; the caller enters it."""
    if issuer.fingerprint == key.fingerprint:
        raise RuleViolation("评审密钥不能为自己签发证书。")
    told = Credential(
        round_id=context.store.round_id,
        role=role.name,
        person=key.owner,
        machine=key.machine,
        algorithm=key.algorithm,
        public_key=key.public_key,
        issued_at=context.now().isoformat(),
    )
    body = canonical(told.body())
    return Certificate(
        fingerprint=key.fingerprint,
        body=body.decode(),
        issuer=issuer.fingerprint,
        signature=issuer.sign("certificate", body),
    )


def _known_key(context: Context, expert: PersonId, pin: str) -> PublicKey:
    """The expert's key on this machine, entered and certified anew where it is lacking."""
    home, store = key_home(), context.store
    machine = home.machine().id
    key = store.keys.of_expert(expert, machine)
    if key is not None and home.has_expert_key(store.round_id, key.fingerprint):
        return key
    of_round = round_keys_to_enter(context)
    private = SigningKey.generate()
    home.save_expert_key(store.round_id, private, pin, slowness(context))
    fresh = _public(private, KeyPurpose.EXPERT, expert, machine, context.now())
    detail = {"fingerprint": fresh.fingerprint, "machine": machine}
    with context.transaction("enter_expert_key", subject=expert, detail=detail):
        for each in of_round:
            store.keys.save(each)
        if key is not None:  # its private half is lost
            store.keys.save(replace(key, retired_at=context.now()))
        store.keys.save(fresh)
        _certify(context, fresh)
    return fresh


def _certify(context: Context, key: PublicKey) -> None:
    """At once where the key of the round is at hand; else when the bundle is received."""
    try:
        issuer = event_key_at_hand(context)
    except WrongSecret:
        return
    if issuer is not None:
        context.store.keys.add_certificate(certificate_for(context, key, issuer))


def _public(
    key: SigningKey, purpose: KeyPurpose, owner: str, machine: str, at: datetime
) -> PublicKey:
    return PublicKey(
        fingerprint=key.fingerprint,
        purpose=purpose,
        owner=owner,
        machine=machine,
        algorithm=ALGORITHM,
        public_key=key.public_key,
        made_at=at,
    )


def _is(key: SigningKey, known: PublicKey) -> bool:
    return key.public_key == known.public_key
