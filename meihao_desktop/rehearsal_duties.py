"""What the secretary of a rehearsal does beside the script: PINs, the machine, and ink."""

from collections.abc import Mapping, Sequence

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.self_check import CheckItem, CheckResult, Outcome
from meihao_desktop.domain.signature_board import InkState
from meihao_desktop.operations import (
    check_readiness,
    identify_person,
    note_presence,
    note_signatures,
    print_documents,
)
from meihao_desktop.operations.check_readiness import LEAST_SCREEN, Sights
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.note_presence import Presence
from meihao_desktop.operations.papers import Paper
from meihao_desktop.operations.print_documents import Document

REASONS: Mapping[CheckItem, str] = {
    CheckItem.BACKUPS: "演练只备份在评审目录内。",
    CheckItem.CLOCK: "演练自动走完，没有与手表核对。",
    CheckItem.PRINTER: "演练不打印，文书都存成 pdf。",
    CheckItem.STICK: "演练不用 U 盘交换。",
}
OTHERWISE = "演练继续；正式评审前须处理好。"


def issue_pins(context: Context, people: Sequence[PersonId]) -> Document:
    """Everybody gets a PIN, and the slips to cut apart are the only paper that shows them."""
    fresh = identify_person.pins_to_make(context, people)(Watch())
    issued, _ = identify_person.issue_pins(context, fresh)
    return print_documents.render_slips(context, issued)


def gather(context: Context) -> int:
    """Everybody has come and every expert's pledge is in; how many people that are."""
    people = context.store.panels.people()
    note_presence.note_presence(context, [p.id for p in people], Presence.ARRIVED)
    experts = [person.id for person in people if person.is_expert]
    note_presence.note_pledges(context, experts, are_given=True)
    return len(people)


def check_machine(context: Context) -> tuple[CheckResult, ...]:
    """会前自检 as far as it goes without hands and eyes; the rest has its reason."""
    looked = check_readiness.look(context, Sights(screen=LEAST_SCREEN, printers=()))
    surveyed = check_readiness.survey(check_readiness.survey_of(context), Watch())
    unseen = CheckResult(
        item=CheckItem.SCREEN, outcome=Outcome.HINT, told="演练自动走完，没有看屏幕。"
    )
    results = {each.item: each for each in (*looked, *surveyed, unseen)}
    reasons = {
        item: REASONS.get(item, OTHERWISE) for item, each in results.items() if each.needs_reason
    }
    found = tuple(results.values())
    check_readiness.record(context, found, reasons)
    return found


def sign_papers(context: Context) -> int:
    """All that waits for ink, but the score sheets, is signed; how many signatures that were."""
    board = note_signatures.signature_desk(context).board
    waiting = [
        row
        for row in board.rows
        if row.state is InkState.WAITING and row.paper != Paper.SCORE_SHEETS.name
    ]
    note_signatures.note(context, waiting)
    return len(waiting)
