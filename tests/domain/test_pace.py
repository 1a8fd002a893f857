"""The time that is left is told calmly: it counts down, and does not jump at every hitch."""

import pytest

from meihao_desktop.domain.pace import Pace, Stage, duration
from meihao_desktop.domain.progress import Progress

MIB = 1 << 20


def copied(done: int, total: int = 1000, files: int = 0) -> Progress:
    return Progress(
        done_bytes=done * MIB, total_bytes=total * MIB, done_files=files, total_files=100
    )


def heard(*amounts: int, every: float = 0.5, total: int = 1000) -> tuple[Pace, float]:
    """The pace after these MiB were heard of, one after another."""
    pace, at = Pace(), 0.0
    for number, amount in enumerate(amounts):
        at = number * every
        pace = pace.after(copied(amount, total), at)
    return pace, at


def test_nothing_is_promised_before_enough_was_seen() -> None:
    pace, at = heard(0, 50, 100)
    assert pace.per_second is None
    assert pace.seconds_left(at) is None


def test_speed_and_time_left_follow_from_what_was_copied() -> None:
    pace, at = heard(*range(0, 500, 50))
    assert pace.stage is Stage.COPYING
    assert pace.per_second == 100 * MIB
    assert pace.seconds_left(at) == 10  # 550 MiB at 100 a second, rounded up


def test_the_estimate_counts_down_between_two_reports() -> None:
    pace, at = heard(*range(0, 100, 5), total=400)
    first, later = pace.seconds_left(at + 0.5), pace.seconds_left(at + 20.5)
    assert first is not None
    assert later is not None
    assert first - later == 20


def test_a_hitch_does_not_move_the_estimate() -> None:
    steady, at = heard(*range(0, 200, 10))
    hitch = steady.after(copied(192), at + 0.5)
    assert hitch.ends_at == steady.ends_at


def test_a_stick_that_slows_down_for_good_is_told() -> None:
    pace, at = heard(*range(0, 200, 10))
    before = pace.seconds_left(at)
    for step in range(1, 40):
        pace = pace.after(copied(190 + step), at + step)
    after = pace.seconds_left(at + 40)
    assert before is not None
    assert after is not None
    assert after > before * 5


def test_a_standstill_keeps_the_last_promise_and_never_goes_below_nothing() -> None:
    pace, at = heard(*range(0, 960, 40))
    assert pace.seconds_left(at + 500) == 0


def test_recognising_begins_when_all_bytes_are_there_and_counts_files() -> None:
    pace, at = heard(*range(0, 1000, 100))
    for number in range(0, 50, 5):
        pace = pace.after(copied(1000, files=number), at + 1 + number / 5)
    assert pace.stage is Stage.RECOGNISING
    assert pace.per_second == 5
    assert pace.seconds_left(at + 10) == 15


def test_a_new_beginning_forgets_the_old_pace() -> None:
    pace, at = heard(*range(0, 500, 50))
    assert pace.after(copied(0), at + 1).per_second is None


def test_an_amount_that_is_not_known_yet_is_no_stage_of_recognising() -> None:
    pace = Pace().after(Progress(), 0)
    assert pace.stage is Stage.COPYING
    assert pace.seconds_left(0) is None


def test_only_the_last_seconds_count_and_little_is_kept() -> None:
    pace, _ = heard(*range(900), every=0.01)
    assert len(pace.marks) < 50


@pytest.mark.parametrize(
    ("left", "shown"),
    [(3.2, 4), (11, 15), (31, 40), (100, 100), (130, 150), (601, 660), (3000, 3000)],
)
def test_the_further_off_the_coarser(left: float, shown: int) -> None:
    assert Pace(ends_at=left).seconds_left(0) == shown


@pytest.mark.parametrize(
    ("seconds", "text"), [(5, "5 秒"), (60, "1 分钟"), (150, "2 分 30 秒"), (660, "11 分钟")]
)
def test_durations_are_said_in_minutes_and_seconds(seconds: int, text: str) -> None:
    assert duration(seconds) == text
