"""What a later version of a county's submission changed against the one before."""

from dataclasses import dataclass
from enum import Enum

from meihao_desktop.domain.fact import FactName


class FigurePlace(Enum):
    """Which of the two papers states a figure."""

    SUMMARY = "推荐汇总表"
    FORM = "申报表"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One fact of one estate that reads otherwise now; （无） where one version lacks it."""

    estate: str
    place: FigurePlace
    fact: FactName
    before: str
    now: str

    @property
    def sentence(self) -> str:
        return (
            f"“{self.estate}”{self.place.value}的{self.fact.value}由 {self.before} 改为 {self.now}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionChange:
    """One opinion box of an estate's form that is filled otherwise now."""

    estate: str
    box: str
    before: str
    now: str

    @property
    def sentence(self) -> str:
        return f"“{self.estate}”申报表的“{self.box}”由{self.before}改为{self.now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Everything that is not as in the version before; files by their paths."""

    added_estates: tuple[str, ...] = ()
    missing_estates: tuple[str, ...] = ()
    added_files: tuple[str, ...] = ()
    removed_files: tuple[str, ...] = ()
    changed_files: tuple[str, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    opinions: tuple[OpinionChange, ...] = ()

    def __bool__(self) -> bool:
        return self != Differences()
