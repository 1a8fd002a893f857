"""What the player says is read with distrust; what it is asked for comes through as it was said."""

import pytest

from meihao_desktop.ui.materials.player_words import (
    Deed,
    Gibberish,
    News,
    Told,
    asked,
    told,
    understood,
    understood_deed,
)


@pytest.mark.parametrize(
    ("news", "first", "second"),
    [(News.ALIVE, 0, 0), (News.TIME, 83_400, 6_000_000), (News.PICTURE, 4096, 1)],
)
def test_what_the_player_tells_is_understood(news: News, first: int, second: int) -> None:
    assert understood(told(news, first, second)) == Told(news, first, second)


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"\n", b"alive\n", b"alive 0\n", b"alive 0 0 0\n", b"hello 0 0\n"),
        *(b"time -1 0\n", b"time 1.5 0\n", b"time 0x1 0\n", b"time 1_0 0\n"),
        *(b"picture 0 5\n", b"picture 5 0\n", b"picture 4097 1\n"),
        *("time \u0661 0\n".encode(), b"\xff\xfe 0 0\n", b"time 999999999999 0\n"),
        b"time " + b"9" * 60_000 + b" 0\n",
    ],
)
def test_whatever_else_it_says_is_gibberish(line: bytes) -> None:
    with pytest.raises(Gibberish):
        understood(line)


def test_a_path_of_any_name_reaches_the_player_in_one_line() -> None:
    line = asked(Deed.OPEN, "/材料/视频 1\n\u202e.mp4")
    assert b"\n" not in line
    assert understood_deed(line) == (Deed.OPEN, ["/材料/视频 1\n\u202e.mp4"])


def test_what_is_asked_for_keeps_its_numbers() -> None:
    assert understood_deed(asked(Deed.FIT, 640, 360)) == (Deed.FIT, [640, 360])
    assert understood_deed(asked(Deed.SPEED, 1.5)) == (Deed.SPEED, [1.5])
    assert understood_deed(asked(Deed.PLAY)) == (Deed.PLAY, [])
