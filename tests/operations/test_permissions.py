"""Every mutating operation × every role × every phase: who gets past the door, written out here."""

import ast
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from meihao_desktop import operations
from meihao_desktop.db.other_round import OtherRound
from meihao_desktop.domain.archive import Archive
from meihao_desktop.domain.earlier_round import EarlierRoundId
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.handover import PackOut
from meihao_desktop.domain.hearing import Answer
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.permission import Act, Actor
from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.domain.signature import ChangeCause
from meihao_desktop.domain.signature_board import InkState, SignatureRow
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.exchange.manifest import Manifest
from meihao_desktop.exchange.stick import Load
from meihao_desktop.operations import (
    adopt_copy,
    archive_round,
    back_up_round,
    begin_round,
    check_readiness,
    collate_sheets,
    compare_years,
    convene_panel,
    declare_interests,
    exchange_panel,
    exchange_sheets,
    find_interests,
    hand_over_seat,
    hold_election,
    identify_person,
    import_submission,
    keep_settings,
    make_packs,
    note_presence,
    note_signatures,
    print_documents,
    rank_estates,
    record_terms,
    renew_pin,
    replace_key,
    restore_round,
    score_estate,
    settle_outlier,
    take_seat,
    weigh_hints,
)
from meihao_desktop.operations.check_readiness import Sights
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_panel import PanelOffer
from meihao_desktop.operations.loss import Loss
from meihao_desktop.operations.make_packs import PreparedPack
from meihao_desktop.operations.note_presence import Presence
from meihao_desktop.operations.offers import Offer
from meihao_desktop.operations.print_documents import Document, DocumentKind, Paper
from meihao_desktop.operations.record_terms import TermDraft
from meihao_desktop.operations.restore_round import BackupRow, Consent
from tests.support.rounds import a_new_round

S, E, C, O = Role.SECRETARY, Role.EXPERT, Role.PANEL_CHAIR, Role.OBSERVER  # noqa: E741 -- a table
ALL = "筹备 收件 封存 评分 汇总 签署 定稿 公示 结束"

ALLOWED: Mapping[str, tuple[set[Role], str]] = {
    "prepare": ({S}, "定稿 公示 结束"),
    "archive": ({S}, "定稿 公示 结束"),
    "collect_all": ({S}, "定稿 公示 结束"),
    "note_archive": ({S}, "定稿 公示 结束"),
    "replace_event_key": ({S}, "封存 评分 汇总 签署 定稿 公示 结束"),
    "advance": ({S}, "筹备 收件 封存 评分 汇总 签署 定稿 公示"),
    "return_to": ({C, O}, "收件 封存 评分 汇总 签署 定稿"),
    "issue_pin": ({S}, ALL),
    "record_term": ({S}, "收件 封存 评分 汇总"),
    "withdraw_term": ({S}, "收件 封存 评分 汇总"),
    "issue_pins": ({S}, ALL),
    "note": ({S}, "封存 评分 汇总 签署 定稿 公示"),
    "refuse": ({S}, "封存 评分 汇总 签署 定稿 公示"),
    "unlock": ({S}, ALL),
    "new_staging": ({S}, "筹备 收件"),
    "accept": ({S}, "筹备 收件"),
    "new_place": ({S}, "筹备 收件"),
    "add_round": ({S}, "筹备 收件"),
    "add_earlier_round": ({S}, "筹备 收件"),
    "remove_earlier_round": ({S}, "筹备 收件"),
    "save_person": ({S}, "筹备 收件"),
    "remove_person": ({S}, "筹备 收件"),
    "enter_reserve": ({S}, "筹备 收件 封存 评分 汇总"),
    "take_over": ({S}, "筹备 收件"),
    "call_up": ({S}, "收件 封存 评分 汇总"),
    "substitute": ({S}, "收件 封存 评分 汇总"),
    "leave_unfilled": ({S}, "收件 封存 评分 汇总"),
    "replace_member": ({S}, "收件 封存 评分 汇总"),
    "appoint_deputy": ({C, O}, "收件 封存 评分 汇总 签署"),
    "record_election": ({S}, "筹备 收件 封存 评分 汇总"),
    "note_presence": ({S}, "收件 封存 评分 汇总 签署"),
    "note_pledges": ({S}, "收件 封存 评分 汇总 签署"),
    "decide_hint": ({C, O}, "封存 评分 汇总"),
    "elect_chair": ({S}, "筹备 收件"),
    "keep": ({S, O}, "收件 封存 评分 汇总"),
    "declare": ({E, C}, "封存 评分 汇总"),
    "declare_all": ({E, C}, "封存 评分 汇总"),
    "declare_as_secretary": ({S}, "收件 封存 评分 汇总"),
    "decide_recusal": ({C, O}, "封存 评分 汇总"),
    "confirm_veto": ({S}, "收件 封存 评分 汇总"),
    "set_cell": ({E, C}, "评分 汇总"),
    "set_remark": ({E, C}, "评分 汇总"),
    "abstain": ({E, C}, "评分 汇总"),
    "resume": ({E, C}, "评分 汇总"),
    "adopt_version": ({E, C}, "评分 汇总"),
    "add_seconds": ({E, C}, "评分 汇总"),
    "submit": ({E, C}, "评分 汇总"),
    "reopen": ({C, O}, "评分 汇总"),
    "settle": ({S, C}, "收件 封存 评分 汇总 签署"),
    "notify": ({S, C}, "收件 封存 评分 汇总 签署"),
    "answer": ({E, C}, "汇总 签署"),
    "open_for_revision": ({C, O}, "评分 汇总"),
    "hold_vote": ({S, C}, "收件 封存 评分 汇总 签署"),
    "look": ({S}, "筹备 收件 封存 评分 汇总"),
    "record": ({S}, "筹备 收件 封存 评分 汇总"),
    "trial_page": ({S}, "筹备 收件 封存 评分 汇总"),
    "prepare_pack": ({S}, "封存 评分 汇总"),
    "gather_pack": ({S}, "封存 评分 汇总"),
    "note_pack": ({S}, "封存 评分 汇总"),
    "make_pack": ({S}, "封存 评分 汇总"),
    "receive": ({S}, "评分 汇总"),
    "receive_offer": ({S}, "评分 汇总"),
    "open_bundles": ({S, C}, "评分 汇总"),
    "decide_contest": ({C}, "评分 汇总"),
    "note_absence": ({S}, "评分 汇总"),
    "reception_desk": ({S, C, O}, "封存 评分 汇总 签署 定稿 公示 结束"),
    "hand_over": ({E, C}, "评分 汇总"),
    "choose_place": ({S}, ALL),
    "adopt": ({S}, ALL),
    "order": ({S}, ALL),
    "register_signature": ({S}, "评分 汇总 签署"),
    "register_signatures": ({S}, "评分 汇总 签署"),
    "save_rules": ({S}, "筹备 收件"),
    "load_rubric": ({S}, "筹备 收件"),
    "save": ({S, C}, "汇总 签署 定稿 公示 结束"),
    "note_printed": ({S, C}, "汇总 签署 定稿 公示 结束"),
    "ranking_desk": ({S, C, O}, "汇总 签署 定稿 公示 结束"),
    "explain": ({S, C, O}, "汇总 签署 定稿 公示 结束"),
}

ESTATE, PERSON = EstateId("C01-E01"), PersonId("P09")
WITNESS = Witness(person=PERSON, pin="000000")
TERM = TermDraft(
    estate=ESTATE, kind=TermKind.DEDUCTION, amount=Decimal(1), reason="通报", document="函",
    dated_on=date(2025, 1, 1),
)  # fmt: skip
TALLY = Document(
    paper=Paper.TALLY, subject="", title="", file_name="x.pdf", kind=DocumentKind.PDF,
    data=b"", check_code="", event_seq=1,
)  # fmt: skip
RECEIVED = ReceivedSubmission(
    source_name="", container="", county_name="", estates=(), digest="", staging=""
)
OFFER = PanelOffer(file_name="名单.xlsx", rows=(), findings=())
PREPARED = PreparedPack(
    stick=Path("没有"), folder=Path("没有"), load=Load(name="", data=b"", manifest=Manifest()),
    sources={}, left_out=(),
    record=PackOut(
        serial=1, digest="", content="", made_by=PERSON, place="",
        made_at=datetime(2025, 9, 10, tzinfo=UTC),
    ),
)  # fmt: skip
INK_ROW = SignatureRow(
    paper=Paper.RANKING.name, subject="", title="", version="", signer=PERSON, signer_name="",
    state=InkState.WAITING, check_code="",
)  # fmt: skip
ARCHIVE = Archive(
    digest="", place="", made_by=PERSON, made_at=datetime(2025, 9, 10, tzinfo=UTC), log_seq=1,
    log_head="", fingerprint="", result_digest="", parts=(), materials=0, materials_size=0,
    materials_digest="",
)  # fmt: skip
BACKUP = BackupRow(
    path=Path("没有.db"),
    seq=1,
    reason="手动",
    phase="收件",
    at=datetime(2025, 9, 1, tzinfo=UTC),
    head="",
)
CONSENT = Consent(person=PERSON, pin="000000", reason="误删")
LOSS = Loss(count=0, last_at=None, by_person=(), lines=())
VERDICT = Verdict(decision=Decision.ACKNOWLEDGED, reason="核实")
CALLS: Mapping[str, Callable[[Context], object]] = {
    "prepare": lambda c: archive_round.prepare(c, Path("没有"), lambda _watch: ()),
    "archive": lambda c: archive_round.archive(c, Path("没有"), lambda _watch: ()),
    "note_archive": lambda c: archive_round.note_archive(c, ARCHIVE),
    "collect_all": print_documents.collect_all,
    "advance": begin_round.advance,
    "return_to": lambda c: begin_round.return_to(c, Phase.PREPARING, "更正", WITNESS),
    "issue_pin": lambda c: identify_person.issue_pin(c, PERSON),
    "record_term": lambda c: record_terms.record_term(c, TERM, WITNESS),
    "withdraw_term": lambda c: record_terms.withdraw_term(c, ESTATE, 1, "更正", WITNESS),
    "issue_pins": lambda c: identify_person.issue_pins(c, []),
    "note": lambda c: note_signatures.note(c, []),
    "refuse": lambda c: note_signatures.refuse(c, INK_ROW, "不同意", WITNESS),
    "unlock": lambda c: renew_pin.unlock(c, PERSON, WITNESS),
    "new_staging": import_submission.new_staging,
    "accept": lambda c: import_submission.accept(c, RECEIVED),
    "new_place": compare_years.new_place,
    "add_round": lambda c: compare_years.add_round(c, OtherRound("", c.dossier())),
    "add_earlier_round": lambda c: compare_years.add_earlier_round(c, Path("没有")),
    "remove_earlier_round": lambda c: compare_years.remove_earlier_round(c, EarlierRoundId("x")),
    "save_person": lambda c: convene_panel.save_person(
        c, Person(id=PERSON, name="", roles=frozenset())
    ),
    "enter_reserve": lambda c: convene_panel.enter_reserve(
        c, Person(id=PERSON, name="", roles=frozenset())
    ),
    "notify": lambda c: settle_outlier.notify(c, [FindingKey("outlier:x")]),
    "answer": lambda c: settle_outlier.answer(c, FindingKey("outlier:x"), Answer.STAND, "已核对"),
    "open_for_revision": lambda c: settle_outlier.open_for_revision(
        c, FindingKey("outlier:x"), witness=WITNESS
    ),
    "hold_vote": lambda c: settle_outlier.hold_vote(c, FindingKey("outlier:x"), []),
    "take_over": lambda c: exchange_panel.take_over(c, OFFER),
    "call_up": lambda c: hand_over_seat.call_up(c, PERSON, reason="缺席", witness=WITNESS),
    "leave_unfilled": lambda c: hand_over_seat.leave_unfilled(
        c, pair=(PERSON, ESTATE), reason="足够", witness=WITNESS
    ),
    "substitute": lambda c: hand_over_seat.substitute(
        c, PERSON, pair=(PERSON, ESTATE), reason="缺席", witness=WITNESS
    ),
    "replace_event_key": lambda c: replace_key.replace_event_key(
        c, ChangeCause.LOST, "丢失", WITNESS
    ),
    "replace_member": lambda c: hand_over_seat.replace_member(
        c, PERSON, PERSON, reason="缺席", witness=WITNESS
    ),
    "appoint_deputy": lambda c: hand_over_seat.appoint_deputy(c, PERSON, ESTATE, PERSON),
    "record_election": lambda c: hold_election.record_election(c, []),
    "note_presence": lambda c: note_presence.note_presence(c, [PERSON], Presence.ARRIVED),
    "note_pledges": lambda c: note_presence.note_pledges(c, [PERSON], are_given=True),
    "decide_hint": lambda c: weigh_hints.decide_hint(c, PERSON, ESTATE, RecusalStatus.HINT),
    "remove_person": lambda c: convene_panel.remove_person(c, PERSON),
    "elect_chair": lambda c: convene_panel.elect_chair(c, PERSON),
    "keep": lambda c: find_interests.keep(c, ()),
    "declare_as_secretary": lambda c: declare_interests.declare_as_secretary(c, (), "0000"),
    "declare_all": lambda c: declare_interests.declare_all(c, (), "0000"),
    "declare": lambda c: convene_panel.declare(c, ESTATE, Interest.KIN, "亲属"),
    "decide_recusal": lambda c: convene_panel.decide_recusal(
        c, PERSON, ESTATE, RecusalStatus.CONFIRMED, reason="属实"
    ),
    "confirm_veto": lambda c: convene_panel.confirm_veto(
        c, ESTATE, ground="弄虚作假", happened_on=date(2025, 1, 1), document="函"
    ),
    "set_cell": lambda c: score_estate.set_cell(
        c, ESTATE, CriterionId("1.1"), ScoreCell(points=Decimal(1))
    ),
    "set_remark": lambda c: score_estate.set_remark(c, ESTATE, "好"),
    "abstain": lambda c: score_estate.abstain(c, ESTATE, "不熟悉"),
    "resume": lambda c: score_estate.resume(c, ESTATE),
    "adopt_version": lambda c: score_estate.adopt_version(c, ESTATE),
    "add_seconds": lambda c: score_estate.add_seconds(c, ESTATE, 5),
    "submit": lambda c: score_estate.submit(c, ESTATE, "000000"),
    "reopen": lambda c: score_estate.reopen(c, PERSON, ESTATE, reason="更正", witness=WITNESS),
    "settle": lambda c: collate_sheets.settle(c, FindingKey("x"), VERDICT),
    "look": lambda c: check_readiness.look(c, Sights(screen=(1, 1), printers=())),
    "record": lambda c: check_readiness.record(c, (), {}),
    "trial_page": check_readiness.trial_page,
    "gather_pack": lambda c: make_packs.gather_pack(c, Path("没有")),
    "prepare_pack": lambda c: make_packs.prepare_pack(c, Path("没有")),
    "note_pack": lambda c: make_packs.note_pack(c, PREPARED),
    "make_pack": lambda c: make_packs.make_pack(c, Path("没有")),
    "receive": lambda c: exchange_sheets.receive(c, []),
    "receive_offer": lambda c: exchange_sheets.receive_offer(c, Offer("没有")),
    "open_bundles": exchange_sheets.open_bundles,
    "decide_contest": lambda c: exchange_sheets.decide_contest(c, "", "核对", WITNESS),
    "note_absence": lambda c: exchange_sheets.note_absence(c, PERSON, "未到会"),
    "reception_desk": exchange_sheets.reception_desk,
    "hand_over": lambda c: take_seat.hand_over(c, Path("没有"), "000000"),
    "choose_place": lambda c: back_up_round.choose_place(c, None),
    "adopt": lambda c: adopt_copy.adopt(c, "原电脑损坏"),
    "order": lambda c: restore_round.order(c, BACKUP, CONSENT, LOSS),
    "register_signature": lambda c: collate_sheets.register_signature(c, PERSON, ESTATE),
    "register_signatures": lambda c: collate_sheets.register_signatures(c, [(PERSON, ESTATE)]),
    "save_rules": lambda c: keep_settings.save_rules(c, RoundRules()),
    "load_rubric": lambda c: keep_settings.load_rubric(c, Path("没有.toml")),
    "save": lambda c: print_documents.save(c, TALLY),
    "note_printed": lambda c: print_documents.note_printed(c, TALLY),
    "ranking_desk": rank_estates.ranking_desk,
    "explain": lambda c: rank_estates.explain(c, ESTATE),
}


class LetIn(Exception):
    """The door opened; what lies behind it is another test's matter."""


class Doorway(Context):
    """A round whose phase is told, and in which nothing is done behind the door."""

    told_phase = Phase.PREPARING

    @property
    def phase(self) -> Phase:
        return self.told_phase

    def require(self, act: Act, *estates: str) -> Actor:
        super().require(act, *estates)
        raise LetIn

    def may(self, act: Act, *estates: str) -> bool:
        if super().may(act, *estates):
            raise LetIn
        return False


@pytest.fixture(scope="module")
def doorway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorway]:
    context = a_new_round(tmp_path_factory.mktemp("doors") / "round")
    yield Doorway(context.store, context.clock)
    begin_round.close_round(context)


def _is_let_in(doorway: Doorway, name: str, role: Role | None, phase: Phase) -> bool:
    roles = frozenset() if role is None else frozenset({role})
    doorway.actor = None if role is None else Actor(id=PERSON, name="某人", roles=roles)
    doorway.told_phase = phase
    try:
        CALLS[name](doorway)
    except LetIn:
        return True
    except RuleViolation:
        return False
    raise AssertionError(f"{name} has no door")


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_only_the_written_roles_get_in_and_only_in_the_written_phases(
    doorway: Doorway, name: str
) -> None:
    roles, phases = ALLOWED[name]
    wanted = {(role, phase) for role in roles for phase in Phase if phase.value in phases.split()}
    let_in = {
        (role, phase)
        for role in (None, *Role)
        for phase in Phase
        if _is_let_in(doorway, name, role, phase)
    }
    assert let_in == wanted


def test_the_secretary_has_no_operation_that_writes_points() -> None:
    writing = {"set_cell", "abstain", "submit", "set_remark", "resume", "adopt_version"}
    assert all(S not in ALLOWED[name][0] for name in writing)


def test_a_change_of_phase_alone_never_lets_nobody_in(doorway: Doorway) -> None:
    assert not any(_is_let_in(doorway, name, None, p) for name in CALLS for p in Phase)


FOLDER = Path(operations.__file__).parent
SHARED = {"context", "witness", "keys", "activation", "putback", "standin", "trust"}
"""No procedures: what they write belongs to the log-in, the sealing or the restoring that calls
them; who restores is asked by ``order``, and by ``order_for_damaged``."""
BEFORE_ANYBODY = {
    "create_round", "log_in", "take_seat", "renew_seat", "prove", "renew_by_two", "renew_alone",
    "order_for_damaged",
}  # fmt: skip
"""They write before anybody can be logged in; a seat takes the word of the round's own key, and
whoever proves or renews a PIN is asked for PINs instead of a role."""
DOORS = {"require", "_require_allowed", "require_noting"}


def _functions(module: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _called(node: ast.AST) -> set[str]:
    calls = (n.func for n in ast.walk(node) if isinstance(n, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}


def _reaches(name: str, functions: dict[str, ast.FunctionDef], wanted: set[str]) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        called = _called(functions[here])
        if called & wanted:
            return True
        waiting.extend(called & functions.keys())
    return False


def _writing_operations() -> Iterator[tuple[str, Any]]:
    for module in sorted(FOLDER.glob("*.py")):
        functions = _functions(module)
        if module.stem in SHARED:
            continue
        for name in functions:
            if not name.startswith("_") and _reaches(name, functions, {"transaction", "check_pin"}):
                yield name, functions


def test_every_operation_that_writes_asks_for_permission_first() -> None:
    found = dict(_writing_operations())
    assert len(found) > 20
    open_doors = {name for name, functions in found.items() if not _reaches(name, functions, DOORS)}
    assert open_doors == BEFORE_ANYBODY


def test_every_operation_that_writes_stands_in_the_table() -> None:
    assert {name for name, _ in _writing_operations()} - BEFORE_ANYBODY <= ALLOWED.keys()
    assert ALLOWED.keys() == CALLS.keys()
