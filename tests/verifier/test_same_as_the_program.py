"""The verifier and the program, which share no code, find the same in rounds drawn at random.

The verifier's own checks run on the rows as the tables would hold them; only files, chain and
signatures are left out, which whole archives try.
"""

import json
import runpy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from meihao_desktop import resources
from meihao_desktop.db.codec import in_text
from meihao_desktop.db.codec_keys import PUBLIC_KEY
from meihao_desktop.db.codec_people import PERSON
from meihao_desktop.db.codec_rows import (
    COUNTY,
    ESTATE,
    RECORDED_TERM,
    RECUSAL,
    REVIEW_ROUND,
    SETTLEMENT,
    VETO,
)
from meihao_desktop.db.codec_values import RUBRIC
from meihao_desktop.db.score_sheets import SHEET
from meihao_desktop.db.store import Store
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.operations.result import result_of
from tests.verifier.drawn_rounds import KEY, ROUND_ID, drawn_round

Json = Any
SEEDS = range(240)
CHECKS = ("check_sheets", "check_panel", "check_points", "check_tally", "check_ranking")
WAYS = {
    "1 parts", "2 parts", "3 parts", "two estates of one name", "a replaced expert",
    "a substitute", "a second revision", "an abstention", "a sheet with a hole",
    "FACTOR", "DEDUCTION", "a withdrawn term", "below zero", "criterion weights",
    *(f"recusal {status}" for status in ("HINT", "DECLARED", "CONFIRMED", "DISMISSED")),
    *(f"sheet {status}" for status in ("DRAFT", "SUBMITTED", "SIGNED", "WITHDRAWN", "VOID")),
    "REPLACED item", "REPLACED sheet", "ACKNOWLEDGED item", "UNIFIED",
    *(
        f"trimmed by {scope} of {combination}"
        for scope in ("TOTAL", "CRITERION") for combination in ("EXPERT_TOTALS", "PART_MEANS")
    ),
    "trimmed 1 and 1", "trimmed 2 and 1", "trimmed 1 and 2", "trimmed 0 and 1",
    "trimmed 1 and 0", "trimmed 2 and 2", "too few to trim",
    *(
        f"{stage} {mode}" for mode in ("HALF_UP", "HALF_EVEN")
        for stage in ("WEIGHTED_POINTS", "EXPERT_TOTAL", "CRITERION_MEAN", "PART_POINTS",
                      "ENTRY_MEAN", "FINAL")
    ),
    "broken by SECTION", "broken by HEAD_TO_HEAD", "broken by SMALLER_SPREAD",
    "ORDERED", "DRAWN", "BOTH_ADMITTED", "ORDERED behind", "DRAWN behind",
    "BOTH_ADMITTED behind", "a lot among estates of one name",
    "passed over", "waits", "shared place", "barred", "unranked",
}  # fmt: skip


@dataclass(frozen=True)
class Verifier:
    """The stand-alone program, loaded by its path, on rows in place of an archive."""

    folder: Path
    module: Mapping[str, Any]

    def faults(self, rows: Mapping[str, list[Json]], result: Json) -> list[str]:
        known, data = self.module["A"], canonical(result)
        (self.folder / "result.json").write_bytes(data)
        known.folder, known.rows, known.key, known.round_id = (
            self.folder, {name: list(each) for name, each in rows.items()}, KEY.public_key, ROUND_ID
        )  # fmt: skip
        known.log, known.without = result["留痕链末端"], []
        known.told = {"result": sha256(data).hexdigest(), "round": result["评审"]}
        known.names = {
            row["id"]: row["name"] for table in ("person", "estate") for row in rows[table]
        }
        self.module["FAULTS"].clear()
        for check in CHECKS:
            self.module[check]()
        return list(self.module["FAULTS"])


@pytest.fixture
def verifier(tmp_path: Path) -> Verifier:
    return Verifier(tmp_path, runpy.run_path(str(resources.path("verifier", "verify.py"))))


def rows_of(dossier: Dossier) -> dict[str, list[Json]]:
    """The tables as the records would hold them."""
    sheets = (*dossier.earlier_sheets, *dossier.sheets)
    assert dossier.event_key is not None

    def numbered(rows: Iterator[Json]) -> list[Json]:
        return [{"position": at, **row} for at, row in enumerate(rows)]

    return {
        "review_round": [{"id": 1, **REVIEW_ROUND.encode(dossier.review_round)}],
        "rubric": [{"id": 1, "body": in_text(RUBRIC).encode(dossier.rubric)}],
        "county": numbered(COUNTY.encode(each) for each in dossier.counties),
        "estate": numbered(ESTATE.encode(each) for each in dossier.estates),
        "person": numbered(PERSON.encode(each) for each in dossier.panel.people),
        "recusal": [RECUSAL.encode(each) for each in dossier.recusals],
        "veto": [VETO.encode(each) for each in dossier.vetoes],
        "recorded_term": [RECORDED_TERM.encode(each) for each in dossier.terms],
        "settlement": [SETTLEMENT.encode(each) for each in dossier.settlements.values()],
        "signing_key": [PUBLIC_KEY.encode(dossier.event_key)],
        "certificate": [],
        "key_change": [],
        "sheet_signature": [],
        "score_sheet": [SHEET.encode(sheet) for sheet in sheets],
        "score_cell": [
            {
                "expert": sheet.expert, "estate": sheet.estate, "revision": sheet.revision,
                "criterion": number, "reason": cell.reason, "counts": "", "pins": "",
                "points": None if cell.points is None else int(cell.points * 100),
            }
            for sheet in sheets for number, cell in sheet.cells.items()
        ],
    }  # fmt: skip


def told_by_the_program(dossier: Dossier, kept: Json = None) -> Json:
    """result.json as the program writes it, read back."""
    rules = kept or json.loads(REVIEW_ROUND.encode(dossier.review_round)["rules"])
    store = SimpleNamespace(
        dossier=lambda: dossier,
        audit_log=SimpleNamespace(head=lambda: (7, "c" * 64)),
        settings=SimpleNamespace(rules_as_kept=lambda: rules),
        keys=SimpleNamespace(certificates=lambda: ()),
    )
    return json.loads(canonical(result_of(cast("Store", store))))


def forgeries(result: Json) -> Iterator[tuple[str, Json]]:
    """The result with one figure changed, of every kind that this round has."""
    for path, value in _changes(result):
        other = json.loads(canonical(result))
        *way, last = path
        place = other
        for key in way:
            place = place[key]
        if isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            assert place.get(last) != value if isinstance(place, dict) else True
            place[last] = value
        yield str(path[0]), other


def _changes(result: Json) -> Iterator[tuple[tuple[Any, ...], Json]]:
    """Where, and what is written there instead."""
    for estate, experts in result["得分"].items():
        expert = next(iter(experts))
        number = next(iter(experts[expert]["cells"]))
        yield ("得分", estate, expert, "cells", number), "1001/2"
        yield ("得分", estate, expert, "settled", number), "outlier:x"
        yield ("得分", estate, expert, "revision"), 9
        yield ("汇总", estate, "final"), "1001/7"
        yield ("汇总", estate, "totals", expert), "9/7"
    for at, placing in enumerate(result["名次"]):
        yield ("名次", at, "place"), placing["place"] + 1
        yield ("名次", at, "shown"), "77.77"
        yield ("名次", at, "final"), "1001/7"
        yield ("名次", at, "is_shared"), not placing["is_shared"]
        yield ("名次", at, "estate"), "C09-E99"
    for at, line in enumerate(result["入选名单"]):
        yield ("入选名单", at, "size"), line["size"] + 1
        yield ("入选名单", at, "inside", len(line["inside"])), "C09-E99"
        yield ("入选名单", at, "passed_over", len(line["passed_over"])), "C09-E99"
    for at, runner_up in enumerate(result["递补名单"]):
        yield ("递补名单", at, "turn"), runner_up["turn"] + 1
        yield ("递补名单", at, "estate"), "C09-E99"
        yield ("递补名单", at, "waits"), not runner_up["waits"]
    for part in ("递补名单", "未排名", "一票否决"):
        yield (part, len(result[part])), "C09-E99"
    yield ("评分表", 0, "is_counted"), not result["评分表"][0]["is_counted"]
    yield ("评分表", 0, "digest"), "0" * 64


@pytest.mark.parametrize("seed", SEEDS)
def test_the_verifier_finds_what_the_program_found(seed: int, verifier: Verifier) -> None:
    dossier, _ = drawn_round(seed)
    assert verifier.faults(rows_of(dossier), told_by_the_program(dossier)) == []


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_a_round_kept_before_some_rules_came_in_counts_by_their_defaults(
    seed: int, verifier: Verifier
) -> None:
    dossier, _ = drawn_round(seed, is_old=True)
    kept = json.loads(REVIEW_ROUND.encode(dossier.review_round)["rules"])
    for name in ("county_cap", "runners_up", "terms"):
        del kept[name]
    for name in ("stage_places", "stage_modes"):
        del kept["tally"]["rounding"][name]
    del kept["tally"]["criterion_weights"]
    rows, result = rows_of(dossier), told_by_the_program(dossier, kept)
    rows["review_round"][0]["rules"] = canonical(kept).decode()
    assert verifier.faults(rows, result) == []


@pytest.mark.parametrize("seed", range(0, len(SEEDS), 8))
def test_one_changed_figure_of_any_kind_is_refused(seed: int, verifier: Verifier) -> None:
    dossier, _ = drawn_round(seed)
    rows, result = rows_of(dossier), told_by_the_program(dossier)
    for part, forged in forgeries(result):
        assert f"result.json 中的{part}与重新推算的不同。" in verifier.faults(rows, forged)


def test_a_decision_taken_out_of_the_records_is_missed(verifier: Verifier) -> None:
    missed: set[str] = set()
    for seed in range(60):
        dossier, _ = drawn_round(seed)
        rows, result = rows_of(dossier), told_by_the_program(dossier)
        for settlement in rows["settlement"]:
            if settlement["finding"].startswith("tie:"):
                rest = [each for each in rows["settlement"] if each is not settlement]
                assert verifier.faults({**rows, "settlement": rest}, result)
                missed.add(settlement["decision"])
    assert missed == {"ORDERED", "DRAWN", "BOTH_ADMITTED"}


def test_a_lot_that_its_seed_does_not_give_is_refused(verifier: Verifier) -> None:
    tried = 0
    for seed in range(60):
        dossier, _ = drawn_round(seed)
        rows, result = rows_of(dossier), told_by_the_program(dossier)
        for lot in [each for each in rows["settlement"] if each["decision"] == "DRAWN"]:
            told = lot["seed"]
            answers: list[bool] = []
            for other in range(12):
                lot["seed"] = f"2025{other}"
                answers.append("抽签的先后与种子不符。" in verifier.faults(rows, result))
            lot["seed"] = told
            assert any(answers)
            tried += 1
    assert tried > 2


def test_the_drawn_rounds_go_every_way_of_the_rules() -> None:
    used: set[str] = set()
    for seed in SEEDS:
        used |= drawn_round(seed)[1]
    assert WAYS - used == set()
