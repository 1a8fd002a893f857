"""Rules and rubric: kept while the round is open, locked with the seal, never half wrong."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.errors import MeihaoError, RuleViolation
from meihao_desktop.domain.review_round import Phase, RoundRules
from meihao_desktop.domain.tally_rules import Rounding, RoundingStage, TallyRules
from meihao_desktop.operations import begin_round, keep_settings
from meihao_desktop.operations.context import Witness
from meihao_desktop.operations.pins import open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit

REFERENCE = resources.path("rubrics", "reference-2025.toml")


def test_rules_are_kept_until_the_round_is_sealed(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    change = keep_settings.save_rules(context, RoundRules(shortlist_size=6))
    desk = keep_settings.settings_desk(context)
    assert (desk.review_round.rules.shortlist_size, desk.may_keep) == (6, True)
    assert change.is_settings
    sealed = round_in(Phase.SEALED)
    assert not keep_settings.settings_desk(sealed).may_keep
    with pytest.raises(RuleViolation, match="只能在筹备、收件阶段修改评审规则"):
        keep_settings.save_rules(sealed, RoundRules())


def test_rules_with_faults_are_refused_with_all_of_them(round_in: RoundIn) -> None:
    context = round_in(Phase.PREPARING)
    before = context.store.settings.review_round().rules
    with pytest.raises(RuleViolation, match=r"推荐上报数量.*公示天数"):
        keep_settings.save_rules(context, RoundRules(nomination_quota=9, notice_days=0))
    assert context.store.settings.review_round().rules == before


def test_rules_by_which_only_other_contests_are_reckoned_are_not_kept(round_in: RoundIn) -> None:
    context = round_in(Phase.PREPARING)
    first = Rounding(stages=frozenset({RoundingStage.WEIGHTED_POINTS}))
    weights = {"1.1": Decimal("0.5")}
    for tally in (TallyRules(rounding=first), TallyRules(criterion_weights=weights)):
        with pytest.raises(RuleViolation, match="只用于核算其他评选"):
            keep_settings.save_rules(context, RoundRules(tally=tally))
    assert context.store.settings.review_round().rules.tally == TallyRules()


def test_a_rubric_file_is_looked_at_and_taken_over(round_in: RoundIn) -> None:
    context = round_in(Phase.PREPARING)
    before = keep_settings.settings_desk(context).rubric_check_code
    keep_settings.load_rubric(context, REFERENCE)
    desk = keep_settings.settings_desk(context)
    assert desk.rubric == keep_settings.read_rubric(REFERENCE)
    assert desk.rubric_check_code != before


def test_a_broken_rubric_file_changes_nothing(round_in: RoundIn, tmp_path: Path) -> None:
    context = round_in(Phase.PREPARING)
    broken = tmp_path / "坏的.toml"
    broken.write_text("title = 3", encoding="utf-8")
    before = context.store.audit_log.head()
    for path in (broken, tmp_path / "没有.toml"):
        with pytest.raises(MeihaoError, match=path.name):
            keep_settings.load_rubric(context, path)
    assert context.store.audit_log.head() == before


def test_a_rubric_that_somebody_scored_by_stays(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    begin_round.advance(context)
    sit(context, EXPERTS[1])
    score(context, estates(context)[0], 50)
    sit(context, CHAIR)
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    begin_round.return_to(context, Phase.RECEIVING, "规则有误", observer)
    sit(context, SECRETARY)
    with pytest.raises(RuleViolation, match="已有专家按现行评分标准评分"):
        keep_settings.load_rubric(context, REFERENCE)
    keep_settings.save_rules(
        context, replace(context.store.settings.review_round().rules, notice_days=5)
    )
