"""How often 畸高畸低 speaks: honest panels, and panels in which one expert lowers one estate.

Prints one table: for panels of five and seven, and for one expert who gives one estate 0, 10, 20 or
30 points less, the share of estates with a hint, with an alarm, and with an alarm that names the
right expert. The panels are synthetic: eight items, 100 points, a personal lean of 2.5 points, a
noise of 6 % of an item's maximum; the stream of chance can be repeated by anybody.

Beside them stand plain rules that are often proposed: ±30 % of the mean, and standard scores.
The goals are those of the rule's source: an alarm for 89 % (five) and 94 % (seven) of the estates
lowered by 30 points, a hint for all of those lowered by 20, and no alarm for an honest panel.

Usage: python -m benchmarks.bench_outliers [panels]
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from statistics import NormalDist, fmean, stdev

from meihao_desktop.domain.advice.place_intervals import chance
from meihao_desktop.domain.conflicts import outlier
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Severity
from tests.support.builders import a_dossier, a_plain_rubric, a_sheet, expert_id, sealed

ITEMS = (20, 15, 15, 15, 10, 10, 10, 5)
LEVEL = 0.82
LEAN, NOISE = 2.5, 0.06
STEP = Decimal("0.1")
LOWERED = (0, 10, 20, 30)
PANELS = 1000
GOALS = {(5, 30): 89, (7, 30): 94}
"""Percent of estates lowered by so many points for which an alarm is wanted."""


@dataclass(frozen=True)
class Rates:
    """Percent of panels."""

    hint: float
    alarm: float
    right: float
    of_mean: float
    scores: float


def normals(seed: str) -> Iterator[float]:
    """A repeatable stream of normal numbers."""
    for number in chance(seed):
        yield NormalDist().inv_cdf((number + 0.5) / 2**32)


def a_panel_of(experts: int, lowered: int, stream: Iterator[float]) -> Dossier:
    """One estate, scored by everybody; the first expert lowers every item by the same share."""
    rubric = a_plain_rubric(*ITEMS)
    sheets = []
    for expert in range(1, experts + 1):
        lean = LEAN * next(stream)
        noise = list(islice(stream, len(ITEMS)))
        cut = lowered if expert == 1 else 0
        points = {}
        for at, (most, off) in enumerate(zip(ITEMS, noise, strict=True), start=1):
            given = most * (LEVEL + (lean - cut) / 100 + NOISE * off)
            points[f"{at}.1"] = min(Decimal(most), max(Decimal(0), Decimal(given).quantize(STEP)))
        sheets.append(sealed(a_sheet(expert, 1, points=points), rubric))
    empty = a_dossier([[None] * experts], experts=experts, rubric=rubric)
    return Dossier(**{**vars(empty), "sheets": tuple(sheets)})


def rates(experts: int, lowered: int, panels: int) -> Rates:
    """The shares for one size of panel and one size of harm."""
    stream = normals(f"{experts}/{lowered}")
    seen: dict[str, int] = dict.fromkeys(("hint", "alarm", "right", "of_mean", "scores"), 0)
    for _ in range(panels):
        dossier = a_panel_of(experts, lowered, stream)
        found = list(outlier.check(dossier))
        alarms = [finding for finding in found if finding.severity is Severity.BLOCKING]
        totals = [float(sheet.total) for sheet in dossier.sheets]
        mean = fmean(totals)
        seen["hint"] += bool(found)
        seen["alarm"] += bool(alarms)
        seen["right"] += any(finding.where.expert == expert_id(1) for finding in alarms)
        seen["of_mean"] += any(abs(total - mean) > 0.3 * mean for total in totals)
        seen["scores"] += any(abs(total - mean) > 3 * stdev(totals) for total in totals)
    return Rates(**{name: 100 * count / panels for name, count in seen.items()})


def main() -> int:
    panels = int(sys.argv[1]) if len(sys.argv) > 1 else PANELS
    print(f"{panels} panels a row, percent of estates (synthetic scores)")
    print("experts  lowered   hint  alarm  right | ±30 % of mean   |z| > 3   goal for alarm")
    missed = 0
    for experts in (5, 7):
        for lowered in LOWERED:
            found = rates(experts, lowered, panels)
            goal = GOALS.get((experts, lowered))
            missed += goal is not None and found.alarm < goal
            missed += lowered >= 20 and found.hint < 99
            missed += lowered == 0 and found.alarm > 0.5
            print(
                f"{experts:7} {lowered:8} {found.hint:6.1f} {found.alarm:6.1f} {found.right:6.1f} |"
                f" {found.of_mean:13.1f} {found.scores:9.1f}   {goal or '-'}"
            )
    print("all goals met" if not missed else f"{missed} goals missed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
