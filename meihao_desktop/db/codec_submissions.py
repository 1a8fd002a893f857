"""Codecs of what is kept of submissions beside their files: differences and earlier rounds."""

from meihao_desktop.db.codec import FLAG, TEXT, WHOLE, in_text, many, named, record
from meihao_desktop.domain.difference import (
    Differences,
    FigureChange,
    FigurePlace,
    OpinionChange,
)
from meihao_desktop.domain.earlier_round import EarlierEstate, EarlierFile, EarlierRound
from meihao_desktop.domain.fact import FactName

FIGURE_CHANGE = record(
    FigureChange, estate=TEXT, place=named(FigurePlace), fact=named(FactName), before=TEXT, now=TEXT
)
OPINION_CHANGE = record(OpinionChange, estate=TEXT, box=TEXT, before=TEXT, now=TEXT)
DIFFERENCES = record(
    Differences, added_estates=many(TEXT), missing_estates=many(TEXT), added_files=many(TEXT),
    removed_files=many(TEXT), changed_files=many(TEXT), figures=many(FIGURE_CHANGE),
    opinions=many(OPINION_CHANGE),
)  # fmt: skip
EARLIER_FILE = record(EarlierFile, path=TEXT, digest=TEXT, look=TEXT)
EARLIER_ESTATE = record(
    EarlierEstate, name=TEXT, county=TEXT, company=TEXT, is_honoured=FLAG, files=many(EARLIER_FILE)
)
EARLIER_ROUND = record(
    EarlierRound, id=TEXT, title=TEXT, year=WHOLE, has_result=in_text(FLAG),
    estates=in_text(many(EARLIER_ESTATE)),
)  # fmt: skip
