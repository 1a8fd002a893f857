"""What is stated of a saved file is read back whole or not at all."""

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.file_statement import FileStatement, PaperMark

MARK = PaperMark(round_id="r", paper="RANKING", subject="", check_code="0A1B-2C3D-4E5F-6071")
STATEMENT = FileStatement(
    name="排名表.pdf", size=7, sha256="a" * 64, fingerprint="F" * 16, made_at="2025-09-10",
    round_id=MARK.round_id, paper=MARK.paper, subject=MARK.subject, check_code=MARK.check_code,
)  # fmt: skip


def test_both_are_read_back_as_they_were_written() -> None:
    assert PaperMark.read(MARK.body()) == MARK
    assert FileStatement.read(STATEMENT.body()) == STATEMENT


def test_a_statement_is_of_the_paper_it_names() -> None:
    assert STATEMENT.mark == MARK


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        MARK.body(),
        {**STATEMENT.body(), "more": ""},
        {**STATEMENT.body(), "size": "7"},
        {**STATEMENT.body(), "size": True},
        {**STATEMENT.body(), "name": 7},
    ],
)
def test_anything_missing_added_or_wrongly_typed_is_refused(body: object) -> None:
    with pytest.raises(RuleViolation, match="签名中的说明不完整"):
        FileStatement.read(body)
