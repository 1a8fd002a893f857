"""Archives inside a submission: one level is opened, its files stand below the archive's name."""

import re
from contextlib import closing
from pathlib import Path, PurePosixPath

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Progress
from meihao_desktop.intake.archives.kinds import is_archive, offer_of
from meihao_desktop.intake.archives.member_gate import Member, MemberGate
from meihao_desktop.intake.archives.member_names import same_key
from meihao_desktop.intake.archives.offered import Offer, Offered, Opening
from meihao_desktop.intake.archives.zip_source import head_of, take_out
from meihao_desktop.intake.refusals import (
    LeftOut,
    MemberRefused,
    Objection,
    Refusal,
    SubmissionRefused,
)

_ARCHIVE_NAME = re.compile(r"\.(zip|7z|rar|zipx|7z\.\d{3}|zip\.\d{3}|z\d\d|r\d\d)$", re.IGNORECASE)
_HEAD = 300


def unfold(gate: MemberGate, opening: Opening) -> None:
    """Replace each archive among the members by the files it holds."""
    for member in [one for one in gate.members if _is_archive(one)]:
        opening.watch.tell(Progress(current=f"展开 {member.path}"))
        gate.withdraw(member)
        try:
            offer = _opened(member, opening)
        except SubmissionRefused as refused:
            gate.leave_out(_not_opened(str(refused)), member.path)
        except MemberRefused as refused:
            gate.leave_out(refused.objection, member.path)
        else:
            _let_in(gate, offer, _folder_for(member.path, gate))


def _is_archive(member: Member | Offered) -> bool:
    """By its name and its content: an office file is a zip too, and stays what it is."""
    if not _ARCHIVE_NAME.search(member.path):
        return False
    if member.packed is not None:
        return is_archive(head_of(member.packed, _HEAD))
    try:
        with closing(member.open()) as stream:
            return is_archive(stream.read(_HEAD))
    except (MemberRefused, OSError):
        return False  # told when it is copied


def _opened(member: Member, opening: Opening) -> Offer:
    """What is in the archive; it is copied first where it is no file of its own yet."""
    location = member.location or _copied(member, opening)
    offer = offer_of(location, member.path, opening)
    if not offer.files:
        raise SubmissionRefused(Refusal.EMPTY_ARCHIVE, member.path)
    lefts = {one.objection.left if one.objection else None for one in offer.files}
    if lefts == {LeftOut.ENCRYPTED}:
        raise SubmissionRefused(Refusal.ALL_ENCRYPTED, member.path)
    return offer


def _copied(member: Member, opening: Opening) -> Path:
    target = opening.new_place()
    fsops.make_folder(opening.scratch)
    fsops.require_space(opening.scratch, member.size)
    if member.packed is not None:
        take_out(member.packed, target, member.path, opening.watch)
        return target
    with closing(member.open()) as source:
        fsops.copy_hashing(source, target, on_bytes=lambda _size: opening.watch.check())
    return target


def _let_in(gate: MemberGate, offer: Offer, folder: str) -> None:
    own_folder = PurePosixPath(folder).name + "/"
    is_doubled = all(one.path.startswith(own_folder) for one in offer.files)
    for one in offer.files:
        if one.objection is None and _is_archive(one):
            gate.leave_out(Objection(left=LeftOut.TOO_DEEP), f"{folder}/{one.path}")
        elif is_doubled:
            gate.weigh(one, str(PurePosixPath(folder).parent).removeprefix("."))
        else:
            gate.weigh(one, folder)


def _folder_for(path: str, gate: MemberGate) -> str:
    """The archive's name without its ending, unless a folder of that name came in beside it."""
    stem = _ARCHIVE_NAME.sub("", path).rstrip(" .")
    is_free = stem and not stem.endswith("/") and same_key(stem) not in gate.folders
    return stem if is_free else path


def _not_opened(reason: str) -> Objection:
    return Objection(left=LeftOut.NOT_OPENED, words={"reason": reason})
