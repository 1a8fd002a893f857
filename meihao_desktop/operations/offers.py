"""Score bundles as they are read from a stick: all bytes first, then what their letters hold.

Nothing here looks at the records, so that it may run in the background.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from meihao_desktop.db import transfer
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.handover import Bundle
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.exchange.envelope import Envelope
from meihao_desktop.exchange.letter import letter_of
from meihao_desktop.exchange.refusals import Refusal, Refused, refuse
from meihao_desktop.exchange.score_bundle import bundle_bytes, find_bundles, opened_bundle
from meihao_desktop.operations.letters import Boxes

PULLED = (
    "U 盘在读取途中被拔出或断开，评分包一个也没有接收。请重新插好 U 盘，再点“接收评分包”；"
    "已收到过的不会重复接收。"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose letter, envelope and contents could be read.

    ``letter`` are the bytes as they came, ``inner`` those in it, which the expert signed.
    """

    letter: bytes
    inner: bytes
    envelope: Envelope
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that was offered: what it holds, or why it cannot be read."""

    what: str
    opened: Opened | None = None
    refused: Refused | None = None


def offers_on(stick: Path, boxes: Boxes, watch: Watch) -> tuple[Offer, ...]:
    """Every score bundle that lies on a stick; refused where there is none."""
    if not _is_there(stick):
        raise StorageError(PULLED)
    files = find_bundles(stick)
    if not files:
        raise StorageError(f"“{stick}”中没有评分包，请核对是否插对了 U 盘。")
    return read_offers(files, boxes, watch)


def read_offers(
    files: Sequence[Path], boxes: Boxes, watch: Watch | None = None
) -> tuple[Offer, ...]:
    """Every file read to its end before any is looked into."""
    told = watch or Watch()
    read: list[tuple[Path, bytes | Refused]] = []
    for file in files:
        told.tell(_progress(files, read, current=file.name))
        read.append((file, _bytes(file)))
    told.check()
    return tuple(_offer(file, found, boxes) for file, found in read)


_decoded: dict[str, tuple[Envelope, Bundle]] = {}
"""What was decoded ahead, by the digest of its bytes, for the one opening that follows."""


def decode_ahead(inner: bytes, what: str) -> None:
    """Do the slow part of opening these very bytes beside the window."""
    _decoded[sha256(inner).hexdigest()] = bundle_in(inner, what)


def decoded(inner: bytes, what: str) -> tuple[Envelope, Bundle]:
    """What these bytes hold, at once where they were decoded ahead."""
    return _decoded.pop(sha256(inner).hexdigest(), None) or bundle_in(inner, what)


def forget_decoded() -> None:
    """Keep nothing that was decoded ahead and not opened: it tells of points."""
    _decoded.clear()


def bundle_in(inner: bytes, what: str) -> tuple[Envelope, Bundle]:
    """What an opened letter holds; its own signatures are held against the records later."""
    envelope = opened_bundle(inner, what)
    try:
        return envelope, transfer.BUNDLE.decode(envelope.body["bundle"])
    except Unreadable:
        refuse(Refusal.BAD_CONTENT, what=what, why="内容与本程序的格式不符")


def _bytes(file: Path) -> bytes | Refused:
    try:
        return bundle_bytes(file)
    except Refused as refused:
        if refused.refusal is Refusal.UNREADABLE and not _is_there(file.parent):
            raise StorageError(PULLED) from None
        return refused


def _is_there(folder: Path) -> bool:
    try:
        next(folder.iterdir(), None)
    except OSError:
        return False
    return True


def _offer(file: Path, found: bytes | Refused, boxes: Boxes) -> Offer:
    if isinstance(found, Refused):
        return Offer(file.name, refused=found)
    try:
        inner = boxes.opened(letter_of(found, file.name), file.name)
        return Offer(file.name, Opened(found, inner, *bundle_in(inner, file.name)))
    except Refused as refused:
        return Offer(file.name, refused=refused)


def _progress(
    files: Sequence[Path], read: Sequence[tuple[Path, bytes | Refused]], *, current: str
) -> Progress:
    done = sum(len(found) for _, found in read if isinstance(found, bytes))
    return Progress(
        done_bytes=done, total_bytes=0, done_files=len(read), total_files=len(files),
        current=current,
    )  # fmt: skip
