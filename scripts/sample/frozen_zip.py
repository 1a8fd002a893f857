"""Zips and office files whose bytes depend on their content only."""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

MOMENT = (2025, 8, 27, 9, 30, 0)
MOMENT_TEXT = b"2025-08-27T09:30:00Z"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


class GbkName(zipfile.ZipInfo):
    """A member whose name is written as Windows tools write it: GBK, and nothing says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- zipfile calls it so
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def packed(files: Iterable[tuple[str, bytes]], *, is_gbk: bool = False) -> bytes:
    """A zip of these files with one fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files:
            info = (GbkName if is_gbk else zipfile.ZipInfo)(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0 if is_gbk else 3
            info.external_attr = 0x20 if is_gbk else 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def frozen(office_file: bytes) -> bytes:
    """An xlsx or docx with its dates and its packing fixed."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    return packed(
        (name, _STAMP.sub(rb"\g<1>" + MOMENT_TEXT + rb"\g<2>", data))
        if name == "docProps/core.xml"
        else (name, data)
        for name, data in files
    )


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
