"""A printing (打印记录): which paper left the program, in which state of the records."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One paper as it was printed or saved.

    ``paper`` names the kind, ``subject`` what it is about (an estate, a pair, empty for the whole
    round). ``event_seq`` is the last event of the audit log that the paper knows of.
    """

    paper: str
    subject: str = ""
    check_code: str
    printed_at: datetime
    actor: str
    event_seq: int

    def is_stale(self, check_code: str) -> bool:
        """Whether the same paper would look different today."""
        return self.check_code != check_code
