"""An estate (小区): what the panel scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.county import CountyId
from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.material import Material

EstateId = NewType("EstateId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """One estate with its facts from the recommendation summary, its form and its materials.

    ``submission_version`` is the version of the county's submission that these materials belong
    to; score sheets remember the version they judged.
    """

    id: EstateId
    county: CountyId
    name: str
    summary_facts: Mapping[FactName, Fact] = field(default_factory=dict[FactName, Fact])
    application_form: ApplicationForm | None = None
    materials: tuple[Material, ...] = ()
    submission_version: int = 1

    def fact(self, name: FactName) -> Fact | None:
        """The summary's fact, or the form's where the summary is silent."""
        if name in self.summary_facts:
            return self.summary_facts[name]
        return self.application_form.facts.get(name) if self.application_form else None

    def shown(self, name: FactName) -> str:
        """The fact as text; empty where neither summary nor form gives it."""
        fact = self.fact(name)
        return fact.shown if fact else ""
