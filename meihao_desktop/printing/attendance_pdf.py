"""签到表: everybody of the round with the moment of arrival and room to sign."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.panel_list import seat_told
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "签到表"
RULE = "请到会人员本人签名，不得代签。后备专家递补后参加评审；中途离会的由秘书登记。"

_STYLE = TableStyle(size=11, note_size=9, least_height=36)
_COLUMNS = (
    Column(title="序号", weight=1.5, align=Align.CENTRE),
    Column(title="姓名", weight=2.6, face=Face.HEI),
    Column(title="角色", weight=2.2, align=Align.CENTRE),
    Column(title="单位及职务", weight=5.4),
    Column(title="到会时间", weight=2.3, align=Align.CENTRE),
    Column(title="离会时间", weight=2.3, align=Align.CENTRE),
    Column(title="本人签名", weight=3.4),
)


def attendance_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """The list to sign at the door, with what has been noted of arrivals so far."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="attendance")
    paper = Paper(frame, bookmark=TITLE)
    paper.facts([("评审组织单位", dossier.review_round.bureau), ("应到人数", _expected(dossier))])
    paper.paragraph(RULE, PLAIN)
    people = _in_order(dossier)
    rows = [_row(number, person, dossier, stamp) for number, person in enumerate(people, start=1)]
    paper.table(Table(columns=_COLUMNS, rows=rows, style=_STYLE))
    paper.signatures([*leaders(dossier, Role.SECRETARY), *leaders(dossier, Role.OBSERVER), "日期"])
    return paper.finish()


def _expected(dossier: Dossier) -> str:
    experts = len(dossier.panel.experts)
    reserves = len(dossier.panel.reserves)
    others = sum(not person.is_expert for person in dossier.panel.people)
    waiting = f"，后备 {reserves} 人" if reserves else ""
    return f"评审专家 {experts} 人{waiting}，工作和监督人员 {others} 人"


def _in_order(dossier: Dossier) -> list[Person]:
    """The chair, the experts, those in reserve, who left, then secretary and observer."""
    panel = dossier.panel
    chair = [person for person in panel.experts if Role.PANEL_CHAIR in person.roles]
    experts = [person for person in panel.experts if person not in chair]
    others = [person for person in panel.people if not person.is_expert]
    return [*chair, *experts, *panel.reserves, *panel.replaced, *others]


def _row(number: int, person: Person, dossier: Dossier, stamp: Stamp) -> Row:
    seat = person.seat
    if seat.replaced_by:
        note = f"已更换，由{dossier.panel.name(PersonId(seat.replaced_by))}接替"
    else:
        only = "、".join(e.name for e in dossier.estates_for(person.id))
        waiting = f"替评，只评{only}" if dossier.scorers.is_substitute(person.id) else "后备"
        note = waiting if seat_told(person) == "后备" else ""
    return [
        str(number),
        Cell(person.name, note=note),
        "组长" if Role.PANEL_CHAIR in person.roles else person.roles_text,
        Cell(person.unit or "—", note=person.title),
        _moment(stamp.told(seat.arrived_at)),
        _moment(stamp.told(seat.left_at)),
        "",
    ]


def _moment(told: str) -> str | Cell:
    """The time with its day below it; empty where nothing was noted, to be written by hand."""
    day, _, time = told.partition(" ")
    return Cell(time, note=day) if time else ""
