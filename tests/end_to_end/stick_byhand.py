"""The ranking once more, by hand: from the files on the sticks, with nothing of the program.

A bundle is a few lines of text and one of JSON; whoever can add and divide can do this.
"""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

Totals = dict[str, dict[str, Fraction]]
"""Estate → expert → the sum of the points that count."""
TRIMMED_FROM = 5
"""The highest and the lowest total are dropped where every estate has at least so many."""


def ranking(totals: Totals, order: Iterable[str] = ()) -> list[tuple[int, str, Fraction]]:
    """Places 1-2-2-4 by the mean without the highest and the lowest total."""
    is_trimmed = min(map(len, totals.values())) >= TRIMMED_FROM
    means = {estate: _mean(list(given.values()), is_trimmed) for estate, given in totals.items()}
    tied = {name: at for at, name in enumerate(order)}
    ordered = sorted(means, key=lambda name: (-means[name], tied.get(name, 0)))
    return [
        (1 + sum(means[each] > means[name] or is_before(each, name, means, tied) for each in means),
         name, means[name])
        for name in ordered
    ]  # fmt: skip


def is_before(one: str, other: str, means: Mapping[str, Fraction], tied: Mapping[str, int]) -> bool:
    """Whether a vote put one of two equal estates before the other."""
    is_voted = one in tied and other in tied and means[one] == means[other]
    return is_voted and tied[one] < tied[other]


def _mean(given: list[Fraction], is_trimmed: bool) -> Fraction:
    kept = sorted(given)[1:-1] if is_trimmed else given
    return Fraction(sum(kept), len(kept))


def totals_of(
    bundles: Mapping[str, bytes], names: Mapping[str, str], recused: tuple[str, str]
) -> Totals:
    """The highest revision of every sheet in every expert's last bundle; names by estate id."""
    totals: Totals = {}
    for expert, data in bundles.items():
        sheets = sorted(_sheets(data), key=lambda sheet: sheet["revision"])
        for sheet in sheets:
            estate = names[sheet["estate"]]
            if (expert, estate) != recused:
                totals.setdefault(estate, {})[expert] = _total(sheet["cells"])
    return totals


def replace_by_others(totals: Totals, estate: str, expert: str) -> None:
    """What the panel found abnormal counts as the mean of what the others gave."""
    others = [points for who, points in totals[estate].items() if who != expert]
    totals[estate][expert] = Fraction(sum(others), len(others))


def _sheets(data: bytes) -> list[dict[str, object]]:
    content = data.split(b"\n", 3)[3].rsplit(b"\n", 2)[0]
    return json.loads(content)["bundle"]["content"]["sheets"]


def _total(cells: Mapping[str, Mapping[str, object]]) -> Fraction:
    return sum((Fraction(str(cell["points"])) for cell in cells.values()), start=Fraction(0))
