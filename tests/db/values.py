"""Strategies for every value that is kept, made from the types of its fields."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from meihao_desktop.domain.finding import Settlement
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.rubric import Component, Criterion, DeductionRule, Level, Rubric, Section

SENTENCES = st.text(min_size=1, max_size=8).filter(str.strip)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8))])
MOMENTS = st.datetimes(timezones=ZONES).filter(lambda moment: 1 < moment.year < 9999)
st.register_type_strategy(
    Decimal, st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(str, st.text(max_size=6))


def values_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a class of the domain that its own rule accepts."""
    if cls is Recusal:
        return st.builds(Recusal, basis=SENTENCES)
    if cls is Settlement:
        return st.builds(Settlement, reason=SENTENCES)
    if cls is Section:
        return st.builds(Section, criteria=_few(Criterion))
    if cls is Rubric:
        return st.builds(Rubric, sections=_few(Section))
    if cls is Criterion:
        return st.builds(
            Criterion, levels=_few(Level), deductions=_few(DeductionRule),
            components=_few(Component),
        )  # fmt: skip
    return st.from_type(cls)


def _few(cls: type[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values_of(cls), max_size=2).map(tuple)
