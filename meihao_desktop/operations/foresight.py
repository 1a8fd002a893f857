"""Foresight: what the desks will ask for next, worked out beside the window where it takes long.

Stretching a PIN ahead is no try of it: nobody learns from it whether the PIN is right, which is
found out by the check alone, after the try was counted.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from meihao_desktop import printing
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import OPEN_COST
from meihao_desktop.domain.progress import Progress, Watch
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.exchange.lockbox import (
    WrongSecret,
    forget_stretched,
    stretch_ahead,
    stretch_for_new,
)
from meihao_desktop.exchange.refusals import Refused
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.keys import SIGNING_PHASES, key_home, slowness
from meihao_desktop.operations.letters import Boxes, boxes_of, contents, kept_file
from meihao_desktop.operations.offers import decode_ahead, forget_decoded

MANY_BYTES = 256 * 1024
MANY_POINTS = 4000
"""From so many scored criteria on, checks and ranking take longer than a person notices."""


_PRESS: list[object] = []
Work = Callable[[Watch], None]
Steps = list[Callable[[], None]]


def ahead(context: Context) -> Work | None:
    """The checks and the ranking of this moment, for the background; none where that is quick.

    What is worked out is kept with the dossier, which every desk reads from then on.
    """
    dossier = context.dossier()
    if len(dossier.sheets) * len(dossier.rubric.by_number) < MANY_POINTS:
        return None
    return lambda _watch: _work_out(dossier)


def log_in_ahead(context: Context, person: PersonId, pin: str) -> Work | None:
    """What a log-in will stretch beside the check of the PIN: a new key, an own part."""
    known = context.person(person)
    is_signer = known is not None and known.is_expert and context.phase in SIGNING_PHASES
    steps = _new_key_steps(context, person, pin) if is_signer else []
    seat = context.store.exchanges.seat()
    if seat is not None and seat.own:
        steps.extend(_token_steps(context, person, pin))
    return _stretching(context, steps)


def seal_ahead(context: Context, pin: str) -> Work | None:
    """What the sealing of a sheet will stretch beside the check of the PIN: the expert's key."""
    return _stretching(context, _key_steps(context, context.somebody().id, pin))


def hand_over_ahead(context: Context, pin: str) -> Work | None:
    """What the hand-over will stretch beside the check of the PIN: key and token."""
    person = context.somebody().id
    steps = _key_steps(context, person, pin)
    return _stretching(context, [*steps, *_token_steps(context, person, pin)])


def opening_ahead(context: Context) -> Work | None:
    """What the opening of the received bundles will read and check, where they are large."""
    folder, boxes = context.folder, boxes_of(context.store)
    closed = [
        each.digest
        for each in context.store.exchanges.handovers()
        if each.state is BundleState.SEALED
    ]
    files = (kept_file(folder, digest) for digest in closed)
    if sum(file.stat().st_size for file in files if file.is_file()) < MANY_BYTES:
        return None
    return lambda watch: _decode(folder, closed, boxes, watch)


def papers_ahead() -> Work:
    """The press, which takes a while to be brought in for the first time."""
    return lambda _watch: _PRESS.append(printing.Stamp) if not _PRESS else None


def forget() -> None:
    """Nothing that came of a PIN, or tells of points, stays behind the act that asked for it."""
    forget_stretched()
    forget_decoded()


def _decode(folder: Path, digests: Sequence[str], boxes: Boxes, watch: Watch) -> None:
    """What cannot be opened here is told when it is opened in earnest."""
    for number, digest in enumerate(digests):
        watch.tell(Progress(done_files=number, total_files=len(digests)))
        try:
            decode_ahead(contents(folder, digest, boxes, digest), digest)
        except Refused:
            continue


def _new_key_steps(context: Context, person: PersonId, pin: str) -> Steps:
    """A home that cannot be read keeps nobody out."""
    try:
        machine = key_home().machine().id
    except WrongSecret:
        return []
    if context.store.keys.of_expert(person, machine) is not None:
        return []
    return [partial(stretch_for_new, pin, slowness(context))]


def _key_steps(context: Context, person: PersonId, pin: str) -> Steps:
    home, round_id = key_home(), context.store.round_id
    try:
        key = context.store.keys.of_expert(person, home.machine().id)
    except WrongSecret:
        return []
    if key is None or not home.has_expert_key(round_id, key.fingerprint):
        return [partial(stretch_for_new, pin, slowness(context))]
    return [partial(home.stretch_expert_key, round_id, key.fingerprint, pin)]


def _token_steps(context: Context, person: PersonId, pin: str) -> Steps:
    record = context.store.panels.pin(person)
    return [partial(stretch_ahead, pin, record.token)] if record and record.token else []


def _stretching(context: Context, steps: Steps) -> Work | None:
    """Nothing in a rehearsal, whose PINs are quick."""
    if not steps or context.pin_cost == OPEN_COST:
        return None

    def work(_watch: Watch) -> None:
        for step in steps:
            step()

    return work


def _work_out(dossier: Dossier) -> None:
    run_all(dossier)
    standing_of(dossier)
