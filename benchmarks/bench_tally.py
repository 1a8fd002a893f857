"""Tally of 350 entries × 30 experts × 40 criteria, beside a plain sum and SQLite's one grouping.

Prints one line of ratios; each case runs in turn so that other work on the machine hits all alike.
The goal: the engine within 1.2 of the grouping query, and as near to the plain sum as may be.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from fractions import Fraction

from meihao_desktop.domain.ranking import rank
from meihao_desktop.domain.tally import PointsTable, collate
from meihao_desktop.domain.tally_rules import TallyRules
from meihao_desktop.domain.tie_chain import TieRules

ENTRIES, EXPERTS, CRITERIA, PART = 350, 30, 40, "材料"
RUNS = 9
GROUPING = """
SELECT entry, (SUM(total) - MAX(total) - MIN(total)) * 1.0 / (COUNT(*) - 2) AS mean
FROM (SELECT entry, expert, SUM(points) AS total FROM score GROUP BY entry, expert)
GROUP BY entry ORDER BY mean DESC
"""


def a_table() -> PointsTable:
    """The same points at every run, spread over the whole range."""
    return {
        f"E{entry:03}": {
            f"P{expert:02}": {
                PART: {
                    f"{criterion}": (entry * 7919 + expert * 104_729 + criterion * 1_299_709) % 251
                    for criterion in range(CRITERIA)
                }
            }
            for expert in range(EXPERTS)
        }
        for entry in range(ENTRIES)
    }


def a_database(table: PointsTable) -> sqlite3.Connection:
    """The same points as rows, ordered as the grouping wants them."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE score (entry TEXT, expert TEXT, criterion TEXT, points INTEGER,"
        " PRIMARY KEY (entry, expert, criterion)) WITHOUT ROWID"
    )
    connection.executemany(
        "INSERT INTO score VALUES (?, ?, ?, ?)",
        (
            (entry, expert, criterion, points)
            for entry, experts in table.items()
            for expert, parts in experts.items()
            for criterion, points in parts[PART].items()
        ),
    )
    return connection


def plain_sum(table: PointsTable) -> dict[str, Fraction]:
    """The least that Python can do: one sum for each expert, one mean for each entry."""
    figures: dict[str, Fraction] = {}
    for entry, experts in table.items():
        totals = sorted(sum(parts[PART].values()) for parts in experts.values())
        figures[entry] = Fraction(sum(totals[1:-1]), 100 * (len(totals) - 2))
    return figures


def main() -> None:
    table = a_table()
    connection = a_database(table)
    rules = TallyRules()
    cases: dict[str, Callable[[], object]] = {
        "one-grouping SQL": lambda: connection.execute(GROUPING).fetchall(),
        "plain sum": lambda: plain_sum(table),
        "tally": lambda: collate(table, rules),
        "tally and ranking": lambda: rank(collate(table, rules), cut_lines=(2, 5), ties=TieRules()),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(RUNS):
        for name, run in cases.items():
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    yardstick = statistics.median(taken["one-grouping SQL"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:20} {median * 1000:8.1f} ms   x {median / yardstick:.2f} of one-grouping SQL")


if __name__ == "__main__":
    main()
