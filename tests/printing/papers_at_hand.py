# ruff: noqa: ANN401 -- keyword arguments are fields of the values made
"""A small round with something of everything, for the tests of the papers."""

import re
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import EvidencePin, ScoreSheet
from meihao_desktop.domain.submission import Submission
from meihao_desktop.printing.stamp import Stamp
from tests.printing.reading import page_texts
from tests.support.builders import (
    NOON,
    a_county,
    a_dossier,
    a_fact,
    a_material,
    a_rubric,
    county_id,
)

RARE_ESTATE = "禤堃㙟花园"
RARE_EXPERT = "喆䶮𬭎"
HEAD = "9c4f0b7d2e8a61f35d0c" + "0" * 44
STAMP = Stamp(
    printed_at=NOON.astimezone(timezone(timedelta(hours=8))),
    actor="秘书",
    check_code="7F3A-22C1-9B04-AA31",
    log_head=HEAD,
)
TOTALS: tuple[list[int | str | None], ...] = (
    [90, 88, 86, 92, 89],
    [80, 82, 78, 81, 79],
    [70, 72, 71, 69, 73],
    [95, 60, 94, 96, 93],
    [50, 52, 51, 49, 53],
    [40, 42, 41, 39, 43],
)


def seen(pdf: bytes) -> str:
    """All text of all pages without any white space, as eyes read over line ends."""
    return squeezed("".join(page_texts(pdf)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def a_full_dossier(phase: Phase = Phase.FINAL, **fields: Any) -> Dossier:
    """Six estates of one county, five experts, the usual rubric, named enterprises."""
    dossier = a_dossier(TOTALS, rubric=a_rubric(), phase=phase)
    estates = tuple(with_company(estate, "保利物业服务有限公司") for estate in dossier.estates)
    counties = (a_county(1, "玉州区"),)
    return replace(dossier, estates=estates, counties=counties, **fields)


def with_company(estate: Estate, name: str) -> Estate:
    fact = a_fact(FactName.PROPERTY_COMPANY, name, name)
    return replace(estate, summary_facts={FactName.PROPERTY_COMPANY: fact})


def with_sheet(dossier: Dossier, sheet: ScoreSheet) -> Dossier:
    """The dossier with this sheet instead of the one of the same pair."""
    pair = (sheet.expert, sheet.estate)
    others = tuple(s for s in dossier.sheets if (s.expert, s.estate) != pair)
    return replace(dossier, sheets=(*others, sheet))


def with_reason(sheet: ScoreSheet, number: str, reason: str, place: str = "第 3 页") -> ScoreSheet:
    """The sheet with a reason and a pin at one criterion."""
    pin = EvidencePin(material="0" * 64, file_name="测评报告.pdf", place=place)
    cells = {
        key: replace(cell, reason=reason, pins=(pin,)) if key == number else cell
        for key, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def with_rare_names(dossier: Dossier) -> Dossier:
    """The first estate and the second expert bear names outside the common sets."""
    estates = (replace(dossier.estates[0], name=RARE_ESTATE), *dossier.estates[1:])
    second = dossier.panel.experts[1]
    people = tuple(
        replace(person, name=RARE_EXPERT) if person is second else person
        for person in dossier.panel.people
    )
    return replace(dossier, estates=estates, panel=replace(dossier.panel, people=people))


def a_submission(**fields: Any) -> Submission:
    """A version of county 1, received at noon."""
    usual: dict[str, Any] = {
        "county": county_id(1),
        "version": 1,
        "source_name": "玉州区报送.zip",
        "container": "ZIP（GBK 文件名）",
        "digest": "ab" * 32,
        "received_at": NOON,
        "received_by": "秘书",
        "shared_materials": (a_file("玉州区/推荐汇总表.xlsx", MaterialKind.WORKBOOK),),
        "file_count": 3,
        "total_size": 5_000_000,
    }
    return Submission(**{**usual, **fields})


def a_file(path: str, kind: MaterialKind = MaterialKind.PDF, size: int = 20_480) -> Material:
    return replace(a_material(path, kind), size=size)
