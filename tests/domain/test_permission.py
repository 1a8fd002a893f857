"""Who may do what in which phase: the whole table written out a second time."""

from itertools import product

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.permission import Act, may, require
from meihao_desktop.domain.review_round import Phase
from tests.support.builders import an_actor

# Roles: S secretary, E expert, C panel chair, O observer.
# Phases: 筹备 收件 封存 评分 汇总 签署 定稿 公示 结束, x where the act is open.
TABLE = {
    "KEEP_RULES": ("S", "xx......."),
    "COMPARE_YEARS": ("S", "xx......."),
    "ACCEPT_SUBMISSION": ("S", "xx......."),
    "CONVENE_PANEL": ("S", "xx......."),
    "ENTER_RESERVE": ("S", "xxxxx...."),
    "REPLACE_MEMBER": ("S", ".xxxx...."),
    "ELECT_CHAIR": ("S", "xxxxx...."),
    "NOTE_PRESENCE": ("S", ".xxxxx..."),
    "ISSUE_PIN": ("S", "xxxxxxxxx"),
    "COMPARE_NAMES": ("SO", ".xxxx...."),
    "DECLARE_INTEREST": ("EC", "..xxx...."),
    "DECLARE_AS_SECRETARY": ("S", ".xxxx...."),
    "DECIDE_RECUSAL": ("CO", "..xxx...."),
    "APPOINT_DEPUTY": ("CO", ".xxxxx..."),
    "CONFIRM_VETO": ("S", ".xxxx...."),
    "RECORD_TERM": ("S", ".xxxx...."),
    "SCORE": ("EC", "...xx...."),
    "SUBMIT_SHEET": ("EC", "...xx...."),
    "REOPEN_SHEET": ("CO", "...xx...."),
    "REGISTER_SIGNATURE": ("S", "...xxx..."),
    "SEE_ALL_SCORES": ("SCO", "....xxxxx"),
    "SETTLE_FINDING": ("SC", ".xxxxx..."),
    "ANSWER_NOTICE": ("EC", "....xx..."),
    "ADVANCE_ROUND": ("S", "xxxxxxxx."),
    "RETURN_ROUND": ("CO", ".xxxxxx.."),
    "PRINT_RESULTS": ("SC", "....xxxxx"),
    "MAKE_PACK": ("S", "..xxx...."),
    "RECEIVE_BUNDLES": ("S", "...xx...."),
    "OPEN_BUNDLES": ("SC", "...xx...."),
    "DECIDE_CONTEST": ("C", "...xx...."),
    "NOTE_ABSENCE": ("S", "...xx...."),
    "HAND_OVER": ("EC", "...xx...."),
    "SEE_RECEPTION": ("SCO", "..xxxxxxx"),
    "NOTE_INK": ("S", "..xxxxxx."),
    "CHECK_READINESS": ("S", "xxxxx...."),
    "KEEP_BACKUPS": ("S", "xxxxxxxxx"),
    "ADOPT_COPY": ("S", "xxxxxxxxx"),
    "MAKE_ARCHIVE": ("S", "......xxx"),
    "REPLACE_EVENT_KEY": ("S", "..xxxxxxx"),
    "RESTORE_ROUND": ("S", "xxxxxxxxx"),
    "SHOW_AGENDA": ("SC", "..xxxxxxx"),
    "SHOW_RESULT": ("SC", "....xxxxx"),
}
ROLES = {"S": Role.SECRETARY, "E": Role.EXPERT, "C": Role.PANEL_CHAIR, "O": Role.OBSERVER}
CASES = list(product(TABLE, ROLES, enumerate(Phase)))


def test_the_table_names_every_act_and_every_phase() -> None:
    assert set(TABLE) == {act.name for act in Act}
    assert all(len(phases) == len(Phase) for _, phases in TABLE.values())


def test_every_act_is_open_to_the_roles_and_phases_of_the_table_only() -> None:
    for act, role, (at, phase) in CASES:
        roles, phases = TABLE[act]
        expected = role in roles and phases[at] == "x"
        actor = an_actor(ROLES[role])
        assert may(Act[act], actor, phase) is expected, (act, role, phase)
        if expected:
            require(Act[act], actor, phase)
        else:
            with pytest.raises(RuleViolation):
                require(Act[act], actor, phase)


def test_nobody_may_do_anything_before_logging_in() -> None:
    for act, phase in product(Act, Phase):
        assert not may(act, None, phase)
        with pytest.raises(RuleViolation, match="请先登录"):
            require(act, None, phase)


def test_a_refusal_names_who_may() -> None:
    with pytest.raises(RuleViolation, match="只有组长、监督员可以认定回避，当前登录的是专家01"):
        require(Act.DECIDE_RECUSAL, an_actor(Role.EXPERT), Phase.SEALED)


def test_a_refusal_names_when() -> None:
    with pytest.raises(RuleViolation, match="现处于“封存”阶段，只能在评分、汇总阶段评分"):
        require(Act.SCORE, an_actor(Role.EXPERT), Phase.SEALED)


def test_the_secretary_never_scores() -> None:
    assert not any(may(Act.SCORE, an_actor(Role.SECRETARY), phase) for phase in Phase)


def test_a_chair_who_is_an_expert_has_both_sets_of_rights() -> None:
    both = an_actor(Role.EXPERT, Role.PANEL_CHAIR)
    assert may(Act.SCORE, both, Phase.SCORING)
    assert may(Act.REOPEN_SHEET, both, Phase.SCORING)
    assert both.has(Role.PANEL_CHAIR)
