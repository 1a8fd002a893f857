"""What the checks find in the planted round, family by family, and how long they take.

Prints the table of families: planted conflicts, how many of them were found, near misses, and how
many of those were reported, by severity. Goals: every plant found, at most 2 % of the near misses
reported as 阻断, and 300 ms of processor time for all checks over the round of 44 estates and nine
experts, nothing of it remembered from before.

With --write the table goes into docs/checks.md, beside that of ``bench_outliers`` over 1000 panels.

Usage: python -m benchmarks.bench_planted [--write]
"""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.bench_outliers import GOALS, LOWERED, PANELS, rates
from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.finding import Severity
from tests.support.planted import FAMILIES, Outcome, moments, outcome, planted_round

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
MOST_MILLISECONDS = 300
BLOCKED_AT_MOST = 0.02
HEAD = """# 核查找得到什么、误报多少

<!-- made by python -m benchmarks.bench_planted --write; do not edit -->

## 一、植入冲突的一轮评审

数据全是合成的，由 `tests/support/planted*.py` 生成，每次都一样：44 个小区、11 个县、9 位专家。
“植入”是放进去的冲突，“近似情形”是与它只差一点、不应报的情形（差一分、差一位、差一天、差一个字）。
找到与否按代码和位置逐条核对，见 `tests/end_to_end/test_planted_round.py`。

"""
OUTLIERS = """
## 二、畸高畸低两级规则（合成评分，每行 {panels} 个小组）

一位专家把一个小区压低若干分，各规则报出的百分比。八项、满分 100 分；个人宽严 2.5 分，
每项随机 6%。“指对人”是报警且指的正是那位专家。标准分（|z| > 3）在人少时永远不会报，所以不用。

| 专家人数 | 压低 | 提示 | 报警 | 指对人 | 总分 ±30% | \\|z\\| > 3 | 报警目标 |
|---|---|---|---|---|---|---|---|
"""


def main() -> int:
    seen, spent = outcome(), milliseconds()
    table = "".join(_table(seen))
    verdicts = list(_verdicts(seen, spent))
    print(table)
    print("\n".join(verdicts))
    if "--write" in sys.argv[1:]:
        told = "".join(f"- {verdict}\n" for verdict in verdicts)
        text = f"{HEAD}{table}\n{told}{OUTLIERS.format(panels=PANELS)}{''.join(_outliers())}"
        DOCUMENT.write_text(text, encoding="utf-8", newline="\n")
    return 0


def milliseconds() -> float:
    """Processor time of all checks over the planted round, the best of five fresh rounds."""
    spent: list[float] = []
    for _ in range(5):
        dossier = planted_round().dossier()
        begun = time.process_time()
        run_all(dossier)
        spent.append(1000 * (time.process_time() - begun))
    return min(spent)


def _table(seen: Outcome) -> Iterator[str]:
    yield _line("类别", "植入", "找到", "近似情形", *(f"误报{s.value}" for s in Severity))
    yield _line(*["---"] * 7)
    for family, codes in FAMILIES.items():
        yield _line(f"**{family}**", *(f"**{figure}**" for figure in _figures(seen, codes)))
        for code in codes:
            yield _line(f"`{code}`", *map(str, _figures(seen, (code,))))
    every = [code for codes in FAMILIES.values() for code in codes]
    yield _line("**合计**", *(f"**{figure}**" for figure in _figures(seen, every)))


def _figures(seen: Outcome, codes: Iterable[str]) -> list[int]:
    counters = (seen.planted, seen.found, seen.near_misses, *seen.reported.values())
    wanted = list(codes)
    return [sum(counter[code] for code in wanted) for counter in counters]


def _verdicts(seen: Outcome, spent: float) -> Iterator[str]:
    missed = len(seen.overlooked)
    states = len(list(moments()))
    found = f"漏掉 {missed} 处" if missed else "全部找到"
    yield f"植入的冲突{found}；大多在同一轮评审里，另有 {states - 1} 个时刻放不能同时出现的情形。"
    share = 100 * seen.blocked_share
    met = "达到" if seen.blocked_share <= BLOCKED_AT_MOST else "超出"
    yield f"近似情形报成阻断 {share:.1f}%，目标不超过 {100 * BLOCKED_AT_MOST:.0f}%，{met}。"
    yield "报成警告的是总分与其他专家相差 19.5% 的：够不上报警的 20%，但确实超过提示的 10%。"
    yield "近似情形是照着规则的界线造的：这说明界线划得准，不是实际评审的误报率。"
    met = "达到" if spent <= MOST_MILLISECONDS else "超出"
    yield f"全部核查一遍用处理器时间不超过 {MOST_MILLISECONDS} 毫秒：本次 {spent:.0f} 毫秒，{met}。"


def _outliers() -> Iterator[str]:
    honest = list[float]()
    for experts in (5, 7):
        for lowered in LOWERED:
            found = rates(experts, lowered, PANELS)
            shares = (found.hint, found.alarm, found.right, found.of_mean, found.scores)
            honest += [found.hint] if not lowered else []
            goal = GOALS.get((experts, lowered))
            figures = [f"{share:.1f}%" for share in shares]
            yield _line(str(experts), f"{lowered} 分", *figures, f"≥ {goal}%" if goal else "—")
    shown = "和".join(f" {share:.1f}% " for share in honest)
    yield f"\n没有人压分的小区里，也有{shown}会有提示：提示只请人看一眼，不要求说明，不影响得分。\n"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
