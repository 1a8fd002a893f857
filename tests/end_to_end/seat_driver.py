"""An expert's laptop of the scripted meeting.

``python -m tests.end_to_end.seat_driver HOME FOLDER``.

Beside what every machine does it can write bundles that the program never would.
"""

import sys
from pathlib import Path

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations.keys import signer
from tests.end_to_end.machine_driver import Machine, begin
from tests.end_to_end.stick_forger import WAYS, Craft


class SeatMachine(Machine):
    """One expert's laptop."""

    def forge(self, way: str, source: str, target: str, pin: str) -> None:
        """Somebody with this laptop and its PIN writes a changed copy of an honest bundle."""
        context = self.context
        expert = context.store.exchanges.seat()
        if expert is None:
            raise AssertionError("this laptop has no seat")
        craft = Craft(
            key=signer(context, PersonId(expert.expert), pin).private, dossier=context.dossier()
        )
        Path(target).write_bytes(WAYS[way](craft, Path(source).read_bytes()))


if __name__ == "__main__":
    begin(SeatMachine, sys.argv[1:])
