"""One gate for every reader: faults of libraries become one sentence, our own pass."""

import pickle
from functools import partial
from pathlib import Path

import pytest
from openpyxl.utils.exceptions import InvalidFileException

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled
from meihao_desktop.intake.form_reader import read_form
from meihao_desktop.intake.summary_workbook import read_summary
from meihao_desktop.intake.untrusted import Unreadable, parse_untrusted
from tests.support.submissions import a_form, a_summary


def failing(error: BaseException):  # noqa: ANN201 -- a reader that only raises
    def reader(_path: Path) -> str:
        raise error

    return reader


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        KeyError("x"),
        RecursionError(),
        MemoryError(),
        InvalidFileException("x"),
        OSError(5, "x"),
    ],
)
def test_whatever_a_library_throws_asks_to_open_the_file_outside(error: Exception) -> None:
    with pytest.raises(Unreadable, match="外部程序") as caught:
        parse_untrusted(failing(error), Path("a"))
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [Cancelled(), MeihaoError("说明")])
def test_our_own_sentences_pass_unchanged(error: MeihaoError) -> None:
    with pytest.raises(MeihaoError) as caught:
        parse_untrusted(failing(error), Path("a"))
    assert caught.value is error


def test_an_interrupt_is_no_fault_of_a_file() -> None:
    with pytest.raises(KeyboardInterrupt):
        parse_untrusted(failing(KeyboardInterrupt()), Path("a"))


def test_readers_and_results_can_travel_to_another_process(tmp_path: Path) -> None:
    for name, data, reader in (
        ("a", a_form("朗悦花园"), partial(read_form, file="申报表.docx")),
        ("b", a_summary("朗悦花园"), partial(read_summary, file="汇总表.xlsx")),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        travelled = pickle.loads(pickle.dumps(reader))  # noqa: S301 -- our own bytes
        result = parse_untrusted(travelled, path)
        assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 -- our own bytes
        assert result is not None
