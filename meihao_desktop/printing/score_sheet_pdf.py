"""个人评分表: one expert's points for one estate, ready to be signed; many of them in one file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName, plain
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.rubric import Rubric, Section
from meihao_desktop.domain.score_sheet import CellState, ScoreCell, ScoreSheet
from meihao_desktop.domain.seal import Seal, seal_sheet
from meihao_desktop.domain.sheet_mark import SignatureBook
from meihao_desktop.printing.page_frame import Frame
from meihao_desktop.printing.paper import Paper, bind
from meihao_desktop.printing.points_in_words import in_words
from meihao_desktop.printing.press import Align, TextStyle
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "个人评分表"
CORRECTIONS = (
    "手写更正：用单线划去原数（须仍可辨认），在旁写明新数、签名并注明日期；不得涂改、刮擦或使用涂改液。"
    "更正后由秘书按程序重新打开本表，改后重新打印、签名。"
)
KINDS = "评分方式：率 按比率计分；档 按等次；扣 逐项扣分；有 有或无；分 按分值；合 分项合计。"

# From roomy to tight: the first that puts a sheet on one page is taken.
_STYLES = (
    TableStyle(size=10, note_size=9, side=3.5, above=1.8, least_height=17, after=6),
    TableStyle(size=9.5, note_size=8.5, leading=1.3, side=3.2, above=1.2, least_height=15, after=5),
    TableStyle(size=9, note_size=8, leading=1.22, side=3, above=0.8, least_height=12.6, after=4),
)
_FACTS = TableStyle(size=10, leading=1.3, side=4, above=1.6, least_height=17.5, after=6)
_SMALL = TextStyle(8, Face.HEI, leading=1.3)
_NOTICE = TextStyle(11, Face.BOLD, leading=1.45)
_COLUMNS = (
    Column(title="一级指标", weight=6.4, align=Align.CENTRE, is_shared=True),
    Column(title="编号", weight=2.8, align=Align.CENTRE, is_shared=True),
    Column(title="评分项", weight=11.8, is_shared=True),
    Column(title="方式", weight=2.95, align=Align.CENTRE, is_shared=True),
    Column(title="分值", weight=2.95, align=Align.CENTRE, is_shared=True),
    Column(title="得分", weight=3.2, align=Align.CENTRE, face=Face.HEI),
    Column(title="小计", weight=3.2, align=Align.CENTRE, face=Face.HEI),
    Column(title="理由与依据", weight=17, is_small=True),
)
_REMARK = (Column(weight=1, align=Align.CENTRE), Column(weight=11))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """One score sheet with the people and things it names."""

    expert: Person
    estate: Estate
    county: str
    sheet: ScoreSheet
    state: CellState
    recusal: Recusal | None
    seal: Seal
    withdrawn: ScoreSheet | None
    replaced_expert: str = ""

    @property
    def is_counted(self) -> bool:
        return self.state not in (
            CellState.RECUSED,
            CellState.ABSTAINED,
            CellState.VOID,
            CellState.NOT_ASKED,
        )


def score_sheets_pdf(
    dossier: Dossier,
    pairs: Iterable[tuple[PersonId, EstateId]],
    stamp: Stamp,
) -> bytes:
    """All these sheets as one document, each numbered by itself and sealed by its own code.

    A pair without a sheet is printed blank, to be filled in by hand.
    """
    wanted = tuple(pairs)
    batch = "" if len(wanted) == 1 else f"同批 {len(wanted)} 份 {stamp.check_code}"
    book = SignatureBook.of(dossier.round_id, dossier.signatures)
    setting = _Setting(dossier, stamp, batch, book)
    styles = _styles_for(setting, [_printed(dossier, *pair) for pair in wanted])
    papers = (setting.paper(_printed(dossier, *pair), styles) for pair in wanted)
    return bind(
        papers,
        title=f"{dossier.review_round.title} {TITLE}",
        subject=f"{TITLE} {len(wanted)} 份 校验码 {stamp.check_code}",
    )


def _styles_for(setting: "_Setting", batch: Sequence[_Printed]) -> Sequence[TableStyle]:
    """The style that the wordiest sheet needs, for all sheets alike, and what is tighter."""
    if not batch:
        return _STYLES
    wordiest = max(batch, key=_words)
    pages = [setting.paper(wordiest, [style]).page_count for style in _STYLES]
    return _STYLES[pages.index(min(pages)) :]


def _words(printed: _Printed) -> int:
    return sum(len(_ground(cell)) for cell in printed.sheet.cells.values())


def _printed(dossier: Dossier, expert_id: PersonId, estate_id: EstateId) -> _Printed:
    person = dossier.panel.person(expert_id)
    if person is None:
        raise MissingRecord("专家", expert_id)
    estate = dossier.estate(estate_id)
    version = estate.submission_version
    score_sheet = dossier.sheet(expert_id, estate_id) or ScoreSheet(
        expert=expert_id, estate=estate_id, material_version=version
    )
    seal = Seal(score_sheet.digest)
    if not score_sheet.digest:
        seal = seal_sheet(score_sheet, dossier.rubric, dossier.review_round.title)
    return _Printed(
        expert=person,
        estate=estate,
        county=dossier.county_of(estate),
        sheet=score_sheet,
        state=dossier.state(expert_id, estate_id),
        recusal=dossier.recusals.between(expert_id, estate_id),
        seal=seal,
        withdrawn=_withdrawn(dossier, score_sheet),
        replaced_expert=_replaced_expert(dossier, expert_id, estate_id),
    )


def _replaced_expert(dossier: Dossier, expert: PersonId, estate: EstateId) -> str:
    """Whom a substitute scores this estate for; empty for members."""
    if not dossier.scorers.is_substitute(expert):
        return ""
    wanted = (expert, estate)
    absent = (r.expert for r in dossier.recusals if (r.successor, r.estate) == wanted)
    return "、".join(dossier.panel.name(who) for who in absent)


def _withdrawn(dossier: Dossier, sheet: ScoreSheet) -> ScoreSheet | None:
    """The revision that this sheet takes the place of."""
    wanted = (sheet.expert, sheet.estate, sheet.revision - 1)
    earlier = dossier.earlier_sheets
    return next((s for s in earlier if (s.expert, s.estate, s.revision) == wanted), None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all sheets of a batch have in common."""

    dossier: Dossier
    stamp: Stamp
    batch: str
    book: SignatureBook

    def paper(self, printed: _Printed, styles: Sequence[TableStyle]) -> Paper:
        """The sheet in the first style that fills one page, otherwise in the roomiest."""
        frame = _frame(printed, self)
        chosen: Paper | None = None
        for style in styles:
            paper = Paper(frame, bookmark=f"{printed.expert.name} {printed.estate.name}")
            _fill(paper, self.dossier.rubric, printed, self.stamp, style)
            if chosen is None or paper.page_count < chosen.page_count:
                chosen = paper
            if paper.page_count == 1:
                break
        return chosen or Paper(frame)


def _frame(printed: _Printed, setting: _Setting) -> Frame:
    sheet, dossier, stamp = printed.sheet, setting.dossier, setting.stamp
    own = stamp.code_for(printed.seal.check_code)
    is_draft = not sheet.status.is_sealed
    frame = frame_of(dossier.review_round, TITLE, own, subject="sheet", is_draft=is_draft)
    rubric = dossier.rubric
    edition = f"评分标准 {rubric.title}（{rubric.edition}，{rubric.standing}）"
    return replace(
        frame,
        qr_text=setting.book.mark(sheet, printed.seal.digest).text,
        version=f"第 {sheet.revision} 版",
        note="　".join(filter(None, (edition, stamp.origin, setting.batch))),
    )


def _fill(paper: Paper, rubric: Rubric, printed: _Printed, stamp: Stamp, style: TableStyle) -> None:
    paper.facts(_facts(printed, stamp), style=_FACTS)
    for sentence in _notices(printed, rubric, stamp):
        paper.paragraph(sentence, _NOTICE, is_indented=False)
    paper.table(Table(columns=_COLUMNS, rows=list(_rows(rubric, printed)), style=style))
    remark = [[Cell("评语", face=Face.HEI, is_banded=True), printed.sheet.remark or "　"]]
    paper.table(Table(columns=_REMARK, rows=remark, header=(), style=style))
    paper.paragraph(f"{KINDS}\n{CORRECTIONS}", _SMALL, is_indented=False)
    paper.signatures(["专家签名", "日期"])


def _facts(printed: _Printed, stamp: Stamp) -> list[tuple[str, str]]:
    sheet, expert = printed.sheet, printed.expert
    status = f"{sheet.status.value} {stamp.told(sheet.submitted_at)}".rstrip()
    return [
        ("小区", printed.estate.name),
        ("县（市、区）", printed.county),
        ("物业服务企业", printed.estate.shown(FactName.PROPERTY_COMPANY) or "—"),
        ("版次", f"评分表第 {sheet.revision} 版，材料第 {sheet.material_version} 版"),
        ("评审专家", f"{expert.name}（{expert.id}）{expert.unit}"),
        ("状态", status),
    ]


def _notices(printed: _Printed, rubric: Rubric, stamp: Stamp) -> Iterator[str]:
    """What a reader must know before the points."""
    sheet, recusal = printed.sheet, printed.recusal
    if printed.state is CellState.RECUSED and recusal is not None:
        status = recusal.status.value
        yield (
            f"回避，不计入汇总。利害关系：{recusal.interest.value}（{status}，"
            f"{stamp.told(recusal.decided_at or recusal.declared_at)}）。{recusal.basis}"
        )
    elif sheet.is_abstained:
        yield f"弃权，不计入汇总。理由：{sheet.abstain_reason}"
    elif printed.state is CellState.VOID:
        yield f"本表{sheet.status.value}，不计入汇总。"
    if printed.replaced_expert:
        yield f"替评：{printed.replaced_expert}对本小区回避，由本专家单独评本小区。"
    if sheet.reopen_reason:
        old = printed.withdrawn
        taken = "" if old is None else f"取代第 {old.revision} 版"
        code = f"（旧校验码 {Seal(old.digest).check_code}）" if old and old.digest else ""
        words = "，".join(filter(None, (f"第 {sheet.revision} 版", f"{taken}{code}")))
        only = "、".join(sheet.open_criteria)
        limit = f"。只重新打开评分项 {only}，其余与上一版相同" if only else ""
        yield f"{words}。重新打开的理由：{sheet.reopen_reason}{limit}"
    if not sheet.status.is_sealed and sheet.cells:
        left = len(sheet.unanswered(rubric))
        unfinished = f"还有 {left} 项未评，" if left else ""
        yield f"草稿：{unfinished}尚未提交，不作为评分依据。"


def _rows(rubric: Rubric, printed: _Printed) -> Iterator[Row]:
    for section in rubric.sections:
        yield from _section_rows(section, printed)
    yield _total_row(rubric, printed)
    if len(rubric.parts) > 1:
        words = _weighted(rubric, printed.sheet)
        yield [
            Cell(words, columns=8, align=Align.LEFT, is_struck=not printed.is_counted),
            *_rest(7),
        ]


def _section_rows(section: Section, printed: _Printed) -> Iterator[Row]:
    sheet, count = printed.sheet, len(section.criteria)
    given = [p for c in section.criteria if (p := sheet.points(c.number)) is not None]
    subtotal = plain(sum(given, start=Decimal(0))) if given else ""
    heads: tuple[Cell | None, Cell | None] = (
        Cell(
            f"{section.number} {section.name}", rows=count, note=f"{plain(section.max_points)} 分"
        ),
        Cell(subtotal, rows=count, is_struck=not printed.is_counted),
    )
    for criterion in section.criteria:
        cell = sheet.cells.get(criterion.number) or ScoreCell()
        points = "" if cell.points is None else plain(cell.points)
        yield [
            heads[0],
            criterion.number,
            criterion.name,
            criterion.kind.value,
            plain(criterion.max_points),
            points if printed.is_counted else Cell(points, is_struck=True),
            heads[1],
            _ground(cell),
        ]
        heads = (None, None)


def _ground(cell: ScoreCell) -> str:
    """Reason, what was counted, and the places that were judged by, in one text."""
    counted = "、".join(f"{label} {plain(n)}" for label, n in cell.counts.items() if n)
    pins = "、".join(pin.label for pin in cell.pins)
    parts = (cell.reason.strip(), counted and f"（{counted}）", pins and f"［{pins}］")
    return " ".join(filter(None, parts))


def _total_row(rubric: Rubric, printed: _Printed) -> Row:
    sheet, is_struck = printed.sheet, not printed.is_counted
    shown = plain(sheet.total) if sheet.cells else ""
    words = f"大写：{in_words(sheet.total) if sheet.cells else ''}"
    return [
        Cell("合　计", columns=4, face=Face.BOLD, align=Align.CENTRE, is_banded=True),
        *_rest(3),
        Cell(plain(rubric.max_points), face=Face.BOLD, is_banded=True),
        Cell(shown, columns=2, face=Face.BOLD, is_struck=is_struck),
        None,
        Cell(words, face=Face.BOLD, is_struck=is_struck),
    ]


def _weighted(rubric: Rubric, sheet: ScoreSheet) -> str:
    """How the parts come together by their weights, to be followed by hand."""
    told: list[str] = []
    total = Decimal(0)
    for part in rubric.parts:
        points = [
            sheet.points(criterion.number) or Decimal(0)
            for section in rubric.sections
            if section.part == part.name
            for criterion in section.criteria
        ]
        given = sum(points, start=Decimal(0))
        total += given * part.weight
        told.append(f"{part.name} {plain(given)} × {plain(part.weight * 100)}%")
    return f"按组成部分权重折算：{' + '.join(told)} = {plain(total)} 分"


def _rest(count: int) -> list[None]:
    """The places that a merged cell covers."""
    return [None] * count
