"""Points in Chinese capitals."""

from decimal import Decimal

import pytest

from meihao_desktop.printing.points_in_words import in_words


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("0", "零分"),
        ("0.00", "零分"),
        ("0.05", "零点零伍分"),
        ("8", "捌分"),
        ("10", "壹拾分"),
        ("87.5", "捌拾柒点伍分"),
        ("87.50", "捌拾柒点伍分"),
        ("90", "玖拾分"),
        ("100", "壹佰分"),
        ("100.00", "壹佰分"),
        ("101.25", "壹佰零壹点贰伍分"),
        ("110", "壹佰壹拾分"),
        ("1005", "壹仟零伍分"),
        ("1050.3", "壹仟零伍拾点叁分"),
        ("9999.99", "玖仟玖佰玖拾玖点玖玖分"),
        ("-2.5", "负贰点伍分"),
        ("-0", "零分"),
        ("1E+2", "壹佰分"),
    ],
)
def test_points_read_as_a_cashier_would_write_them(points: str, words: str) -> None:
    assert in_words(Decimal(points)) == words


@pytest.mark.parametrize("points", ["NaN", "Infinity", "10000"])
def test_what_is_no_number_of_points_is_refused(points: str) -> None:
    with pytest.raises(ValueError, match="not a number of points"):
        in_words(Decimal(points))


def test_every_hundredth_up_to_a_hundred_reads_differently() -> None:
    words = {in_words(Decimal(hundredths) / 100) for hundredths in range(10_001)}
    assert len(words) == 10_001
