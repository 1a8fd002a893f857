"""The rules of the round and its rubric, until sealing locks both."""

from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import intake
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.review_round import ReviewRound, RoundRules
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.domain.seal import seal_rubric
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDesk:
    """Rules, rubric and whether they may still be changed by the actor."""

    review_round: ReviewRound
    rubric: Rubric
    rubric_check_code: str
    faults: tuple[str, ...]
    may_keep: bool


def settings_desk(context: Context) -> SettingsDesk:
    """For everybody who is in the room."""
    review_round = context.store.settings.review_round()
    rubric = context.store.settings.rubric()
    return SettingsDesk(
        review_round=review_round,
        rubric=rubric,
        rubric_check_code=seal_rubric(rubric).check_code,
        faults=(*rubric.faults(), *review_round.rules.faults()),
        may_keep=context.may(Act.KEEP_RULES),
    )


def save_rules(context: Context, rules: RoundRules) -> Change:
    """Keep other rules; refused with every fault they have."""
    context.require(Act.KEEP_RULES)
    changed = context.store.settings.review_round().with_rules(rules)
    with context.transaction("save_rules"):
        context.store.settings.save_round(changed)
    return Change(is_settings=True, is_findings=True, is_round=True)


def read_rubric(path: Path) -> Rubric:
    """A rubric file, to be looked at before it is taken over."""
    return intake.read_rubric(path)


def load_rubric(context: Context, path: Path) -> Change:
    """Take over a rubric file; refused once anybody has scored by another one."""
    context.require(Act.KEEP_RULES)
    rubric = intake.read_rubric(path)
    if faults := rubric.faults():
        raise RuleViolation(f"“{path.name}”不能用作评分标准：{''.join(faults)}")
    if any(sheet.cells for sheet in context.store.score_sheets.latest()):
        raise RuleViolation("已有专家按现行评分标准评分，不能更换；请另建一轮评审。")
    with context.transaction("load_rubric", detail={"digest": seal_rubric(rubric).digest}):
        context.store.settings.save_rubric(rubric)
    return Change(is_settings=True, is_findings=True, is_round=True)
