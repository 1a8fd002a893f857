"""Sticks from the command line: a pack out, a seat, a bundle back, all on files."""

from pathlib import Path

import pytest

from meihao_desktop import __main__, cli
from meihao_desktop.operations import begin_round, declare_interests, identify_person, score_estate
from meihao_desktop.operations.pins import open_pin
from tests.support.command_line import a_desk, run, signed
from tests.support.rounds import (
    EXPERTS,
    SECRETARY,
    SteppingClock,
    estates,
    score,
)
from tests.support.sticks import at

FIRST = EXPERTS[1]
Out = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The secretary's round in scoring."""
    return a_desk(tmp_path)


def test_a_pack_goes_out_and_a_bundle_comes_back(tmp_path: Path, desk: Path, capsys: Out) -> None:
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    assert run("pack", desk, stick, *signed(SECRETARY)) == cli.DONE
    assert "第 1 号已写好并核对" in capsys.readouterr().out
    with at(tmp_path / "home"):
        assert run("take-seat", laptop, stick, *signed(FIRST)) == cli.DONE
        assert "请与开封记录核对" in capsys.readouterr().out
        scored(laptop)
        assert run("hand-over", laptop, stick, *signed(FIRST)) == cli.DONE
        assert "评分表 3 份" in capsys.readouterr().out
    assert run("receive", desk, stick, *signed(SECRETARY)) == cli.FOUND
    told = capsys.readouterr().out
    assert "[新增]" in told
    assert "收到 1/3" in told
    assert "专家03：未收到，缺 朗悦花园、长城二花园、凯旋会花园" in told
    assert run("receive", desk, stick, *signed(SECRETARY)) == cli.FOUND
    assert "[已存在]" in capsys.readouterr().out


def scored(laptop: Path) -> None:
    context = begin_round.open_round(laptop, SteppingClock())
    identify_person.log_in(context, FIRST, open_pin(FIRST))
    declare_interests.declare_all(context, (), open_pin(FIRST))
    for estate in estates(context):
        score(context, estate, 50, 30)
        score_estate.submit(context, estate, open_pin(FIRST))
    begin_round.close_round(context)


def test_unfinished_work_is_told_by_name_and_by_the_exit_code(
    tmp_path: Path, desk: Path, capsys: Out
) -> None:
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    run("pack", desk, stick, *signed(SECRETARY))
    with at(tmp_path / "home"):
        run("take-seat", laptop, stick, *signed(FIRST))
        assert run("hand-over", laptop, stick, *signed(FIRST)) == cli.FOUND
    assert "还没有提交：朗悦花园" in capsys.readouterr().out


def test_opening_before_all_are_in_is_refused_in_one_sentence(
    tmp_path: Path, desk: Path, capsys: Out
) -> None:
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    run("pack", desk, stick, *signed(SECRETARY))
    with at(tmp_path / "home"):
        run("take-seat", laptop, stick, *signed(FIRST))
        scored(laptop)
        run("hand-over", laptop, stick, *signed(FIRST))
    assert run("receive", desk, stick, "--open", *signed(SECRETARY)) == cli.FAILED
    assert "提前拆封须由组长写明理由" in capsys.readouterr().err


def test_a_stick_without_a_pack_and_an_unknown_expert_are_told(
    tmp_path: Path, desk: Path, capsys: Out
) -> None:
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    assert run("take-seat", laptop, stick, *signed(FIRST)) == cli.FAILED
    assert "没有评审包" in capsys.readouterr().err
    run("pack", desk, stick, *signed(SECRETARY))
    capsys.readouterr()
    assert run("take-seat", laptop, stick, *signed("P99")) == cli.FAILED
    assert "专家01（P03）" in capsys.readouterr().err
    assert not laptop.exists()


def test_the_commands_of_sticks_reach_the_command_line_and_not_the_window() -> None:
    assert {"pack", "take-seat", "hand-over", "receive"} <= __main__.COMMANDS
