"""The program tries itself: sample round, window, picture, paper; used by the frozen build."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from meihao_desktop import fsops
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.operations import identify_person, print_documents
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper, sheet_subject
from meihao_desktop.ui import round_door
from meihao_desktop.ui.main_window import MainWindow


def smoke(app: QApplication, program: Any, folder: Path) -> int:  # noqa: ANN401 - app lies above
    """Leave ``smoke.png`` and ``smoke.pdf`` in ``folder``; any fault flies."""
    fsops.make_folder(folder)
    context = round_door.open_sample(folder / round_door.SAMPLE_FOLDER)
    sit_down(context, Role.SECRETARY)
    program.context = context
    program.show_desks()
    window: MainWindow = program.main_window
    for name in window.desk_names:
        window.show_desk(name)
        app.processEvents()
    window.grab().save(str(folder / "smoke.png"))
    fsops.write_atomically(folder / "smoke.pdf", _first_sheet(context))
    program.end()
    return 0


def sit_down(context: Context, role: Role) -> None:
    """Log in the first person with this role; possible only where PINs are shown openly."""
    _log_in(context, context.people_with(role)[0].id)


def _log_in(context: Context, person: PersonId) -> None:
    identify_person.log_in(context, person, identify_person.rehearsal_pins(context)[person])


def _first_sheet(context: Context) -> bytes:
    """While scoring lasts, only its own expert may print a sheet."""
    sheet = context.dossier().sheets[0]
    _log_in(context, sheet.expert)
    subject = sheet_subject(sheet.expert, sheet.estate)
    return print_documents.render(context, Paper.SCORE_SHEETS, subject).data
