"""得分汇总表: the full matrix of estates × experts, section means and every finding."""

from collections.abc import Iterator, Sequence
from math import ceil

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.standing import Standing, section_points
from meihao_desktop.printing.figures_shown import NOTHING, Figures, Shown
from meihao_desktop.printing.findings_table import findings_table, lapsed_table
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

TITLE = "得分汇总表"
LEGEND = (
    "注：( ) 为按规则去掉、不进入均分的最高分或最低分；"
    "※ 为按处理意见替换后的得分，划去的是原得分；回避、弃权、未交、作废均不计入，也不作 0 分处理。"
)
MOST_EXPERTS = 15
"""More experts than this stand in several tables, each with the estates repeated."""

_STYLE = TableStyle(size=9.5, note_size=8.5, side=2.5, above=2.4, least_height=21)
_TIGHT = TableStyle(size=8.5, note_size=7.5, side=1.5, above=2.0, least_height=19)
_ROOMY = 9


def tally_pdf(dossier: Dossier, standing: Standing, stamp: Stamp) -> bytes:
    """The tally as it is read out, checked and signed."""
    figures = Figures(dossier, standing)
    frame = frame_of(dossier.review_round, TITLE, stamp, subject="tally", is_draft=figures.is_draft)
    paper = Paper(frame, is_landscape=True, bookmark=TITLE)
    for sentence in open_sentences(figures):
        paper.paragraph(sentence, NOTICE, is_indented=False)
    _matrix(paper, figures)
    paper.paragraph(f"计算办法：{standing.tally.method}\n{LEGEND}", PLAIN, is_indented=False)
    paper.new_page()
    paper.table(_section_means(figures), heading="各一级指标均分")
    if (terms := terms_table(dossier, stamp)) is not None:
        paper.table(terms, heading="系数和扣分")
    _findings(paper, dossier, stamp)
    sign_result(paper, dossier, per_line=4)
    return paper.finish()


def _matrix(paper: Paper, figures: Figures) -> None:
    """One table, or several where there are more experts than fit side by side."""
    experts = figures.dossier.scorers.all
    count = max(1, ceil(len(experts) / MOST_EXPERTS))
    share = max(1, ceil(len(experts) / count))
    groups = [experts[start : start + share] for start in range(0, len(experts), share)] or [()]
    for group in groups:
        paper.table(_matrix_table(figures, group, is_last=group is groups[-1]))


def _matrix_table(figures: Figures, experts: Sequence[Person], *, is_last: bool) -> Table:
    style = _STYLE if len(experts) <= _ROOMY else _TIGHT
    columns = [
        Column(title="序号", weight=24, align=Align.CENTRE),
        Column(title="小区", weight=74),
        *(
            Column(
                title=figures.dossier.scorers.label(e), weight=40, align=Align.CENTRE, face=Face.HEI
            )
            for e in experts
        ),
    ]
    if is_last:
        columns += [
            Column(title="计入人数", weight=25, align=Align.CENTRE),
            Column(title="最终得分", weight=42, align=Align.CENTRE, face=Face.BOLD),
            Column(title="名次", weight=32, align=Align.CENTRE, face=Face.BOLD),
        ]
    rows = [
        list(_matrix_row(figures, number, estate, experts))[: len(columns)]
        for number, estate in enumerate(figures.dossier.estates, start=1)
    ]
    return Table(columns=columns, rows=rows, style=style)


def _matrix_row(
    figures: Figures, number: int, estate: Estate, experts: Sequence[Person]
) -> Iterator[str | Cell]:
    yield str(number)
    yield Cell(estate.name, note=figures.dossier.county_of(estate))
    for expert in experts:
        yield _cell(figures.total(expert.id, estate.id))
    yield figures.counted(estate.id)
    yield Cell(figures.final(estate.id), note=figures.terms_note(estate.id))
    yield place_cell(figures, estate)


def _cell(shown: Shown) -> str | Cell:
    if shown.original:
        return Cell(shown.original, is_struck=True, note=shown.marked)
    if shown.recused:
        return Cell(shown.recused, is_struck=True, note=shown.text)
    if not shown.is_counted:
        return Cell(shown.text, face=Face.KAI)
    return shown.marked


def _section_means(figures: Figures) -> Table:
    """The mean of every section over all counted experts, nothing dropped."""
    dossier = figures.dossier
    sections = dossier.rubric.sections
    columns = [
        Column(title="名次", weight=30, align=Align.CENTRE),
        Column(title="小区", weight=84),
        *(
            Column(
                title=f"{section.number} {section.name}（{plain(section.max_points)}）",
                weight=56,
                align=Align.CENTRE,
            )
            for section in sections
        ),
        Column(title="最终得分", weight=44, align=Align.CENTRE, face=Face.BOLD),
    ]
    rows: list[Row] = []
    for estate in figures.in_order:
        entry = figures.standing.tally.entries[estate.id]
        means = [
            figures.rounded(section_points(dossier, entry, section.number)) for section in sections
        ]
        rows.append([place_cell(figures, estate), estate.name, *means, figures.final(estate.id)])
    if not rows:
        rows.append([NOTHING] * len(columns))
    return Table(columns=columns, rows=rows, style=_STYLE if len(sections) <= _ROOMY else _TIGHT)


def _findings(paper: Paper, dossier: Dossier, stamp: Stamp) -> None:
    findings = run_all(dossier)
    heading = "核查发现与处理意见"
    if findings:
        paper.table(findings_table(findings, dossier, stamp), heading=heading)
    else:
        paper.heading(heading)
        paper.paragraph("各项核查均未发现问题。", PLAIN)
    lapsed = lapsed_table(findings, dossier, stamp)
    if lapsed:
        paper.table(lapsed, heading="情况已变化、不再适用的处理意见")
