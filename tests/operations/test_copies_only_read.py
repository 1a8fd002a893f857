"""On a copy everybody can still look; every act that writes is refused with the one sentence."""

from collections.abc import Iterator

import pytest

from meihao_desktop.db.errors import ReadOnlyRound
from meihao_desktop.db.journal import Restriction
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.permission import PERMISSIONS, Act, Actor
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, identify_person, print_documents
from meihao_desktop.operations.context import LOOKING, Context
from meihao_desktop.operations.memory import STILL
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.operations.test_permissions import ALLOWED, CALLS
from tests.support.rounds import EXPERTS, SECRETARY, a_round_in, sit

SENTENCE = "这份评审数据来自其他电脑，现以只读方式打开。"
LOOKED_AT = {"adopt", "reception_desk", "ranking_desk", "explain"}
"""What a copy still shows, and the act that makes it writable."""


class Told(Context):
    """A round whose phase is told."""

    told_phase = Phase.PREPARING

    @property
    def phase(self) -> Phase:
        return self.told_phase


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEIHAO_HOME", str(tmp_path_factory.mktemp("home")))
        context = a_round_in(Phase.COLLATING, tmp_path_factory.mktemp("copies") / "round")
        context.store.restrict(Restriction(SENTENCE, STILL, is_liftable=True))
        yield Told(context.store, context.clock, pin_cost=context.pin_cost)
        begin_round.close_round(context)


@pytest.mark.parametrize("name", sorted(set(CALLS) - LOOKED_AT))
def test_every_operation_that_writes_is_refused_on_a_copy_with_its_sentence(
    copy: Told, name: str
) -> None:
    roles, phases = ALLOWED[name]
    before = copy.store.audit_log.head()
    for role in roles:
        for phase in (phase for phase in Phase if phase.value in phases.split()):
            copy.actor = Actor(id=SECRETARY, name="某人", roles=frozenset({role}))
            copy.told_phase = phase
            with pytest.raises(MeihaoError, match=SENTENCE):
                CALLS[name](copy)
    assert copy.store.audit_log.head() == before


@pytest.mark.parametrize("act", Act)
def test_every_act_is_refused_or_only_looks(copy: Told, act: Act) -> None:
    permission = PERMISSIONS[act]
    for role in permission.roles:
        for phase in permission.phases:
            copy.actor = Actor(id=SECRETARY, name="某人", roles=frozenset({role}))
            copy.told_phase = phase
            assert copy.may(act) is (act in LOOKING)
            if act not in LOOKING:
                with pytest.raises(RuleViolation, match=SENTENCE):
                    copy.require(act)


def test_whatever_still_wrote_would_be_stopped_by_the_records(copy: Told) -> None:
    with pytest.raises(ReadOnlyRound, match=SENTENCE), copy.transaction("set_cell"):
        pass


@pytest.mark.parametrize("person", [SECRETARY, *EXPERTS])
def test_people_log_in_and_out_on_a_copy_and_wrong_pins_count(copy: Told, person: str) -> None:
    copy.told_phase = Phase.COLLATING
    sit(copy, copy.store.panels.people()[0].id)
    with pytest.raises(MeihaoError, match="PIN"):
        identify_person.log_in(copy, person, "000000")  # type: ignore[arg-type]
    record = copy.store.panels.pin(person)  # type: ignore[arg-type]
    assert record is not None
    assert record.failed_tries == 1
    assert identify_person.log_in(copy, person, open_pin(person)).id == person  # type: ignore[arg-type]
    identify_person.log_out(copy)
    assert copy.actor is None


def test_a_paper_is_looked_at_but_neither_saved_nor_printed(copy: Told) -> None:
    """Refused before anything is written: a paper that is not noted must not exist."""
    copy.told_phase = Phase.COLLATING
    copy.actor = Actor(id=SECRETARY, name="秘书", roles=frozenset({Role.SECRETARY}))
    document = print_documents.render(copy, Paper.TALLY)
    assert document.data.startswith(b"%PDF")
    for act in (print_documents.save, print_documents.note_printed):
        with pytest.raises(RuleViolation, match="只读时只能预览"):
            act(copy, document)
    assert list((copy.folder / "exports").iterdir()) == []
    assert copy.store.printings.all() == ()
