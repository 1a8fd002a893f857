"""Who sits at the scripted meeting and what each would give: the sample's points, and mixtures.

The sample round has five experts. The four others give, criterion by criterion, what one of the
five gave; every reason says that the figure is synthetic.
"""

from collections.abc import Mapping
from decimal import Decimal

from meihao_desktop import rehearsal, resources

Cells = dict[str, tuple[str, str]]

CHAIR = "专家01"
EXPERTS = tuple(f"专家{number:02}" for number in range(1, 10))
OBSERVER = "监督员"
SECRETARY = "秘书"
MARK = "合成数据"
"""Stands in every reason: where it can be read, points can be read."""

RECUSED = ("专家03", "千灯湖1号")
FAR_OFF = ("专家05", "金域蓝湾")
REOPENED = ("专家04", "保利花园")
EARLY = "专家06"
"""Begins with the first pack, before a county hands in anew."""
LATE = "专家08"
SHARED = "专家09"
"""Whose laptop gives up; the rest is scored at the secretary's machine."""
CONTESTED = "专家07"
RENEWED_COUNTY = "广州市"


def script() -> rehearsal.Script:
    return rehearsal.Script(resources.path("sample"))


def people() -> list[dict[str, str]]:
    """Nine experts and an observer, named by number as in the sample."""
    known = {person["name"]: person for person in script().people}
    experts = [
        {
            "name": name,
            "role": "EXPERT",
            "unit": known.get(name, known["专家05"])["unit"],
            "kind": known.get(name, known["专家05"])["kind"],
        }
        for name in EXPERTS
    ]
    unit = known[OBSERVER]["unit"]
    return [*experts, {"name": OBSERVER, "role": "OBSERVER", "unit": unit, "kind": "BUREAU"}]


def all_points() -> dict[str, dict[str, Cells]]:
    """Expert → estate → criterion → points and reason."""
    given: dict[tuple[str, str], dict[str, str]] = {}
    for line in script().lines:
        pair = (line["expert"], line["estate"])
        given.setdefault(pair, {})[line["criterion"]] = str(Decimal(line["points"]))
    for told in script().decisions["missing"]:
        given[told["expert"], told["estate"]][told["criterion"]] = str(told["points"])
    estates = dict.fromkeys(estate for _, estate in given)
    return {
        expert: {
            estate: _marked(expert, _points_of(at, estate, given)) for estate in estates
        }
        for at, expert in enumerate(EXPERTS)
    }  # fmt: skip


def _points_of(at: int, estate: str, given: Mapping[tuple[str, str], Mapping[str, str]]) -> Cells:
    own = given.get((EXPERTS[at], estate))
    if own is not None:
        return {number: (points, "") for number, points in own.items()}
    sources = [who for who in EXPERTS[:5] if (who, estate) != FAR_OFF]
    numbers = list(given[sources[0], estate])
    return {
        number: (given[sources[(place * (at - 3) + at) % len(sources)], estate][number], "")
        for place, number in enumerate(numbers)
    }


def _marked(expert: str, cells: Cells) -> Cells:
    return {number: (points, f"{MARK}（{expert}）") for number, (points, _) in cells.items()}
