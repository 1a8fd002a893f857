"""排名表: places, cut lines and lists, with every reason that decided a place."""

from collections.abc import Iterator, Sequence

from meihao_desktop.domain.cut_line import CutLine
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding
from meihao_desktop.domain.robustness import ADVISORY, robust_sentences
from meihao_desktop.domain.standing import Standing
from meihao_desktop.domain.veto import veto_of
from meihao_desktop.printing.figures_shown import Figures
from meihao_desktop.printing.findings_table import findings_table
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import (
    NOTICE,
    PLAIN,
    open_sentences,
    place_cell,
    sign_result,
    terms_table,
)
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.table import Cell, Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "排名表"
MOVING_UP = "名单中的小区退出或被取消资格的，由递补名单依次递补；递补的小区须另行公示。"
_STYLE = TableStyle(size=10.5, note_size=8.5, above=2.8, least_height=22)
_COLUMNS = (
    Column(title="名次", weight=1.8, align=Align.CENTRE, face=Face.HEI),
    Column(title="小区", weight=4.4),
    Column(title="县（市、区）", weight=3.8, align=Align.CENTRE),
    Column(title="物业服务企业", weight=6.2),
    Column(title="得分", weight=2.3, align=Align.CENTRE, face=Face.HEI),
    Column(title="计入人数", weight=1.7, align=Align.CENTRE),
    Column(title="结果", weight=3.1, align=Align.CENTRE, face=Face.HEI),
)
_TURNS = (
    Column(title="递补顺序", weight=3.2, align=Align.CENTRE, face=Face.HEI),
    Column(title="小区", weight=4.6),
    Column(title="县（市、区）", weight=3.8, align=Align.CENTRE),
    Column(title="得分", weight=2.4, align=Align.CENTRE, face=Face.HEI),
    Column(title="名次", weight=2, align=Align.CENTRE),
    Column(title="说明", weight=8),
)
_OUTSIDE = (
    Column(title="小区", weight=4),
    Column(title="县（市、区）", weight=3.6, align=Align.CENTRE),
    Column(title="情形", weight=3.6, align=Align.CENTRE, face=Face.HEI),
    Column(title="理由", weight=12),
)


def ranking_pdf(
    dossier: Dossier, standing: Standing, findings: Sequence[Finding], stamp: Stamp
) -> bytes:
    """The ranking with everything that a signature stands for."""
    figures = Figures(dossier, standing)
    frame = frame_of(
        dossier.review_round, TITLE, stamp, subject="ranking", is_draft=figures.is_draft
    )
    paper = Paper(frame, bookmark=TITLE)
    for sentence in open_sentences(figures):
        paper.paragraph(sentence, NOTICE, is_indented=False)
    paper.table(Table(columns=_COLUMNS, rows=list(_rows(figures)), style=_STYLE))
    paper.paragraph(f"计算办法：{standing.tally.method}", PLAIN, is_indented=False)
    _runners_up(paper, figures)
    if (terms := terms_table(dossier, stamp)) is not None:
        paper.table(terms, heading="系数和扣分")
    _reasons(paper, figures)
    _outside(paper, figures)
    settled = [finding for finding in findings if finding.code == "tie"]
    if settled:
        paper.table(findings_table(settled, dossier, stamp), heading="并列的处理意见")
    sign_result(paper, dossier, per_line=3)
    return paper.finish()


def _rows(figures: Figures) -> Iterator[Row]:
    after = dict(_line_rows(figures))
    if 0 in after:
        yield _line_row(after[0])
    for number, estate in enumerate(figures.in_order, start=1):
        yield _estate_row(figures, estate)
        if number in after:
            yield _line_row(after[number])


def _estate_row(figures: Figures, estate: Estate) -> Row:
    return [
        place_cell(figures, estate),
        estate.name,
        figures.dossier.county_of(estate),
        estate.shown(FactName.PROPERTY_COMPANY) or "—",
        Cell(figures.final(estate.id), note=figures.terms_note(estate.id)),
        figures.counted(estate.id),
        figures.admission(estate.id).replace("、", "\n"),
    ]


def _line_rows(figures: Figures) -> Iterator[tuple[int, str]]:
    """The cut lines, each after as many rows as stand above it."""
    rules, ranking = figures.dossier.review_round.rules, figures.standing.ranking
    labels: dict[int, list[str]] = {}
    for size, label in ((rules.nomination_quota, "推荐上报"), (rules.shortlist_size, "拟公示")):
        line = next((line for line in ranking.cut_lines if line.size == size), None)
        if line is not None:
            labels.setdefault(line.reach, []).append(_line_text(line, label))
    for position, texts in labels.items():
        yield position, "；".join(texts)


def _line_text(line: CutLine, label: str) -> str:
    inside = len(line.inside)
    if line.is_decided:
        return f"以上 {inside} 个小区{label}" if inside else f"没有小区{label}"
    tied, left = len(line.undecided), line.size - inside
    return f"{label}界线未定：以下 {tied} 个小区并列，争占余下 {left} 个名额"


def _line_row(text: str) -> Row:
    cell = Cell(
        f"▲ {text}", columns=len(_COLUMNS), align=Align.CENTRE, face=Face.BOLD, is_banded=True
    )
    return [cell, *[None] * (len(_COLUMNS) - 1)]


def _runners_up(paper: Paper, figures: Figures) -> None:
    """Who moves up, in order, when an estate of the list drops out."""
    dossier, found = figures.dossier, figures.standing.ranking.runners_up
    rows: list[Row] = []
    for each in found.entries:
        estate = dossier.estate(EstateId(each.entry))
        placing = figures.standing.ranking.placing(each.entry)
        remark = "本县名额已满，须本县小区退出才能递补" if each.waits_for_own_county else ""
        rows.append(
            [
                Cell(str(each.turn), note="并列" if each.is_shared else ""),
                estate.name,
                dossier.county_of(estate),
                str(placing.shown_points) if placing else "",
                place_cell(figures, estate),
                remark,
            ]
        )
    if rows:
        paper.table(
            Table(columns=_TURNS, rows=rows, style=_STYLE), heading="递补名单（按递补顺序）"
        )
    if found.entries or found.undecided:
        told = f"{found.sentence}\n" if found.undecided else ""
        paper.paragraph(f"{told}{MOVING_UP}", PLAIN, is_indented=False)


def _reasons(paper: Paper, figures: Figures) -> None:
    sentences = figures.standing.ranking.sentences
    if sentences:
        paper.heading("名次说明")
        for number, sentence in enumerate(sentences, start=1):
            paper.paragraph(f"{number}. {sentence}", PLAIN, is_indented=False)
    advisory = robust_sentences(figures.dossier, figures.standing)
    if advisory:
        paper.heading("稳健性")
        paper.paragraph(f"{ADVISORY}{''.join(advisory)}", PLAIN)


def _outside(paper: Paper, figures: Figures) -> None:
    dossier, ranking = figures.dossier, figures.standing.ranking
    rows: list[Row] = []
    for estate in dossier.estates:
        county = dossier.county_of(estate)
        if estate.id in ranking.unranked:
            rows.append([estate.name, county, "暂不排名", ranking.unranked[estate.id]])
        veto = veto_of(dossier.vetoes, estate.id)
        if veto is not None:
            who = dossier.panel.name(veto.confirmed_by)
            day = veto.happened_on.isoformat()
            reason = f"{veto.ground}（{day}，依据：{veto.document}，确认人：{who}）"
            rows.append([estate.name, county, "取消参评资格", reason])
    if rows:
        table = Table(columns=_OUTSIDE, rows=rows, style=_STYLE)
        paper.table(table, heading="未列入排名的小区")
