"""Zips with one member that is not what it says; the rest of each comes in."""

import bz2
from collections.abc import Callable, Iterator
from pathlib import Path

import inflate64

from tests.support.malformed import BAD, GOOD, Malformed, from_bytes
from tests.support.raw_zip import (
    FULL32,
    RawEntry,
    central_part,
    packed_by,
    raw_zip,
    streamed,
    zip64_field,
)

TEXT = b"0123456789" * 60
BOMB = bytes(11 * 2**20)


def cases() -> Iterator[Malformed]:
    """Every zip that loses one member."""
    for made in (_mismatches, _damaged, _sizes, _methods, _locked, _bombs, _kinds):
        for name, entry in made().items():
            yield Malformed(name=name, make=from_bytes(beside_good(entry)))
    for name, entry in _missing().items():
        made = raw_zip([RawEntry(name=GOOD), entry])
        yield Malformed(name=name, make=from_bytes(made))
    for name, place in {"in_the_directory": 60, "beyond_the_file": 1 << 30}.items():
        yield Malformed(name=f"header_missing__said_to_lie_{name}", make=_listed_only(place))
    yield Malformed(
        name="file_too_large__said_to_be_so",
        make=from_bytes(beside_good(RawEntry(name=BAD, data=bytes(1001), method=0))),
        caps={"MAX_FILE_SIZE": 1000},
    )


def beside_good(*entries: RawEntry) -> bytes:
    return raw_zip([*entries, RawEntry(name=GOOD)])


def bad(**lies: object) -> RawEntry:
    return RawEntry(**{"name": BAD, "data": TEXT, **lies})  # type: ignore[arg-type]


def _listed_only(place: int) -> Callable[[Path], Path]:
    """The directory names a member that is nowhere."""
    good = RawEntry(name=GOOD)
    line = central_part(bad(), place if place > 90 else len(raw_zip([good])))
    size = len(central_part(good, 0)) + len(line)
    end = {"count": 2, "count_here": 2, "size": size}
    return from_bytes(raw_zip([good], behind_directory=line, end=end))


def deflated64(data: bytes) -> bytes:
    packer = inflate64.Deflater()
    return packer.deflate(data) + packer.flush()


def _mismatches() -> dict[str, RawEntry]:
    wide = {"size": FULL32, "packed_size": FULL32}
    return {
        "mismatch__other_name_in_the_header": bad(local={"name": "好.txt".encode()}),
        "mismatch__name_in_the_header_shorter": bad(local={"name": "坏".encode()}),
        "mismatch__name_in_the_header_longer": bad(local={"name": "坏.txt.exe".encode()}),
        "mismatch__name_in_the_header_in_another_coding": bad(
            local={"name": BAD.encode("gbk")}, flags=0
        ),
        "mismatch__name_in_the_header_with_zero": bad(local={"name": "坏.txt\0".encode()}),
        "mismatch__encrypted_in_the_header_only": bad(local={"flags": 0x801}),
        "mismatch__encrypted_in_the_directory_only": bad(central={"flags": 0x801}),
        "mismatch__streamed_in_the_header_only": bad(local={"flags": 0x808}),
        "mismatch__streamed_in_the_directory_only": bad(central={"flags": 0x808}),
        "mismatch__coding_flag_in_the_header_only": bad(central={"flags": 0}),
        "mismatch__coding_flag_in_the_directory_only": bad(local={"flags": 0}),
        "mismatch__other_method_in_the_header": bad(local={"method": 0}),
        "mismatch__other_method_in_the_directory": bad(central={"method": 0}),
        "mismatch__other_checksum_in_the_header": bad(local={"crc": 1}),
        "mismatch__no_checksum_in_the_header": bad(local={"crc": 0}),
        "mismatch__other_size_in_the_header": bad(local={"size": 599}),
        "mismatch__other_packed_size_in_the_header": bad(local={"packed_size": 3}),
        "mismatch__no_sizes_in_the_header": bad(local={"size": 0, "packed_size": 0}),
        "mismatch__full_sizes_without_their_field": bad(local=wide),
        "mismatch__wide_sizes_differ": bad(local={**wide, "extra": zip64_field(1, 1)}),
        "mismatch__record_behind_with_other_checksum": streamed(bad(), crc=1),
        "mismatch__record_behind_with_other_size": streamed(bad(), size=1),
        "mismatch__record_behind_with_other_packed_size": streamed(bad(), packed_size=1),
        "mismatch__wide_record_behind_with_other_size": streamed(bad(), is_wide=True, size=1),
        "mismatch__record_behind_with_wrong_mark": bad(
            flags=0x808, local={"crc": 0, "size": 0, "packed_size": 0}, behind=b"PK\x07\x09" * 4
        ),
        "mismatch__streamed_without_record": bad(
            flags=0x808, local={"crc": 0, "size": 0, "packed_size": 0}
        ),
        "mismatch__streamed_with_other_size_in_the_header": streamed(bad(local={"size": 7})),
        "mismatch__folder_with_content": bad(name=f"{BAD}/"),
    }  # fmt: skip


def _missing() -> dict[str, RawEntry]:
    return {
        "header_missing__mark_wiped": bad(local={"mark": bytes(4)}),
        "header_missing__mark_of_the_directory": bad(local={"mark": b"PK\x01\x02"}),
        "header_missing__mark_of_a_record": bad(local={"mark": b"PK\x07\x08"}),
    }


def _damaged() -> dict[str, RawEntry]:
    packed = packed_by(8, TEXT)
    flipped = bytes([packed[0] ^ 0x40, *packed[1:]])
    bzipped = bz2.compress(TEXT)
    return {
        "damaged__checksum_wrong": bad(claims={"crc": 7}),
        "damaged__stored_byte_flipped": bad(method=0, packed=b"X" + TEXT[1:]),
        "damaged__packed_byte_flipped": bad(packed=flipped),
        "damaged__packed_data_cut": bad(packed=packed[:-4]),
        "damaged__packed_data_empty": bad(packed=b""),
        "damaged__packed_data_is_text": bad(packed=b"this is no packed data"),
        "damaged__block_of_no_kind": bad(packed=b"\x07" + packed),
        "damaged__reaches_back_before_the_start": bad(packed=b"\x4b\x04\x12\x00"),
        "damaged__checksum_wrong_and_streamed": streamed(bad(claims={"crc": 7})),
        "damaged__large_packed_data_is_text": bad(method=9, packed=b"\xff" * 40),
        "damaged__large_packed_data_cut": bad(method=9, packed=deflated64(TEXT)[:-4]),
        "damaged__bzipped_data_cut": bad(method=12, packed=bzipped[:-9]),
        "damaged__bzipped_data_is_text": bad(method=12, packed=b"BZh9 and nothing more"),
        "damaged__bzipped_byte_flipped": bad(
            method=12, packed=bzipped[:30] + bytes([bzipped[30] ^ 1]) + bzipped[31:]
        ),
    }


def _sizes() -> dict[str, RawEntry]:
    packed = packed_by(8, TEXT)
    return {
        "size_differs__one_more_said": bad(claims={"size": 601}),
        "size_differs__one_less_said": bad(claims={"size": 599}),
        "size_differs__nothing_said": bad(claims={"size": 0}),
        "size_differs__far_more_said": bad(claims={"size": 9000}),
        "size_differs__stored_with_two_sizes": bad(method=0, claims={"size": 601}),
        "size_differs__stored_with_less_said": bad(method=0, claims={"size": 3}),
        "size_differs__rest_behind_packed_data": bad(packed=packed + b"more"),
        "size_differs__second_packed_data_behind": bad(packed=packed + packed),
        "size_differs__second_bzipped_data_behind": bad(method=12, packed=bz2.compress(TEXT) * 2),
        "size_differs__bomb_that_says_it_is_small": bad(data=BOMB, claims={"size": 600}),
        "size_differs__large_packed_bomb_that_says_it_is_small": bad(
            method=9, packed=deflated64(BOMB), claims={"size": 600}
        ),
        "size_differs__bzipped_bomb_that_says_it_is_small": bad(
            method=12, packed=bz2.compress(BOMB), claims={"size": 600}
        ),
    }


def _methods() -> dict[str, RawEntry]:
    numbers = {"shrunk": 1, "reduced": 4, "imploded": 6, "of_lzma": 14, "of_zstd": 93, "of_xz": 95,
               "of_ppmd": 98, "unknown": 77}  # fmt: skip
    made = {f"method__{name}": bad(method=number) for name, number in numbers.items()}
    return {**made, "method__patch_of_another_file": bad(flags=0x820)}


def _locked() -> dict[str, RawEntry]:
    aes = b"\x01\x99\x07\x00\x02\x00AE\x03\x08\x00"
    return {
        "encrypted__old_way": bad(flags=0x801),
        "encrypted__old_way_and_streamed": streamed(bad(flags=0x809)),
        "encrypted__strong_way": bad(flags=0x841),
        "encrypted__aes": bad(flags=0x801, method=99, extra=aes),
        "encrypted__aes_that_hides_its_flag": bad(method=99),
    }  # fmt: skip


def _bombs() -> dict[str, RawEntry]:
    wide = {"size": FULL32, "extra": zip64_field(1 << 50)}
    return {
        "ratio__zeros": bad(data=BOMB),
        "ratio__zeros_streamed": streamed(bad(data=BOMB)),
        "ratio__zeros_bzipped": bad(data=BOMB, method=12, packed=bz2.compress(BOMB)),
        "ratio__zeros_packed_for_large_files": bad(data=BOMB, method=9, packed=deflated64(BOMB)),
        "ratio__said_to_be_a_petabyte": bad(claims=wide),
        "ratio__said_to_come_from_nothing": bad(packed=b"", claims={"size": 20 * 2**20}),
    }


def _kinds() -> dict[str, RawEntry]:
    def unix(kind: int, host: int = 3) -> RawEntry:
        return bad(host=host, attributes=(kind | 0o644) << 16)

    return {
        "link__of_unix": unix(0o120000),
        "link__of_macos": unix(0o120000, host=19),
        "link__of_windows": bad(attributes=0x420),
        "link__of_windows_to_a_folder": bad(attributes=0x410),
        "device__pipe": unix(0o010000),
        "device__terminal": unix(0o020000),
        "device__disk": unix(0o060000),
        "device__socket": unix(0o140000),
        "device__label_of_a_disk": bad(attributes=0x08),
    }
