"""Phone numbers, kept only as a mark that can be compared.

The mark is HMAC-SHA-256 of the digits under the round's own salt. It keeps numbers out of sight
and out of backups that wander; it does not withstand somebody who has the record and tries every
number there is, and the manual says so.
"""

import hmac
import re

from meihao_desktop.domain.review_round import ReviewRound

_DIGITS = re.compile(r"\D+")
FEWEST_DIGITS = 7
_NUMBER = re.compile(
    r"(?<!\d)(?:\+?86[-\s]?)?1\d{2}[-\s]?\d{4}[-\s]?\d{4}(?!\d)"  # mobile
    r"|(?<!\d)(?:0\d{2,3}[-\s]?)?\d{3,4}[-\s]?\d{4}(?!\d)"  # land line
)
_COUNTRY = "86"
_MOBILE_LENGTH = 11


def phone_digits(phone: str) -> str:
    """The digits that identify a phone, full-width ones too; empty where there are too few."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in phone)
    digits = _DIGITS.sub("", plain)
    if len(digits) == _MOBILE_LENGTH + len(_COUNTRY) and digits.startswith(_COUNTRY):
        digits = digits[len(_COUNTRY) :]
    return digits if len(digits) >= FEWEST_DIGITS else ""


def phones_in(text: str) -> tuple[str, ...]:
    """Every phone number in a cell, as written but with plain digits."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return tuple(found.group() for found in _NUMBER.finditer(plain))


def phone_mark(phone: str, salt: str) -> str:
    """The mark of a phone in one round; empty where the text is no phone number."""
    digits = phone_digits(phone)
    return hmac.new(salt.encode(), digits.encode(), "sha256").hexdigest() if digits else ""


def phone_salt(review_round: ReviewRound) -> str:
    """What makes the marks of one round comparable with each other and with no other round's."""
    return f"meihao phone {review_round.year} {review_round.title}"
