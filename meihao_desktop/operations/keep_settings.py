"""The rules of the round and its rubric, until sealing locks both."""

from dataclasses import dataclass
from pathlib import Path

from meihao_desktop.domain.review_round import ReviewRound, RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDesk:
    """Rules, rubric and whether they may still be changed by the actor."""

    review_round: ReviewRound
    rubric: Rubric
    rubric_check_code: str
    faults: tuple[str, ...]
    may_keep: bool
    tally_method: str


def settings_desk(context: Context) -> SettingsDesk:
    """For everybody who is in the room."""
    raise NotImplementedError


def save_rules(context: Context, rules: RoundRules) -> Change:
    """Keep other rules; refused with every fault they have."""
    raise NotImplementedError


def read_rubric(path: Path) -> Rubric:
    """A rubric file, to be looked at before it is taken over."""
    raise NotImplementedError


def load_rubric(context: Context, path: Path) -> Change:
    """Take over a rubric file; refused once anybody has scored by another one."""
    raise NotImplementedError
