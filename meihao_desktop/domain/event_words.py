"""What the events of the log are called where people read them, and whom they are about."""

import re
from collections.abc import Mapping

EVENT_WORDS = {
    "abstain": "弃权",
    "accept_pin": "登录",
    "accept_submission": "接收报送材料",
    "activate_seat": "领取席位",
    "add_earlier_round": "登记往年评审",
    "add_seconds": "累计评分用时",
    "adopt_copy": "启用副本",
    "adopt_version": "确认按新版材料评分",
    "advance_round": "进入下一阶段",
    "answer_notice": "答复异常评分通知",
    "appoint_deputy": "指定代办人",
    "call_up": "后备专家递补",
    "check_readiness": "会前自检",
    "confirm_veto": "登记一票否决",
    "count_pin_try": "输入 PIN",
    "decide_contest": "裁定以哪一份评分为准",
    "decide_hint": "处理利害关系提示",
    "decide_recusal": "认定回避",
    "declare_interest": "申报回避",
    "declare_interests": "作回避申报",
    "elect_chair": "指定组长",
    "enter_event_key": "登记评审密钥",
    "enter_expert_key": "登记专家密钥",
    "enter_reserve": "登记后备专家",
    "enter_secretary": "登记秘书",
    "hand_over": "交回评分",
    "issue_pin": "发放 PIN",
    "keep_mentions": "保存材料中的姓名提示",
    "leave_unfilled": "登记不补评",
    "load_rubric": "载入评分标准",
    "make_archive": "归档",
    "make_pack": "制作评审包",
    "note_absence": "登记缺席",
    "note_ink": "登记文书签字",
    "refuse_ink": "登记拒签",
    "note_pledges": "登记承诺书",
    "note_presence": "登记到会",
    "notify_expert": "发出异常评分通知",
    "open_bundles": "拆封评分包",
    "open_for_revision": "依异常评分答复打开评分表",
    "print_document": "打印文书",
    "receive_bundle": "收取评分包",
    "record_election": "登记组长推选",
    "record_term": "登记系数或扣分",
    "register_signature": "登记签字",
    "remove_earlier_round": "移除往年评审",
    "remove_person": "移除人员",
    "renew_pin": "重新发放 PIN",
    "renew_pin_alone": "单独重新发放 PIN",
    "renew_seat": "更新席位",
    "reopen_sheet": "重新打开评分表",
    "replace_box_key": "更换拆封密钥",
    "replace_event_key": "更换评审密钥",
    "replace_member": "更换评审小组成员",
    "restore_round": "恢复备份",
    "resume": "取消弃权",
    "return_round": "退回上一阶段",
    "save_document": "保存文书",
    "save_person": "登记人员",
    "save_rules": "修改评审规则",
    "set_cell": "评分",
    "set_remark": "填写评语",
    "settle_finding": "作出处理意见",
    "submit_sheet": "提交评分表",
    "substitute_expert": "后备专家替评",
    "take_over_list": "导入名单",
    "take_seat": "建立席位",
    "unlock_pin": "解锁 PIN",
    "vote_on_outlier": "登记异常评分表决",
    "withdraw_absence": "撤销缺席",
    "withdraw_term": "撤销系数或扣分",
}
_WORD = re.compile(r"[A-Za-z0-9_-]+")


def event_word(event: str) -> str:
    """The word for it; one that is not known here stands for itself."""
    return EVENT_WORDS.get(event, event)


def subject_text(subject: str, names: Mapping[str, str]) -> str:
    """People and estates by their names instead of their ids, where those are known."""
    return _WORD.sub(lambda found: names.get(found[0], found[0]), subject)
