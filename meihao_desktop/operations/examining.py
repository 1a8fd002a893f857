"""What somebody brings along, read without any records: runs beside the window.

Files are read in the capped child; signatures are checked by themselves. Whether all that belongs
to a round is for ``check_file`` to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from meihao_desktop import intake
from meihao_desktop.db.audit_log import LogReport
from meihao_desktop.db.store import verify_folder
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.file_statement import FileStatement
from meihao_desktop.domain.found_code import FoundCode, PageCodes
from meihao_desktop.domain.pdf_seal import PdfSeal
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.domain.sheet_mark import SCHEME
from meihao_desktop.exchange.archive_folder import OpenedArchive, looks_like_archive, open_archive
from meihao_desktop.exchange.envelope import Envelope
from meihao_desktop.exchange.file_signature import SUFFIX, fits, read_file_signature
from meihao_desktop.exchange.letter import Letter, is_letter, letter_of
from meihao_desktop.exchange.manifest import is_whole
from meihao_desktop.exchange.refusals import Refusal, refuse
from meihao_desktop.exchange.review_pack import PACK_FILE, SignedPack, open_pack
from meihao_desktop.exchange.score_bundle import bundle_bytes, opened_bundle

MOST_BYTES = 500 * 1024 * 1024
PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".webp", ".gif"}
)
NO_CODES = PageCodes(pages=0, codes=())
T = TypeVar("T")


class Brought(Enum):
    """What was brought along."""

    TEXT = "二维码文字"
    CHECK_CODE = "校验码"
    PDF = "pdf 文书"
    PICTURE = "照片或扫描件"
    FILE = "文件"
    BUNDLE = "评分包"
    PACK = "评审包"
    ARCHIVE = "归档"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSignature:
    """The signature beside a file: what it states, by which key, and whether the bytes fit."""

    statement: FileStatement
    public_key: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found; ``fault`` is why the thing itself is refused, told in a sentence."""

    kind: Brought
    name: str
    codes: PageCodes = NO_CODES
    seal: PdfSeal | None = None
    side: SideSignature | None = None
    letter: Letter | None = None
    bundle: Envelope | None = None
    pack: SignedPack | None = None
    archive: OpenedArchive | None = None
    log: LogReport | None = None
    fault: str = ""
    unread: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(code.text for code in self.codes.codes)


def examine(source: Path | str, watch: Watch | None = None) -> Examined:
    """Look at a file, a folder, the text of a code or a check code."""
    if isinstance(source, str):
        return _text(source.strip())
    watch = watch or Watch()
    if source.suffix == SUFFIX and source.with_suffix("").is_file():
        source = source.with_suffix("")
    if source.name == PACK_FILE:
        source = source.parent
    try:
        return _examined(source, watch)
    except Cancelled:
        raise
    except MeihaoError as refusal:
        return Examined(kind=_kind(source), name=source.name, fault=str(refusal))


def _text(text: str) -> Examined:
    plain = text.replace("-", "").replace(" ", "").upper()
    if len(plain) == 16 and not plain.strip("0123456789ABCDEF"):
        return Examined(kind=Brought.CHECK_CODE, name=plain)
    found = () if not text.startswith(f"{SCHEME}|") else (FoundCode(page=1, text=text),)
    told = "" if found else "这不是本程序文书的二维码文字，也不是 16 位的校验码，请重新扫描或核对。"
    codes = PageCodes(pages=1, codes=found)
    return Examined(kind=Brought.TEXT, name="二维码文字", codes=codes, unread=told)


def _examined(source: Path, watch: Watch) -> Examined:
    kind = _kind(source)
    bare = Examined(kind=kind, name=source.name)
    match kind:
        case Brought.ARCHIVE:
            opened = open_archive(source, watch)
            return replace(bare, archive=opened, log=verify_folder(source))
        case Brought.PACK:
            return replace(bare, pack=_pack(source, watch))
        case Brought.BUNDLE:
            return _bundle(source, bare)
        case _:
            return _file(source, bare, watch)


def _bundle(source: Path, bare: Examined) -> Examined:
    """A letter stays closed: only its round can open it. In archives bundles lie open."""
    data = bundle_bytes(source)
    if is_letter(data):
        return replace(bare, letter=letter_of(data, source.name))
    return replace(bare, bundle=opened_bundle(data, source.name))


def _file(source: Path, bare: Examined, watch: Watch) -> Examined:
    """A paper as a file: the signature inside, the one beside, and the codes on its pages."""
    found = replace(bare, side=_side(source))
    if bare.kind is Brought.FILE:
        return found
    is_pdf = bare.kind is Brought.PDF
    if is_pdf:
        found = replace(found, seal=intake.read_pdf_seal(source))
    codes, unread = _tried(lambda: intake.read_codes(source, is_pdf=is_pdf, watch=watch))
    return replace(found, codes=codes or bare.codes, unread=unread)


def _side(source: Path) -> SideSignature | None:
    beside = source.with_name(source.name + SUFFIX)
    if not beside.is_file():
        return None
    statement, envelope = read_file_signature(_bytes(beside), beside.name)
    is_same = fits(statement, _bytes(source))
    return SideSignature(statement=statement, public_key=envelope.public_key, fits=is_same)


def _pack(folder: Path, watch: Watch) -> SignedPack:
    """Every byte of a pack; a missing or changed material is refused by its name."""
    pack = open_pack(folder)
    for entry in pack.manifest.entries:
        if not is_whole(pack.materials / entry.name, entry, lambda _count: watch.check()):
            refuse(Refusal.OTHER_DIGEST, name=entry.name)
    return pack


def _tried(read: Callable[[], T]) -> tuple[T | None, str]:
    """What a reader says, or why it could not; a picture without a code is no fault."""
    try:
        return read(), ""
    except Cancelled:
        raise
    except MeihaoError as refusal:
        return None, str(refusal)


def _kind(source: Path) -> Brought:
    if source.is_dir():
        return Brought.ARCHIVE if looks_like_archive(source) else Brought.PACK
    is_bundle = _begins(source, b"meihao//bundle") or _begins(source, b"meihao//letter")
    if is_bundle or source.suffix.lower() == ".meihao":
        return Brought.BUNDLE
    if _begins(source, b"%PDF-") or source.suffix.lower() == ".pdf":
        return Brought.PDF
    return Brought.PICTURE if source.suffix.lower() in PICTURES else Brought.FILE


def _begins(source: Path, with_: bytes) -> bool:
    try:
        with source.open("rb") as stream:
            return stream.read(len(with_)) == with_
    except OSError:
        return False


def _bytes(source: Path) -> bytes:
    try:
        if source.stat().st_size > MOST_BYTES:
            refuse(Refusal.TOO_LARGE, what=source.name)
        return source.read_bytes()
    except OSError:
        refuse(Refusal.UNREADABLE, what=source.name)
