"""处理意见汇总: every settlement with who, when and why; ties and lots; what was corrected."""

from collections.abc import Iterator, Sequence

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, Finding, Settlement
from meihao_desktop.domain.hearing import Hearing
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.tie_lot import drawn_lot
from meihao_desktop.printing.explanation_pdf import changed_items, code_of, what_about
from meihao_desktop.printing.findings_table import findings_table, lapsed_table
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align, TextStyle
from meihao_desktop.printing.result_parts import NOTICE, PLAIN, leaders
from meihao_desktop.printing.signing import SIGNATURE_HEIGHT
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "处理意见汇总"
NOTHING = "截至打印时，没有作出处理意见，也没有重新打开的评分表。"
CHECK = (
    "抽签可以复核：对每个小区计算 SHA-256（种子|小区名称），按结果从小到大排列即为先后，"
    "与报名次序无关。在装有 sha256sum 的计算机上逐行执行“复核命令”，结果应与“摘要”一致。"
)
WITHDRAWN = (
    "旧版评分表已撤回，不计入汇总，连同本说明一并归档；新版评分表印有“取代第几版”和旧校验码。"
)
CHECKED = "以上各项已逐条核对，与会议的决定一致。"
_PER_LINE = 3

_STYLE = TableStyle(size=9.5, note_size=8.5, above=2.6, least_height=19)
_MONO = TextStyle(10, leading=1.5)
_HEARINGS = (
    Column(title="序号", weight=1.3, align=Align.CENTRE),
    Column(title="专家", weight=2.4, align=Align.CENTRE),
    Column(title="小区、项目", weight=4),
    Column(title="答复", weight=6),
    Column(title="表决", weight=4.6),
    Column(title="结果", weight=3.2, align=Align.CENTRE, face=Face.HEI),
)
_LOT = (
    Column(title="先后", weight=1.4, align=Align.CENTRE, face=Face.HEI),
    Column(title="小区", weight=3.2),
    Column(title="摘要（SHA-256）", weight=6.4, is_small=True),
    Column(title="复核命令", weight=6.8, is_small=True),
)
_TIE = (
    Column(title="先后", weight=1.6, align=Align.CENTRE, face=Face.HEI),
    Column(title="小区", weight=6),
    Column(title="得票", weight=2.4, align=Align.CENTRE),
)
_CORRECTED = (
    Column(title="专家", weight=2.2, align=Align.CENTRE),
    Column(title="小区", weight=3),
    Column(title="旧版", weight=5, align=Align.CENTRE),
    Column(title="新版", weight=5, align=Align.CENTRE),
    Column(title="改动", weight=3.6),
    Column(title="理由", weight=4.2),
)


def settlements_pdf(dossier: Dossier, findings: Sequence[Finding], stamp: Stamp) -> bytes:
    """All that people decided on findings, in one paper signed by those who answer for it."""
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="settlements")
    paper = Paper(frame, bookmark=TITLE)
    settled = [finding for finding in findings if finding.key in dossier.settlements]
    ties = [dossier.settlements[finding.key] for finding in settled if finding.code == "tie"]
    lapsed = lapsed_table(findings, dossier, stamp)
    corrected = list(_corrected(dossier, stamp))
    labels = _labels(dossier)
    closing = SIGNATURE_HEIGHT * -(-len(labels) // _PER_LINE) + 2 * PLAIN.pitch
    parts: list[tuple[str, Table]] = []
    if settled:
        parts.append(("处理意见", findings_table(settled, dossier, stamp)))
    if lapsed is not None:
        parts.append(("原发现已变化的处理意见（失效）", lapsed))
    if dossier.hearings:
        rows = [_hearing_row(n, h, dossier) for n, h in enumerate(dossier.hearings.values(), 1)]
        parts.append(("畸高畸低的说明", Table(columns=_HEARINGS, rows=rows, style=_STYLE)))
    for heading, table in parts:
        is_last = table is parts[-1][1] and not (ties or corrected)
        paper.table(table, heading=heading, followed_by=closing if is_last else 0)
    for settlement in ties:
        is_last = settlement is ties[-1] and not corrected
        _tie(paper, settlement, dossier, stamp, followed_by=closing if is_last else 0)
    if corrected:
        table = Table(columns=_CORRECTED, rows=corrected, style=_STYLE)
        paper.table(table, heading="更正说明", followed_by=closing + 2 * PLAIN.pitch)
        paper.paragraph(WITHDRAWN, PLAIN)
    if not (parts or corrected):
        paper.paragraph(NOTHING, NOTICE, is_indented=False)
    paper.keep(closing)
    paper.paragraph(CHECKED, PLAIN)
    paper.signatures(labels, per_line=_PER_LINE)
    return paper.finish()


def _labels(dossier: Dossier) -> list[str]:
    """Everybody who answers for the settlements, the chair before the other experts."""
    return [
        *leaders(dossier, Role.PANEL_CHAIR),
        *(person.name for person in dossier.panel.experts if Role.PANEL_CHAIR not in person.roles),
        *leaders(dossier, Role.OBSERVER),
        *leaders(dossier, Role.SECRETARY),
        "日期",
    ]


def _hearing_row(number: int, hearing: Hearing, dossier: Dossier) -> Row:
    settlement = dossier.settlements.get(hearing.finding)
    answer = f"{hearing.answer.value}：{hearing.statement}" if hearing.answer else "尚未答复"
    return [
        str(number),
        dossier.panel.name(hearing.expert),
        Cell(dossier.estate_name(hearing.where.estate), note=what_about(hearing, dossier)),
        answer,
        hearing.count_sentence if hearing.votes else "—",
        settlement.decision.value if settlement else hearing.step.value,
    ]


def _tie(
    paper: Paper, settlement: Settlement, dossier: Dossier, stamp: Stamp, *, followed_by: float
) -> None:
    tied = settlement.where.estate.split("+")
    names = "、".join(dossier.estate_name(estate) for estate in tied)
    is_lot = settlement.decision is Decision.DRAWN
    paper.heading("抽签记录" if is_lot else "并列处理记录")
    words = (
        f"{names}得分相同，{settlement.decision.value}。"
        f"{settlement.actor}于 {stamp.told(settlement.settled_at)} 登记。理由：{settlement.reason}"
    )
    paper.paragraph(words, PLAIN)
    if settlement.approval:
        paper.paragraph(f"批准：{settlement.approval}", NOTICE, is_indented=False)
    if is_lot:
        _lot(paper, settlement, dossier)
    else:
        table = Table(columns=_TIE, rows=list(_tie_rows(settlement, dossier)), style=_STYLE)
        paper.table(table, followed_by=followed_by)


def _tie_rows(settlement: Settlement, dossier: Dossier) -> Iterator[Row]:
    is_ordered = settlement.decision is Decision.ORDERED
    for number, estate in enumerate(settlement.order, start=1):
        votes = settlement.votes.get(estate)
        place = str(number) if is_ordered else "一并列入"
        shown = f"{votes} 票" if votes is not None else "—"
        yield [place, dossier.estate_name(estate), shown]


def _lot(paper: Paper, settlement: Settlement, dossier: Dossier) -> None:
    tied = [EstateId(estate) for estate in settlement.where.estate.split("+")]
    lot, _ = drawn_lot(dossier, tied, settlement.seed)
    votes = "，".join(
        f"{dossier.estate_name(estate)} {count} 票" for estate, count in settlement.votes.items()
    )
    paper.facts(
        [
            ("种子", settlement.seed),
            ("见证人", settlement.witness),
            ("此前表决", votes or "按评审规则直接抽签"),
        ]
    )
    rows = [
        [str(number), name, digest, f"printf '%s' '{lot.seed}|{name}' | sha256sum"]
        for number, (name, digest) in enumerate(zip(lot.order, lot.digests, strict=True), start=1)
    ]
    paper.table(Table(columns=_LOT, rows=rows, style=_STYLE))
    paper.paragraph(CHECK, _MONO)
    if tuple(settlement.order) != drawn_lot(dossier, tied, settlement.seed)[1]:
        paper.paragraph("按此种子重算的先后与记录不一致，请核验记录。", NOTICE, is_indented=False)


def _corrected(dossier: Dossier, stamp: Stamp) -> Iterator[Row]:
    """Each re-opened sheet beside the revision that took its place."""
    revisions = {(s.expert, s.estate, s.revision): s for s in dossier.earlier_sheets}
    revisions |= {(s.expert, s.estate, s.revision): s for s in dossier.sheets}
    for (expert, estate, revision), new in sorted(revisions.items()):
        old = revisions.get((expert, estate, revision - 1))
        if old is None:
            continue
        yield [
            dossier.panel.name(expert),
            dossier.estate_name(estate),
            Cell(f"第 {old.revision} 版", note=f"{code_of(old)}\n{stamp.told(old.submitted_at)}"),
            Cell(f"第 {new.revision} 版", note=f"{code_of(new)}\n{stamp.told(new.submitted_at)}"),
            changed_items(old, new, dossier) if new.digest else "尚未重新提交",
            new.reopen_reason,
        ]
