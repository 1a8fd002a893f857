"""Zips with one name that may not stand on a disk; the rest of each comes in."""

import zlib
from collections.abc import Iterator

from meihao_desktop.intake.archives.zip_names import UNICODE_PATH
from tests.support.malformed import GOOD, Malformed, from_bytes
from tests.support.malformed_zip_members import beside_good
from tests.support.raw_zip import RawEntry

LONG = "很" * 61

NAMES: dict[str, str] = {
    "unsafe_name__one_level_up": "../坏.txt",
    "unsafe_name__up_in_the_middle": "甲/../../坏.txt",
    "unsafe_name__up_at_the_end": "甲/..",
    "unsafe_name__up_with_backslashes": "..\\坏.txt",
    "unsafe_name__up_with_mixed_separators": "甲\\../坏.txt",
    "unsafe_name__absolute": "/etc/passwd",
    "unsafe_name__absolute_with_backslash": "\\坏.txt",
    "unsafe_name__share": "\\\\server\\share\\坏.txt",
    "unsafe_name__drive": "C:/坏.txt",
    "unsafe_name__drive_with_backslash": "C:\\坏.txt",
    "unsafe_name__drive_without_separator": "c:坏.txt",
    "unsafe_name__two_separators": "甲//坏.txt",
    "unsafe_name__dot_as_folder": "甲/./坏.txt",
    "unsafe_name__dot_in_front": "./坏.txt",
    "unsafe_name__nothing": "",
    "unsafe_name__two_dots": "..",
    "unsafe_name__one_dot": ".",
    "hidden_sign__zero": "坏.txt\0.exe",
    "hidden_sign__line_break": "坏\n.txt",
    "hidden_sign__carriage_return": "坏.txt\r",
    "hidden_sign__bell": "坏\x07.txt",
    "hidden_sign__escape": "\x1b[31m坏.txt",
    "hidden_sign__delete": "坏\x7f.txt",
    "hidden_sign__of_the_second_control_block": "坏\x85.txt",
    "hidden_sign__turns_right_to_left": "坏\u202etxt.exe",
    "hidden_sign__embeds_right_to_left": "坏\u202b.txt",
    "hidden_sign__isolates": "坏\u2067.txt",
    "hidden_sign__right_to_left_mark": "坏\u200f.txt",
    "hidden_sign__arabic_letter_mark": "坏\u061c.txt",
    "hidden_sign__line_separator": "坏\u2028.txt",
    "colon__stream_of_windows": "坏.txt:evil.exe",
    "colon__in_a_folder": "材料:一/坏.txt",
    "bad_ending__dot": "坏.txt.",
    "bad_ending__space": "坏.txt ",
    "bad_ending__dots": "坏...",
    "bad_ending__folder_with_dot": "材料./坏.txt",
    "bad_ending__folder_with_space": "材料 /坏.txt",
    "reserved_name__con": "CON",
    "reserved_name__nul_with_ending": "NUL.txt",
    "reserved_name__port": "com1.pdf",
    "reserved_name__printer": "lpt9",
    "reserved_name__in_a_folder": "甲/Aux.docx",
    "reserved_name__of_a_folder": "prn/坏.txt",
    "reserved_name__raised_number": "COM¹.txt",
    "reserved_name__with_two_endings": "nul.tar.gz",
    "reserved_name__console": "CONIN$",
    "reserved_name__with_space": "con .txt",
    "long_name__sixty_one_signs": LONG,
    "long_name__one_byte_too_many": "a" * 121,
    "long_name__of_a_folder": f"{LONG}/坏.txt",
    "long_name__path_of_261": "/".join(["a" * 51] * 5) + "/b",
    "long_name__as_long_as_a_zip_allows": "a" * 65_535,
}
SAME = {
    "same_name__twice": ("坏.txt", "坏.txt"),
    "same_name__other_case": ("Plan.TXT", "plan.txt"),
    "same_name__other_case_of_the_folder": ("Plan/坏.txt", "PLAN/坏.txt"),
    "same_name__decomposed": ("\u00e9.txt", "e\u0301.txt"),
    "same_name__sharp_s": ("stra\u00dfe.txt", "STRASSE.txt"),
    "same_name__other_separator": ("甲/坏.txt", "甲\\坏.txt"),
    "same_name__long_s": ("\u017f.txt", "S.txt"),
}


def cases() -> Iterator[Malformed]:
    """Every zip in which one name is not taken."""
    for name, path in NAMES.items():
        entry = RawEntry(name=path.encode(), flags=0x800)
        yield Malformed(name=name, make=from_bytes(beside_good(entry)), member=_told(path))
    for name, (first, second) in SAME.items():
        pair = [
            RawEntry(name=one.encode(), data=one.encode(), flags=0x800) for one in (first, second)
        ]
        made = from_bytes(beside_good(*pair))
        yield Malformed(name=name, make=made, member="", rest=(GOOD, first))
    yield from _by_bytes()


def _by_bytes() -> Iterator[Malformed]:
    """Names that show only once they are decoded."""
    up = "..\\坏.txt".encode("gbk")
    gbk = beside_good(RawEntry(name=up, flags=0))
    yield Malformed(name="unsafe_name__up_in_gbk", make=from_bytes(gbk), member="../坏.txt")
    hidden = RawEntry(name=b"good.txt", extra=unicode_field("../坏.txt", b"good.txt"))
    data = beside_good(hidden)
    yield Malformed(
        name="unsafe_name__up_in_the_unicode_field", make=from_bytes(data), member="../坏.txt"
    )
    names = [RawEntry(name="坏.txt".encode("gbk"), flags=0), RawEntry(name="坏.txt", flags=0x800)]
    yield Malformed(
        name="same_name__in_two_codings",
        make=from_bytes(beside_good(*names)),
        member="坏.txt",
        rest=("坏.txt", GOOD),
    )


def _named(name: str) -> RawEntry:
    return RawEntry(name=name.encode(), data=name.encode(), flags=0x800)


def unicode_field(name: str, raw: bytes) -> bytes:
    body = b"\1" + zlib.crc32(raw).to_bytes(4, "little") + name.encode()
    return UNICODE_PATH.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body


def _told(path: str) -> str:
    """The part of a name that a sentence surely shows."""
    shown = path.replace("\\", "/")
    hidden = next((n for n, c in enumerate(shown) if not c.isprintable()), len(shown))
    return shown[: min(hidden, 40)] or ("没有名称" if not path else "")
