"""签署情况: what is open comes first, with what to do; what was signed names its code."""

from dataclasses import replace

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.signature_board import InkState, SignatureBoard, SignatureRow
from meihao_desktop.printing.signatures_pdf import signatures_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed
from tests.support.builders import NOON

ROW = SignatureRow(
    paper="RANKING", subject="", title="排名表", version="", signer=PersonId("P01"),
    signer_name="专家01", state=InkState.WAITING, check_code="1A2B-3C4D-5E6F-7A8B",
)  # fmt: skip
SIGNED = replace(
    ROW, signer_name="专家02", state=InkState.SIGNED, signed_code=ROW.check_code, signed_at=NOON,
    noted_by="秘书",
)  # fmt: skip
OUTDATED = replace(
    SIGNED, signer_name="专家03", state=InkState.OUTDATED, signed_code="9999-0000-9999-0000"
)


def text_of(*rows: SignatureRow) -> str:
    dossier = replace(a_full_dossier(), board=SignatureBoard(rows=rows))
    return seen(signatures_pdf(dossier, STAMP))


def test_open_signatures_come_before_those_that_stand() -> None:
    text = text_of(SIGNED, ROW, OUTDATED)
    assert squeezed("共 3 个签字：签后已变 1，待签字 1，已签字 1。") in text
    assert text.index("待办（2）") < text.index("专家03") < text.index("已签字（1）")
    assert text.index("已签字（1）") < text.index("专家02")


def test_a_paper_that_changed_names_the_code_that_was_signed_and_what_to_do() -> None:
    text = text_of(OUTDATED)
    assert "签的是9999-0000-9999-0000" in text
    assert "重新打印，请本人重签，旧件留存" in text


def test_who_would_not_sign_stands_apart_with_the_reason() -> None:
    refused = replace(
        SIGNED, signer_name="专家04", state=InkState.REFUSED, refusal="不同意名次（监督员见证）"
    )
    text = text_of(SIGNED, refused, ROW)
    assert text.index("待办（1）") < text.index("拒签（1）") < text.index("已签字（1）")
    assert "不同意名次（监督员见证）" in text


def test_a_board_without_rows_is_printed_too() -> None:
    assert "还没有要签字的文书。" in text_of()
