"""申报表: what an estate says of itself, and which opinion boxes carry a seal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meihao_desktop.domain.fact import Fact, FactName


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionBox:
    """One box for an opinion and a seal, e.g. of the community or the county department."""

    label: str
    text: str
    is_filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """The application form of one estate as read from its file."""

    file: str
    estate_name: str
    facts: Mapping[FactName, Fact] = field(default_factory=dict[FactName, Fact])
    practices: str = ""
    opinions: tuple[OpinionBox, ...] = ()
