"""What may come back from a child: values as they were, and nothing that acts."""

import datetime as dt
import os
import pickle
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import Picture
from meihao_desktop.domain.preview import MergedRange, TextPart, Worksheet
from meihao_desktop.intake.child.answers import ROOMS, ForbiddenAnswer, pack, unpack
from meihao_desktop.intake.child.limits import Limits
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.form_reader import read_form
from meihao_desktop.intake.summary_workbook import read_summary
from tests.support.submissions import a_form, a_summary

SHEET = Worksheet(
    name="汇总表",
    rows=(("朗悦花园", "96.5"),),
    merged=(MergedRange(first_row=0, first_column=0, last_row=0, last_column=1),),
    column_widths=(8.5,),
)


class Foreign(NamedTuple):
    """A named tuple of a room that is not asked."""

    word: str


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "朗悦花园",
        b"\x00" * 10,
        [1, 2.5, True, {"a": (1, 2)}, {1, 2}, frozenset({"x"})],
        (Decimal("96.50"), Fraction(1, 3), Path("材料") / "照片.jpg"),
        (dt.date(2026, 9, 28), dt.datetime(2026, 9, 28, 9, 0, tzinfo=dt.UTC), dt.timedelta(1)),
        (MaterialKind.PDF, TextPart(place="第 3 页", text="物业"), SHEET),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_plain_values_come_back_as_they_were(answer: object) -> None:
    assert unpack(pack(answer)) == answer


def test_what_the_readers_give_comes_back_as_it_was(tmp_path: Path) -> None:
    form, summary = tmp_path / "a", tmp_path / "b"
    form.write_bytes(a_form("朗悦花园"))
    summary.write_bytes(a_summary("朗悦花园"))
    for answer in (
        read_form(form, file="申报表.docx"),
        read_summary(summary, file="汇总表.xlsx"),
    ):
        assert unpack(pack(answer)) == answer


@given(st.recursive(st.text() | st.integers() | st.binary(), st.lists))
def test_any_nested_value_comes_back(answer: object) -> None:
    assert unpack(pack(answer)) == answer


def test_many_bytes_stand_beside_the_answer_and_come_back() -> None:
    picture = Picture(width=256, height=128, pixels=b"\x07" * (256 * 128 * 4))
    beside: list[memoryview] = []
    data = pack((picture, b"few"), beside)
    assert len(data) < 500
    assert [bytes(part) for part in beside] == [picture.pixels]
    assert unpack(data, beside=[picture.pixels]) == (picture, b"few")
    assert unpack(pack(picture)) == picture


def test_an_answer_that_lacks_what_should_stand_beside_it_is_refused() -> None:
    data = pack(Picture(width=256, height=128, pixels=bytes(256 * 128 * 4)), [])
    with pytest.raises(ForbiddenAnswer):
        unpack(data)


class Acts:
    """Pickled, it asks for a call."""

    def __init__(self, call: Any, *words: object) -> None:  # noqa: ANN401
        self._call, self._words = call, words

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return self._call, self._words


def made_by_hand(*lines: bytes) -> bytes:
    return b"\n".join(lines)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Acts(os.system, "true")),
        pickle.dumps(Acts(eval, "1")),
        pickle.dumps(Acts(getattr, "a", "upper")),
        pickle.dumps(Acts(__import__, "os")),
        pickle.dumps(Acts(open, os.devnull)),
        pickle.dumps(Acts(read_form, Path("a"))),
        pickle.dumps(Acts(Path.unlink, Path("a"))),
        pickle.dumps(os.system),
        pickle.dumps(Foreign("x")),
        pack(Foreign("x")),
        pickle.dumps(ForbiddenAnswer("x")),
        made_by_hand(b"cmeihao_desktop.domain.estate", b"Estate", b")\x81."),
        made_by_hand(b"cmeihao_desktop.intake.child.process", b"Child", b")R."),
        made_by_hand(b"cmeihao_desktop.intake.child.untrusted", b"close_children", b")R."),
        made_by_hand(b"cmeihao_desktop.intake.child.process", b"subprocess.Popen", b")R."),
        made_by_hand(b"cmeihao_desktop.intake.child.process", b"tempfile", b"."),
        made_by_hand(b"cmeihao_desktop.intake.no_such_room", b"Thing", b"."),
        made_by_hand(b"cmeihao_desktopx.domain", b"Thing", b"."),
        made_by_hand(b"cmeihao_desktop.fsops", b"remove_tree", b"(Vmaterials", b"tR."),
        b"",
        b"\x80\x05",
        b"\xff\xff",
        b"(" * 1000,
        b"Pid\n.",
    ],
)
def test_what_acts_is_forbidden(data: bytes) -> None:
    with pytest.raises(ForbiddenAnswer):
        unpack(data)


def test_a_class_cannot_be_changed_by_an_answer() -> None:
    before = dict(vars(Estate))
    data = made_by_hand(b"cmeihao_desktop.domain.estate", b"Estate", b"(}(Vname", b"Vx", b"utb.")
    with pytest.raises(ForbiddenAnswer):
        unpack(data)
    assert dict(vars(Estate)) == before


def test_a_value_has_all_its_words_or_is_none() -> None:
    short = pickle.dumps(Acts(TextPart, "第 1 页"))
    with pytest.raises(ForbiddenAnswer):
        unpack(short)


def test_values_of_further_rooms_are_let_in_where_asked_for() -> None:
    assert unpack(pack(Foreign("x")), (*ROOMS, "tests")) == Foreign("x")
    assert unpack(pack(Limits()), ROOMS) == Limits()


@pytest.mark.parametrize("member", [MaterialKind.PDF, Door.EMPTY_FILE])
def test_a_member_of_an_enumeration_travels_by_its_value(member: Enum) -> None:
    """Early 3.11 would send a call of getattr, which no answer may hold."""
    data = bytes(pack(member))
    assert b"getattr" not in data
    assert unpack(data) is member


def test_every_truncation_is_refused() -> None:
    data = pack((SHEET, MaterialKind.PDF, Decimal(1)))
    for length in range(len(data)):
        with pytest.raises(ForbiddenAnswer):
            unpack(data[:length])


# A changed byte may make Python itself complain while it throws a half-made bytearray away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_gives_values_or_is_refused(place: int, change: int) -> None:
    data = bytearray(pack((SHEET, TextPart(place="第 3 页", text="物业"), dt.date(2026, 1, 2))))
    data[place % len(data)] ^= change
    try:
        unpack(bytes(data))
    except ForbiddenAnswer:
        return
