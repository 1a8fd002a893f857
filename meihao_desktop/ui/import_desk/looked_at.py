"""What was read from a stick, with everything the person at the desk has corrected so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from meihao_desktop.domain.submission import NameMatch, ReceivedSubmission
from meihao_desktop.operations import match_names
from meihao_desktop.ui.import_desk.matches_pane import MatchRow, match_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """The counter's reading stays as it was, so that a correction can be changed again."""

    read: ReceivedSubmission
    county_name: str
    choices: Mapping[NameMatch, str] = field(default_factory=dict[NameMatch, str])

    @property
    def received(self) -> ReceivedSubmission:
        """What would be accepted."""
        return match_names.rematch(self.read, self.choices) if self.choices else self.read

    @property
    def matches(self) -> tuple[MatchRow, ...]:
        return match_rows(match_names.spellings(self.read), self.choices)

    def with_match(self, match: NameMatch, estate: str) -> "LookedAt":
        return replace(self, choices={**self.choices, match: estate})

    def with_county(self, county_name: str) -> "LookedAt":
        return replace(self, county_name=county_name)
