"""Plain readings of advisory figures: what a number means, in words that everybody knows."""

from meihao_desktop.domain.advice.advice import Advice, ExpertAdvice
from meihao_desktop.domain.advice.agreement import Agreement
from meihao_desktop.domain.advice.place_intervals import PlaceInterval
from meihao_desktop.domain.advice.severity import Estimate

NOTHING = "—"
_ORDERS = ((0.8, "各专家排序相当一致"), (0.6, "各专家排序大体一致"), (0.4, "各专家排序有一定分歧"))
_FAR_APART = "各专家排序分歧较大"
_TRUST = ((0.9, "很可靠"), (0.75, "较可靠"), (0.5, "可靠程度一般"))
_LITTLE_TRUST = "可靠程度偏低"
_CLEAR_SHARE = 0.95


def order_reading(agreement: Agreement | None) -> str:
    """Kendall's W in words: W 0.82：各专家排序相当一致."""
    if agreement is None or agreement.kendall_w is None:
        return "评过全部小区的专家或小区太少，或得分没有差别，无法计算一致性。"
    figure = agreement.kendall_w
    told = next((words for least, words in _ORDERS if figure >= least), _FAR_APART)
    return f"W {figure:.2f}：{told}"


def single_reading(agreement: Agreement | None) -> str:
    """How far one expert alone could be relied on."""
    return _trust(agreement.single if agreement else None, "只看一位专家的打分")


def panel_reading(agreement: Agreement | None) -> str:
    """How far the mean of the whole panel can be relied on."""
    return _trust(agreement.panel if agreement else None, "全体专家的均分")


def severity_reading(estimate: Estimate | None) -> str:
    """偏严 or 偏宽 only where the interval leaves no doubt."""
    if estimate is None:
        return "无法比较"
    way = "偏宽" if estimate.effect > 0 else "偏严"
    interval = estimate.interval
    if interval is None:
        return f"{way}（无法估计误差）" if estimate.effect else "与各位相当"
    return way if interval[0] > 0 or interval[1] < 0 else "与各位相当"


def effect_text(estimate: Estimate | None) -> str:
    """The effect with two standard errors: −1.83 ± 0.90."""
    if estimate is None:
        return NOTHING
    error = estimate.standard_error
    return signed(estimate.effect) + (f" ± {2 * error:.2f}" if error is not None else "")


def interval_text(interval: PlaceInterval | None) -> str:
    """第 2～6 名."""
    if interval is None:
        return NOTHING
    if interval.best == interval.worst:
        return f"第 {interval.best} 名"
    return f"第 {interval.best}～{interval.worst} 名"


def inside_text(interval: PlaceInterval | None, line: int) -> str:
    """The share of all draws in which the estate stood inside a line."""
    return NOTHING if interval is None else f"{100 * interval.inside[line]:.0f}%"


def line_readings(advice: Advice) -> tuple[str, ...]:
    """For each line, how many estates stand clearly inside and how many anywhere near it."""
    found: list[str] = []
    for line in advice.lines:
        shares = [interval.inside[line] for interval in advice.intervals.values()]
        if len(shares) <= line:
            continue
        sure = sum(share >= _CLEAR_SHARE for share in shares)
        near = sum(1 - _CLEAR_SHARE < share < _CLEAR_SHARE for share in shares)
        told = f"另有 {near} 个小区在界线附近" if near else "没有小区在界线附近摇摆"
        found.append(f"前 {line} 名：{sure} 个小区的入选基本确定，{told}。")
    return tuple(found)


def turning_text(expert: ExpertAdvice) -> str:
    """What leaving this expert out would change."""
    if not expert.turns:
        return "名单不变"
    return f"前 {'、'.join(map(str, expert.turns))} 名有变化"


def signed(figure: float) -> str:
    """Two places with a sign, and never a negative nought."""
    text = f"{abs(figure):.2f}"
    if text == "0.00":
        return text
    return f"{'+' if figure > 0 else '−'}{text}"


def _trust(figure: float | None, what: str) -> str:
    if figure is None:
        return "数据不足，无法计算。"
    told = next((words for least, words in _TRUST if figure >= least), _LITTLE_TRUST)
    return f"ICC {figure:.2f}：{what}{told}"
