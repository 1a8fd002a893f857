"""The table of ways to cheat with an archive, and what they share.

Whoever does them has the key of the round and makes manifest and chain fit again wherever that
helps; only the experts' keys and the paper are out of reach.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.signing_keys import SigningKey
from tests.support.archive_forger import ArchiveForger, Json

Act = Callable[[ArchiveForger], None]
OTHER = SigningKey(bytes(range(32)))
PAPER = "paper"


@dataclass(frozen=True)
class Tamper:
    """One way to cheat; ``on_sample`` where it needs recusals, settlements or a tie.

    ``needs_paper`` where nothing but the head on inked paper can tell.
    """

    name: str
    act: Act
    sentence: str
    on_sample: bool = False
    needs_paper: bool = False


TAMPERS: list[Tamper] = []


def tamper(
    sentence: str, *, on_sample: bool = False, needs_paper: bool = False
) -> Callable[[Act], Act]:
    def keep(act: Act) -> Act:
        name = act.__name__.replace("_", " ")
        TAMPERS.append(Tamper(name, act, sentence, on_sample, needs_paper))
        return act

    return keep


def first_sheet(forger: ArchiveForger) -> dict[str, Any]:
    ((expert, estate, revision),) = forger.rows(
        "SELECT expert, estate, revision FROM score_sheet WHERE digest <> '' "
        "ORDER BY expert, estate LIMIT 1"
    )
    return {"expert": expert, "estate": estate, "revision": revision}


def first_cell(forger: ArchiveForger) -> dict[str, Any]:
    sheet = first_sheet(forger)
    ((criterion,),) = forger.rows(
        "SELECT min(criterion) FROM score_cell WHERE expert = ? AND estate = ? AND revision = ?",
        *sheet.values(),
    )
    return {**sheet, "criterion": criterion}


def round_rules(forger: ArchiveForger, change: Callable[[Json], object]) -> None:
    ((text,),) = forger.rows("SELECT rules FROM review_round")
    rules = json.loads(text)
    change(rules)
    forger.change_history("review_round", {"id": 1}, rules=canonical(rules).decode())
    forger.settle_log()


def a_settlement(forger: ArchiveForger, decision: str) -> dict[str, Any]:
    found = forger.rows(
        "SELECT finding FROM settlement WHERE decision = ? ORDER BY finding", decision
    )
    return {"finding": found[0][0]}


def a_recusal(forger: ArchiveForger) -> dict[str, Any]:
    ((expert, estate),) = forger.rows("SELECT expert, estate FROM recusal LIMIT 1")
    return {"expert": expert, "estate": estate}
