"""The secretary's machine: ``python -m tests.end_to_end.desk_driver HOME FOLDER``.

Everybody who comes to this machine logs in by their own PIN; what follows is done in their name.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from meihao_desktop import rehearsal
from meihao_desktop.domain.chair_election import Poll
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.hearing import Answer as HearingAnswer
from meihao_desktop.domain.hearing import Voice
from meihao_desktop.domain.panel import Person, PersonId, PersonKind, Role
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.self_check import Outcome
from meihao_desktop.domain.signature_board import InkState
from meihao_desktop.domain.voters import voters
from meihao_desktop.operations import (
    begin_round,
    check_readiness,
    collate_sheets,
    convene_panel,
    declare_interests,
    exchange_sheets,
    hold_election,
    identify_person,
    import_submission,
    keep_settings,
    note_presence,
    note_signatures,
    print_documents,
    rank_estates,
    score_estate,
    settle_outlier,
)
from meihao_desktop.operations.check_readiness import Sights
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.note_presence import Presence
from meihao_desktop.operations.print_documents import Paper, sheet_subject
from tests.end_to_end.machine_driver import Answer, Machine, begin

SCREEN = (1920, 1080)


class DeskMachine(Machine):
    """What is done at the secretary's desk, act by act."""

    def keep_rules(self) -> None:
        """The rules of the sample round, in earnest."""
        script = rehearsal.Script(rehearsal.resources.path("sample"))
        plan = script.plan(self.context.now().date())
        rules: RoundRules = plan.rules
        keep_settings.save_rules(self.context, rules)

    def convene(self, people: list[Mapping[str, str]]) -> Answer:
        """Enter the people; gives each name with its id."""
        ids = {}
        for told in people:
            person = Person(
                id=convene_panel.next_person_id(self.context),
                name=told["name"],
                roles=frozenset({Role[told["role"]]}),
                unit=told["unit"],
                kind=PersonKind[told["kind"]],
            )
            convene_panel.save_person(self.context, person)
            ids[person.name] = person.id
        return ids

    def slips(self, people: list[str]) -> str:
        """PINs for these people, on sealed slips and nowhere else; gives the file."""
        wanted = [PersonId(each) for each in people]
        fresh = identify_person.pins_to_make(self.context, wanted)(Watch())
        issued, _ = identify_person.issue_pins(self.context, fresh)
        document = print_documents.render_slips(self.context, issued)
        return str(print_documents.save(self.context, document)[0])

    def elect(self, votes: Mapping[str, int]) -> None:
        """The panel elects its chair, present and pledged."""
        experts = [PersonId(who) for who in votes]
        note_presence.note_presence(self.context, experts, Presence.ARRIVED)
        note_presence.note_pledges(self.context, experts, are_given=True)
        poll = Poll(
            votes={PersonId(who): count for who, count in votes.items() if count},
            voters=len(experts),
        )
        hold_election.record_election(self.context, [poll])

    def check_machine(self, stick: str) -> Answer:
        """会前自检; what cannot be tried here gets its reason."""
        looked = check_readiness.look(
            self.context, Sights(screen=SCREEN, printers=("会议室打印机",))
        )
        survey = check_readiness.survey(check_readiness.survey_of(self.context), Watch())
        tried = check_readiness.try_stick(Path(stick), Watch())
        results = {each.item: each for each in (*looked, *survey, tried)}
        answered = [
            check_readiness.answered(each, each.told, is_good=True)
            if each.outcome is Outcome.WAITING
            else each
            for each in results.values()
        ]
        reasons = {each.item: "会场另备，开会前再试。" for each in answered}
        check_readiness.record(self.context, answered, reasons)
        return {each.item.value: each.outcome.value for each in answered}

    def declare_self(self, pin: str) -> None:
        declare_interests.declare_as_secretary(self.context, (), pin)

    def advance(self) -> str:
        begin_round.advance(self.context)
        return self.context.phase.value

    def go_back(self, phase: str, reason: str, witness: tuple[str, str]) -> str:
        begin_round.return_to(self.context, Phase[phase], reason, _witness(witness))
        return self.context.phase.value

    def reception(self) -> Answer:
        """收到 n/N, and how each stands."""
        desk = exchange_sheets.reception_desk(self.context)
        return {
            "told": f"{desk.received}/{len(desk.rows)}",
            "rows": {row.person.name: row.state.value for row in desk.rows},
            "missing": [person.name for person in desk.missing],
            "sealed": desk.sealed,
            "contests": len(desk.contests),
            "handovers": {
                f"{each.expert}-{each.serial}-{each.state.value}": each.digest
                for row in desk.rows
                for each in row.bundles
            },
        }

    def miss(self, expert: str, reason: str) -> None:
        exchange_sheets.note_absence(self.context, PersonId(expert), reason)

    def open_all(self) -> None:
        exchange_sheets.open_bundles(self.context)

    def decide(self, digest: str, reason: str, witness: tuple[str, str]) -> None:
        exchange_sheets.decide_contest(self.context, digest, reason, _witness(witness))

    def reopen(self, expert: str, name: str, reason: str, witness: tuple[str, str]) -> None:
        score_estate.reopen(
            self.context, PersonId(expert), self.estate(name), reason=reason,
            witness=_witness(witness),
        )  # fmt: skip

    def recusals(self) -> Answer:
        return [
            [each.expert, self.context.dossier().estate_name(each.estate), each.status.value]
            for each in self.context.dossier().recusals
        ]

    def confirm_recusal(self, expert: str, name: str, reason: str) -> None:
        convene_panel.decide_recusal(
            self.context, PersonId(expert), self.estate(name), RecusalStatus.CONFIRMED,
            reason=reason,
        )  # fmt: skip

    def findings(self) -> Answer:
        """What stands in the list and is not settled yet."""
        rows = collate_sheets.secretary_desk(self.context).findings
        return [
            {
                "key": row.finding.key,
                "code": row.finding.code,
                "sentence": row.finding.sentence,
                "is_blocking": row.is_blocking,
                "expert": row.finding.where.expert,
                "estate": row.finding.where.estate,
                "estates": [
                    self.context.dossier().estate_name(each)
                    for each in row.finding.where.estate.split("+")
                    if each
                ],
                "criterion": row.finding.where.criterion,
                "is_heard": row.step is not None,
                "decisions": [each.name for each in row.decisions],
            }
            for row in rows
            if not row.is_settled
        ]

    def blockers(self) -> Answer:
        return [each.sentence for each in collate_sheets.secretary_desk(self.context).blockers]

    def notify(self, key: str) -> None:
        settle_outlier.notify(self.context, [FindingKey(key)])

    def answer(self, key: str, statement: str) -> None:
        settle_outlier.answer(self.context, FindingKey(key), HearingAnswer.STAND, statement)

    def vote(self, key: str, abnormal: list[str]) -> Answer:
        """Roll call: these call it abnormal, the others not."""
        dossier = self.context.dossier()
        votes = [
            (person.id, Voice.ABNORMAL if person.id in abnormal else Voice.JUSTIFIED)
            for person in voters(dossier, dossier.hearings[FindingKey(key)])
        ]
        settle_outlier.hold_vote(self.context, FindingKey(key), votes)
        return len(votes)

    def settle(
        self, key: str, decision: str, reason: str, votes: Mapping[str, int] | None = None
    ) -> None:
        """One settlement; a tie is put in the order of its votes."""
        given = {self.estate(name): count for name, count in (votes or {}).items()}
        verdict = Verdict(
            decision=Decision[decision],
            reason=reason,
            order=tuple(sorted(given, key=lambda estate: -given[estate])),
            votes=given,
        )
        collate_sheets.settle(self.context, FindingKey(key), verdict)

    def ranking(self) -> Answer:
        """Places with exact figures."""
        desk = rank_estates.ranking_desk(self.context)
        return [
            [each.place, desk.dossier.estate_name(each.entry), str(each.final_points)]
            for each in desk.standing.ranking.placings
        ]

    def may_see(self) -> Answer:
        """What the person at the machine is refused of the points."""
        told = {}
        for name, act in (
            ("排名", lambda: rank_estates.ranking_desk(self.context)),
            *(
                (paper.label, lambda paper=paper: print_documents.render(self.context, paper))
                for paper in Paper
                if paper.is_result or paper is Paper.SCORE_SHEETS
            ),
        ):
            try:
                act()
            except MeihaoError as refusal:
                told[name] = str(refusal)
            else:
                told[name] = ""
        return told

    def totals(self) -> Answer:
        """How many totals of the matrix the person at the machine is shown."""
        cells = collate_sheets.secretary_desk(self.context).cells.values()
        return sum(cell.total is not None for cell in cells)

    def papers(self, folder: str) -> Answer:
        """Every paper that is offered now, saved; the score sheets once more one by one."""
        made = []
        for offer in print_documents.offers(self.context):
            document = print_documents.render(self.context, offer.paper, offer.subject)
            path, _ = print_documents.save(self.context, document, Path(folder))
            made.append(str(path))
        return made

    def sign(self) -> Answer:
        """Every counted sheet is printed by expert, signed in ink and registered; then the rest."""
        desk = collate_sheets.secretary_desk(self.context)
        for expert in desk.experts:
            document = print_documents.render(self.context, Paper.SCORE_SHEETS, expert.id)
            print_documents.note_printed(self.context, document)
        pairs = [
            pair
            for pair, cell in desk.cells.items()
            if cell.state.is_counted and not cell.is_signed
        ]
        collate_sheets.register_signatures(self.context, pairs)
        return [sheet_subject(*pair) for pair in pairs]

    def ink(self) -> Answer:
        """All that waits for a signature in ink is signed; what is left open is told."""
        board = note_signatures.signature_desk(self.context).board
        waiting = [row for row in board.rows if row.state is InkState.WAITING]
        waiting = [row for row in waiting if row.paper != Paper.SCORE_SHEETS.name]
        if waiting:
            note_signatures.note(self.context, waiting)
        board = note_signatures.signature_desk(self.context).board
        return {"signed": len(waiting), "told": board.told}

    def receipts(self) -> Answer:
        rows = import_submission.import_desk(self.context).rows
        return {row.county.name: row.county.id for row in rows}

    def estates(self) -> Answer:
        """Every estate with its version of materials."""
        found = self.context.store.submissions.estates()
        return {estate.name: estate.submission_version for estate in found}

    def estate_names(self) -> Answer:
        found = self.context.store.submissions.estates()
        return {estate.id: estate.name for estate in found}

    def fingerprint(self) -> str:
        key = self.context.store.keys.event_key()
        return key.fingerprint if key else ""


def _witness(told: tuple[str, str]) -> Witness:
    person, pin = told
    return Witness(person=PersonId(person), pin=pin)


if __name__ == "__main__":
    begin(DeskMachine, sys.argv[1:])
