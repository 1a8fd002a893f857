"""What real packers write: every habit here is accepted with the right names and bytes."""

import bz2
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import inflate64
import py7zr
import rars as untyped_rars

from tests.support.raw_rar import rar4, rar5
from tests.support.raw_seven_zip import SevenZipFile, raw_seven_zip, unix
from tests.support.raw_zip import (
    FULL16,
    FULL32,
    RawEntry,
    packed_by,
    raw_zip,
    streamed,
    zip64_field,
)

rars: Any = untyped_rars
TREE = {
    "朗悦花园/申报表（盖章）.docx": b"PK not really" * 50,
    "朗悦花园/佐证·照片/IMG_1.jpg": b"\xff\xd8" + bytes(500),
    "推荐汇总表.xlsx": b"summary" * 9,
    "空.txt": b"",
}
_TIMES = struct.pack("<2HBL", 0x5455, 5, 1, 1_756_000_000)
_OWNER = struct.pack("<2HBBLBL", 0x7875, 11, 1, 4, 501, 4, 20)
_NTFS = struct.pack("<2H", 0x000A, 32) + bytes(4) + struct.pack("<2H", 1, 24) + bytes(24)


def packed_well() -> Iterator[tuple[str, str, bytes]]:
    """The habit, the label the container then bears, and the bytes."""
    for made in (_by_zipfile, _windows, _macos, _streams, _wide, _odd, _seven_zips, _rars):
        for name, (label, data) in made().items():
            yield name, label, data


def _by_zipfile() -> dict[str, tuple[str, bytes]]:
    def written(method: int, *, is_streamed: bool = False) -> bytes:
        buffer = _Unseekable() if is_streamed else io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, data in TREE.items():
                archive.writestr(name, data)
        return buffer.getvalue()

    utf8 = "ZIP（UTF-8 文件名）"
    return {
        "python_stored": (utf8, written(zipfile.ZIP_STORED)),
        "python_deflated": (utf8, written(zipfile.ZIP_DEFLATED)),
        "python_bzipped": (utf8, written(zipfile.ZIP_BZIP2)),
        "python_into_a_pipe": (utf8, written(zipfile.ZIP_DEFLATED, is_streamed=True)),
    }


class _Unseekable(io.BytesIO):
    """A pipe: the packer cannot go back and must write sizes behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def _files(codec: str = "utf-8", **how: object) -> list[RawEntry]:
    told: dict[str, Any] = {"flags": 0, **how}
    return [RawEntry(name=n.encode(codec), data=d, **told) for n, d in TREE.items()]


def _windows() -> dict[str, tuple[str, bytes]]:
    gbk = "ZIP（GBK 文件名）"
    backslashed = [
        RawEntry(name=name.replace("/", "\\").encode("gbk"), data=data, flags=0)
        for name, data in TREE.items()
    ]
    folder = RawEntry(name="朗悦花园/".encode("gbk"), data=b"", flags=0, method=0, attributes=0x10)
    beside = [
        RawEntry(name=n.encode("gbk"), data=d, flags=0, extra=unicode_field(n, n.encode("gbk")))
        for n, d in TREE.items()
    ]
    comment = "玉州区报送".encode("gbk")
    return {
        "explorer_of_windows": (gbk, raw_zip([folder, *_files("gbk", method=8)])),
        "packer_with_a_comment": (gbk, raw_zip(_files("gbk"), comment=comment)),
        "packer_with_backslashes": (gbk, raw_zip(backslashed)),
        "packer_with_times_of_windows": (gbk, raw_zip(_files("gbk", extra=_NTFS))),
        "packer_with_unicode_fields": ("ZIP（UTF-8 文件名）", raw_zip(beside)),
        "packer_with_flagged_names": ("ZIP（UTF-8 文件名）", raw_zip(_files(flags=0x800))),
        "packer_with_level_flags": (gbk, raw_zip(_files("gbk", flags=0x2))),
        "large_files_of_the_explorer": (gbk, raw_zip([_large(*one) for one in TREE.items()])),
        "comments_on_files": (gbk, raw_zip(_files("gbk", central={"comment": b"ok"}))),
    }


def _large(name: str, data: bytes) -> RawEntry:
    packer = inflate64.Deflater()
    packed = packer.deflate(data) + packer.flush()
    return RawEntry(name=name.encode("gbk"), data=data, flags=0, method=9, packed=packed)


def unicode_field(name: str, raw: bytes) -> bytes:
    body = b"\1" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    return struct.pack("<2H", 0x7075, len(body)) + body


def _macos() -> dict[str, tuple[str, bytes]]:
    mode: dict[str, Any] = {
        "host": 3,
        "attributes": (stat.S_IFREG | 0o644) << 16,
        "extra": _TIMES + _OWNER,
    }
    folder = RawEntry(
        name="朗悦花园/".encode(), data=b"", flags=0, method=0, host=3,
        attributes=(stat.S_IFDIR | 0o755) << 16 | 0x10,
    )  # fmt: skip
    fork = RawEntry(name="__MACOSX/朗悦花园/._IMG_1.jpg".encode(), flags=0, data=b"fork")
    label = "ZIP（UTF-8 文件名）"
    return {
        "finder_of_macos": (
            label,
            raw_zip([folder, *map(streamed, _files(flags=8, **mode)), fork]),
        ),
        "zip_of_unix": (label, raw_zip([folder, *_files(**mode, central={"extra": _TIMES})])),
        "finder_with_stored_folders_streamed": (
            label,
            raw_zip([_streamed_folder(), *_files(**mode)]),
        ),
    }


def _streamed_folder() -> RawEntry:
    """A folder that says it was streamed and has no record behind it."""
    return RawEntry(name="朗悦花园/".encode(), data=b"", flags=8, method=0, host=3)


def _streams() -> dict[str, tuple[str, bytes]]:
    def of(**how: bool) -> bytes:
        return raw_zip([streamed(entry, **how) for entry in _files(flags=0x808)])

    label = "ZIP（UTF-8 文件名）"
    kept = [
        RawEntry(name=entry.name, data=entry.data, flags=0x808, behind=streamed(entry).behind)
        for entry in _files(flags=0x808)
    ]
    return {
        "record_behind": (label, of()),
        "record_behind_without_mark": (label, of(has_mark=False)),
        "wide_record_behind": (label, of(is_wide=True)),
        "wide_record_behind_without_mark": (label, of(is_wide=True, has_mark=False)),
        "record_behind_though_sizes_were_known": (label, raw_zip(kept)),
    }


def _wide() -> dict[str, tuple[str, bytes]]:
    def entry(name: str, data: bytes) -> RawEntry:
        packed = packed_by(8, data)
        field = zip64_field(len(data), len(packed))
        full = {"size": FULL32, "packed_size": FULL32, "extra": field}
        return RawEntry(name=name, data=data, local=full, central=full)

    made = [entry(*one) for one in TREE.items()]
    label = "ZIP（UTF-8 文件名）"
    full = {"count": FULL16, "count_here": FULL16, "size": FULL32, "at": FULL32}
    in_header = [
        RawEntry(name=one.name, data=one.data, local=one.local)
        for one in map(entry, *zip(*TREE.items(), strict=True))
    ]
    return {
        "wide_sizes": (label, raw_zip(made)),
        "wide_sizes_in_the_headers_only": (label, raw_zip(in_header)),
        "wide_end": (label, raw_zip(_files(flags=0x800), zip64={}, end=full)),
        "wide_end_beside_true_figures": (label, raw_zip(_files(flags=0x800), zip64={})),
        "wide_end_of_no_disks": (label, raw_zip(_files(flags=0x800), zip64={"disks": 0})),
    }


def _odd() -> dict[str, tuple[str, bytes]]:
    mixed = [
        *(RawEntry(name=n.encode("gbk"), data=d, flags=0) for n, d in list(TREE.items())[:2]),
        *(RawEntry(name=n.encode(), data=d, flags=0x800) for n, d in list(TREE.items())[2:]),
    ]
    padded = b"\x35\xd9\x06\x00\x04\x00\x00\x00\x00\x00"
    label = "ZIP（UTF-8 文件名）"
    return {
        "two_packers_one_after_the_other": ("ZIP（GBK 文件名）", raw_zip(mixed)),
        "split_and_fitted_into_one": (label, raw_zip(_files(), front=b"PK00")),
        "padded_for_alignment": (label, raw_zip(_files(local={"extra": padded}))),
        "extra_with_a_torn_rest": (label, raw_zip(_files(central={"extra": b"\x00"}))),
        "bzipped_by_7_zip": (
            label,
            raw_zip(
                [
                    RawEntry(name=n, data=d, method=12, packed=bz2.compress(d))
                    for n, d in TREE.items()
                ]
            ),
        ),
    }


def _seven_zips() -> dict[str, tuple[str, bytes]]:
    def written(**how: object) -> bytes:
        buffer = io.BytesIO()
        with py7zr.SevenZipFile(buffer, "w", **how) as archive:  # type: ignore[arg-type]
            for name, data in TREE.items():
                archive.writestr(data, name)
        return buffer.getvalue()

    plain = [SevenZipFile(name=n, data=d) for n, d in TREE.items() if d]
    plain.append(SevenZipFile(name="空.txt", data=b""))
    back = [
        SevenZipFile(name=n.replace("/", "\\"), data=d, attributes=unix(stat.S_IFREG))
        for n, d in TREE.items()
    ]
    return {
        "7z_solid": ("7z", written()),
        "7z_deflated": ("7z", written(filters=[{"id": py7zr.FILTER_DEFLATE}])),
        "7z_ppmd": ("7z", written(filters=[{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}])),
        "7z_bzipped": ("7z", written(filters=[{"id": py7zr.FILTER_BZIP2}])),
        "7z_in_blocks": ("7z", raw_seven_zip(plain)),
        "7z_with_backslashes": ("7z", raw_seven_zip(back)),
    }


def _rars() -> dict[str, tuple[str, bytes]]:
    def written(**how: object) -> bytes:
        builder = rars.RarBuilder(**how)
        for name, data in TREE.items():
            builder.add_bytes(data, name)
        return builder.to_bytes()

    raw = [(name.replace("/", "\\").encode("gbk"), data) for name, data in TREE.items()]
    return {
        "rar": ("RAR", written()),
        "rar_solid": ("RAR", written(solid=True)),
        "rar_stored": ("RAR", rar5(list(TREE.items()))),
        "rar_without_an_end": ("RAR", rar5(list(TREE.items()), is_ended=False)),
        "old_rar_in_gbk": ("RAR（GBK 文件名）", rar4(raw)),
        "old_rar_in_unicode": ("RAR（UTF-8 文件名）", written(format=rars.RAR40)),
        "old_rar_solid": ("RAR（UTF-8 文件名）", written(format=rars.RAR40, solid=True)),
    }
