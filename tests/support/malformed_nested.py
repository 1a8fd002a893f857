"""Archives inside a submission with one thing wrong; the rest of each comes in."""

from collections.abc import Iterator, Mapping

from tests.support.malformed import GOOD, GOOD_DATA, Malformed, from_bytes, from_files
from tests.support.malformed_archives import LOCK, rar, seven_zip
from tests.support.raw_zip import RawEntry, raw_zip

INNER = "长城二花园.zip"
INSIDE = "长城二花园/说明.txt"


def cases() -> Iterator[Malformed]:
    """Every submission with a bad archive in it."""
    for name, (file_name, data) in _closed().items():
        files = {GOOD: GOOD_DATA, file_name: data}
        yield Malformed(name=f"{name}_in_a_zip", make=from_bytes(a_zip(files)), member=file_name)
        yield Malformed(name=f"{name}_in_a_folder", make=from_files(files), member=file_name)
    for name, entry in _members().items():
        inner = raw_zip([RawEntry(name="说明.txt"), entry])
        files = {GOOD: GOOD_DATA, INNER: inner}
        made = from_bytes(a_zip(files))
        yield Malformed(name=name, make=made, member="长城二花园/", rest=(GOOD, INSIDE))
    yield from _deep()
    yield from _capped()


def a_zip(files: Mapping[str, bytes]) -> bytes:
    return raw_zip([RawEntry(name=name, data=data) for name, data in files.items()])


def _closed() -> dict[str, tuple[str, bytes]]:
    whole = a_zip({"说明.txt": GOOD_DATA})
    locked = raw_zip([RawEntry(name="说明.txt", flags=0x801)])
    packed = seven_zip({"说明.txt": GOOD_DATA})
    return {
        "not_opened__locked_zip": (INNER, locked),
        "not_opened__cut_zip": (INNER, whole[:-9]),
        "not_opened__lying_zip": (INNER, raw_zip([RawEntry()], end={"count": 2, "count_here": 2})),
        "not_opened__overlapping_zip": (
            INNER,
            raw_zip([RawEntry(name="a"), RawEntry(name="b", central={"header_at": 0})]),
        ),
        "not_opened__zip_with_more_behind": (INNER, whole + b"x"),
        "not_opened__empty_zip": (INNER, raw_zip([])),
        "not_opened__first_volume_of_a_zip": ("长城二花园.z01", b"PK\x07\x08" + whole),
        "not_opened__cut_7z": ("长城二花园.7z", packed[:-1]),
        "not_opened__locked_7z": ("长城二花园.7z", seven_zip({"a": b"b"}, **LOCK)),
        "not_opened__cut_rar": ("长城二花园.rar", rar({"说明.txt": GOOD_DATA})[:-20]),
        "not_opened__locked_rar": ("长城二花园.rar", rar({"a": b"b"}, **LOCK)),
    }


def _members() -> dict[str, RawEntry]:
    return {
        "unsafe_name__up_in_an_inner_zip": RawEntry(name="../../坏.txt"),
        "reserved_name__in_an_inner_zip": RawEntry(name="NUL"),
        "damaged__member_of_an_inner_zip": RawEntry(name="坏.txt", claims={"crc": 1}),
        "encrypted__member_of_an_inner_zip": RawEntry(name="坏.txt", flags=0x801),
        "link__in_an_inner_zip": RawEntry(name="坏.txt", host=3, attributes=0o120777 << 16),
        "ratio__in_an_inner_zip": RawEntry(name="坏.bin", data=bytes(11 * 2**20)),
        "method__in_an_inner_zip": RawEntry(name="坏.txt", method=14),
        "same_name__in_an_inner_zip": RawEntry(name="说明.TXT"),
        "too_deep__zip_in_an_inner_zip": RawEntry(name="再.zip", data=a_zip({"a": b"b"})),
        "too_deep__7z_in_an_inner_zip": RawEntry(name="再.7z", data=seven_zip({"a": b"b"})),
        "too_deep__rar_in_an_inner_zip": RawEntry(name="再.rar", data=rar({"a": b"b"})),
    }


def _deep() -> Iterator[Malformed]:
    innermost = a_zip({"a.txt": b"b"})
    for name, pack, ending in (("7z", seven_zip, "7z"), ("rar", rar, "rar")):
        inner = pack({"说明.txt": GOOD_DATA, "再.zip": innermost})
        files = {GOOD: GOOD_DATA, f"长城二花园.{ending}": inner}
        yield Malformed(
            name=f"too_deep__zip_in_an_inner_{name}",
            make=from_files(files),
            member="长城二花园/再.zip",
            rest=(GOOD, INSIDE),
        )


def _capped() -> Iterator[Malformed]:
    inner = a_zip({f"{n}.txt": bytes(5000) for n in range(4)})
    made = from_bytes(a_zip({GOOD: GOOD_DATA, INNER: inner}))
    whole = ("玉州区.zip", ())
    for name, caps in (
        ("too_many__with_those_of_an_inner_zip", {"MAX_MEMBERS": 4}),
        ("too_large__with_those_of_an_inner_zip", {"MAX_TOTAL_SIZE": len(inner) + 2}),
    ):
        yield Malformed(name=name, make=made, member=whole[0], rest=whole[1], caps=caps)
    many = from_files({GOOD: GOOD_DATA, INNER: inner})
    yield Malformed(
        name="not_opened__zip_of_too_many", make=many, member=INNER, caps={"MAX_MEMBERS": 3}
    )
