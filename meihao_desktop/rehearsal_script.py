"""The script of the rehearsal: the files of the sample, read for whoever performs it."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from meihao_desktop import resources
from meihao_desktop.domain.review_round import NoticeCounting, RoundMode, RoundRules
from meihao_desktop.operations import keep_settings
from meihao_desktop.operations.begin_round import RoundPlan

Line = Mapping[str, str]


class Script:
    """The files of the sample: the round, the people, their points and their decisions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.round = _toml(folder / "round.toml")
        self.people = _toml(folder / "panel.toml")["people"]
        self.decisions = _toml(folder / "decisions.toml")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The points as handed in, one line for each expert, estate and criterion."""
        with (self.folder / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
            return tuple(csv.DictReader(stream))

    def points(self, expert: str, estate: str) -> Iterator[Line]:
        return (line for line in self.lines if (line["expert"], line["estate"]) == (expert, estate))

    def plan(self, today: date) -> RoundPlan:
        """The round as it is begun today; its deadlines lie so many days ahead."""
        told = self.round
        deadlines = told["deadlines"].items()
        ahead = {name: today + timedelta(days=days) for name, days in deadlines}
        rubric = keep_settings.read_rubric(resources.path("rubrics", told["rubric"]))
        secretary = next(person for person in self.people if "SECRETARY" in person["roles"])
        return RoundPlan(
            title=told["title"],
            year=told["year"],
            bureau=told["bureau"],
            secretary=secretary["name"],
            rubric=rubric,
            mode=RoundMode[told["mode"]],
            rules=_rules({**told["rules"], **ahead}),
        )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rules(told: Mapping[str, Any]) -> RoundRules:
    counting = NoticeCounting[told.get("notice_counting", "NEXT_DAY")]
    return RoundRules(**{**told, "notice_counting": counting})
