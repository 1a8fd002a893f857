"""组长推选记录: every poll with its votes, what it needed, and whom the last one elected."""

from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table
from meihao_desktop.printing.typeface import Face

TITLE = "评审小组组长推选记录"
RULE = (
    "组长由评审小组成员推选产生，每人一票，得票超过投票人数的半数当选；没有人过半的，"
    "由得票最多的两位（并列的一并列入）再投一轮，直至有人过半。组长与其他成员享有同等的评分权。"
)

_COLUMNS = (
    Column(title="候选人", weight=3, face=Face.HEI),
    Column(title="单位及职务", weight=6),
    Column(title="得票", weight=1.8, align=Align.CENTRE),
    Column(title="结果", weight=2.6, align=Align.CENTRE),
)


def election_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """Every election of the round, the last one being in force, signed by those who voted."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="election")
    paper = Paper(frame, bookmark=TITLE)
    paper.paragraph(RULE, PLAIN)
    paper.space(6)
    for election in dossier.elections:
        _election(paper, election, dossier, stamp)
    names = [person.name for person in dossier.panel.experts]
    paper.space(6)
    paper.paragraph("以上记录与推选情况一致，参加推选的成员签名：", PLAIN, is_indented=False)
    labels = [*names, *leaders(dossier, Role.OBSERVER), *leaders(dossier, Role.SECRETARY)]
    paper.signatures([*labels, "日期"])
    return paper.finish()


def _election(paper: Paper, election: ChairElection, dossier: Dossier, stamp: Stamp) -> None:
    if len(dossier.elections) > 1:
        paper.heading(f"第 {election.number} 次推选")
    paper.facts(
        [
            ("推选时间", stamp.told(election.held_at)),
            ("记录人", dossier.panel.name(election.recorded_by)),
            ("轮次", f"{len(election.polls)} 轮"),
            ("当选组长", dossier.panel.name(election.elected)),
        ]
    )
    for number, poll in enumerate(election.polls, start=1):
        rows = [_row(person, votes, poll, dossier) for person, votes in poll.votes.items()]
        paper.table(Table(columns=_COLUMNS, rows=rows), heading=_heading(number, poll))


def _heading(number: int, poll: Poll) -> str:
    blank = f"，弃权或另投 {poll.blank} 票" if poll.blank else ""
    return f"第 {number} 轮　投票 {poll.voters} 人，{poll.needed} 票当选{blank}"


def _row(person_id: PersonId, votes: int, poll: Poll, dossier: Dossier) -> Row:
    person = dossier.panel.person(person_id)
    if poll.elected is not None:
        result = "当选" if person_id == poll.elected else "—"
    else:
        result = "进入下一轮" if person_id in poll.standing_on else "—"
    unit = Cell(person.unit or "—", note=person.title) if person else "—"
    return [dossier.panel.name(person_id), unit, str(votes), result]
