"""What a fault in the records is told in: tables, columns and values as people know them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from meihao_desktop.db.event_chain import Key, Row
from meihao_desktop.domain.county import CountyKind
from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.hearing import Answer
from meihao_desktop.domain.panel import PersonKind, Role
from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.signature import KeyPurpose

Value = str | int | None
Names = Mapping[str, str]

TABLES = {
    "review_round": "评审设置", "rubric": "评分标准", "county": "县（市、区）",
    "submission": "报送材料", "estate": "小区", "person": "评审小组成员", "pin": "PIN",
    "recusal": "回避", "veto": "一票否决", "recorded_term": "系数和扣分",
    "score_sheet": "评分表", "score_cell": "得分",
    "earlier_round": "往年评审", "chair_election": "组长推选", "declaration": "回避申报",
    "name_search": "材料比对", "settlement": "处理意见", "hearing": "异常评分说明",
    "printing": "打印记录", "signing_key": "公钥", "certificate": "证书",
    "key_change": "评审密钥的更换",
    "sheet_signature": "评分表签名", "ink_signature": "签字登记", "seat": "评审包",
    "pack_out": "评审包发放", "bundle_in": "评分包接收", "bundle_out": "评分包交回",
    "absence": "缺席说明", "self_check": "会前自检",
    "archive": "归档",
    "_sqlite_migrations": "数据格式版本",
}  # fmt: skip
COLUMNS = {
    "id": "编号", "title": "名称", "year": "年度", "bureau": "主办单位", "mode": "评审类别",
    "phase": "阶段", "rules": "评审规则", "body": "内容", "position": "次序", "name": "名称",
    "kind": "类别", "county_department": "县级主管部门", "county": "县（市、区）",
    "version": "版次", "source_name": "来源名称", "container": "报送形式", "digest": "校验值",
    "letter": "加密文件的校验值",
    "received_at": "接收时间", "received_by": "接收人", "shared_materials": "共用材料",
    "findings": "检查结果", "file_count": "文件数", "total_size": "总大小",
    "differences": "与上一版的差异", "summary_facts": "汇总表数据", "application_form": "申报表",
    "materials": "材料", "submission_version": "材料版次", "roles": "身份", "unit": "单位",
    "group": "分组", "background": "任职经历", "seat": "到会和席位情况",
    "phc_hash": "PIN 校验值", "failed_tries": "输错次数", "token": "激活凭证",
    "slip": "密封条编号", "issued_by": "发放人", "issued_at": "发放时间", "person": "人员",
    "expert": "专家", "estate": "小区", "interest": "利害关系", "basis": "依据", "status": "状态",
    "declared_at": "申报时间", "decided_by": "认定人", "decided_at": "认定时间",
    "decision_reason": "认定理由", "deputy": "代办人", "successor": "替评专家",
    "unfilled": "不补评的理由", "unfilled_by": "登记不补评的人", "ground": "否决事由",
    "happened_on": "发生日期", "document": "文件依据", "confirmed_by": "确认人",
    "confirmed_at": "确认时间", "revision": "评分表版次", "remark": "评语",
    "material_version": "所依据的材料版次", "abstain_reason": "弃权理由",
    "submitted_at": "提交时间", "seconds_spent": "评分用时（秒）",
    "reopen_reason": "重新打开的理由", "open_criteria": "重新打开的评分项", "criterion": "评分项",
    "points": "分数", "reason": "理由", "counts": "计数", "pins": "引用的材料",
    "finding": "问题", "where": "所在位置", "decision": "处理意见", "actor": "操作人",
    "settled_at": "处理时间", "order": "排列次序", "votes": "表决", "approval": "批准依据",
    "seed": "抽签种子", "witness": "见证人", "agreed": "核定数据", "paper": "文书",
    "subject": "对象", "check_code": "校验码", "printed_at": "打印时间", "event_seq": "记录号",
    "has_result": "是否有结果", "estates": "各小区", "number": "序号", "polls": "得票",
    "held_at": "推选时间", "recorded_by": "登记人", "sentence": "通知内容",
    "notified_by": "通知人", "notified_at": "通知时间", "answer": "答复", "statement": "说明",
    "answered_at": "答复时间", "voted_at": "表决时间", "answers": "申报内容",
    "stamp": "材料校验值", "mentions": "提到的姓名", "unread": "读不了的文件数",
    "searched_at": "比对时间", "fingerprint": "密钥指纹", "purpose": "用途", "owner": "持有人",
    "machine": "所在电脑", "algorithm": "算法", "public_key": "公钥", "made_at": "生成时间",
    "retired_at": "停用时间", "issuer": "签发密钥", "signature": "签名", "signed_at": "签名时间",
    "signer": "签字人", "noted_by": "登记人", "noted_at": "登记时间", "round_id": "评审编号",
    "event_key": "评审密钥", "pack_serial": "评审包号", "pack_digest": "评审包校验值",
    "taken_at": "建立时间", "own": "本人部分", "serial": "编号", "content": "内容",
    "made_by": "制作人", "place": "存放位置", "log_seq": "记录号", "log_head": "记录末端",
    "jumps": "时钟跳动次数", "state": "状态", "opened_at": "拆封时间", "marks": "标记",
    "handed_at": "交回时间", "amount": "数额", "dated_on": "文件日期", "recorded_at": "登记时间",
    "withdrawn_by": "撤销人", "withdrawal_confirmed_by": "撤销确认人",
    "withdrawn_at": "撤销时间", "withdrawal_reason": "撤销理由", "result_digest": "结果校验值",
    "parts": "各文件", "materials_size": "材料总大小", "materials_digest": "材料校验值",
    "items": "自检项目", "exceptions": "例外理由", "migration_set": "数据格式",
    "applied_at": "升级时间", "replaced": "被更换的密钥", "cause": "更换原因",
    "replaced_by": "更换人", "replaced_at": "更换时间", "refusal": "拒签的理由",
}  # fmt: skip
OWN_WORDS = {
    ("review_round", "title"): "评审名称", ("person", "name"): "姓名", ("person", "title"): "职称",
    ("person", "kind"): "单位类别", ("archive", "materials"): "材料文件数",
}  # fmt: skip
OTHER = "其他内容"
KINDS: Mapping[tuple[str, str], type[Enum]] = {
    ("review_round", "phase"): Phase, ("recorded_term", "phase"): Phase,
    ("review_round", "mode"): RoundMode, ("county", "kind"): CountyKind,
    ("person", "kind"): PersonKind, ("person", "roles"): Role,
    ("recusal", "interest"): Interest, ("recusal", "status"): RecusalStatus,
    ("score_sheet", "status"): SheetStatus, ("settlement", "decision"): Decision,
    ("hearing", "answer"): Answer, ("recorded_term", "kind"): TermKind,
    ("signing_key", "purpose"): KeyPurpose, ("bundle_in", "state"): BundleState,
}  # fmt: skip
ALONE = frozenset({"review_round", "rubric", "seat", "_sqlite_migrations"})
"""Tables of one row: the word of the table says all."""
SHOWN, DIGITS = 40, 16
_DIGEST = re.compile(r"[0-9a-fA-F]{32,}")
_STRUCTURE = re.compile(r"page (\d+)")


@dataclass(frozen=True, slots=True)
class Naming:
    """The people and estates of the round by their ids, for sentences about its rows."""

    names: Names

    def row(self, table: str, key: Key, row: Row | None) -> str:
        """What a row is about: 专家01对“朗悦花园”的评分表（第 1 版）1.1 项的得分."""
        special = _ROWS.get(table)
        if special is not None and (told := special(self, key, row or {})):
            return told
        label = TABLES.get(table, OTHER)
        if table in ALONE:
            return label
        return f"{label}“{'/'.join(self.name(part) for part in key)}”"

    def change(self, table: str, column: str, found: Value, wanted: Value) -> str:
        """One column as it is and as it should be; texts that nobody reads are only named."""
        word = OWN_WORDS.get((table, column)) or COLUMNS.get(column, OTHER)
        now, told = self._value(table, column, found), self._value(table, column, wanted)
        if now == told or "" in (now, told):
            return f"{word}被改动"
        return f"{word}现为“{now}”，按记录应为“{told}”"

    def name(self, value: Value) -> str:
        return self.names.get(str(value), str(value))

    def sheet(self, key: Key) -> str:
        expert, estate, revision = key[:3]
        return f"{self.name(expert)}对“{self.name(estate)}”的评分表（第 {revision} 版）"

    def _value(self, table: str, column: str, value: Value) -> str:
        """The words for a value; nothing where it is a text for programs only."""
        text = "" if value is None else str(value)
        kind = KINDS.get((table, column))
        told = text
        if not text:
            told = "空"
        elif column == "points" and isinstance(value, int):
            told = f"{plain(Decimal(value).scaleb(-2))} 分"
        elif kind is not None and text in kind.__members__:
            told = str(kind[text].value)
        elif column.endswith("_at") and (at := _moment(text)) is not None:
            told = f"{at.astimezone():%Y-%m-%d %H:%M:%S}"
        elif text.startswith("$argon2") or table == "_sqlite_migrations":
            told = ""
        elif text[0] in "[{":
            told = self._listed(text, kind)
        elif _DIGEST.fullmatch(text):
            told = f"{text[:DIGITS].upper()}……"
        return _short(self.name(told))

    def _listed(self, text: str, kind: type[Enum] | None) -> str:
        """A short list of names or words; anything deeper is for programs."""
        try:
            told = json.loads(text)
        except ValueError:
            return _short(text)
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            return ""
        known = kind.__members__ if kind else {}
        words = (str(known[one].value) if one in known else self.name(one) for one in told)
        return _short("、".join(words)) or "空"


def naming(people: Mapping[Key, Row], estates: Mapping[Key, Row]) -> Naming:
    """From the rows of people and of estates, as the log tells them."""
    rows = {**people, **estates}
    return Naming({str(key[0]): str(row.get("name", key[0])) for key, row in rows.items()})


def structure_words(state: str) -> str:
    """What SQLite's own check found, as far as it helps: how much, and where it begins."""
    lines = [line for line in state.splitlines() if line.strip() and not line.startswith("***")]
    pages = _STRUCTURE.findall(state)
    where = f"，从第 {pages[0]} 页起" if pages else ""
    return f"数据文件的内部结构有损坏（至少 {max(len(lines), 1)} 处{where}）"


def _cell(naming: Naming, key: Key, _row: Row) -> str:
    return f"{naming.sheet(key)}中 {key[3]} 项的得分" if len(key) == 4 else ""


def _sheet(naming: Naming, key: Key, _row: Row) -> str:
    return naming.sheet(key) if len(key) == 3 else ""


def _signature(naming: Naming, key: Key, _row: Row) -> str:
    return f"{naming.sheet(key)}的签名" if len(key) == 3 else ""


def _public_key(naming: Naming, key: Key, row: Row) -> str:
    whose = naming.name(row["owner"]) if row.get("owner") else "本轮评审"
    return f"{whose}的公钥“{key[0]}”"


def _certificate(_naming: Naming, key: Key, _row: Row) -> str:
    return f"密钥“{key[0]}”的证书"


def _submission(naming: Naming, key: Key, _row: Row) -> str:
    return f"报送材料“{naming.name(key[0])}，第 {key[1]} 版”" if len(key) == 2 else ""


_ROWS: Mapping[str, Callable[[Naming, Key, Row], str]] = {
    "score_cell": _cell, "score_sheet": _sheet, "sheet_signature": _signature,
    "signing_key": _public_key, "certificate": _certificate, "submission": _submission,
}  # fmt: skip


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _short(text: str) -> str:
    text = text.replace("“", "‘").replace("”", "’")
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"
