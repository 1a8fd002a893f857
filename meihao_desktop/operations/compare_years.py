"""Earlier rounds that this one is compared with: add one from its folder, list, remove."""

from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.db.other_round import OtherRound, read_other_round
from meihao_desktop.domain.earlier_round import EarlierRound, EarlierRoundId
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.remembering import remembered, require_comparable
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context

__all__ = [
    "OtherRound",
    "YearsDesk",
    "add_earlier_round",
    "add_round",
    "new_place",
    "read_round",
    "remove_earlier_round",
    "years_desk",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsDesk:
    """The earlier rounds, the latest first, and whether the actor may change the list."""

    rounds: tuple[EarlierRound, ...]
    may_keep: bool


def years_desk(context: Context) -> YearsDesk:
    """For everybody who is in the room."""
    return YearsDesk(
        rounds=context.store.earlier_rounds.all(), may_keep=context.may(Act.COMPARE_YEARS)
    )


def new_place(context: Context) -> Path:
    """A fresh folder that the other round is copied to; called before the background begins."""
    context.require(Act.COMPARE_YEARS)
    return context.store.material_files.staging()


def read_round(folder: Path, place: Path) -> OtherRound:
    """Read the folder of another round, which stays as it is; runs in the background.

    ``place`` is gone afterwards, whatever happens.
    """
    try:
        return read_other_round(folder, place)
    finally:
        fsops.remove_tree(place)


def add_round(context: Context, other: OtherRound) -> Change:
    """Remember another round; one that is remembered already is brought up to date."""
    context.require(Act.COMPARE_YEARS)
    if other.identity == context.store.audit_log.first_hash():
        raise RuleViolation("这就是本次评审的文件夹，请选择往年评审的文件夹。")
    require_comparable(context.store.settings.review_round(), other.dossier.review_round)
    earlier = remembered(other.dossier, other.identity)
    if not earlier.estates:
        raise RuleViolation(f"“{earlier.title}”中还没有接收任何小区，没有可以比对的内容。")
    detail = {"title": earlier.title, "year": earlier.year, "estates": len(earlier.estates)}
    with context.transaction("add_earlier_round", subject=earlier.id, detail=detail):
        context.store.earlier_rounds.save(earlier)
    return Change(is_settings=True, is_findings=True)


def add_earlier_round(context: Context, folder: Path) -> Change:
    """Read and remember in one go, where nobody has to see a window meanwhile."""
    return add_round(context, read_round(folder, new_place(context)))


def remove_earlier_round(context: Context, earlier: EarlierRoundId) -> Change:
    """Forget an earlier round; the log keeps what was remembered of it."""
    context.require(Act.COMPARE_YEARS)
    with context.transaction("remove_earlier_round", subject=earlier):
        context.store.earlier_rounds.remove(earlier)
    return Change(is_settings=True, is_findings=True)
