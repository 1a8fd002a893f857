"""Re-check any table of points by the engine of the program, without a round."""

from dataclasses import dataclass
from pathlib import Path

from meihao_desktop.domain.ranking import Ranking
from meihao_desktop.domain.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """Every figure of one re-checked table."""

    rules_name: str
    scores_name: str
    tally: Tally
    ranking: Ranking


def recheck(rules: Path, scores: Path) -> Recheck:
    """Tally and rank a table of points by the rules in a toml file."""
    raise NotImplementedError


def write(rechecked: Recheck, target: Path) -> None:
    """Every intermediate figure as .json or .xlsx, by the target's suffix."""
    raise NotImplementedError
