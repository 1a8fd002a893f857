"""Zips whose structure lies: end, directory, what overlaps and what belongs to nobody."""

from collections.abc import Iterator
from pathlib import Path

from tests.support.malformed import ALSO_GOOD, GOOD, Malformed, from_bytes
from tests.support.raw_zip import (
    FULL16,
    FULL32,
    RawEntry,
    central_part,
    local_part,
    raw_zip,
    streamed,
    zip64_field,
)

SOURCE = "玉州区.zip"


def cases() -> Iterator[Malformed]:
    """Every zip that is refused whole."""
    for made in (_cut_off, _stray, _ends, _directories, _zip64, _volumes, _overlaps, _others):
        for name, data in made().items():
            yield Malformed(name=name, make=from_bytes(data), member=SOURCE, rest=())
    yield Malformed(name="too_large__stored_holes", make=_holes, member=SOURCE, rest=())
    yield Malformed(
        name="too_many__entries_than_allowed",
        make=from_bytes(raw_zip([RawEntry(name=f"{n}.txt") for n in range(10_001)])),
        member=SOURCE,
        rest=(),
    )
    yield Malformed(
        name="contradictory__directory_larger_than_any_list",
        make=from_bytes(two()),
        member=SOURCE,
        rest=(),
        caps={"MAX_DIRECTORY_SIZE": 100},
    )


def entries() -> list[RawEntry]:
    return [RawEntry(name=GOOD), RawEntry(name=ALSO_GOOD)]


def two(**lies: object) -> bytes:
    return raw_zip(entries(), **lies)  # type: ignore[arg-type]


def with_first(**lies: object) -> bytes:
    """A zip whose first entry lies."""
    return raw_zip([RawEntry(name=GOOD, **lies), RawEntry(name=ALSO_GOOD)])  # type: ignore[arg-type]


def _cut_off() -> dict[str, bytes]:
    whole = two()
    return {
        "cut_off__last_byte_missing": whole[:-1],
        "cut_off__end_missing": whole[:-22],
        "cut_off__half_of_the_end": whole[:-11],
        "cut_off__only_the_first_entry": local_part(RawEntry(name=GOOD)),
        "cut_off__only_the_mark": b"PK\x03\x04",
        "cut_off__half_of_the_directory": whole[: -22 - 40],
        "cut_off__comment_shorter_than_said": two(comment=b"abc", comment_size=9),
    }


def _stray() -> dict[str, bytes]:
    hidden = local_part(RawEntry(name="藏.txt", data=b"hidden"))
    first, second = entries()
    return {
        "stray_bytes__one_byte_behind_the_end": two(behind=b"\0"),
        "stray_bytes__many_zeros_behind_the_end": two(behind=bytes(4000)),
        "stray_bytes__line_break_behind_the_end": two(behind=b"\r\n"),
        "stray_bytes__comment_longer_than_said": two(comment=b"abcdef", comment_size=2),
        "stray_bytes__script_in_front": two(front=b"#!/bin/sh\n", are_offsets_true=False),
        "stray_bytes__program_in_front_with_true_offsets": two(front=b"MZ" + bytes(300)),
        "stray_bytes__picture_in_front": two(front=b"\x89PNG\r\n\x1a\n" + bytes(50)),
        "stray_bytes__hidden_entry_in_front": two(front=hidden),
        "stray_bytes__hidden_entry_in_front_with_shifted_offsets": two(
            front=hidden, are_offsets_true=False
        ),
        "stray_bytes__hidden_entry_before_the_directory": two(before_directory=hidden),
        "stray_bytes__hidden_entry_between": with_first(behind=hidden),
        "stray_bytes__one_byte_between_entries": with_first(behind=b"x"),
        "stray_bytes__one_byte_before_the_directory": two(before_directory=b"x"),
        "stray_bytes__one_byte_behind_the_directory": two(behind_directory=b"x"),
        "stray_bytes__record_nobody_announced": raw_zip(
            [RawEntry(name=GOOD, behind=b"PK\x07\x08" + bytes(12)), second]
        ),
        "stray_bytes__long_rest_behind_streamed_data": raw_zip(
            [_with_more(streamed(RawEntry(name=GOOD)), bytes(64)), second]
        ),
        "stray_bytes__in_front_of_an_empty_zip": raw_zip([], front=b"PK\x03\x04" + bytes(30)),
        "stray_bytes__directory_size_one_less": two(end={"size": _directory_size() - 1}),
        "stray_bytes__directory_said_to_lie_lower": two(end={"at": _directory_at() - 1}),
        "stray_bytes__split_mark_in_front_of_shifted_offsets": raw_zip(
            [first, second], front=b"PK00", are_offsets_true=False
        ),
    }  # fmt: skip


def _ends() -> dict[str, bytes]:
    plain_end = raw_zip([])
    return {
        "contradictory__count_one_less": two(end={"count": 1, "count_here": 1}),
        "contradictory__count_one_more": two(end={"count": 3, "count_here": 3}),
        "contradictory__count_zero": two(end={"count": 0, "count_here": 0}),
        "contradictory__count_here_differs": two(end={"count_here": 1}),
        "contradictory__directory_size_one_more": two(end={"size": _directory_size() + 1}),
        "contradictory__directory_beyond_the_file": two(end={"at": 0x7FFFFFF0}),
        "contradictory__directory_size_beyond_the_file": two(end={"size": 0x7FFFFFF0}),
        "contradictory__second_end_in_the_comment": two(comment=plain_end),
        "contradictory__end_mark_in_the_comment": two(comment=b"see PK\x05\x06 here and beyond"),
        "contradictory__count_full": two(end={"count": FULL16, "count_here": FULL16}),
        "contradictory__entries_but_no_directory": two(end={"size": 0, "at": _end_at()}),
        "too_many__count_said": two(end={"count": 10_001, "count_here": 10_001}),
    }


def _directories() -> dict[str, bytes]:
    return {
        "contradictory__entry_without_mark": with_first(central={"mark": b"PK\x01\x03"}),
        "contradictory__entry_with_mark_of_a_header": with_first(central={"mark": b"PK\x03\x04"}),
        "contradictory__name_said_longer": with_first(central={"name_size": 900}),
        "contradictory__name_said_shorter": with_first(central={"name_size": 3}),
        "contradictory__extra_said_longer": with_first(central={"extra_size": 900}),
        "contradictory__comment_said_longer": with_first(central={"comment_size": 900}),
        "contradictory__comment_swallows_the_next_entry": with_first(
            central={"comment_size": 46 + len(ALSO_GOOD.encode())}
        ),
        "contradictory__comment_said_shorter": with_first(
            central={"comment": b"note", "comment_size": 2}
        ),
        "contradictory__size_full_without_its_field": with_first(claims={"size": FULL32}),
        "contradictory__packed_size_full_without_its_field": with_first(
            claims={"packed_size": FULL32}
        ),
        "contradictory__offset_full_without_its_field": with_first(central={"header_at": FULL32}),
        "contradictory__disk_full_without_its_field": with_first(central={"disk": FULL16}),
        "contradictory__wide_field_too_short": with_first(
            central={"size": FULL32, "packed_size": FULL32, "extra": zip64_field(2)}
        ),
        "contradictory__wide_field_torn": with_first(
            central={"size": FULL32, "extra": zip64_field(2)[:-3]}
        ),
    }


def _zip64() -> dict[str, bytes]:
    count = {"count": FULL16, "count_here": FULL16}
    return {
        "contradictory__wide_end_missing": two(end={"size": FULL32}),
        "contradictory__wide_end_elsewhere": two(end=count, zip64={"record_at": 7}),
        "contradictory__wide_end_beyond_the_file": two(end=count, zip64={"record_at": 1 << 40}),
        "contradictory__wide_end_without_mark": two(end=count, zip64={"mark": b"PK\x06\x05"}),
        "contradictory__wide_end_too_long": two(end=count, zip64={"length": 45}),
        "contradictory__wide_end_too_short": two(end=count, zip64={"length": 12}),
        "contradictory__wide_count_differs_from_the_narrow": two(zip64={"count": 3}),
        "contradictory__wide_size_differs_from_the_narrow": two(zip64={"size": 3}),
        "contradictory__wide_offset_differs_from_the_narrow": two(zip64={"at": 3}),
        "contradictory__wide_count_wrong": two(end=count, zip64={"count": 3}),
        "contradictory__wide_directory_beyond_the_file": two(
            end={"at": FULL32}, zip64={"at": 1 << 50}
        ),
        "too_many__wide_count_said": two(end=count, zip64={"count": 1 << 33}),
        "split__wide_end_on_another_disk": two(end=count, zip64={"record_disk": 1}),
        "split__two_disks": two(end=count, zip64={"disks": 2}),
        "split__wide_end_of_the_second_disk": two(end=count, zip64={"disk": 1}),
    }


def _volumes() -> dict[str, bytes]:
    return {
        "split__last_volume": two(end={"disk": 1}),
        "split__directory_on_another_volume": two(end={"directory_disk": 1}),
        "split__entry_on_another_volume": with_first(central={"disk": 1}),
        "split__first_volume": b"PK\x07\x08" + two()[:60],
    }


def _overlaps() -> dict[str, bytes]:
    inner = local_part(RawEntry(name=ALSO_GOOD))
    outer = RawEntry(name=GOOD, method=0, data=inner)
    at_inner = len(local_part(outer)) - len(inner)
    last = RawEntry(name=ALSO_GOOD, claims={"packed_size": 9})
    far = RawEntry(name=ALSO_GOOD, claims={"packed_size": 0x7FFFFFF0})
    return {
        "overlap__second_entry_inside_first": _with_line(
            outer, central_part(RawEntry(name=ALSO_GOOD), at_inner)
        ),
        "overlap__two_names_for_one_entry": raw_zip(
            [RawEntry(name=GOOD), RawEntry(name=ALSO_GOOD, central={"header_at": 0})]
        ),
        "overlap__one_entry_listed_twice": _listed_twice(),
        "overlap__entry_runs_into_the_next": raw_zip(
            [RawEntry(name=GOOD, claims={"packed_size": 9}), RawEntry(name=ALSO_GOOD)]
        ),
        "overlap__entry_runs_into_the_directory": raw_zip([RawEntry(name=GOOD), last]),
        "overlap__entry_runs_beyond_the_file": raw_zip([RawEntry(name=GOOD), far]),
        "overlap__streamed_entry_runs_into_the_next": raw_zip(
            [streamed(RawEntry(name=GOOD, claims={"packed_size": 90})), RawEntry(name=ALSO_GOOD)]
        ),
        "overlap__extra_of_the_header_runs_into_the_next": with_first(local={"extra_size": 200}),
    }


def _others() -> dict[str, bytes]:
    first, second = entries()
    first.flags = second.flags = 0x801
    masked = [RawEntry(name=GOOD, flags=0x2800), RawEntry(name=ALSO_GOOD)]
    folder = RawEntry(name="朗悦花园/", data=b"", method=0)
    return {
        "all_encrypted__every_entry": raw_zip([first, second]),
        "all_encrypted__directory_masked": raw_zip(masked),
        "empty_archive__no_entry": raw_zip([]),
        "empty_archive__only_a_folder": raw_zip([folder]),
        "empty_archive__only_litter": raw_zip([RawEntry(name="__MACOSX/._说明.txt")]),
        "nothing_usable__one_link": raw_zip([RawEntry(host=3, attributes=0o120777 << 16)]),
        "not_an_archive__text": "这不是压缩包".encode(),
        "not_an_archive__empty_file": b"",
        "not_an_archive__zeros": bytes(5000),
        "not_an_archive__picture": b"\xff\xd8\xff\xe0" + bytes(600),
        "not_an_archive__program": b"MZ" + bytes(600),
        "other_archive__gzip": b"\x1f\x8b\x08\x00" + bytes(40),
        "other_archive__bzip2": b"BZh91AY&SY" + bytes(40),
        "other_archive__xz": b"\xfd7zXZ\x00" + bytes(40),
        "other_archive__cabinet": b"MSCF" + bytes(40),
        "other_archive__tar": bytes(257) + b"ustar\x0000" + bytes(300),
        "other_archive__zstd": b"\x28\xb5\x2f\xfd" + bytes(40),
    }


def _directory_at() -> int:
    return sum(len(local_part(entry)) for entry in entries())


def _end_at() -> int:
    return len(two()) - 22


def _directory_size() -> int:
    return _end_at() - _directory_at()


def _with_more(entry: RawEntry, more: bytes) -> RawEntry:
    entry.behind += more
    return entry


def _listed_twice() -> bytes:
    """The directory names one entry two times, and the count knows of it."""
    return _with_line(RawEntry(name=GOOD), central_part(RawEntry(name=GOOD), 0))


def _with_line(only: RawEntry, line: bytes) -> bytes:
    """A zip of one entry whose directory has one line more."""
    size = len(central_part(only, 0)) + len(line)
    return raw_zip([only], behind_directory=line, end={"count": 2, "count_here": 2, "size": size})


def _holes(folder: Path) -> Path:
    """Five stored entries of 450 MiB, of which the disk holds next to nothing."""
    size = 450 * 2**20
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SOURCE
    claims = {"size": size, "packed_size": size, "packed": b""}
    made = [RawEntry(name=f"{n}.mp4", method=0, claims=claims) for n in range(5)]
    with path.open("wb") as stream:
        starts: list[int] = []
        for entry in made:
            starts.append(stream.tell())
            stream.write(local_part(entry))
            stream.seek(size, 1)
        at = stream.tell()
        tail = raw_zip(made)
        lines = b"".join(
            central_part(entry, start) for entry, start in zip(made, starts, strict=True)
        )
        stream.write(lines)
        end = bytearray(tail[-22:])
        end[16:20] = at.to_bytes(4, "little")
        stream.write(end)
    return path
