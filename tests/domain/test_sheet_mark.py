"""The mark of a sheet is read back as it was printed, and nothing else is taken for one."""

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.sheet_mark import SheetMark, SignatureBook
from meihao_desktop.domain.signature import SheetSignature
from tests.support.builders import NOON, a_sheet, estate_id, expert_id

DIGEST = "5f" * 32
SIGNED = SheetSignature(
    expert=expert_id(1), estate=estate_id(1), revision=1, digest=DIGEST, fingerprint="A" * 16,
    signature="3c" * 64, signed_at=NOON,
)  # fmt: skip
BOOK = SignatureBook.of("9c4f" * 16, (SIGNED,))


def test_a_mark_is_read_back_as_it_was_written() -> None:
    mark = BOOK.mark(a_sheet(), DIGEST)
    assert mark.signature == SIGNED.signature
    assert mark.round_id == "9c4f9c4f9c4f9c4f"
    assert SheetMark.read(f" {mark.text}\n") == mark


def test_a_signed_mark_fits_a_code_that_prints_small() -> None:
    assert 160 <= len(BOOK.mark(a_sheet(), DIGEST).text) <= 180


def test_a_draft_or_a_sheet_that_changed_carries_no_signature() -> None:
    assert BOOK.mark(a_sheet(), "00" * 32).signature == ""
    unsigned = SignatureBook().mark(a_sheet(), DIGEST)
    assert unsigned.signature == ""
    assert SheetMark.read(unsigned.text) == unsigned


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text.replace("MEIHAO1", "MEIHAO2"),
        lambda text: text.replace("sheet", "ranking"),
        lambda text: text + "|x",
        lambda text: text.replace("|1|", "|eins|"),
        lambda text: text[:-5] + "!" * 5,
        lambda _: "",
        lambda _: "https://example.invalid",
    ],
)
def test_what_is_no_mark_of_ours_is_refused(change: object) -> None:
    text = BOOK.mark(a_sheet(), DIGEST).text
    with pytest.raises(RuleViolation, match="不是个人评分表的二维码"):
        SheetMark.read(change(text))  # type: ignore[operator]


def test_a_digest_in_other_characters_or_of_another_length_is_refused() -> None:
    parts = BOOK.mark(a_sheet(), DIGEST).text.split("|")
    for digest in ("签" * 43, parts[6][:-4], f"{parts[6]}A"):
        with pytest.raises(RuleViolation, match="没有读全"):
            SheetMark.read("|".join((*parts[:6], digest, parts[7])))
