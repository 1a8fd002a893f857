"""What an operation changed, so that only the desks that care draw themselves again."""

from dataclasses import dataclass

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId

Pair = tuple[PersonId, EstateId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The places that are no longer as they were; ``is_everything`` stands for all of them."""

    sheets: frozenset[Pair] = frozenset()
    estates: frozenset[EstateId] = frozenset()
    is_round: bool = False
    is_panel: bool = False
    is_settings: bool = False
    is_findings: bool = False
    is_printings: bool = False
    is_everything: bool = False

    def __or__(self, other: "Change") -> "Change":
        return Change(
            sheets=self.sheets | other.sheets,
            estates=self.estates | other.estates,
            is_round=self.is_round or other.is_round,
            is_panel=self.is_panel or other.is_panel,
            is_settings=self.is_settings or other.is_settings,
            is_findings=self.is_findings or other.is_findings,
            is_printings=self.is_printings or other.is_printings,
            is_everything=self.is_everything or other.is_everything,
        )

    @classmethod
    def everything(cls) -> "Change":
        """All desks read anew, as after a login or when another round was opened."""
        return cls(
            is_round=True,
            is_panel=True,
            is_settings=True,
            is_findings=True,
            is_printings=True,
            is_everything=True,
        )

    @classmethod
    def of_sheet(cls, expert: PersonId, estate: EstateId) -> "Change":
        return cls(sheets=frozenset({(expert, estate)}), is_findings=True)

    @property
    def touches_the_way(self) -> bool:
        """Whether the head of the window may look different: points and papers alone do not."""
        return self.is_round or self.is_panel or self.is_settings or self.has_estates

    def touches_sheet(self, expert: PersonId, estate: EstateId) -> bool:
        return self.is_everything or (expert, estate) in self.sheets

    def touches_estate(self, estate: EstateId) -> bool:
        return self.is_everything or estate in self.estates

    @property
    def has_sheets(self) -> bool:
        return self.is_everything or bool(self.sheets)

    @property
    def has_estates(self) -> bool:
        return self.is_everything or bool(self.estates)
