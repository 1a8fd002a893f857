"""Who may do what, and when: one table of acts, roles and phases."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId, Role
from meihao_desktop.domain.review_round import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """操作人: the person who acts in the program now."""

    id: PersonId
    name: str
    roles: frozenset[Role]

    def has(self, role: Role) -> bool:
        return role in self.roles


class Act(Enum):
    """Everything that changes a round or shows what is not for everybody."""

    KEEP_RULES = "修改评审规则"
    COMPARE_YEARS = "添加或移除往年评审"
    ACCEPT_SUBMISSION = "接收报送材料"
    CONVENE_PANEL = "登记评审小组成员"
    ENTER_RESERVE = "登记后备专家"
    REPLACE_MEMBER = "更换或递补评审小组成员"
    ELECT_CHAIR = "登记组长推选"
    NOTE_PRESENCE = "登记到会和承诺"
    ISSUE_PIN = "发放 PIN"
    COMPARE_NAMES = "在材料中比对姓名和单位"
    DECLARE_INTEREST = "申报回避"
    DECLARE_AS_SECRETARY = "申报秘书本人的回避"
    DECIDE_RECUSAL = "认定回避"
    APPOINT_DEPUTY = "指定代办人"
    CONFIRM_VETO = "登记一票否决"
    RECORD_TERM = "登记系数和扣分"
    SCORE = "评分"
    SUBMIT_SHEET = "提交评分表"
    REOPEN_SHEET = "重新打开评分表"
    REGISTER_SIGNATURE = "登记签字"
    NOTE_INK = "登记文书签字"
    SEE_ALL_SCORES = "查看全部评分"
    SETTLE_FINDING = "作出处理意见"
    ANSWER_NOTICE = "答复异常评分通知"
    ADVANCE_ROUND = "进入下一阶段"
    RETURN_ROUND = "退回上一阶段"
    PRINT_RESULTS = "打印汇总和排名"
    CHECK_READINESS = "做会前自检"
    KEEP_BACKUPS = "选择备份位置"
    ADOPT_COPY = "启用副本"
    RESTORE_ROUND = "恢复备份"
    MAKE_PACK = "制作评审包"
    RECEIVE_BUNDLES = "接收评分包"
    OPEN_BUNDLES = "拆封评分包"
    DECIDE_CONTEST = "裁定以哪一份评分为准"
    NOTE_ABSENCE = "登记评分缺席"
    HAND_OVER = "交回评分"
    SEE_RECEPTION = "查看评分包的收发"
    MAKE_ARCHIVE = "归档"
    REPLACE_EVENT_KEY = "更换评审密钥"
    SHOW_AGENDA = "在大屏上显示会议议程"
    SHOW_RESULT = "在大屏上公布名次"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The roles that may act and the phases in which they may."""

    roles: frozenset[Role]
    phases: frozenset[Phase]


ALL_PHASES = frozenset(Phase)
SECRETARY, EXPERT = Role.SECRETARY, Role.EXPERT
CHAIR, OBSERVER = Role.PANEL_CHAIR, Role.OBSERVER


def _between(first: Phase, last: Phase) -> frozenset[Phase]:
    return frozenset(p for p in Phase if first.position <= p.position <= last.position)


def _allow(phases: frozenset[Phase], *roles: Role) -> Permission:
    return Permission(roles=frozenset(roles), phases=phases)


_OPEN = _between(Phase.PREPARING, Phase.RECEIVING)
_MEETING = _between(Phase.SEALED, Phase.COLLATING)
_SEATING = _between(Phase.PREPARING, Phase.COLLATING)
_RESULT = _between(Phase.COLLATING, Phase.CLOSED)

PERMISSIONS: Mapping[Act, Permission] = {
    Act.KEEP_RULES: _allow(_OPEN, SECRETARY),
    Act.COMPARE_YEARS: _allow(_OPEN, SECRETARY),
    Act.ACCEPT_SUBMISSION: _allow(_OPEN, SECRETARY),
    Act.CONVENE_PANEL: _allow(_OPEN, SECRETARY),
    Act.ENTER_RESERVE: _allow(_SEATING, SECRETARY),
    Act.REPLACE_MEMBER: _allow(_between(Phase.RECEIVING, Phase.COLLATING), SECRETARY),
    Act.ELECT_CHAIR: _allow(_SEATING, SECRETARY),
    Act.NOTE_PRESENCE: _allow(_between(Phase.RECEIVING, Phase.SIGNING), SECRETARY),
    Act.ISSUE_PIN: _allow(ALL_PHASES, SECRETARY),
    Act.COMPARE_NAMES: _allow(_between(Phase.RECEIVING, Phase.COLLATING), SECRETARY, OBSERVER),
    Act.DECLARE_INTEREST: _allow(_between(Phase.SEALED, Phase.COLLATING), EXPERT, CHAIR),
    Act.DECLARE_AS_SECRETARY: _allow(_between(Phase.RECEIVING, Phase.COLLATING), SECRETARY),
    Act.DECIDE_RECUSAL: _allow(_MEETING, CHAIR, OBSERVER),
    Act.APPOINT_DEPUTY: _allow(_between(Phase.RECEIVING, Phase.SIGNING), CHAIR, OBSERVER),
    Act.CONFIRM_VETO: _allow(_between(Phase.RECEIVING, Phase.COLLATING), SECRETARY),
    Act.RECORD_TERM: _allow(_between(Phase.RECEIVING, Phase.COLLATING), SECRETARY),
    Act.SCORE: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), EXPERT, CHAIR),
    Act.SUBMIT_SHEET: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), EXPERT, CHAIR),
    Act.REOPEN_SHEET: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), CHAIR, OBSERVER),
    Act.REGISTER_SIGNATURE: _allow(_between(Phase.SCORING, Phase.SIGNING), SECRETARY),
    Act.NOTE_INK: _allow(_between(Phase.SEALED, Phase.PUBLISHED), SECRETARY),
    Act.SEE_ALL_SCORES: _allow(_RESULT, SECRETARY, CHAIR, OBSERVER),
    Act.SETTLE_FINDING: _allow(_between(Phase.RECEIVING, Phase.SIGNING), CHAIR, SECRETARY),
    Act.ANSWER_NOTICE: _allow(frozenset({Phase.COLLATING, Phase.SIGNING}), EXPERT, CHAIR),
    Act.ADVANCE_ROUND: _allow(_between(Phase.PREPARING, Phase.PUBLISHED), SECRETARY),
    Act.RETURN_ROUND: _allow(_between(Phase.RECEIVING, Phase.FINAL), CHAIR, OBSERVER),
    Act.PRINT_RESULTS: _allow(_RESULT, SECRETARY, CHAIR),
    Act.CHECK_READINESS: _allow(_between(Phase.PREPARING, Phase.COLLATING), SECRETARY),
    Act.KEEP_BACKUPS: _allow(ALL_PHASES, SECRETARY),
    Act.ADOPT_COPY: _allow(ALL_PHASES, SECRETARY),
    Act.RESTORE_ROUND: _allow(ALL_PHASES, SECRETARY),
    Act.MAKE_PACK: _allow(_MEETING, SECRETARY),
    Act.RECEIVE_BUNDLES: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), SECRETARY),
    Act.OPEN_BUNDLES: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), SECRETARY, CHAIR),
    Act.DECIDE_CONTEST: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), CHAIR),
    Act.NOTE_ABSENCE: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), SECRETARY),
    Act.SEE_RECEPTION: _allow(_between(Phase.SEALED, Phase.CLOSED), SECRETARY, CHAIR, OBSERVER),
    Act.HAND_OVER: _allow(frozenset({Phase.SCORING, Phase.COLLATING}), EXPERT, CHAIR),
    Act.MAKE_ARCHIVE: _allow(_between(Phase.FINAL, Phase.CLOSED), SECRETARY),
    Act.REPLACE_EVENT_KEY: _allow(_between(Phase.SEALED, Phase.CLOSED), SECRETARY),
    Act.SHOW_AGENDA: _allow(_between(Phase.SEALED, Phase.CLOSED), SECRETARY, CHAIR),
    Act.SHOW_RESULT: _allow(_RESULT, SECRETARY, CHAIR),
}

DEPUTISED: frozenset[Act] = frozenset(
    {
        Act.ACCEPT_SUBMISSION,
        Act.REPLACE_MEMBER,
        Act.DECIDE_RECUSAL,
        Act.CONFIRM_VETO,
        Act.REOPEN_SHEET,
        Act.REGISTER_SIGNATURE,
        Act.SEE_ALL_SCORES,
        Act.SETTLE_FINDING,
    }
)
"""What a deputy may do on an estate that a secretary or a chair must stand back from (代办)."""


def may(act: Act, actor: Actor | None, phase: Phase) -> bool:
    """Whether this person may do this in this phase."""
    permission = PERMISSIONS[act]
    return actor is not None and bool(actor.roles & permission.roles) and phase in permission.phases


def require(act: Act, actor: Actor | None, phase: Phase) -> None:
    """Refuse with a sentence that names who may, or when."""
    permission = PERMISSIONS[act]
    if actor is None:
        raise RuleViolation(f"请先登录，再{act.value}。")
    if not actor.roles & permission.roles:
        who = "、".join(role.value for role in Role if role in permission.roles)
        raise RuleViolation(f"只有{who}可以{act.value}，当前登录的是{actor.name}。")
    if phase not in permission.phases:
        when = "、".join(p.value for p in Phase if p in permission.phases)
        raise RuleViolation(f"评审现处于“{phase.value}”阶段，只能在{when}阶段{act.value}。")
