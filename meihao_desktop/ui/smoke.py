"""The program tries itself: sample round, window, picture, paper; used by the frozen build."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from meihao_desktop import fsops
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.domain.verdict import Outcome
from meihao_desktop.operations import check_file, identify_person, print_documents, read_material
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper, sheet_subject
from meihao_desktop.operations.roles import people_with
from meihao_desktop.ui import round_door
from meihao_desktop.ui.main_window import MainWindow

SIGNED = "SIGNATURE"


def smoke(app: QApplication, program: Any, folder: Path) -> int:  # noqa: ANN401 - app lies above
    """Leave ``smoke.png``, ``smoke.pdf`` and ``smoke.txt`` in ``folder``; any fault flies."""
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
    kinds = [*_read_kinds(context), *_signed(context, folder)]
    fsops.write_atomically(folder / "smoke.txt", "\n".join(kinds).encode())
    program.end()
    return 0


def sit_down(context: Context, role: Role) -> None:
    """Log in the first person with this role; possible only where PINs are shown openly."""
    _log_in(context, people_with(context, role)[0].id)


def _log_in(context: Context, person: PersonId) -> None:
    identify_person.log_in(context, person, identify_person.rehearsal_pins(context)[person])


def _read_kinds(context: Context) -> list[str]:
    """One material of each kind, read by the children that read what was handed in."""
    dossier = context.dossier()
    shared = [m for submission in dossier.submissions for m in submission.shared_materials]
    materials = [*shared, *(m for estate in dossier.estates for m in estate.materials)]
    first = {material.kind: material for material in reversed(materials)}
    return [kind.name for kind, one in first.items() if _is_read(context, one)]


def _is_read(context: Context, material: Material) -> bool:
    """Whether this kind is shown at all; a fault flies."""
    path = read_material.material_file(context, material)
    if material.kind is MaterialKind.IMAGE:
        return read_material.photo(path, 100).picture.width > 0
    if material.kind is MaterialKind.PDF:
        page = read_material.draw_page(path, material.kind, page=0, size=(100, 140))
        return page.picture.width > 0
    is_shown = material.kind in (MaterialKind.WORD, MaterialKind.WORKBOOK, MaterialKind.TEXT)
    return is_shown and bool(read_material.preview(path, material.kind))


def _signed(context: Context, folder: Path) -> list[str]:
    """A saved paper is certified, and its check finds it so; only its expert may print a sheet."""
    sheet = context.dossier().sheets[0]
    _log_in(context, sheet.expert)
    subject = sheet_subject(sheet.expert, sheet.estate)
    paper = print_documents.render(context, Paper.SCORE_SHEETS, subject)
    made, _ = print_documents.save(context, replace(paper, file_name="smoke.pdf"), folder)
    return [SIGNED] if check_file.check(context, made).outcome is Outcome.CURRENT else []
