"""A re-checked table as a workbook: places, expert totals, parts and means, every figure."""

from collections.abc import Sequence
from fractions import Fraction

from meihao_desktop.domain.ranking import Placing, Ranking
from meihao_desktop.domain.tally import Tally
from meihao_desktop.printing.workbook_pages import Value, Workpage, workbook_bytes


def recheck_workbook(tally: Tally, ranking: Ranking, *, title: str) -> bytes:
    """Five worksheets; beside each figure stands the exact fraction, which nothing has rounded."""
    pages = (
        _places(tally, ranking, title),
        _totals(tally),
        _parts(tally),
        _means(tally),
        _notes(tally, ranking),
    )
    return workbook_bytes(pages, title=title)


def _places(tally: Tally, ranking: Ranking, title: str) -> Workpage:
    rows = [
        (p.place, p.entry, p.shown_points, str(p.final_points), _notes_of(tally, p))
        for p in ranking.placings
    ]
    figure = "平均名次" if tally.goes_by_places else "得分"
    header = ("名次", "对象", figure, "精确值", "说明")
    return Workpage(name="排名", header=header, rows=rows, caption=title)


def _notes_of(tally: Tally, placing: Placing) -> str:
    terms = tally.entries[placing.entry].terms.text
    return f"{terms}。{placing.explanation}" if terms else placing.explanation


def _totals(tally: Tally) -> Workpage:
    figure = "名次" if tally.goes_by_places else "总分"
    header = ("对象", "专家", figure, "精确值", "是否去掉")
    rows = [
        (name, expert, *_both(tally, total), "去掉" if expert in entry.dropped else "")
        for name, entry in tally.entries.items()
        for expert, total in entry.expert_totals.items()
    ]
    return Workpage(name="专家总分", header=header, rows=rows)


def _parts(tally: Tally) -> Workpage:
    header = ("对象", "组成部分", "权重", "得分", "精确值")
    rows = [
        (name, part, str(tally.rules.weight(part)), *_both(tally, points))
        for name, entry in tally.entries.items()
        for part, points in entry.part_points.items()
    ]
    return Workpage(name="组成部分", header=header, rows=rows)


def _means(tally: Tally) -> Workpage:
    header = ("对象", "组成部分", "评分项", "均分", "精确值")
    rows = [
        (name, part, criterion, *_both(tally, mean))
        for name, entry in tally.entries.items()
        for (part, criterion), mean in entry.criterion_means.items()
    ]
    return Workpage(name="评分项均分", header=header, rows=rows)


def _notes(tally: Tally, ranking: Ranking) -> Workpage:
    lines = [("计算办法", tally.method), *(("名次说明", told) for told in ranking.sentences)]
    return Workpage(name="说明", header=("项目", "内容"), rows=lines, widths=(14, 84))


def _both(tally: Tally, figure: Fraction) -> Sequence[Value]:
    """A figure as the rules print it, and exactly."""
    return (tally.rules.rounding.shown(figure), str(figure))
