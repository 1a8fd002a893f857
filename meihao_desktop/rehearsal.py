"""The rehearsal: the sample round carried from the stick to the final papers by the operations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from meihao_desktop import fsops, rehearsal_duties, resources
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, Finding
from meihao_desktop.domain.hearing import Answer, Voice
from meihao_desktop.domain.panel import Person, PersonId, PersonKind, Role
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.domain.self_check import Outcome
from meihao_desktop.domain.voters import voters
from meihao_desktop.operations import (
    archive_round,
    begin_round,
    collate_sheets,
    convene_panel,
    declare_interests,
    identify_person,
    import_submission,
    print_documents,
    rank_estates,
    score_estate,
    settle_outlier,
)
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Clock, SystemClock
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.print_documents import Document, Paper, sheet_subject
from meihao_desktop.rehearsal_script import Line, Script

PIN_FILE = "演练PIN.txt"
STATEMENT = "本人已重新核对材料，认为原评分符合实际，予以坚持（演练）。"
UNFINISHED = 2
"""In a round that stops at 评分: the last experts who have not handed in everything."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalResult:
    """What a rehearsal left behind: the papers, what was found, what was refused, who came where.

    ``refusals`` are the sentences with which the round refused to go on before something was
    mended; ``ranking`` are lines of place, estate and figure.
    """

    folder: Path
    phase: Phase
    documents: tuple[Path, ...]
    findings: tuple[str, ...]
    refusals: tuple[str, ...]
    ranking: tuple[str, ...]


def run(
    folder: Path,
    clock: Clock,
    say: Say,
    until: Phase = Phase.FINAL,
    *,
    archive_to: Path | None = None,
) -> RehearsalResult:
    """Carry the sample round up to ``until`` in a new folder, with everybody's own hands.

    A finished one is archived where ``archive_to`` says.
    """
    stage = _Stage(Script(resources.path("sample")), folder, clock, say)
    try:
        _carry_to(stage, until)
        if archive_to is not None and until is Phase.FINAL:
            _archive(stage, archive_to)
        return stage.result()
    finally:
        begin_round.close_round(stage.context)


def prepare(folder: Path, until: Phase) -> RehearsalResult:
    """The sample round as it stands in the middle of ``until``, for windows and tests."""
    return run(folder, SystemClock(), _silently, until)


def _silently(_sentence: str) -> None:
    return None


@dataclass
class _Stage:
    """One performance of the script; ``cast`` maps names to people."""

    script: Script
    folder: Path
    clock: Clock
    say: Say
    cast: dict[str, PersonId] = field(default_factory=dict[str, PersonId])
    documents: list[Path] = field(default_factory=list[Path])
    findings: list[str] = field(default_factory=list[str])
    refusals: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        plan = self.script.plan(self.clock.now().date())
        self.context, pin = begin_round.create_round(self.folder, plan, self.clock)
        secretary = self.context.store.panels.people()[0]
        self.secretary = secretary.id
        self.cast[secretary.name] = secretary.id
        identify_person.log_in(self.context, secretary.id, pin)
        self.say(f"{secretary.name}建立演练：{self.script.round['title']}")

    def result(self) -> RehearsalResult:
        return RehearsalResult(
            folder=self.folder,
            phase=self.context.phase,
            documents=tuple(self.documents),
            findings=tuple(self.findings),
            refusals=tuple(self.refusals),
            ranking=_ranking(self),
        )

    def sit(self, person: PersonId) -> None:
        """Somebody else takes the place at the machine."""
        if self.context.actor is None or self.context.actor.id != person:
            pins = identify_person.rehearsal_pins(self.context)
            identify_person.log_in(self.context, person, pins[person])

    def save(self, paper: Paper, subject: str) -> None:
        self.keep(print_documents.render(self.context, paper, subject))

    def keep(self, document: Document) -> None:
        path, _ = print_documents.save(self.context, document)
        self.documents.append(path)

    def estates(self) -> Mapping[str, EstateId]:
        return {estate.name: estate.id for estate in self.context.store.submissions.estates()}


def _carry_to(stage: _Stage, until: Phase) -> None:
    acts: Mapping[Phase, Callable[[], object]] = {
        Phase.PREPARING: lambda: _convene(stage),
        Phase.RECEIVING: lambda: _receive(stage),
        Phase.SEALED: lambda: (_look_at_machine(stage), _declare(stage)),
        Phase.SCORING: lambda: _score(stage, is_unfinished=until is Phase.SCORING),
        Phase.COLLATING: lambda: _collate(stage, is_unfinished=until is Phase.COLLATING),
        Phase.SIGNING: lambda: _sign(stage, is_unfinished=until is Phase.SIGNING),
        Phase.FINAL: lambda: _print_results(stage),
    }
    for phase in Phase:
        if act := acts.get(phase):
            act()
        if phase is until:
            return
        stage.sit(stage.secretary)
        begin_round.advance(stage.context)
        stage.say(f"进入“{stage.context.phase.value}”阶段")


def _convene(stage: _Stage) -> None:
    """The panel is entered, everybody gets a PIN, and the PINs hang on the wall."""
    chair = ""
    for told in stage.script.people:
        roles = frozenset(Role[role] for role in told["roles"])
        if Role.SECRETARY in roles:
            continue
        person = Person(
            id=convene_panel.next_person_id(stage.context),
            name=told["name"],
            roles=roles - {Role.PANEL_CHAIR},
            unit=told["unit"],
            title=told["title"],
            kind=PersonKind[told["kind"]],
        )
        convene_panel.save_person(stage.context, person)
        stage.cast[person.name] = person.id
        chair = person.id if Role.PANEL_CHAIR in roles else chair
    convene_panel.elect_chair(stage.context, PersonId(chair))
    members = [person for person in stage.cast.values() if person != stage.secretary]
    stage.keep(rehearsal_duties.issue_pins(stage.context, members))
    _hang_up_pins(stage)


def _receive(stage: _Stage) -> None:
    """Every county's submission is read, accepted and receipted."""
    for told in stage.script.round["packages"]:
        staging = import_submission.new_staging(stage.context)
        source = stage.script.folder / told["path"]
        received = import_submission.inspect(source, staging, Watch())
        import_submission.accept(stage.context, received, told["county"])
        stage.findings.extend(finding.sentence for finding in received.findings)
        stage.say(
            f"收件：{told['county']}（{received.container}），"
            f"{len(received.estates)} 个小区，{len(received.materials)} 个文件，"
            f"{len(received.findings)} 条核查发现"
        )
    for row in import_submission.import_desk(stage.context).rows:
        stage.save(Paper.RECEIPT, row.county.id)


def _look_at_machine(stage: _Stage) -> None:
    """Who came, 会前自检 and the opening record, before anybody begins."""
    stage.sit(stage.secretary)
    stage.say(f"登记到会 {rehearsal_duties.gather(stage.context)} 人，承诺书收齐")
    found = rehearsal_duties.check_machine(stage.context)
    passed = sum(each.outcome is Outcome.PASSED for each in found)
    stage.save(Paper.SELF_CHECK, "")
    stage.save(Paper.OPENING, "")
    stage.say(f"会前自检：{len(found)} 项中合格 {passed} 项，其余写明理由；打印开封记录")


def _declare(stage: _Stage) -> None:
    """All who must declare do before reading; what comes to light later is declared later."""
    stage.sit(stage.secretary)
    pin = identify_person.rehearsal_pins(stage.context)[stage.secretary]
    declare_interests.declare_as_secretary(stage.context, (), pin)
    for person in stage.script.people:
        if "EXPERT" in person["roles"]:
            stage.sit(expert := stage.cast[person["name"]])
            pin = identify_person.rehearsal_pins(stage.context)[expert]
            declare_interests.declare_all(stage.context, (), pin)
    stage.say("秘书和各位专家作出回避申报")


def _score(stage: _Stage, *, is_unfinished: bool) -> None:
    """Every expert enters and seals; the forgotten cell holds its sheet until it is filled."""
    experts = [person["name"] for person in stage.script.people if "EXPERT" in person["roles"]]
    for expert in experts[:-UNFINISHED] if is_unfinished else experts:
        for estate in stage.estates():
            _score_one(stage, expert, estate)
        stage.say(f"{expert}提交评分表")
    if is_unfinished:
        _begin_some(stage, experts[-UNFINISHED])
        return
    _declare_late(stage)
    _fill_in(stage)


def _collate(stage: _Stage, *, is_unfinished: bool) -> None:
    """Findings are settled one by one; the tie is left to the last and blocks until then."""
    stage.sit(stage.secretary)
    rows = collate_sheets.secretary_desk(stage.context).findings
    stage.findings.extend(row.finding.sentence for row in rows)
    stage.say(f"汇总：{len(rows)} 条核查发现，其中 {sum(r.is_blocking for r in rows)} 条须处理")
    if is_unfinished:
        return
    settlements = stage.script.decisions["settlements"]
    for told in settlements:
        if told["code"] == "tie":
            _be_refused(stage)
            stage.save(Paper.RANKING, "")
        _settle(stage, told)
    _acknowledge_rest(stage)


def _sign(stage: _Stage, *, is_unfinished: bool) -> None:
    """The sheets are printed; whoever is not recused signs, and the secretary registers it."""
    stage.sit(stage.secretary)
    desk = collate_sheets.secretary_desk(stage.context)
    for expert, estate in desk.cells:
        stage.save(Paper.SCORE_SHEETS, sheet_subject(expert, estate))
    counted = [pair for pair, cell in desk.cells.items() if cell.state.is_counted]
    done = counted[: len(counted) // 2] if is_unfinished else counted
    collate_sheets.register_signatures(stage.context, done)
    stage.say(f"打印 {len(desk.cells)} 份个人评分表，登记签字 {len(done)} 份")


def _print_results(stage: _Stage) -> None:
    stage.sit(stage.secretary)
    results = (paper for paper in Paper if paper.is_result)
    for paper in (*results, Paper.RECUSALS, Paper.SETTLEMENTS):
        stage.save(paper, "")
    for finding in stage.context.dossier().hearings:
        stage.save(Paper.EXPLANATION, finding)
    stage.save(Paper.SCORE_SHEETS, "")
    stage.say(f"打印结果文书，登记签字 {rehearsal_duties.sign_papers(stage.context)} 处")
    stage.save(Paper.SIGNATURES, "")
    for line in _ranking(stage):
        stage.say(line)


def _archive(stage: _Stage, place: Path) -> None:
    stage.sit(stage.secretary)
    papers = print_documents.collect_all(stage.context)
    made = archive_round.archive(stage.context, fsops.make_folder(place), papers.press)
    stage.save(Paper.ARCHIVE_LIST, "")
    stage.say(f"已归档并读回核对：{made.place}")


def _hang_up_pins(stage: _Stage) -> None:
    people = {person.id: person for person in stage.context.store.panels.people()}
    lines = ["演练用 PIN，只对本演练有效：", ""]
    for person_id, pin in identify_person.rehearsal_pins(stage.context).items():
        person = people[person_id]
        lines.append(f"{person.name}（{person.roles_text}）：{pin}")
    fsops.write_atomically(stage.folder / PIN_FILE, ("\n".join(lines) + "\n").encode())


def _score_one(stage: _Stage, expert: str, estate: str) -> None:
    _enter(stage, expert, estate, tuple(stage.script.points(expert, estate)))
    try:
        _submit(stage, expert, estate)
    except MeihaoError as refusal:  # the script leaves one cell out on purpose
        stage.refusals.append(str(refusal))
        stage.say(f"{expert}提交“{estate}”被拒绝：{refusal}")


def _enter(stage: _Stage, expert: str, estate: str, lines: Sequence[Line]) -> None:
    stage.sit(stage.cast[expert])
    estate_id = stage.estates()[estate]
    for line in lines:
        cell = ScoreCell(points=Decimal(line["points"]), reason=line["reason"])
        score_estate.set_cell(stage.context, estate_id, CriterionId(line["criterion"]), cell)


def _submit(stage: _Stage, expert: str, estate: str) -> None:
    person = stage.cast[expert]
    pin = identify_person.rehearsal_pins(stage.context)[person]
    score_estate.submit(stage.context, stage.estates()[estate], pin)


def _begin_some(stage: _Stage, expert: str) -> None:
    """An expert in the middle of the work: some sealed, one half entered."""
    first, second, third, *_ = stage.estates()
    for estate in (first, second):
        _score_one(stage, expert, estate)
    lines = tuple(stage.script.points(expert, third))
    _enter(stage, expert, third, lines[: len(lines) // 2])


def _declare_late(stage: _Stage) -> None:
    for told in stage.script.decisions["recusals"]:
        estate = stage.estates()[told["estate"]]
        stage.sit(stage.cast[told["expert"]])
        interest = Interest[told["interest"]]
        convene_panel.declare(stage.context, estate, interest, told["basis"])
        stage.sit(stage.cast[told["decided_by"]])
        convene_panel.decide_recusal(
            stage.context,
            stage.cast[told["expert"]],
            estate,
            RecusalStatus[told["status"]],
            reason=told["reason"],
        )
        stage.say(f"{told['expert']}回避“{told['estate']}”，{told['decided_by']}认定")


def _fill_in(stage: _Stage) -> None:
    _be_refused(stage)
    for told in stage.script.decisions["missing"]:
        line = {"criterion": told["criterion"], "points": str(told["points"])}
        _enter(stage, told["expert"], told["estate"], ({**line, "reason": told["reason"]},))
        _submit(stage, told["expert"], told["estate"])
        stage.say(f"{told['expert']}补评“{told['estate']}”{told['criterion']}并提交")


def _be_refused(stage: _Stage) -> None:
    """The secretary tries to go on and is told what stands in the way."""
    stage.sit(stage.secretary)
    try:
        begin_round.advance(stage.context)
    except MeihaoError as refusal:
        stage.refusals.append(str(refusal))
        stage.say(f"被拒绝：{refusal}")
        return
    raise AssertionError("the script expects something to stand in the way here")


def _settle(stage: _Stage, told: Mapping[str, Any]) -> None:
    names = stage.estates()
    verdict = Verdict(
        decision=Decision[told["decision"]],
        reason=told["reason"],
        order=tuple(names[name] for name in told.get("order", ())),
        votes={names[name]: count for name, count in told.get("votes", {}).items()},
    )
    stage.sit(stage.cast[told["settled_by"]])
    row = next(row for row in _open_rows(stage) if _is_meant(stage, row.finding, told))
    if row.step is not None:
        _hear(stage, row, told.get("statement", STATEMENT), told.get("abnormal", ()))
        stage.sit(stage.cast[told["settled_by"]])
    collate_sheets.settle(stage.context, row.finding.key, verdict)
    stage.say(f"{told['settled_by']}处理：{row.finding.sentence}——{verdict.decision.value}")


def _hear(stage: _Stage, row: FindingRow, statement: str, abnormal: Sequence[str]) -> None:
    """Notice, written statement and vote, each by whoever must do it."""
    key = row.finding.key
    stage.sit(stage.secretary)
    settle_outlier.notify(stage.context, [key])
    stage.sit(PersonId(row.finding.where.expert))
    settle_outlier.answer(stage.context, key, Answer.STAND, statement)
    stage.sit(stage.secretary)
    dossier = stage.context.dossier()
    votes = [
        (person.id, Voice.ABNORMAL if person.name in abnormal else Voice.JUSTIFIED)
        for person in voters(dossier, dossier.hearings[key])
    ]
    settle_outlier.hold_vote(stage.context, key, votes)
    stage.say(f"{dossier.hearings[key].sentence}——{statement}")


def _is_meant(stage: _Stage, finding: Finding, told: Mapping[str, Any]) -> bool:
    names = stage.estates()
    estates = {names[name] for name in told.get("estates", (told.get("estate"),))}
    expert = stage.cast.get(told.get("expert", ""), "")
    where = (finding.code, set(finding.where.estate.split("+")), finding.where.expert)
    return where == (told["code"], estates, expert)


def _acknowledge_rest(stage: _Stage) -> None:
    """What the script does not name is looked at by the chair, or heard and voted on, and kept."""
    chair = next(p for p in stage.context.store.panels.people() if Role.PANEL_CHAIR in p.roles)
    stage.sit(stage.secretary)
    for row in (row for row in _open_rows(stage) if row.is_blocking):
        if row.step is not None:
            _hear(stage, row, STATEMENT, ())
        is_own = row.finding.where.expert == chair.id
        stage.sit(stage.secretary if is_own else chair.id)
        verdict = Verdict(decision=Decision.ACKNOWLEDGED, reason="评审小组核对（演练）")
        collate_sheets.settle(stage.context, row.finding.key, verdict)
        stage.say(f"处理：{row.finding.sentence}——{verdict.decision.value}")


def _open_rows(stage: _Stage) -> tuple[FindingRow, ...]:
    rows = collate_sheets.secretary_desk(stage.context).findings
    return tuple(row for row in rows if not row.is_settled)


def _ranking(stage: _Stage) -> tuple[str, ...]:
    """Lines of the ranking as the secretary sees it; none before the scores are open."""
    stage.sit(stage.secretary)
    if stage.context.phase.is_before(Phase.COLLATING):
        return ()
    desk = rank_estates.ranking_desk(stage.context)
    return tuple(
        f"第 {p.place} 名 {desk.dossier.estate_name(p.entry)} {p.shown_points}"
        for p in desk.standing.ranking.placings
    )
