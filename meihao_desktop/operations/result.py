"""The result of a round as plain JSON, with the source of every counted figure.

It is written into the archive so that anybody can work it out again from the records and compare.
Figures are exact: points in hundredths, all else in points; what is no whole number is a fraction
"numerator/denominator". A cell counts as its sheet says unless ``settled`` names the settlement
that put another figure in its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from meihao_desktop.db.codec import Codec, Json
from meihao_desktop.db.codec_keys import CERTIFICATE, KEY_CHANGE
from meihao_desktop.db.codec_rows import RECORDED_TERM, RECUSAL, VETO
from meihao_desktop.db.store import Store
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision, Settlement
from meihao_desktop.domain.objective_points import objective_basis
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import seal_rubric, seal_sheets
from meihao_desktop.domain.standing import Standing, standing_of
from meihao_desktop.domain.tally import EntryTally
from meihao_desktop.exchange.canonical import canonical

VERSION = 1
T = TypeVar("T")


def result_of(store: Store) -> dict[str, Json]:
    """Everything that the result rests on, and the result."""
    dossier = store.dossier()
    standing = standing_of(dossier)
    seq, head = store.audit_log.head()
    round_ = dossier.review_round
    return {
        "version": VERSION,
        "评审": {
            "id": dossier.round_id, "title": round_.title, "year": round_.year,
            "bureau": round_.bureau, "mode": round_.mode.name, "phase": round_.phase.name,
        },
        "留痕链末端": {"seq": seq, "head": head},
        "评审密钥": dossier.event_key.public_key if dossier.event_key else "",
        "评审规则": store.settings.rules_as_kept(),
        "评分标准": seal_rubric(dossier.rubric).digest,
        "小区": [
            {"id": e.id, "name": e.name, "county": dossier.county_of(e)} for e in dossier.estates
        ],
        "专家": [{"id": p.id, "name": p.name} for p in dossier.scorers.all],
        "登记": {
            "recusal": _ordered(RECUSAL, dossier.recusals),
            "veto": _ordered(VETO, dossier.vetoes),
            "recorded_term": _ordered(RECORDED_TERM, dossier.terms),
            "certificate": _ordered(CERTIFICATE, store.keys.certificates()),
            "key_change": _ordered(KEY_CHANGE, dossier.key_changes),
        },
        "评分表": list(_sheets(dossier)),
        "得分": {e: _points(dossier, standing, e) for e in standing.tally.entries},
        "汇总": {e: _tally(entry) for e, entry in standing.tally.entries.items()},
        **_ranking(standing),
    }  # fmt: skip


def _ordered(codec: Codec[T], values: Iterable[T]) -> list[Json]:
    """Rows as the tables keep them, in an order that follows from what they say."""
    return sorted((codec.encode(value) for value in values), key=canonical)


def _sheets(dossier: Dossier) -> Iterator[Json]:
    """Every sealed revision with its digest, and whether it counts."""
    counted = {s.key for e in dossier.estates for s in dossier.counted_sheets(e.id)}
    sealed = (s for s in (*dossier.earlier_sheets, *dossier.sheets) if s.digest)
    for sheet in sorted(sealed, key=lambda s: (s.expert, s.estate, s.revision)):
        yield {
            "expert": sheet.expert, "estate": sheet.estate, "revision": sheet.revision,
            "status": sheet.status.name, "digest": sheet.digest,
            "is_counted": sheet.key in counted,
        }  # fmt: skip


def _points(dossier: Dossier, standing: Standing, entry: str) -> Json:
    estate = EstateId(entry)
    settled = _settled(dossier, standing, estate)
    return {
        sheet.expert: {
            "revision": sheet.revision,
            "cells": _cells(standing.tally.entries[entry], sheet),
            "settled": {
                number: finding for (expert, number), finding in settled.items()
                if expert == sheet.expert
            },
        }
        for sheet in dossier.counted_sheets(estate)
    }  # fmt: skip


def _cells(entry: EntryTally, sheet: ScoreSheet) -> Mapping[str, str]:
    parts = entry.points[sheet.expert].values()
    return {number: str(Fraction(points)) for part in parts for number, points in part.items()}


def _settled(
    dossier: Dossier, standing: Standing, estate: EstateId
) -> Mapping[tuple[PersonId, str], str]:
    """The settlement behind each cell that does not count as entered."""
    basis = seal_sheets(dossier.counted_sheets(estate)).check_code
    sources = {
        (s.decision, s.where.expert, s.where.criterion): s.finding
        for s in dossier.settlements.values()
        if s.where.estate == estate and s.finding.endswith(f":{_basis(dossier, s, basis)}")
    }
    found: dict[tuple[PersonId, str], str] = {}
    for expert, where, criterion in sorted(standing.replaced):
        if where != estate:
            continue
        is_unified = (expert, where, criterion) in standing.unified
        decision, who = (Decision.UNIFIED, "") if is_unified else (Decision.REPLACED, expert)
        finding = sources.get((decision, who, criterion), "")
        numbers = [criterion] if criterion else [each.number for each in dossier.rubric]
        found.update({(PersonId(expert), number): finding for number in numbers})
    return found


def _basis(dossier: Dossier, settlement: Settlement, of_sheets: str) -> str:
    """What the finding must end with for its settlement still to stand."""
    if settlement.decision is not Decision.UNIFIED:
        return of_sheets
    estate, criterion = EstateId(settlement.where.estate), CriterionId(settlement.where.criterion)
    return objective_basis(dossier, estate, criterion)


def _tally(entry: EntryTally) -> Json:
    return {
        "totals": {who: str(total) for who, total in entry.expert_totals.items()},
        "final": str(entry.final_points),
    }


def _ranking(standing: Standing) -> dict[str, Json]:
    ranking = standing.ranking
    return {
        "名次": [
            {"place": p.place, "estate": p.entry, "final": str(p.final_points),
             "shown": str(p.shown_points), "is_shared": p.is_shared}
            for p in ranking.placings
        ],
        "入选名单": [
            {"size": line.size, "inside": list(line.inside), "passed_over": list(line.passed_over)}
            for line in ranking.cut_lines
        ],
        "递补名单": [
            {"turn": each.turn, "estate": each.entry, "waits": each.waits_for_own_county}
            for each in ranking.runners_up.entries
        ],
        "一票否决": list(ranking.disqualified),
        "未排名": sorted(ranking.unranked),
        "并列步骤": list(ranking.sentences),
    }  # fmt: skip
