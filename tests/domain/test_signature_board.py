"""The board of signatures counts what is still to be signed and says what to do."""

from meihao_desktop.domain.signature_board import InkState, SignatureBoard, SignatureRow
from tests.support.builders import expert_id


def a_row(state: InkState) -> SignatureRow:
    return SignatureRow(
        paper="RANKING", subject="", title="排名表", version="", signer=expert_id(1),
        signer_name="专家01", state=state, check_code="A",
    )  # fmt: skip


BOARD = SignatureBoard(rows=tuple(a_row(state) for state in InkState))


def test_only_what_was_printed_and_stands_may_be_noted_as_signed() -> None:
    assert [row.state for row in BOARD.rows if row.may_be_noted] == [
        InkState.WAITING,
        InkState.REFUSED,
    ]


def test_only_who_is_asked_to_sign_can_refuse() -> None:
    assert [row.state for row in BOARD.rows if row.may_be_refused] == [InkState.WAITING]


def test_all_but_the_signed_and_the_refused_is_open_and_all_but_the_signed_has_advice() -> None:
    still = {row.state for row in BOARD.open_rows}
    assert still == set(InkState) - {InkState.SIGNED, InkState.REFUSED}
    advised = {row.state for row in BOARD.rows if row.state.advice}
    assert advised == set(InkState) - {InkState.SIGNED}


def test_the_sum_names_only_what_there_is() -> None:
    two = SignatureBoard(
        rows=(a_row(InkState.SIGNED), a_row(InkState.SIGNED), a_row(InkState.WAITING))
    )
    assert two.told == "共 3 个签字：待签字 1，已签字 2。"
    assert SignatureBoard().told == "还没有要签字的文书。"
