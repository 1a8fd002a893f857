"""Opening a sealed sheet again: the sheet as it stays, and its next revision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """What will be written once two people have confirmed it."""

    withdrawn: ScoreSheet
    fresh: ScoreSheet

    def write(self, context: Context) -> None:
        """Inside a transaction of the caller."""
        context.store.score_sheets.save(self.withdrawn)
        context.store.score_sheets.save(self.fresh)


def reopening(
    context: Context,
    expert: PersonId,
    estate: EstateId,
    reason: str,
    *,
    only: Iterable[CriterionId] = (),
) -> Reopening:
    """The next revision as a draft with the same points, for the newest materials."""
    sheet = context.store.score_sheets.get(expert, estate)
    if sheet is None:
        raise MissingRecord("评分表", f"{expert}/{estate}")
    found = next((e for e in context.store.submissions.estates() if e.id == estate), None)
    if found is None:
        raise MissingRecord("小区", estate)
    fresh = replace(sheet.reopened(reason, only), material_version=found.submission_version)
    return Reopening(withdrawn=sheet.kept_as(SheetStatus.WITHDRAWN), fresh=fresh)
