"""A zip checked and listed in the child process: names, places, and what speaks against a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.intake.archives.member_names import is_litter
from meihao_desktop.intake.archives.zip_end import has_end
from meihao_desktop.intake.archives.zip_gate import CheckedEntry, checked_entries
from meihao_desktop.intake.archives.zip_names import NameCoding, ReadName, raw_name, read_names
from meihao_desktop.intake.archives.zip_place import ZipPlace
from meihao_desktop.intake.caps import ZipCaps
from meihao_desktop.intake.refusals import Objection, Refusal, SubmissionRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipMember:
    """One file of the list, under the name people read."""

    path: str
    place: ZipPlace
    objection: Objection | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipListing:
    """The files of a zip, or why the whole of it is refused."""

    label: str = "ZIP"
    members: tuple[ZipMember, ...] = ()
    refusal: Refusal | None = None
    words: Mapping[str, str] = field(default_factory=dict[str, str])


def list_zip(path: Path, *, name: str, names: NameCoding, most: ZipCaps) -> ZipListing:
    """The list of the zip at ``path``, which people know as ``name``; folders apart."""
    try:
        with path.open("rb") as stream:
            entries = checked_entries(stream, name, most)
    except SubmissionRefused as refused:
        return ZipListing(refusal=refused.refusal, words=refused.words)
    except OSError as error:
        raise fsops.SourceUnreadable(
            f"读不到“{name}”。U 盘可能已拔出、损坏或不许读取，请重新插好后再导入。"
        ) from error
    raw = [raw_name(e.entry.raw_name, e.entry.flags, e.entry.extra) for e in entries]
    read, coding = read_names(raw, names)
    return ZipListing(
        label=f"ZIP（{coding}）" if coding else "ZIP",
        members=tuple(
            _member(checked, one)
            for checked, one in zip(entries, read, strict=True)
            if not _is_passed_over(checked, one.text)
        ),
    )


def ends_as_zip(path: Path) -> bool:
    """Whether the file ends as a zip does, whatever it begins with."""
    with path.open("rb") as stream:
        return has_end(stream)


def _is_passed_over(checked: CheckedEntry, path: str) -> bool:
    return is_litter(path) or (checked.is_folder and checked.objection is None)


def _member(checked: CheckedEntry, name: ReadName) -> ZipMember:
    entry = checked.entry
    place = ZipPlace(
        data_at=checked.data_at,
        method=entry.method,
        packed_size=entry.packed_size,
        size=entry.size,
        crc=entry.crc,
    )
    return ZipMember(
        path=name.text, place=place, objection=checked.objection, is_exact=name.is_exact
    )
