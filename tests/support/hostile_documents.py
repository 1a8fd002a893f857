"""Every single file that wants to hurt: its name says how, its kind which viewer would open it."""

from collections.abc import Callable
from dataclasses import dataclass

from meihao_desktop.domain.material import MaterialKind
from tests.support import hostile_office as office
from tests.support import hostile_pages as pages


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile file; ``name`` begins with its extension."""

    name: str
    kind: MaterialKind
    make: Callable[[], bytes]


_TABLES: dict[str, Callable[[], bytes]] = {
    "csv_with_zeros": "小区,\0户数\n朗悦花园,\0\0".encode,
    "csv_of_one_endless_line": lambda: b"1018" * 5_000_000,
    "csv_of_a_million_columns": lambda: b"1," * 1_000_000,
    "csv_with_a_quote_that_never_ends": lambda: b'"' + "朗悦花园,".encode() * 500_000,
    "csv_with_formulas": lambda: b'=HYPERLINK("http://x"),+1,-1,@SUM(A1)\n',
}
_TEXTS: dict[str, Callable[[], bytes]] = {
    "txt_that_reads_backwards": lambda: "\u202e\u2066朗悦花园\u202c".encode() * 1_000,
    "txt_of_half_characters": lambda: b"\xff\xfe" + "朗悦".encode("utf-16-le")[:3],
    "txt_of_noise": lambda: bytes(range(256)) * 4_000,
    "txt_of_sixty_megabytes": lambda: "物业服务\n".encode() * 4_600_000,
    "txt_of_combining_marks": ("a" + "\u0301" * 200_000).encode,
}


def _all_of(makers: dict[str, Callable[[], bytes]], kind: MaterialKind) -> tuple[Hostile, ...]:
    return tuple(Hostile(name, kind, make) for name, make in makers.items())


DOCUMENTS = (
    *_all_of(office.WORKBOOKS, MaterialKind.WORKBOOK),
    *_all_of(office.DOCUMENTS, MaterialKind.WORD),
    *_all_of(office.SLIDES, MaterialKind.SLIDES),
    *_all_of(office.OFDS, MaterialKind.OFD),
    *_all_of(pages.PDFS, MaterialKind.PDF),
    *_all_of(pages.PICTURES, MaterialKind.IMAGE),
    *_all_of(_TABLES, MaterialKind.WORKBOOK),
    *_all_of(_TEXTS, MaterialKind.TEXT),
)
