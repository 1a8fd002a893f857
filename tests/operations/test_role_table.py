"""Every operation that shows something × every role × every phase; none stands outside a table.

What changes a round stands in ``test_permissions``; here stands the rest, so that an operation
without an expected row fails. Whatever the window offers, these doors are what decides.
"""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.permission import PERMISSIONS, Act, Actor
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from tests.operations.test_permissions import ALLOWED, BACKUP
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, a_round_in, estates
from tests.support.source_tree import ROOT, sources

NOBODY, S, E, C, O = None, *(  # noqa: E741 -- a table
    Role.SECRETARY, Role.EXPERT, Role.PANEL_CHAIR, Role.OBSERVER,
)  # fmt: skip
WHO = {S: SECRETARY, E: EXPERTS[1], C: CHAIR, O: OBSERVER}
EVERYBODY, LOGGED_IN = {NOBODY, S, E, C, O}, {S, E, C, O}
ALL = " ".join(phase.value for phase in Phase)
RESULT = "汇总 签署 定稿 公示 结束"
MEETING = "收件 封存 评分 汇总"

READS: Mapping[str, tuple[set[Role | None], str]] = {
    # what stands at every door of the house: no score, no PIN, nothing of one expert
    "begin_round.overview": (EVERYBODY, ALL),
    "begin_round.warning": (EVERYBODY, ALL),
    "import_submission.import_desk": (EVERYBODY, ALL),
    "convene_panel.next_person_id": (EVERYBODY, ALL),
    "keep_settings.settings_desk": (EVERYBODY, ALL),
    "identify_person.people": (EVERYBODY, ALL),
    "identify_person.rehearsal_pins": (EVERYBODY, ALL),
    "identify_person.needs_witness": (EVERYBODY, ALL),
    "identify_person.pins_to_make": (EVERYBODY, ALL),
    "verify_log.verify_open": (EVERYBODY, ALL),
    "read_material.shared_sources": (EVERYBODY, ALL),
    "compare_years.years_desk": (EVERYBODY, ALL),
    "find_interests.mentions_desk": (EVERYBODY, ALL),
    "hold_election.election_desk": (EVERYBODY, ALL),
    "record_terms.has_terms": (EVERYBODY, ALL),
    "note_signatures.signature_desk": (EVERYBODY, ALL),
    "back_up_round.backup_desk": (EVERYBODY, ALL),
    "check_readiness.readiness_desk": (EVERYBODY, ALL),
    "check_readiness.survey_of": (EVERYBODY, ALL),
    "adopt_copy.may_adopt": (EVERYBODY, ALL),
    "renew_pin.way_back": (EVERYBODY, ALL),
    "renew_pin.unlock_witnesses": (EVERYBODY, ALL),
    "archive_round.archive_desk": (EVERYBODY, ALL),
    "replace_key.key_desk": (EVERYBODY, ALL),
    # what only people of the round see
    "convene_panel.panel_desk": (LOGGED_IN, ALL),
    "print_documents.offers": (LOGGED_IN, ALL),
    "search_materials.round_files": (LOGGED_IN, ALL),
    "settle_outlier.notices": (LOGGED_IN, ALL),
    "weigh_hints.hints_desk": (LOGGED_IN, ALL),
    "record_terms.terms_desk": (LOGGED_IN, ALL),
    "adopt_copy.witnesses": (LOGGED_IN, ALL),
    "replace_key.witnesses": (LOGGED_IN, ALL),
    # what only some roles see
    "declare_interests.declaration_desk": ({S, E, C}, ALL),
    "score_estate.open_desk": ({E, C}, ALL),
    "score_estate.open_sheet": ({E, C}, ALL),
    "score_estate.comparison": ({E, C}, ALL),
    "collate_sheets.secretary_desk": ({S, C, O}, ALL),
    "find_interests.mention_files": ({S, O}, MEETING),
    "advise.advice": ({S, C, O}, RESULT),
    "present_meeting.agenda": ({S, C}, f"封存 评分 {RESULT}"),
    "present_meeting.reveal": ({S, C}, RESULT),
    "print_documents.render": ({S, C}, RESULT),
    "print_documents.render_slips": ({S}, ALL),
    "restore_round.gate": ({S}, ALL),
    "restore_round.loss_job": ({S}, ALL),
}
"""Who is shown it, and when. A table made for everybody still shows each role its own part only:
``test_no_desk_shows_points_of_others_before_they_are_open`` holds that."""


def estate(context: Context) -> str:
    return estates(context)[0]


CALLS: Mapping[str, Callable[[ModuleType, Context], object]] = {
    "identify_person.needs_witness": lambda m, c: m.needs_witness(c, EXPERTS[1]),
    "identify_person.pins_to_make": lambda m, c: m.pins_to_make(c, [EXPERTS[1]]),
    "renew_pin.way_back": lambda m, c: m.way_back(c, EXPERTS[1]),
    "renew_pin.unlock_witnesses": lambda m, c: m.unlock_witnesses(c, EXPERTS[1]),
    "score_estate.open_sheet": lambda m, c: m.open_sheet(c, estate(c)),
    "print_documents.render": lambda m, c: m.render(c, Paper.TALLY),
    "print_documents.render_slips": lambda m, c: m.render_slips(c, []),
    "restore_round.gate": lambda m, c: m.gate(c, BACKUP),
    "restore_round.loss_job": lambda m, c: m.loss_job(c, BACKUP),
}
"""Those that need more than the round."""

ELSEWHERE = {
    "begin_round.close_round": "lets go of the folder",
    "begin_round.let_go": "lets go of the folder",
    "identify_person.log_in": "is how anybody becomes somebody; tests/operations/test_guessing",
    "identify_person.log_out": "makes nobody of somebody",
    "identify_person.prove": "asks for the PIN of the person at the machine",
    "identify_person.issue_pins": "its door is asserted with issue_pin",
    "renew_pin.renew_by_two": "asks for two PINs before anybody is logged in; test_renew_pin",
    "renew_pin.renew_alone": "waits, and asks whoever else has a PIN; test_renew_pin",
    "collate_sheets.check_lot": "calculates from a verdict, reads nothing",
    "read_material.material_file": "its door is by estate; tests/operations/test_openness",
    "search_materials.files": "its door is by estate; tests/operations/test_openness",
    "import_submission.shelving": "gives paths for the background; accept has the door",
    "exchange_panel.export_list": "tests/operations/test_exchange_panel",
    "exchange_panel.read_list": "reads a file that somebody brought; take_over has the door",
    "take_seat.renew_seat": "takes the word of the round's own key; tests/operations/test_seats",
    "take_seat.seat_desk": "shows a seat that was taken; there is none here",
    "back_up_round.remember_second": "notes a folder on this machine",
    "back_up_round.is_due": "counts events",
    "back_up_round.take": "copies the round as it is, whoever sits there",
    "back_up_round.back_up": "copies the round as it is, whoever sits there",
    "back_up_round.at_close": "copies the round as it is, whoever sits there",
    "back_up_round.export_confirmed": "saves what is acknowledged from a failing disk",
    "hand_over_seat.witnesses": "names whom a dialog offers",
    "note_signatures.witnesses": "names whom a dialog offers",
    "hand_over_seat.deputies": "names whom a dialog offers",
    "hand_over_seat.confirmers": "names whom a dialog offers",
    "take_seat.is_seat": "tells what kind of machine this is, and nothing of the round",
    "print_documents.require_noting": "is the door of note_printed and save itself",
    "exchange_sheets.require_reception": "is the door of receive; test_exchange_sheets",
    "check_file.check": "shows points as far as they may be seen; test_check_file, test_reference",
    "check_file.weigh": "shows points as far as they may be seen; test_check_file, test_reference",
}
"""What has no door of role and phase, and why that is right."""


class Told(Context):
    """A round whose phase is told."""

    told_phase = Phase.PREPARING

    @property
    def phase(self) -> Phase:
        return self.told_phase


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEIHAO_HOME", str(home))
        context = a_round_in(Phase.COLLATING, tmp_path_factory.mktemp("roles") / "round")
        yield Told(context.store, context.clock, pin_cost=context.pin_cost)
        begin_round.close_round(context)


def sit_as(context: Told, role: Role | None, phase: Phase) -> None:
    context.told_phase = phase
    if role is None:
        context.actor = None
        return
    person = context.person(WHO[role])
    assert person is not None
    context.actor = Actor(id=person.id, name=person.name, roles=person.roles)


def module_of(name: str) -> ModuleType:
    return import_module(f"meihao_desktop.operations.{name.partition('.')[0]}")


def is_shown(context: Told, name: str) -> bool:
    module = module_of(name)
    usual = getattr(module, name.partition(".")[2])
    try:
        CALLS.get(name, lambda _m, c: usual(c))(module, context)
    except MeihaoError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(READS))
def test_only_the_written_roles_are_shown_it_and_only_in_the_written_phases(
    told: Told, name: str
) -> None:
    roles, phases = READS[name]
    wanted = {(role, phase) for role in roles for phase in Phase if phase.value in phases.split()}
    found = set()
    for role in (None, *Role):
        for phase in Phase:
            sit_as(told, role, phase)
            if is_shown(told, name):
                found.add((role, phase))
    assert found == wanted


def procedures() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = contracts["tool"]["importlinter"]["contracts"]
    found = next(one for one in listed if one["name"].startswith("10 "))["modules"]
    return [name.rpartition(".")[2] for name in found]


def operations_of(procedure: str) -> Iterator[str]:
    module = import_module(f"meihao_desktop.operations.{procedure}")
    for name, function in vars(module).items():
        is_own = inspect.isfunction(function) and function.__module__ == module.__name__
        if is_own and not name.startswith("_"):
            parameters = list(inspect.signature(function).parameters)
            if parameters[:1] == ["context"]:
                yield f"{procedure}.{name}"


def test_no_operation_stands_outside_the_tables() -> None:
    """Whoever adds one writes down here, or in ``test_permissions``, who may use it."""
    found = [name for procedure in procedures() for name in operations_of(procedure)]
    assert len(found) > 90
    written = READS.keys() | ELSEWHERE.keys()
    bare = [n for n in found if n not in written and n.partition(".")[2] not in ALLOWED]
    assert bare == []
    assert [name for name in written if name not in found] == []


def test_every_act_has_roles_and_phases() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(one.roles and one.phases for one in PERMISSIONS.values())


def test_no_desk_shows_points_of_others_before_they_are_open(told: Told) -> None:
    """Until the sheets are collated nobody reads totals, not even those who keep the desk."""
    desk = import_module("meihao_desktop.operations.collate_sheets").secretary_desk
    for role in (S, C, O):
        for phase in Phase:
            sit_as(told, role, phase)
            shown = desk(told)
            assert shown.shows_totals == (phase.value in RESULT.split())
            totals = [cell.total for cell in shown.cells.values()]
            assert any(total is not None for total in totals) == shown.shows_totals
    scoring = import_module("meihao_desktop.operations.score_estate")
    for role in (E, C):
        sit_as(told, role, Phase.SCORING)
        assert scoring.open_desk(told).expert.id == WHO[role]


def test_the_secretary_has_no_operation_that_writes_points(told: Told) -> None:
    """Every operation that puts a cell or a sheet on record refuses the secretary in all phases."""
    writers = {
        node.name
        for source in sources("meihao_desktop/operations")
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and "score_sheets.save" in ast.unparse(node)
    }
    assert writers
    points = {"set_cell", "set_remark", "abstain", "resume", "adopt_version", "submit"}
    assert all(S not in ALLOWED[name][0] for name in points)
    assert S not in PERMISSIONS[Act.SCORE].roles | PERMISSIONS[Act.SUBMIT_SHEET].roles


DECIDING = re.compile(
    r"PERMISSIONS|permission\.\w+\(|\.transaction\(|store\.\w+\.(?:save|add|remove|note|take)\w*\("
)


def test_the_window_never_decides_alone() -> None:
    """Pages ask ``context.may`` for what they offer; they neither decide nor write themselves."""
    faults = [
        f"{source.file.name}: {found}"
        for source in sources("meihao_desktop/ui")
        for found in DECIDING.findall(source.file.read_text("utf-8"))
    ]
    assert faults == []


def test_an_operation_refuses_what_the_window_would_never_offer(told: Told) -> None:
    """A window that offered everything to everybody would change nothing: the doors are below."""
    sit_as(told, E, Phase.SCORING)
    collate = import_module("meihao_desktop.operations.collate_sheets")
    with pytest.raises(MeihaoError):
        collate.settle(told, "x", Verdict(decision=Decision.ACKNOWLEDGED, reason="核实"))
    with pytest.raises(MeihaoError):
        import_module("meihao_desktop.operations.identify_person").issue_pin(told, EXPERTS[1])
