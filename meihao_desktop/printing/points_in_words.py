"""Points in Chinese capitals (大写), which nobody can alter with one stroke."""

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def in_words(points: Decimal) -> str:
    """``87.50`` becomes 捌拾柒点伍分; zeros that say nothing are left out."""
    if not points.is_finite() or abs(points) >= 10_000:
        raise ValueError(f"not a number of points: {points}")
    whole, _, part = f"{abs(points):f}".partition(".")
    words = _whole(int(whole))
    if part := part.rstrip("0"):
        words += "点" + "".join(_DIGITS[int(digit)] for digit in part)
    return f"{'负' if points < 0 else ''}{words}分"


def _whole(number: int) -> str:
    words = ""
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif not words.endswith(_DIGITS[0]):
            words += _DIGITS[0]
    return words.rstrip(_DIGITS[0]) or _DIGITS[0]
