"""Proof: every signature and certificate of a round is checked, each fault in its own sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from meihao_desktop.db.errors import RecordsAltered
from meihao_desktop.db.store import Store
from meihao_desktop.domain.certificate import Certificate, Credential
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import Sealer
from meihao_desktop.domain.signature import KeyPurpose, PublicKey, SheetSignature, grouped
from meihao_desktop.exchange.box_key import ALGORITHM as BOX_ALGORITHM
from meihao_desktop.exchange.canonical import canonical, parsed
from meihao_desktop.exchange.signing_keys import ALGORITHM, fingerprint_of, verify
from meihao_desktop.operations.reign import reign_of

SheetKey = tuple[PersonId, EstateId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the check found.

    ``faults`` say that something was altered or forged, ``gaps`` that something which ought to be
    signed or certified is not, ``notes`` what is as it should be and worth knowing.
    """

    faults: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    signed: int

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.gaps


def proof(store: Store) -> Proof:
    """Check everything that was signed in this round."""
    book = _Book(store)
    faults = (*_key_faults(book), *_certificate_faults(book), *_signature_faults(book))
    unsigned = [sheet for key, sheet in book.sheets.items() if key not in book.signatures]
    owed = [sheet for sheet in unsigned if book.owes_signature(sheet)]
    gaps = [f"{book.named(sheet)}已提交，却没有签名。" for sheet in owed]
    uncertified = tuple(_uncertified(book))
    notes = [f"有 {early} 份评分表在启用签名之前提交，没有签名。"] if (
        early := len(unsigned) - len(owed)
    ) else []  # fmt: skip
    if book.is_seat:
        notes.extend(f"{who}；交回评分包后由秘书的电脑认证。" for who in uncertified)
    else:
        gaps.extend(f"{who}，不能证明签名人的身份。" for who in uncertified)
    return Proof(faults=faults, gaps=tuple(gaps), notes=tuple(notes), signed=len(book.signatures))


def require_genuine(store: Store) -> None:
    """Refuse to work on a round in which something signed was altered or forged."""
    if faults := proof(store).faults:
        raise RecordsAltered(store.folder, faults)


class _Book:
    """What the round keeps of keys, sheets and signatures, looked up by key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        latest, earlier = store.score_sheets.all()
        self.sheets: Mapping[SheetKey, ScoreSheet] = {
            (s.expert, s.estate, s.revision): s for s in (*earlier, *latest) if s.digest
        }
        self.signatures: Mapping[SheetKey, SheetSignature] = {
            (s.expert, s.estate, s.revision): s for s in store.signatures.all()
        }
        self.handed_in = {key for h in store.exchanges.handovers() for key, _ in h.keys().items()}
        self.keys: Mapping[str, PublicKey] = {k.fingerprint: k for k in store.keys.all()}
        self.certificates = store.keys.certificates()
        self.round_id = store.round_id
        self.is_seat = store.keys.is_seat()
        self.event_key = store.keys.event_key()
        self.reign = reign_of(store)
        review_round = store.settings.review_round()
        self.sealer = Sealer(store.settings.rubric(), review_round.title)

    @cached_property
    def people(self) -> Mapping[str, str]:
        return {person.id: person.name for person in self._store.panels.people()}

    @cached_property
    def estates(self) -> Mapping[str, str]:
        return {estate.id: estate.name for estate in self._store.submissions.estates()}

    def named(self, of: ScoreSheet | SheetSignature) -> str:
        """专家01对“朗悦花园”的评分表（第 1 版）."""
        expert = self.people.get(of.expert, of.expert)
        estate = self.estates.get(of.estate, of.estate)
        return f"{expert}对“{estate}”的评分表（第 {of.revision} 版）"

    def owes_signature(self, sheet: ScoreSheet) -> bool:
        """Whether sheets were already signed in this round when this one was handed in.

        What came in a bundle is signed whatever the laptop's clock said; sheets of this machine are
        compared with the key by the clock of this machine.
        """
        if (sheet.expert, sheet.estate, sheet.revision) in self.handed_in:
            return True
        began = self.event_key.made_at if self.event_key else None
        if began is None:
            return self.is_seat
        return sheet.submitted_at is None or sheet.submitted_at >= began


def _key_faults(book: _Book) -> Iterator[str]:
    yield from book.reign.faults
    boxes = [key for key in book.keys.values() if key.purpose is KeyPurpose.BOX]
    if len([key for key in boxes if key.is_in_use]) > 1:
        yield "记录中有不止一把在用的拆封密钥，只应有一把，密钥被改动过。"
    for key in book.keys.values():
        if not _is_well_formed(key):
            yield f"密钥 {grouped(key.fingerprint)} 的公钥与它的指纹不符，公钥被换过。"


def _is_well_formed(key: PublicKey) -> bool:
    try:
        wanted = BOX_ALGORITHM if key.purpose is KeyPurpose.BOX else ALGORITHM
        return key.algorithm == wanted and fingerprint_of(key.public_key) == key.fingerprint
    except ValueError:
        return False


def _certificate_faults(book: _Book) -> Iterator[str]:
    for certificate in book.certificates:
        fault = _certificate_fault(certificate, book)
        if fault is not None:
            key = book.keys.get(certificate.fingerprint)
            owner = book.people.get(key.owner, key.owner) if key else ""
            yield f"{owner}的签名证书（密钥 {grouped(certificate.fingerprint)}）{fault}"


def _certificate_fault(certificate: Certificate, book: _Book) -> str | None:
    body = certificate.body.encode("utf-8", "surrogatepass")
    try:
        told = Credential.read(parsed(body))
    except (MeihaoError, AttributeError, ValueError):
        return "内容无法读取，可能被改动。"
    if told.round_id != book.round_id:
        return "是为另一次评审签发的，不能用于本次评审。"
    issuer = book.reign.public_key(certificate.issuer)
    if not issuer:
        return "不是由本次评审的密钥签发的。"
    if not book.reign.certifies(certificate.fingerprint, certificate.issuer):
        return f"由评审密钥 {grouped(certificate.issuer)} 签发，当时起作用的却不是这一把。"
    if not verify(issuer, "certificate", body, certificate.signature):
        return "上的签名与内容不符，证书被改动或伪造。"
    return _misfit(told, certificate, book)


def _misfit(told: Credential, certificate: Certificate, book: _Book) -> str | None:
    key = book.keys.get(certificate.fingerprint)
    if key is None or key.public_key != told.public_key or key.algorithm != told.algorithm:
        return "写的是另一把密钥。"
    if key.owner != told.person:
        return f"是签发给{book.people.get(told.person, told.person)}的，密钥却登记在他人名下。"
    if key.machine != told.machine:
        return "是为另一台电脑签发的。"
    if told.role != Role.EXPERT.name:
        return f"写明的身份是“{_role(told.role)}”，不是评审专家，不能签评分表。"
    return None


def _role(name: str) -> str:
    return Role[name].value if name in Role.__members__ else name


def _signature_faults(book: _Book) -> Iterator[str]:
    for key, signature in book.signatures.items():
        sheet = book.sheets.get(key)
        if sheet is None:
            yield f"{book.named(signature)}有签名，记录中却没有这份提交过的评分表。"
        elif fault := _signature_fault(signature, sheet, book):
            yield f"{book.named(sheet)}{fault}"
    for key, sheet in book.sheets.items():
        if key not in book.signatures and not book.sealer.fits(sheet):
            yield f"{book.named(sheet)}与封存时的校验值不符，封存之后内容被改动过。"


def _signature_fault(signature: SheetSignature, sheet: ScoreSheet, book: _Book) -> str | None:
    if not book.sealer.fits(sheet):
        return "与封存时的校验值不符，封存之后内容被改动过。"
    if signature.digest != sheet.digest:
        return "与签名所签的不是同一份内容，评分表或签名被换过。"
    key = book.keys.get(signature.fingerprint)
    if key is None:
        shown = grouped(signature.fingerprint)
        return f"由一把不属于本次评审的密钥（{shown}）签名。"
    return _signer_fault(signature, key, book)


def _signer_fault(signature: SheetSignature, key: PublicKey, book: _Book) -> str | None:
    shown = grouped(key.fingerprint)
    if key.purpose is not KeyPurpose.EXPERT:
        return f"由{key.purpose.value}的密钥签名，不是专家本人的密钥。"
    if key.owner != signature.expert:
        owner = book.people.get(key.owner, key.owner)
        return f"由{owner}的密钥（{shown}）签名，不是本人的密钥。"
    if not verify(
        key.public_key, "sheet", canonical(signature.body(book.round_id)), signature.signature
    ):
        return "的签名与内容不符，签名被改动或伪造。"
    if key.retired_at is not None and signature.signed_at > key.retired_at:
        return f"的签名晚于密钥（{shown}）停用的时间。"
    return None


def _uncertified(book: _Book) -> Iterator[str]:
    """Keys that signed something and that the key of the round does not vouch for."""
    used = dict.fromkeys(signature.fingerprint for signature in book.signatures.values())
    vouched = {certificate.fingerprint for certificate in book.certificates}
    for fingerprint in used:
        key = book.keys.get(fingerprint)
        is_experts = key is not None and key.purpose is KeyPurpose.EXPERT
        if key is not None and is_experts and fingerprint not in vouched:
            owner = book.people.get(key.owner, key.owner)
            yield f"{owner}的签名密钥（{grouped(fingerprint)}）还没有证书"
