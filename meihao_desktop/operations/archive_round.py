"""Archive a finished round: records, materials, papers, bundles, result and verifier in one folder.

What it will hold is fixed in ``prepare``; writing needs no store and may go on beside the window;
``note_archive`` enters it in the records of the round, after the state that it holds itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from meihao_desktop import fsops, resources
from meihao_desktop.db.connection import FILE_NAME
from meihao_desktop.db.store import reading, verify_folder
from meihao_desktop.domain.archive import (
    BUNDLES,
    MATERIALS,
    PAPERS,
    Archive,
    ArchivePart,
    names_digest,
)
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import ReviewRound
from meihao_desktop.exchange.archive_folder import (
    ArchiveLoad,
    OpenedArchive,
    archive_folder,
    file_name,
    open_archive,
    write_archive,
)
from meihao_desktop.exchange.canonical import Json, canonical
from meihao_desktop.exchange.signing_keys import SigningKey, fingerprint_of
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import event_key_to_enter, require_event_key
from meihao_desktop.operations.letters import boxes_of, contents
from meihao_desktop.operations.proof import proof
from meihao_desktop.operations.result import result_of
from meihao_desktop.operations.seats import HANDED

RESULT = "result.json"
VERIFIER = ("verify.py", "核验说明.html")


class Rendered(Protocol):
    """A rendered paper, as far as the archive cares."""

    @property
    def file_name(self) -> str: ...

    @property
    def data(self) -> bytes: ...


Press = Callable[[Watch], Sequence[Rendered]]
"""Renders all papers of the moment for which the archive is prepared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArchive:
    """An archive ready to be written: plain values, so that it may go on in the background."""

    folder: Path
    files: Mapping[str, bytes]
    materials: Mapping[str, Path]
    told: Mapping[str, Json]
    about: bytes
    press: Press
    key: SigningKey
    made_by: PersonId
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCheck:
    """What a check of an archive found; nothing in ``faults`` where it holds."""

    opened: OpenedArchive
    faults: tuple[str, ...]
    events: int
    head: str
    signed: int

    @property
    def is_sound(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveDesk:
    """What the desk shows: what would be archived, what was, and why not where it cannot be."""

    review_round: ReviewRound
    contents: tuple[tuple[str, str], ...]
    archives: tuple[Archive, ...]
    names: Mapping[str, str]
    may_archive: bool
    reason: str


def archive_desk(context: Context) -> ArchiveDesk:
    """The earlier archives, and what one made now would hold."""
    dossier = context.dossier()
    sealed = [s for s in (*dossier.earlier_sheets, *dossier.sheets) if s.digest]
    exchanges = context.store.exchanges
    materials = _materials(context)
    may = context.may(Act.MAKE_ARCHIVE)
    events, packs, bundles = (
        context.store.audit_log.head()[0], exchanges.packs(), exchanges.handovers()
    )  # fmt: skip
    return ArchiveDesk(
        review_round=dossier.review_round,
        contents=(
            ("评审记录", f"{events} 条留痕，{len(sealed)} 份封存的评分表"),
            ("报送材料", f"{len(materials)} 个文件"),
            ("文书", "此刻的全部文书，各一份"),
            ("评审包和评分包", f"发出 {len(packs)} 个，收到 {len(bundles)} 个"),
            ("评审结果", "规则、每一分的来源、汇总和名次"),
            ("核验程序", "verify.py 和核验说明"),
        ),
        archives=dossier.archives,
        names={person.id: person.name for person in dossier.panel.people},
        may_archive=may,
        reason="" if may else _why_not(context),
    )  # fmt: skip


def prepare(context: Context, place: Path, press: Press) -> PreparedArchive:
    """Everything the archive will say is of this moment."""
    actor = context.require(Act.MAKE_ARCHIVE)
    if place.resolve().is_relative_to(context.folder.resolve()):
        raise RuleViolation("归档不能放在评审目录里面，请选 U 盘或另一个文件夹。")
    key = _event_key(context)
    result = result_of(context.store)
    round_ = result["评审"]
    told = {
        "kind": "meihao archive", "round": round_, "log": result["留痕链末端"],
        "event_key": key.public_key,
        "result": sha256(canonical(result)).hexdigest(),
    }  # fmt: skip
    about = canonical({"round": round_["id"], "log": result["留痕链末端"]})
    return PreparedArchive(
        folder=archive_folder(place, round_["title"], round_["year"], about),
        files={
            FILE_NAME: context.store.snapshot("归档").data,
            RESULT: canonical(result),
            **{name: resources.path("verifier", name).read_bytes() for name in VERIFIER},
            **dict(_handed(context)),
        },
        materials=_materials(context),
        told=told,
        about=about,
        press=press,
        key=key,
        made_by=actor.id,
        made_at=context.now(),
    )


def write(prepared: PreparedArchive, watch: Watch) -> Archive:
    """Render, write, read everything back, and check it; runs in the background."""
    files = dict(prepared.files)
    for paper in prepared.press(watch):
        stem, _, suffix = paper.file_name.rpartition(".")
        files[file_name(PAPERS, stem, suffix, tuple(files))] = paper.data
    load = ArchiveLoad(
        files=files, materials=prepared.materials, told=prepared.told, about=prepared.about
    )
    opened = write_archive(prepared.folder, load, prepared.key, watch)
    if faults := _checked(opened).faults:
        raise RuleViolation(f"写好的归档没有通过核对：{faults[0]}请换一个位置重新归档。")
    return _record(opened, prepared)


def note_archive(context: Context, archive: Archive) -> Change:
    """Enter in the records that this archive was made."""
    context.require(Act.MAKE_ARCHIVE)
    detail = {"place": archive.place, "result": archive.result_digest}
    with context.transaction("make_archive", subject=archive.digest, detail=detail):
        context.store.archives.save(archive)
    return Change(is_round=True, is_printings=True)


def archive(context: Context, place: Path, press: Press, watch: Watch | None = None) -> Archive:
    """All three steps, one after the other."""
    done = write(prepare(context, place, press), watch or Watch())
    note_archive(context, done)
    return done


def check(folder: Path, watch: Watch | None = None) -> ArchiveCheck:
    """Read every byte of an archive and work its result out again by this program's own rules."""
    return _checked(open_archive(folder, watch))


def _checked(opened: OpenedArchive) -> ArchiveCheck:
    report = verify_folder(opened.folder)
    faults = list(report.faults)
    signed = 0
    if not faults:
        with reading(opened.folder) as store:
            if store is None:
                faults.append("评审数据由另一个版本的程序写出，请用 verify.py 核验。")
            else:
                found = proof(store)
                signed = found.signed
                faults.extend((*found.faults, *found.gaps))
                if canonical(result_of(store)) != (opened.folder / RESULT).read_bytes():
                    faults.append("评审结果（result.json）与按评审数据重新计算的不一致。")
        if report.head != opened.told["log"]["head"]:
            faults.append("评审数据的留痕链末端与清单所写的不一致。")
    return ArchiveCheck(
        opened=opened, faults=tuple(faults), events=report.count, head=report.head, signed=signed
    )


def _record(opened: OpenedArchive, prepared: PreparedArchive) -> Archive:
    parts = [part for part in opened.parts if part.folder != MATERIALS]
    materials = [part for part in opened.parts if part.folder == MATERIALS]
    manifest = (opened.folder / "manifest.json").stat().st_size
    return Archive(
        digest=opened.digest,
        place=str(opened.folder),
        made_by=prepared.made_by,
        made_at=prepared.made_at,
        log_seq=opened.told["log"]["seq"],
        log_head=opened.told["log"]["head"],
        fingerprint=fingerprint_of(opened.public_key),
        result_digest=opened.told["result"],
        parts=(
            ArchivePart(name="manifest.json", size=manifest, sha256=opened.digest), *parts
        ),
        materials=len(materials),
        materials_size=sum(part.size for part in materials),
        materials_digest=names_digest([part.sha256 for part in materials]),
    )  # fmt: skip


def _materials(context: Context) -> dict[str, Path]:
    """Every file that the records name, once, by digest."""
    dossier, kept = context.dossier(), context.store.material_files
    named = [m for e in dossier.estates for m in e.materials]
    named.extend(m for s in dossier.submissions for m in s.shared_materials)
    return {digest: kept.path(digest) for digest in sorted({m.digest for m in named})}


def _handed(context: Context) -> Iterator[tuple[str, bytes]]:
    """Packs as they went and bundles as they were signed, by the names that the records know."""
    place, boxes = context.folder / HANDED, boxes_of(context.store)
    for pack in context.store.exchanges.packs():
        yield f"{BUNDLES}/pack-{pack.serial}.meihao", _kept(place / f"pack-{pack.serial}.meihao")
    for each in context.store.exchanges.handovers():
        if each.state is BundleState.LOST:  # nobody can read it any more
            continue
        person = context.person(each.expert)
        what = f"{person.name if person else each.expert}的第 {each.serial} 号评分包"
        inner = contents(context.folder, each.digest, boxes, what)
        yield f"{BUNDLES}/{each.digest}.meihao", inner


def _kept(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise fsops.explained(error, file) from error


def _event_key(context: Context) -> SigningKey:
    """The key of the round; rounds that were sealed before there were keys get theirs now."""
    if (fresh := event_key_to_enter(context)) is not None:
        with context.transaction("enter_event_key", subject=fresh.fingerprint):
            context.store.keys.save(fresh)
    return require_event_key(context, "归档")


def _why_not(context: Context) -> str:
    try:
        context.require(Act.MAKE_ARCHIVE)
    except RuleViolation as refusal:
        return str(refusal)
    return ""
