"""The key of a round from the command line: replaced by two, and taken by a laptop on its word."""

from pathlib import Path

import pytest

from meihao_desktop import __main__, cli, resources
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations import begin_round, take_seat
from meihao_desktop.operations.pins import open_pin
from tests.support.command_line import a_desk, run, signed
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    SECRETARY,
    SteppingClock,
)
from tests.support.sticks import at

FIRST = EXPERTS[1]
SECOND = ("--with", CHAIR, "--second-pin", open_pin(CHAIR))
WHY = ("--reason", "硬盘损坏")
Out = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The secretary's round in scoring, and a pack on the stick."""
    desk = a_desk(tmp_path)
    assert run("pack", desk, tmp_path / "stick", *signed(SECRETARY)) == cli.DONE
    return desk


def lose(desk: Path) -> None:
    context = begin_round.open_round(desk, SteppingClock())
    (resources.data_home() / "keys" / context.store.round_id / "event.json").unlink()
    begin_round.close_round(context)


def test_a_lost_key_is_replaced_and_what_to_do_next_is_told(desk: Path, capsys: Out) -> None:
    lose(desk)
    assert run("pack", desk, desk.parent / "stick", *signed(SECRETARY)) == cli.FAILED
    assert "更换评审密钥" in capsys.readouterr().err
    assert run("replace-key", desk, *signed(SECRETARY), *SECOND, *WHY) == cli.DONE
    told = capsys.readouterr().out
    assert "旧密钥指纹" in told
    assert "《补充开封记录》" in told
    assert "重新制作评审包" in told
    assert run("verify-log", desk) == cli.DONE


def test_a_sound_key_is_replaced_only_where_it_is_feared_for(desk: Path, capsys: Out) -> None:
    assert run("replace-key", desk, *signed(SECRETARY), *SECOND, *WHY) == cli.FAILED
    assert "完好" in capsys.readouterr().err
    words = (*signed(SECRETARY), *SECOND, *WHY, "--feared")
    assert run("replace-key", desk, *words) == cli.DONE


def test_nobody_replaces_it_alone(desk: Path, capsys: Out) -> None:
    lose(desk)
    alone = ("--with", SECRETARY, "--second-pin", open_pin(SECRETARY))
    assert run("replace-key", desk, *signed(SECRETARY), *alone, *WHY) == cli.FAILED
    assert "不能作第二人" in capsys.readouterr().err
    assert run("replace-key", desk, *signed(SECRETARY), "--with", CHAIR, *WHY) == cli.FAILED
    assert "--second-pin" in capsys.readouterr().err


def test_a_laptop_takes_the_new_key_once_its_fingerprint_is_given(
    tmp_path: Path, desk: Path, capsys: Out
) -> None:
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    with at(tmp_path / "home"):
        assert run("take-seat", laptop, stick, *signed(FIRST)) == cli.DONE
    lose(desk)
    assert run("replace-key", desk, *signed(SECRETARY), *SECOND, *WHY) == cli.DONE
    assert run("pack", desk, stick, *signed(SECRETARY)) == cli.DONE
    (new, *_) = (offer.fingerprint for offer in take_seat.find_packs(stick))
    capsys.readouterr()
    with at(tmp_path / "home"):
        assert run("take-seat", laptop, stick, *signed(FIRST)) == cli.FAILED
        told = capsys.readouterr().err
        assert grouped(new) in told
        assert f"--new-key {new}" in told
        confirmed = ("--new-key", grouped(new))
        assert run("take-seat", laptop, stick, *signed(FIRST), *confirmed) == cli.DONE
        assert "已更新到评审包第 2 号" in capsys.readouterr().out


def test_the_command_is_known_at_the_door() -> None:
    assert "replace-key" in __main__.COMMANDS
