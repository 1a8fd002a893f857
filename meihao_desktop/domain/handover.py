"""What travels between the secretary and the experts' laptops, and what comes of it together.

评审包 go out, 评分包 come back. What counts is a function of the set of bundles alone: it does not
matter in which order, how often, or over how many sticks they came in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.county import County
from meihao_desktop.domain.declaration import Declaration
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.hearing import GivenAnswer, Hearing
from meihao_desktop.domain.mention import NameSearch
from meihao_desktop.domain.panel import Background, Person, PersonId
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.review_round import ReviewRound, RoundMode
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import KeyChange, PublicKey, SheetSignature
from meihao_desktop.domain.submission import Submission

SheetKey = tuple[PersonId, EstateId, int]
LOCAL = ""
"""Stands for the sheets that were sealed on the secretary's own machine."""


class BundleState(Enum):
    """What has become of a received bundle; LOST: the key that would open it is gone for ever."""

    SEALED = "待拆封"
    OPENED = "已拆封"
    SET_ASIDE = "不计入"
    LOST = "不能拆封"

    @property
    def counts(self) -> bool:
        """Whether what is in the bundle counts, now or once it is opened."""
        return self in (BundleState.SEALED, BundleState.OPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One sealed revision of a sheet in a bundle: which one, and the digest of what it says."""

    estate: EstateId
    revision: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One received bundle (评分包); its contents stay hidden until it is opened.

    ``made_at`` is a moment of the expert's laptop, ``received_at`` one of the secretary's.
    ``jumps`` counts how often the laptop's clock went back while the expert worked.
    """

    digest: str
    expert: PersonId
    serial: int
    machine: str
    fingerprint: str
    pack_serial: int
    log_seq: int
    log_head: str
    jumps: int
    made_at: datetime
    received_at: datetime
    state: BundleState = BundleState.SEALED
    opened_at: datetime | None = None
    reason: str = ""
    marks: tuple[Mark, ...] = ()

    def keys(self) -> Mapping[SheetKey, str]:
        return {(self.expert, mark.estate, mark.revision): mark.digest for mark in self.marks}


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Why the round goes on without what an expert still owes."""

    expert: PersonId
    reason: str
    noted_by: PersonId
    noted_at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise RuleViolation("请写明该专家的评分为何没有收到，再确认。")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOut:
    """One review pack (评审包) that was made; ``content`` is the digest of what it says."""

    serial: int
    digest: str
    content: str
    made_by: PersonId
    made_at: datetime
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenSeat:
    """An expert's laptop: the round and the pack that it works from, and for whom.

    ``own`` is the expert's own part of the pack, locked until the PIN activates it.
    """

    round_id: str
    event_key: str
    pack_serial: int
    pack_digest: str
    expert: PersonId
    taken_at: datetime
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleOut:
    """One bundle that an expert's laptop has written; ``content`` is the digest of what it says.

    ``digest`` is that of the signed bundle, ``letter`` that of the file in which it is encrypted.
    """

    serial: int
    digest: str
    content: str
    handed_at: datetime
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What one expert needs to begin: hash of the PIN, token under the PIN, own part under it."""

    person: PersonId
    phc_hash: str
    token: str
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """What only one expert may read of a pack.

    ``sheets`` are those that the secretary's records already hold of this expert, with sheets that
    were opened again as drafts; ``last_serial`` is the newest bundle received; ``hearings`` are the
    notices of far-off scores that nobody has decided on yet.
    """

    background: Background
    recusals: tuple[Recusal, ...] = ()
    declaration: Declaration | None = None
    sheets: tuple[ScoreSheet, ...] = ()
    searches: tuple[NameSearch, ...] = ()
    last_serial: int = 0
    hearings: tuple[Hearing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContent:
    """What a review pack tells every expert."""

    review_round: ReviewRound
    rubric: Rubric
    counties: tuple[County, ...]
    submissions: tuple[Submission, ...]
    estates: tuple[Estate, ...]
    people: tuple[Person, ...]
    keys: tuple[PublicKey, ...]
    certificates: tuple[Certificate, ...]
    key_changes: tuple[KeyChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A review pack without its materials."""

    round_id: str
    serial: int
    made_by: PersonId
    made_at: datetime
    content: PackContent
    slips: tuple[Slip, ...]

    def slip(self, person: PersonId) -> Slip | None:
        return next((slip for slip in self.slips if slip.person == person), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest:
    """A key that asks for its certificate; ``proof`` shows that the owner knew the PIN."""

    public_key: str
    made_at: datetime
    retired_at: datetime | None
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """Where the log of a laptop stood, and how often its clock went back."""

    seq: int
    head: str
    jumps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleContent:
    """What an expert hands over: sealed sheets with signatures, declaration, own recusals, answers.

    ``answers`` are those to notices of far-off scores.
    """

    sheets: tuple[ScoreSheet, ...]
    signatures: tuple[SheetSignature, ...]
    declaration: Declaration | None
    recusals: tuple[Recusal, ...]
    answers: tuple[GivenAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A score bundle; ``rubric`` is the digest of the one it was scored by."""

    round_id: str
    mode: RoundMode
    rubric: str
    pack_serial: int
    expert: PersonId
    serial: int
    machine: str
    made_at: datetime
    log: LogHead
    keys: tuple[KeyRequest, ...]
    content: BundleContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """One revision of a sheet that came with different contents; ``bundles`` by digest.

    ``LOCAL`` among them is what was sealed on the secretary's own machine; several may hold one and
    the same of the ``contents``.
    """

    expert: PersonId
    estate: EstateId
    revision: int
    bundles: tuple[str, ...]
    contents: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What the received bundles say together.

    ``sources`` names, for each sealed revision, the bundle to take it from: the newest that has it.
    """

    sources: Mapping[SheetKey, str] = field(default_factory=dict[SheetKey, str])
    contests: tuple[Contest, ...] = ()

    def contested_experts(self) -> frozenset[PersonId]:
        return frozenset(contest.expert for contest in self.contests)

    def is_contested(self, digest: str) -> bool:
        return any(digest in contest.bundles for contest in self.contests)


def newer_recusal(known: Recusal | None, told: Recusal) -> Recusal:
    """Of two recusals of one pair the decided one, and among equals the one declared later."""
    if known is None:
        return told
    return max(
        known,
        told,
        key=lambda each: (
            each.decided_at is not None, each.declared_at, each.status.name, each.basis,
        ),
    )  # fmt: skip


def newer_declaration(known: Declaration | None, told: Declaration) -> Declaration:
    """Of two declarations of one expert the later one."""
    return told if known is None or known.declared_at < told.declared_at else known


def merged(handovers: Iterable[Handover], local: Mapping[SheetKey, str] | None = None) -> Merge:
    """The bundles together with the sheets sealed here; order and repetition make no difference."""
    by_digest = {each.digest: each for each in handovers}
    counting = [h for h in by_digest.values() if h.state.counts]
    counting.sort(key=lambda each: (each.serial, each.digest))
    said: dict[SheetKey, dict[str, list[str]]] = {}
    sources: dict[SheetKey, str] = {}
    for key, digest in (local or {}).items():
        said.setdefault(key, {}).setdefault(digest, []).append(LOCAL)
    for each in counting:
        for key, digest in each.keys().items():
            said.setdefault(key, {}).setdefault(digest, []).append(each.digest)
            sources[key] = each.digest
    contests = tuple(
        Contest(
            expert=key[0],
            estate=key[1],
            revision=key[2],
            bundles=tuple(sorted(bundle for told in versions.values() for bundle in told)),
            contents=len(versions),
        )
        for key, versions in sorted(said.items())
        if len(versions) > 1
    )
    return Merge(sources, contests)


def newest(handovers: Iterable[Handover], expert: PersonId) -> Handover | None:
    """The bundle with the highest serial that counts for an expert."""
    own = [each for each in handovers if each.expert == expert and each.state.counts]
    return max(own, key=lambda each: (each.serial, each.digest), default=None)
