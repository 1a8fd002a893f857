"""回避登记表: who must not score which estate, on what ground, and who decided it."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.interests.gate import must_declare
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import NOTICE, PLAIN, leaders
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "回避登记表"
RULE = (
    "与所评小区及其物业服务企业、业主委员会、申报或推荐单位有利害关系的，应当主动申报回避；"
    "申报后即不得评该小区，经认定的，其评分不计入汇总，该小区按其余专家取均分。"
)
NOBODY = "截至打印时，没有人申报或被提出回避。"

_STYLE = TableStyle(size=10, note_size=8.5, above=3, least_height=30)
_COLUMNS = (
    Column(title="序号", weight=1.6, align=Align.CENTRE),
    Column(title="回避人", weight=3.4),
    Column(title="小区", weight=4),
    Column(title="利害关系", weight=4, align=Align.CENTRE),
    Column(title="具体情形", weight=6.4),
    Column(title="申报时间", weight=3.4, align=Align.CENTRE),
    Column(title="认定结果", weight=2.8, align=Align.CENTRE, face=Face.HEI),
    Column(title="认定人、时间、理由", weight=5.5),
    Column(title="本人签名", weight=3.2),
)
_LEFT = (
    Column(title="小区", weight=4),
    Column(title="县（市、区）", weight=3, align=Align.CENTRE),
    Column(title="回避专家", weight=6),
    Column(title="可评专家人数", weight=3, align=Align.CENTRE),
    Column(title="说明", weight=7),
)


def recusals_pdf(dossier: Dossier, stamp: Stamp) -> bytes:
    """Every recusal with its decision, and how many experts are left for the estates."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="recusals")
    paper = Paper(frame, is_landscape=True, bookmark=TITLE)
    paper.paragraph(RULE, PLAIN)
    rows = [_row(number, r, dossier, stamp) for number, r in enumerate(dossier.recusals, start=1)]
    if rows:
        paper.table(Table(columns=_COLUMNS, rows=rows, style=_STYLE))
    else:
        paper.paragraph(NOBODY, NOTICE, is_indented=False)
    if sentence := _declared(dossier):
        paper.paragraph(sentence, PLAIN)
    left = list(_left_rows(dossier))
    if left:
        table = Table(columns=_LEFT, rows=left, style=_STYLE)
        paper.table(table, heading="回避后各小区可评的专家")
    labels = [*leaders(dossier, Role.PANEL_CHAIR), *leaders(dossier, Role.OBSERVER), "日期"]
    paper.signatures(labels, per_line=3)
    return paper.finish()


def _declared(dossier: Dossier) -> str:
    """Who has handed in the declaration, and who has not; empty where the round asks for none."""
    people = [person for person in dossier.panel.people if _declares(dossier, person)]
    if not dossier.review_round.rules.declaration_first or not people:
        return ""
    told = {declaration.expert for declaration in dossier.declarations}
    done = "、".join(person.name for person in people if person.id in told)
    open_ones = "、".join(person.name for person in people if person.id not in told)
    words = (
        done and f"已作回避申报，并声明与其余小区无利害关系的：{done}",
        open_ones and f"尚未申报的：{open_ones}",
    )
    return "；".join(filter(None, words)) + "。"


def _declares(dossier: Dossier, person: Person) -> bool:
    """The secretary, and whoever scores."""
    return must_declare(person) and (not person.is_expert or person in dossier.scorers.all)


def _row(number: int, recusal: Recusal, dossier: Dossier, stamp: Stamp) -> Row:
    expert = dossier.panel.person(recusal.expert)
    estate = dossier.estate(recusal.estate)
    return [
        str(number),
        Cell(dossier.panel.name(recusal.expert), note=expert.unit if expert else ""),
        Cell(estate.name, note=dossier.county_of(estate)),
        recusal.interest.value,
        recusal.basis,
        stamp.told(recusal.declared_at),
        recusal.status.value if not recusal.status.is_undecided else "待认定",
        _decision(recusal, dossier, stamp),
        "",
    ]


def _decision(recusal: Recusal, dossier: Dossier, stamp: Stamp) -> str | Cell:
    if recusal.decided_by is None:
        return Cell("—", note=_in_place(recusal, dossier))
    who = dossier.panel.name(PersonId(recusal.decided_by))
    note = "　".join(filter(None, (recusal.decision_reason, _in_place(recusal, dossier))))
    return Cell(f"{who}　{stamp.told(recusal.decided_at)}", note=note)


def _in_place(recusal: Recusal, dossier: Dossier) -> str:
    """Who handles the estate instead, and who was called up because of the recusal."""
    words: list[str] = []
    if recusal.deputy:
        words.append(f"该小区事项由{dossier.panel.name(PersonId(recusal.deputy))}代办")
    if recusal.successor:
        name = dossier.panel.name(PersonId(recusal.successor))
        is_substitute = dossier.scorers.is_substitute(PersonId(recusal.successor))
        words.append(f"本小区由{name}替评" if is_substitute else f"由{name}递补")
    if recusal.unfilled and recusal.status.forbids_scoring:
        chair = dossier.panel.name(PersonId(recusal.unfilled_by))
        words.append(f"不补评：{recusal.unfilled}（{chair}确认）")
    return "；".join(words)


def _left_rows(dossier: Dossier) -> Iterator[Row]:
    """Only the estates from which somebody stands back."""
    rules = dossier.review_round.rules
    for estate in dossier.estates:
        scoring = dossier.scorers.all
        out = [e.name for e in scoring if dossier.recusals.cover(e.id, estate.id)]
        if not out:
            continue
        left = sum(dossier.state(e.id, estate.id).takes_part for e in scoring)
        lack = (
            f"少于 {rules.minimum_experts} 人，须增补专家" if left < rules.minimum_experts else ""
        )
        few = f"少于建议的 {rules.advised_experts} 人" if left < rules.advised_experts else "—"
        yield [estate.name, dossier.county_of(estate), "、".join(out), str(left), lack or few]
