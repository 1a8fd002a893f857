"""A formal round on disk with the PINs of its people, to be opened here and elsewhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.operations import begin_round, identify_person
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from tests.support.rounds import CHAIR, OBSERVER, SECRETARY, SteppingClock, a_plan, convene


def a_formal_plan() -> RoundPlan:
    return a_plan(mode=RoundMode.FORMAL)


class Bench:
    """A formal round with its people, closed again; ``pins`` are theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pins: dict[str, str] = {}
        context, self.pins[SECRETARY] = begin_round.create_round(
            folder, a_formal_plan(), SteppingClock()
        )
        identify_person.log_in(context, SECRETARY, self.pins[SECRETARY])
        convene(context)
        for person in (OBSERVER, CHAIR):
            self.pins[person], _ = identify_person.issue_pin(context, person)
        begin_round.close_round(context)

    @contextmanager
    def opened(self, folder: Path | None = None) -> Iterator[Context]:
        context = begin_round.open_round(folder or self.folder, SteppingClock())
        try:
            yield context
        finally:
            begin_round.close_round(context)

    def sit(self, context: Context, person: str = SECRETARY) -> None:
        identify_person.log_in(context, person, self.pins[person])

    def copied(self, name: str) -> Path:
        return Path(shutil.copytree(self.folder, self.folder.with_name(name)))


def told(context: Context) -> str:
    """Why the round is open to be read only; empty where it is not."""
    restriction = context.store.restriction
    return restriction.sentence if restriction else ""
