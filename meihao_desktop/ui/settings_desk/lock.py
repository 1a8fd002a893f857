"""Why rules and rubric cannot be changed now, in words."""

from meihao_desktop.operations.keep_settings import SettingsDesk

SEALED = "评审已封存，规则和评分标准已锁定；如确需修改，请由组长和监督员退回到收件阶段。"
NOT_YOURS = "规则由秘书维护，这里只供查看。"


def lock_sentence(desk: SettingsDesk) -> str:
    """Empty where the actor may change them."""
    if desk.may_keep:
        return ""
    return SEALED if desk.review_round.rules_are_locked else NOT_YOURS
