"""An expert's laptop of the scripted meeting.

``python -m tests.end_to_end.seat_driver HOME FOLDER``.

Beside what every machine does it can write bundles that the program never would.
"""

import sys
from pathlib import Path

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.operations import take_seat
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
        box = context.store.keys.box_key()
        last = context.store.exchanges.bundles()[-1]
        if box is None:
            raise AssertionError("this laptop knows no key to close bundles to")
        craft = Craft(
            key=signer(context, PersonId(expert.expert), pin).private, dossier=context.dossier(),
            inner=take_seat._sealed(
                context, expert, take_seat._content(context, expert), serial=last.serial, pin=pin
            ),
            box=box.public_key,
        )  # fmt: skip
        Path(target).write_bytes(WAYS[way](craft, Path(source).read_bytes()))


if __name__ == "__main__":
    begin(SeatMachine, sys.argv[1:])
