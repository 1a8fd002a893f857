"""A county (县、市、区): the unit that screens and submits estates."""

from dataclasses import dataclass
from enum import Enum
from typing import NewType

CountyId = NewType("CountyId", str)


class CountyKind(Enum):
    """Which of the administrative kinds a county is; one word serves all of them."""

    COUNTY = "县"
    CITY = "市"
    DISTRICT = "区"
    OTHER = "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """One submitting unit and the department that speaks for it."""

    id: CountyId
    name: str
    kind: CountyKind = CountyKind.OTHER
    county_department: str = ""
