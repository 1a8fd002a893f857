"""A zip as an offer: its checked entries under their decoded names."""

from functools import partial
from pathlib import Path

from meihao_desktop.intake.member_names import is_litter
from meihao_desktop.intake.offered import Offer, Offered
from meihao_desktop.intake.zip_gate import CheckedEntry, checked_entries
from meihao_desktop.intake.zip_names import NameCoding, ReadName, raw_name, read_names
from meihao_desktop.intake.zip_streams import open_entry


def offer_of_zip(source: Path, name: str, names: NameCoding) -> Offer:
    """The files of the zip at ``source``, which people know as ``name``."""
    with source.open("rb") as stream:
        entries = checked_entries(stream, name)
    raw = [raw_name(e.entry.raw_name, e.entry.flags, e.entry.extra) for e in entries]
    read, coding = read_names(raw, names)
    return Offer(
        label=f"ZIP（{coding}）" if coding else "ZIP",
        files=tuple(
            _offered(source, checked, name)
            for checked, name in zip(entries, read, strict=True)
            if not _is_passed_over(checked, name.text)
        ),
    )


def _is_passed_over(checked: CheckedEntry, path: str) -> bool:
    return is_litter(path) or (checked.is_folder and checked.objection is None)


def _offered(source: Path, checked: CheckedEntry, name: ReadName) -> Offered:
    return Offered(
        path=name.text,
        size=checked.entry.size,
        open=partial(open_entry, source, checked),
        objection=checked.objection,
        is_exact=name.is_exact,
    )
