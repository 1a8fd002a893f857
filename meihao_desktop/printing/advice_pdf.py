"""参考分析: what stands beside the result to understand it by; it changes nothing."""

from collections.abc import Iterator

from meihao_desktop.domain.advice.advice import Advice, ExpertAdvice
from meihao_desktop.domain.advice.place_intervals import DRAWS
from meihao_desktop.domain.advice.readings import (
    NOTHING,
    effect_text,
    inside_text,
    interval_text,
    line_readings,
    order_reading,
    panel_reading,
    severity_reading,
    signed,
    single_reading,
    turning_text,
)
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.profile import panel_means, profile_of
from meihao_desktop.domain.standing import Standing
from meihao_desktop.printing.figures_shown import Figures
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import Align
from meihao_desktop.printing.result_parts import NOTICE, PLAIN, open_sentences
from meihao_desktop.printing.stamp import Stamp, frame_of
from meihao_desktop.printing.strip_chart import StripChart, StripRow, draw_chart
from meihao_desktop.printing.table import Column, Row, Table, TableStyle
from meihao_desktop.printing.typeface import Face

TITLE = "参考分析"
ADVISORY = "本表各项数字仅供评审小组了解情况，不改变得分和名次，也不作为调整任何评分的依据。"
_STYLE = TableStyle(size=9, note_size=8, side=2.5, above=2.2, least_height=18)
_MOST_SECTIONS = 9
_LEAST_GAP = 0.04
_EXPERTS = (
    Column(title="专家", weight=4, face=Face.HEI),
    Column(title="评分份数", weight=2.2, align=Align.CENTRE),
    Column(title="总分最低", weight=2.6, align=Align.CENTRE),
    Column(title="中位", weight=2.6, align=Align.CENTRE),
    Column(title="最高", weight=2.6, align=Align.CENTRE),
    Column(title="比其他专家均分", weight=3, align=Align.CENTRE),
    Column(title="排序相关", weight=2.4, align=Align.CENTRE),
    Column(title="不计其评分时", weight=5),
)
_COMMON = (
    Column(title="小区", weight=6),
    Column(title="名次", weight=2, align=Align.CENTRE, face=Face.HEI),
    Column(title="得分", weight=3, align=Align.CENTRE),
    Column(title="只计共同专家的名次", weight=4, align=Align.CENTRE),
    Column(title="只计共同专家的得分", weight=4, align=Align.CENTRE),
)


def advice_pdf(dossier: Dossier, standing: Standing, advice: Advice, stamp: Stamp) -> bytes:
    """All advice of the moment, with how each figure was found."""
    figures = Figures(dossier, standing)
    frame = frame_of(
        dossier.review_round, TITLE, stamp, subject="advice", is_draft=figures.is_draft
    )
    paper = Paper(frame, bookmark=TITLE)
    for sentence in open_sentences(figures):
        paper.paragraph(sentence, NOTICE, is_indented=False)
    paper.paragraph(ADVISORY, NOTICE, is_indented=False)
    _robustness(paper, advice)
    _agreement(paper, advice)
    _experts(paper, advice)
    _places(paper, figures, advice)
    _common(paper, figures, advice)
    numbers = ("七", "八") if advice.common else ("六", "七")
    _profiles(paper, figures, numbers[0])
    _distribution(paper, figures, numbers[1])
    return paper.finish()


def _robustness(paper: Paper, advice: Advice) -> None:
    paper.heading("一、名单是否稳固")
    told = (*advice.sentences, *line_readings(advice)) or ("参加排名的小区不足两个，无从比较。",)
    for number, sentence in enumerate(told, start=1):
        paper.paragraph(f"{number}. {sentence}", PLAIN, is_indented=False)


def _agreement(paper: Paper, advice: Advice) -> None:
    paper.heading("二、专家之间是否一致")
    agreement = advice.agreement
    pairs = [
        ("排序一致（肯德尔 W）", order_reading(agreement)),
        ("单个专家", single_reading(agreement)),
        ("全体均分", panel_reading(agreement)),
    ]
    paper.facts(pairs, per_line=1, style=_STYLE)
    if agreement is not None:
        paper.paragraph(
            f"按全体 {agreement.experts} 位专家都评过的 {agreement.entries} 个小区计算。"
            "W 在 0 与 1 之间，1 为排序完全相同；ICC(2,1) 与 ICC(2,k) 为组内相关系数。",
            PLAIN,
        )


def _experts(paper: Paper, advice: Advice) -> None:
    if not advice.experts:
        return
    rows = [list(_expert_row(expert)) for expert in advice.experts]
    table = Table(columns=_EXPERTS, rows=rows, style=_STYLE)
    paper.table(table, heading="三、各专家的评分分布")
    chart = _severity_chart(advice)
    if chart is None:
        return
    draw_chart(paper, chart, "四、各专家的宽严")
    paper.paragraph(
        "按“总分 = 总均值 + 小区 + 专家”的两因素模型估计，只在各自评过的小区上比较；"
        "线段为两个标准误差，整段在 0 的一侧才说偏宽或偏严。",
        PLAIN,
    )


def _expert_row(expert: ExpertAdvice) -> Iterator[str]:
    bearing = expert.bearing
    yield expert.name
    yield str(bearing.count) if bearing else NOTHING
    yield f"{expert.lowest:.2f}"
    yield f"{expert.middle:.2f}"
    yield f"{expert.highest:.2f}"
    yield signed(bearing.mean_deviation) if bearing else NOTHING
    order = bearing.order_agreement if bearing else None
    yield NOTHING if order is None else signed(order)
    yield turning_text(expert)


def _severity_chart(advice: Advice) -> StripChart | None:
    known = [(expert, expert.estimate) for expert in advice.experts if expert.estimate]
    rows = [
        StripRow(
            label=expert.name,
            middle=estimate.effect,
            low=estimate.interval[0] if estimate.interval else None,
            high=estimate.interval[1] if estimate.interval else None,
            told=f"{effect_text(estimate)}　{severity_reading(estimate)}",
        )
        for expert, estimate in known
    ]
    if not rows:
        return None
    ends = [abs(end) for row in rows for end in (row.middle, row.low or 0, row.high or 0)]
    reach = max(*ends, 0.1) * 1.05
    ticks = [(-reach, f"偏严 {reach:.1f}"), (0, "0"), (reach, f"偏宽 {reach:.1f}")]
    return StripChart(rows=rows, least=-reach, most=reach, ticks=ticks, references=(0,))


def _places(paper: Paper, figures: Figures, advice: Advice) -> None:
    rows = [
        StripRow(
            label=f"{figures.place(estate.id)}　{estate.name}",
            middle=float(figures.place(estate.id)),
            low=float(interval.best),
            high=float(interval.worst),
            told=" ".join(
                (
                    interval_text(interval),
                    *(f"前{line}名 {inside_text(interval, line)}" for line in advice.lines),
                )
            ),
        )
        for estate in figures.in_order
        if (interval := advice.intervals.get(estate.id)) is not None
    ]
    if not rows:
        return
    last = len(rows)
    gap = last * _LEAST_GAP
    ends = [place for place in (1, last) if all(abs(place - line) > gap for line in advice.lines)]
    marked = sorted({*ends, *(line for line in advice.lines if line <= last)})
    ticks = [(place, str(place)) for place in marked]
    lines = [line + 0.5 for line in advice.lines if line < last]
    chart = StripChart(rows=rows, least=0.5, most=last + 0.5, ticks=ticks, references=lines)
    draw_chart(paper, chart, "五、各小区的名次区间")
    paper.paragraph(
        f"从本次专家中有放回地抽取 {DRAWS} 次，每次按抽到的专家重排名次，"
        "线段为中间九成，方块为实际名次，"
        "百分数为抽取结果中进入该界线的比例。"
        f"抽取由种子 {advice.seed} 决定，任何人都能重复得到同样结果。",
        PLAIN,
    )


def _common(paper: Paper, figures: Figures, advice: Advice) -> None:
    if not advice.common:
        return
    rows: list[Row] = [
        [
            estate.name,
            figures.place(estate.id),
            figures.final(estate.id),
            str(advice.common[estate.id].place),
            figures.rounded(advice.common[estate.id].final_points),
        ]
        for estate in figures.in_order
        if estate.id in advice.common
    ]
    table = Table(columns=_COMMON, rows=rows, style=_STYLE)
    paper.table(table, heading="六、全部有效专家与共同专家的比较")
    paper.paragraph("共同专家是评过全部小区的专家，回避使有的小区少了专家。", PLAIN)


def _profiles(paper: Paper, figures: Figures, number: str) -> None:
    """How far each estate lies above or below the mean of all, section by section."""
    means = panel_means(figures.dossier, figures.standing)
    for start in range(0, len(means), _MOST_SECTIONS):
        part = means[start : start + _MOST_SECTIONS]
        columns = [
            Column(title="小区", weight=6),
            *(Column(title=f"{p.number} {p.name}", weight=3, align=Align.CENTRE) for p in part),
        ]
        rows: list[Row] = [["全体均值", *(figures.rounded(mean.mean) for mean in part)]]
        for estate in figures.in_order:
            profile = profile_of(figures.dossier, figures.standing, estate.id, means)
            own = profile[start : start + _MOST_SECTIONS]
            rows.append([estate.name, *(signed(float(line.points - line.mean)) for line in own)])
        paper.table(
            Table(columns=columns, rows=rows, style=_STYLE),
            heading=f"{number}、各部分得分与全体均值之差" if not start else "",
        )


def _distribution(paper: Paper, figures: Figures, number: str) -> None:
    """Every expert's total for each estate on one scale, as the picture on the desk shows them."""
    entries = [(e, figures.standing.tally.entries[e.id]) for e in figures.in_order]
    rows = [
        StripRow(
            label=f"{figures.place(estate.id)}　{estate.name}",
            middle=float(entry.mean_points),
            told=f"{figures.final(estate.id)} {figures.terms_note(estate.id)}".strip(),
            strokes=[
                float(t) for who, t in entry.expert_totals.items() if who not in entry.dropped
            ],
            left_out=[float(entry.expert_totals[who]) for who in sorted(entry.dropped)],
        )
        for estate, entry in entries
        for totals in [entry.expert_totals]
    ]
    totals = [float(total) for _, entry in entries for total in entry.expert_totals.values()]
    if not totals:
        return
    least, most = min(totals), max(totals)
    ticks = [(figure, f"{figure:.2f}") for figure in dict.fromkeys((least, most))]
    chart = StripChart(rows=rows, least=least, most=most, ticks=ticks)
    draw_chart(paper, chart, f"{number}、得分分布")
    paper.paragraph(
        "竖线是每位专家的总分，短而淡的是按规则去掉的，方块是均分（乘系数、扣分之前），右侧为得分。",
        PLAIN,
    )
