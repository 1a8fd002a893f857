"""check-file on the command line: one word, what to do, and an exit code for scripts."""

from pathlib import Path

import pytest

from meihao_desktop import cli
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, print_documents
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.support.rounds import SECRETARY, a_round_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The opening record of a round that nobody has open."""
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    document = print_documents.render(context, Paper.OPENING)
    path, _ = print_documents.save(context, document, tmp_path / "U盘")
    begin_round.close_round(context)
    return path


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def in_round(paper: Path) -> tuple[object, ...]:
    folder = paper.parent.parent / "round"
    return "--round", folder, "--as", SECRETARY, "--pin", open_pin(SECRETARY)


def test_a_paper_of_the_round_is_found_the_same(paper: Path, capsys: Out) -> None:
    assert run("check-file", paper, *in_round(paper)) == cli.DONE
    told = capsys.readouterr().out
    assert "一致：与2025年度玉林市“美好家园”小区评审现在的记录相同。" in told
    assert "[完好] pdf 的签名" in told


def test_without_a_round_only_signatures_are_told(paper: Path, capsys: Out) -> None:
    assert run("check-file", paper) == cli.FOUND
    assert "无法核验：没有打开评审" in capsys.readouterr().out


def test_a_changed_paper_is_told_apart(paper: Path, capsys: Out) -> None:
    data = bytearray(paper.read_bytes())
    data[-100] ^= 1
    paper.write_bytes(data)
    assert run("check-file", paper, *in_round(paper)) == cli.FOUND
    told = capsys.readouterr().out
    assert "不符：" in told
    assert "请保留" in told


def test_the_text_of_a_code_is_taken_as_it_is(paper: Path, capsys: Out) -> None:
    assert run("check-file", "MEIHAO1|opening|0000000000000000|aa", *in_round(paper)) == cli.FOUND
    assert "没有校验码 0000-0000-0000-0000" in capsys.readouterr().out
    assert run("check-file", "0000-0000-0000-0000", *in_round(paper)) == cli.FOUND
    assert "不符" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_refused(paper: Path, capsys: Out) -> None:
    assert run("check-file", paper.parent / "没有.pdf") == cli.FAILED
    assert "没有找到" in capsys.readouterr().err


def test_a_round_and_an_archive_at_once_are_refused(paper: Path, capsys: Out) -> None:
    assert run("check-file", paper, *in_round(paper), "--archive", paper.parent) == cli.FAILED
    assert "只能用一个" in capsys.readouterr().err
