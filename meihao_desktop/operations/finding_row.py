"""A finding beside the settlement it has been given, as desks list them."""

from dataclasses import dataclass

from meihao_desktop.domain.finding import Finding, Settlement, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One line of a findings list; ``place`` names county, estate, expert and criterion."""

    finding: Finding
    settlement: Settlement | None = None
    place: str = ""

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None

    @property
    def is_blocking(self) -> bool:
        return self.finding.severity is Severity.BLOCKING and not self.is_settled
