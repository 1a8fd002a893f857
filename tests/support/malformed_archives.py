"""7z and rar archives with one thing wrong."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import py7zr
import rars as untyped_rars

from tests.support.malformed import BAD, GOOD, GOOD_DATA, Malformed, from_bytes
from tests.support.raw_rar import MARK4, MARK5, file4, file5, rar4, rar5
from tests.support.raw_seven_zip import SevenZipFile, raw_seven_zip, unix, with_list

rars: Any = untyped_rars
SEVEN, RAR = "玉州区.7z", "玉州区.rar"
TEXT = bytes(range(256)) * 40
FILES = {GOOD: GOOD_DATA, BAD: TEXT}
LOCK = {"password": "x"}
LOCKED = b"\x24\x06\xf1\x07\x01\x02\x13\x00"
_CAPS = {"too_many__files": "MAX_MEMBERS", "too_large__files": "MAX_TOTAL_SIZE"}
_NAMES = {
    "unsafe_name__up": "../坏.txt",
    "unsafe_name__absolute": "/etc/坏.txt",
    "unsafe_name__drive": "C:/坏.txt",
    "unsafe_name__up_with_backslash": "..\\坏.txt",
    "hidden_sign__turned": "坏\u202etxt.exe",
    "colon__stream": "坏.txt:x.exe",
    "reserved_name__con": "CON.txt",
    "bad_ending__dot": "坏.txt.",
    "long_name__of_sixty_one": "很" * 61,
    "same_name__twice": GOOD,
}


def cases() -> Iterator[Malformed]:
    """Every 7z and rar that is refused or loses a member."""
    refused = ((SEVEN, _seven_zips_refused()), (RAR, _rars_refused()))
    for source, made in refused:
        for name, data in made.items():
            yield Malformed(name=name, make=from_bytes(data, source), member=source, rest=())
    losing = ((SEVEN, _seven_zips()), (RAR, _rars()))
    for source, made in losing:
        for name, data in made.items():
            yield Malformed(name=name, make=from_bytes(data, source), member="")
    yield Malformed(
        name="split__first_part_of_a_7z",
        make=from_bytes(seven_zip(FILES)[:100], "玉州区.7z.001"),
        member="玉州区.7z.001",
        rest=(),
    )
    yield from _capped()


def seven_zip(files: Mapping[str, bytes], **how: object) -> bytes:
    """As the library writes it, packed in one block."""
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", **how) as archive:  # type: ignore[arg-type]
        for name, data in files.items():
            archive.writestr(data, name)
    return buffer.getvalue()


def rar(files: Mapping[str, bytes], **how: object) -> bytes:
    """As the library writes it."""
    builder = rars.RarBuilder(**how)
    for name, data in files.items():
        builder.add_bytes(data, name)
    return builder.to_bytes()


def _capped() -> Iterator[Malformed]:
    for kind, data, source in (("7z", seven_zip(FILES), SEVEN), ("rar", rar(FILES), RAR)):
        made = from_bytes(data, source)
        for name, cap in (
            ("too_many__files", "MAX_MEMBERS"),
            ("too_large__files", "MAX_TOTAL_SIZE"),
        ):
            yield Malformed(
                name=f"{name}_of_a_{kind}", make=made, member=source, rest=(), caps={cap: 1}
            )
        yield Malformed(name=f"file_too_large__in_a_{kind}", make=made, caps={"MAX_FILE_SIZE": 99})


def _seven_zips_refused() -> dict[str, bytes]:
    whole = seven_zip(FILES)
    start, header = bytearray(whole), bytearray(whole)
    start[20] ^= 1
    header[-3] ^= 1
    endless = b"\x01\x05\xff" + b"\xff" * 8 + b"\x0e\x00"
    good = {GOOD: GOOD_DATA}
    return {
        "cut_off__7z_of_which_the_end_is_missing": whole[:-1],
        "cut_off__7z_of_half": whole[: len(whole) // 2],
        "cut_off__7z_of_only_its_mark": whole[:8],
        "stray_bytes__behind_a_7z": whole + b"x",
        "broken_archive__7z_with_wrong_start": bytes(start),
        "broken_archive__7z_with_wrong_list": bytes(header),
        "broken_archive__7z_whose_list_is_no_list": with_list(b"\x01\xff\xff\xff"),
        "broken_archive__7z_whose_list_promises_too_many": with_list(endless),
        "all_encrypted__7z_with_its_list": seven_zip(good, **LOCK, header_encryption=True),
        "all_encrypted__7z_without_its_list": seven_zip(good, **LOCK),
        "empty_archive__7z": seven_zip({}),
    }


def _rars_refused() -> dict[str, bytes]:
    whole = rar(FILES)
    header = bytearray(whole)
    header[12] ^= 0x40
    good = {GOOD: GOOD_DATA}
    raw = [(GOOD.encode("gbk"), GOOD_DATA)]
    return {
        "broken_archive__rar_of_half": whole[: len(whole) // 2],
        "broken_archive__rar_of_only_its_mark": MARK5,
        "broken_archive__rar_with_wrong_header": bytes(header),
        "broken_archive__old_rar_with_wrong_header": MARK4 + bytes(40),
        "all_encrypted__rar_with_its_list": rar(good, **LOCK, encrypt_headers=True),
        "all_encrypted__rar_without_its_list": rar(good, **LOCK),
        "all_encrypted__old_rar": rar(good, **LOCK, format=rars.RAR40),
        "split__rar_of_which_one_volume_came": rar5(list(good.items()), flags=1),
        "split__old_rar_of_which_one_volume_came": rar4(raw, flags=1),
        "empty_archive__rar": rar5([]),
        "other_archive__oldest_rar": b"RE~^" + bytes(40),
    }


def _seven_zips() -> dict[str, bytes]:
    def beside_good(name: str = BAD, **lies: object) -> bytes:
        bad = SevenZipFile(**{"name": name, "data": TEXT, **lies})  # type: ignore[arg-type]
        return raw_seven_zip([SevenZipFile(name=GOOD, data=GOOD_DATA), bad])

    made = {f"{case}_in_a_7z": beside_good(name) for case, name in _NAMES.items()}
    return {
        **made,
        "damaged__7z_member_with_wrong_checksum": beside_good(crc=1),
        "damaged__7z_member_that_said_more": beside_good(size=len(TEXT) + 1),
        "damaged__7z_member_whose_data_is_not_packed": beside_good(coder=b"\x21\x21\x01\x18"),
        "link__of_unix_in_a_7z": beside_good(attributes=unix(0o120000)),
        "link__of_windows_in_a_7z": beside_good(attributes=0x400),
        "device__socket_in_a_7z": beside_good(attributes=unix(0o140000)),
        "device__pipe_in_a_7z": beside_good(attributes=unix(0o010000)),
        "encrypted__member_of_a_7z": beside_good(coder=LOCKED),
        "method__unknown_in_a_7z": beside_good(coder=b"\x04\x7f\x7f\x7f\x7f"),
        "ratio__of_a_7z": beside_good(size=12 * 2**20),
    }


def _rars() -> dict[str, bytes]:
    good = (GOOD, GOOD_DATA)
    raw_good = (GOOD.encode("gbk"), GOOD_DATA)
    linked = rars.RarBuilder()
    linked.add_bytes(GOOD_DATA, GOOD)
    linked.add_unix_symlink(BAD, "/etc/passwd")
    made = {f"{case}_in_a_rar": rar5([good, (name, TEXT)]) for case, name in _NAMES.items()}
    open_end = rar5([good], is_ended=False)
    return {
        **made,
        "damaged__rar_member_with_wrong_checksum": open_end + file5(BAD, TEXT, crc=1),
        "damaged__rar_member_that_said_more": open_end + file5(BAD, TEXT, size=len(TEXT) + 1),
        "damaged__old_rar_member_with_wrong_checksum": rar4([raw_good], is_ended=False)
        + file4("坏.txt".encode("gbk"), TEXT, crc=1),
        "unsafe_name__up_in_an_old_rar": rar4([raw_good, (b"..\\evil.txt", TEXT)]),
        "encrypted__member_of_an_old_rar": rar4([raw_good], is_ended=False)
        + file4(b"evil.txt", TEXT, flags=0x8004),
        "link__in_a_rar": linked.to_bytes(),
        "ratio__of_a_rar": rar({GOOD: GOOD_DATA, BAD: bytes(12 * 2**20)}),
    }
