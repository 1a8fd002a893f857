"""手算过程: how one entry's figure came about, step by step, so that it can be redone by hand.

Every step tells the very numbers it starts from and what comes out; a figure that is rounded on
the way stands there before and after.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from meihao_desktop.domain.tally import EntryTally, Hundredths
from meihao_desktop.domain.tally_rules import RoundingStage

Name = Callable[[str], str]


def workings(entry: EntryTally, name: Name = str) -> Iterator[str]:
    """Everything from the experts' figures to the final one."""
    yield from _totals(entry, name)
    if entry.method.rules.goes_by_parts:
        yield from _parts(entry, name)
        before = sum(
            (entry.method.rules.weight(part) * own for part, own in entry.part_points.items()),
            Fraction(),
        )
    else:
        kept = [total for who, total in entry.expert_totals.items() if who not in entry.dropped]
        before = sum(kept, Fraction()) / len(kept)
        what = "最终得分" if _is_plain(entry) else "均分"
        yield f"{what}：{_mean_text(kept)} ＝ {exact_text(before)}。"
        if _is_plain(entry):
            return
    yield from _rounded(entry, RoundingStage.ENTRY_MEAN, before, "均分")
    yield from _terms(entry)


def exact_text(figure: Fraction) -> str:
    """A figure as a decimal where it ends within four places, else also as a fraction."""
    sign = "－" if figure < 0 else ""
    scaled = abs(figure) * 10000
    whole = scaled.numerator // scaled.denominator
    if scaled.denominator == 1:
        text = f"{whole // 10000}.{whole % 10000:04}"
        return sign + text.rstrip("0").rstrip(".")
    return f"{sign}{whole // 10000}.{whole % 10000:04}…（{figure}）"


def _totals(entry: EntryTally, name: Name) -> Iterator[str]:
    """Who gave how much, and how a total of several parts was put together."""
    rules, stage = entry.method.rules, RoundingStage.EXPERT_TOTAL
    told = "、".join(
        f"{name(who)} {exact_text(total)}" for who, total in entry.expert_totals.items()
    )
    yield f"有效专家 {entry.expert_count} 人，各人总分：{told}。"
    if not rules.goes_by_parts and _is_put_together(entry):
        for who, parts in entry.points.items():
            added = " ＋ ".join(
                f"{part} {exact_text(_points(parts[part].values()))} × {exact_text(weight)}"
                for part in entry.method.factors
                if part in parts
                for weight in [rules.weight(part)]
            )
            yield f"{name(who)}：{added} ＝ {exact_text(_unrounded(entry, who))}。"
    if stage in rules.rounding.stages:
        yield f"每位专家的总分先修约，{_how(entry, stage)}，再取平均。"
    if entry.dropped and not rules.goes_by_parts:
        totals = entry.expert_totals
        ordered = sorted(entry.dropped, key=lambda who: totals[who], reverse=True)
        dropped = "、".join(f"{name(who)} {exact_text(totals[who])}" for who in ordered)
        yield f"去掉最高分和最低分：{dropped}；以其余 {entry.counted} 人计算。"


def _is_plain(entry: EntryTally) -> bool:
    """Whether nothing happens to the mean any more."""
    later = {RoundingStage.ENTRY_MEAN, RoundingStage.FINAL}
    return not entry.terms.text and not later & entry.method.rules.rounding.stages


def _is_put_together(entry: EntryTally) -> bool:
    return len(entry.method.factors) > 1 or any(
        entry.method.rules.weight(part) != 1 for part in entry.method.factors
    )


def _unrounded(entry: EntryTally, who: str) -> Fraction:
    weight = entry.method.rules.weight
    parts = entry.points[who].items()
    return sum((weight(part) * _points(cells.values()) for part, cells in parts), Fraction())


def _parts(entry: EntryTally, name: Name) -> Iterator[str]:
    method, rules = entry.method, entry.method.rules
    for part in method.factors:
        out = sorted(entry.dropped_by_part.get(part, frozenset[str]()))
        if out:
            yield f"“{part}”去掉最高分和最低分：{'、'.join(name(who) for who in out)}。"
        if method.goes_by_criteria:
            before = Fraction()
            told: list[str] = []
            for criterion, kept in method.criterion_columns(entry, part).items():
                mean = _points(kept) / len(kept)
                figure = rules.rounding.at(RoundingStage.CRITERION_MEAN, mean)
                before += figure
                shown = exact_text(mean)
                told.append(
                    f"{criterion} {shown}"
                    if figure == mean
                    else f"{criterion} {shown} 修约为 {exact_text(figure)}"
                )
            yield f"“{part}”各项均分（{_kept_text(entry)}）：{'、'.join(told)}。"
            yield f"“{part}”得分：各项均分相加 ＝ {exact_text(before)}。"
        else:
            sums = [_points(cells.values()) for cells in method.counted_cells(entry, part)]
            before = sum(sums, Fraction()) / len(sums)
            yield f"“{part}”得分：{_mean_text(sums)} ＝ {exact_text(before)}。"
        yield from _rounded(entry, RoundingStage.PART_POINTS, before, f"“{part}”得分")
    if _is_put_together(entry):
        added = " ＋ ".join(
            f"{exact_text(points)} × {exact_text(rules.weight(part))}"
            for part, points in entry.part_points.items()
        )
        total = sum((rules.weight(p) * own for p, own in entry.part_points.items()), Fraction())
        yield f"合成：{added} ＝ {exact_text(total)}。"


def _kept_text(entry: EntryTally) -> str:
    trims = entry.method.is_trimmed and not entry.dropped_by_part
    return f"每项去掉{entry.method.rules.trim.text}" if trims else "取全部有效专家"


def _terms(entry: EntryTally) -> Iterator[str]:
    """Factor, deduction and the last rounding, each with what comes out of it."""
    terms, figure = entry.terms, entry.mean_points
    if terms.factor != 1:
        after = figure * Fraction(terms.factor)
        yield f"系数：{exact_text(figure)} × {terms.factor} ＝ {exact_text(after)}。"
        figure = after
    if terms.deduction:
        after = figure - Fraction(terms.deduction)
        yield f"扣分：{exact_text(figure)} － {terms.deduction} ＝ {exact_text(after)}。"
        figure = after
    yield from _rounded(entry, RoundingStage.FINAL, figure, "最终得分")
    yield f"最终得分：{exact_text(entry.final_points)}。"


def _rounded(entry: EntryTally, stage: RoundingStage, before: Fraction, what: str) -> Iterator[str]:
    """The step at which a figure is rounded; silent where the rules round nothing there."""
    rounding = entry.method.rules.rounding
    if stage in rounding.stages:
        after = rounding.at(stage, before)
        yield f"{what}修约（{_how(entry, stage)}）：{exact_text(before)} → {exact_text(after)}。"


def _how(entry: EntryTally, stage: RoundingStage) -> str:
    own = entry.method.rules.rounding.of(stage)
    return f"{own.mode.value}，保留 {own.places} 位小数"


def _mean_text(figures: Iterable[Fraction]) -> str:
    shown = [exact_text(figure) for figure in figures]
    return f"（{' ＋ '.join(shown)}）÷ {len(shown)}"


def _points(hundredths: Iterable[Hundredths]) -> Fraction:
    return Fraction(sum(hundredths)) / 100
