"""Write the catalogue of checks in the manual from the code that makes the findings.

Codes, weights and sentences of the counter come from its closed catalogue; those of the checks
from their modules: the first line of the docstring, the codes and weights in the source, and the
fields of the round's rules that they read, called as the settings desk calls them.

Usage: python scripts/make_catalogue.py [--check]
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

CONFLICTS = ROOT / "meihao_desktop" / "domain" / "conflicts"
FIELDS = ROOT / "meihao_desktop" / "ui" / "settings_desk" / "rule_groups.py"
DOCUMENT = ROOT / "docs" / "manual" / "09-核查目录.md"
NO_CHECKS = frozenset({"__init__", "run_all"})
WEIGHTS = {"BLOCKING": "阻断", "WARNING": "警告", "NOTE": "提示"}

HEAD = """# 核查目录

<!-- made by scripts/make_catalogue.py; do not edit -->

程序能说出的每一条核查发现都列在这里，没有别的。程序只提问，不改数据、不删数据、不替人下结论。

- **阻断**：收件核查的阻断没有处理意见（或补交、更正）之前，不能进入“封存”；评分核查的阻断没有处理
  （或更正）之前，不能进入“签署”。收件时看到阻断，最好在确认接收之前就与报送单位核实。
- **警告**：请核对，可以写处理意见，不写也能继续。
- **提示**：告诉您程序作了什么推定，请看一眼。

处理意见针对的是当时的数据；数据再变，同一处会重新提出来，原来的意见不再管用。
句中的“……”由程序填上小区、文件、数值等。
"""
DOOR = """
## 一、收件核查（插上 U 盘时）

材料照样可以接收；每一条都写在收件回执上。

| 代码 | 程度 | 句子 |
|---|---|---|
"""
REFUSALS = """
## 二、没有接收的情形

下面这些单个文件没有接收，其余的照样接收；没有接收的文件列在收件回执上（程度都是警告）。

| 代码 | 句子 |
|---|---|
"""
WHOLE = """
下面这些情形整份材料都不能读取，什么都没有留下，改好后重新导入即可。

| 代码 | 句子 |
|---|---|
"""
CHECKS = """
## 三、评分核查（秘书台“核查发现”）

“用到的规则”是设置里的名称和默认值，“能作的处理”是秘书台上可以选的几种。

| 代码 | 程度 | 说的是 | 用到的规则 | 能作的处理 |
|---|---|---|---|---|
"""
SOURCES = """
## 四、每项核查在程序里的位置

给要核对程序的人：模块都在 `meihao_desktop/domain/conflicts/`，说明是程序里的原话。

| 模块 | 代码 | 规则字段 | 说明 |
|---|---|---|---|
"""
SUBJECTS: Mapping[str, str] = {
    "all_replaced": "同一项各专家的得分都被决定替换，没有均值可取",
    "changed_material": "封存以后换过材料",
    "clock_jump": "专家电脑的时钟在评分期间往回拨过，或比秘书的电脑快得多",
    "common_experts": "只按评过全部小区的专家计算，名单会有变化",
    "company_spelling": "同一物业服务企业的名称有几种写法",
    "composition": "评审小组的人数、单双数、外部专家比例，或两人来自同一单位、集团",
    "contested": "同一份评分表从两处收到，内容不同",
    "contrary": "一位专家的排序与其他专家相反",
    "county_quota": "一个县报送的小区数不在规定范围内",
    "duplicate_file": "不同县的小区交了内容相同的文件",
    "earlier_company": "物业服务企业去年服务的小区已列入公示名单",
    "earlier_file": "文件与往年报送的完全相同",
    "earlier_honour": "小区往年已列入公示名单；在不得再次申报的年限内为阻断，否则为提示",
    "earlier_photo": "照片与往年报送的看上去相同",
    "expert_groups": "各专家组评的小区不同，得分不能直接比较",
    "extreme": "整份评分表满分或零分而没有评语",
    "fragile": "不计某一位专家的评分，名单就会变化",
    "hasty": "评完一份评分表用时过短",
    "identical": "两位专家对一个小区的各项得分完全相同",
    "implausible": "户均建筑面积不合常理，或与各小区相差过大",
    "implausible_year": "交付年份不合常理",
    "interest_hint": "可能有利害关系，尚未申报或认定；吻合为阻断，疑似为警告，其余为提示",
    "late": "报送材料在截止日期之后收到",
    "look_alike": "两个小区的照片看上去相同",
    "look_alike_within": "一个小区的照片有重复",
    "missing": "该评的没有评、没有评完或没有提交",
    "no_deputy": "秘书或组长应回避而没有指定代行的人",
    "objective": "客观评分项各专家给分不一致",
    "old_version": "评的是旧版材料",
    "out_of_range": "得分超出分值、不合分档或计分单位",
    "outlier": "一位专家的总分畸高或畸低",
    "outlier_item": "一位专家的一个评分项与均值相差过大",
    "passed_over": "因每县名额已满而没有列入名单的小区",
    "quorum": "一个小区的有效专家太少",
    "range": "一个小区各专家总分的最高与最低相差过大",
    "reason": "满分、零分、扣分没有写理由",
    "recused": "应回避的专家留有评分（保留、划去、不计入）",
    "repeated": "一位专家给几个小区的各项得分完全相同",
    "same_estate": "两个小区的名称、面积、户数或地址相同，可能重复报送",
    "term": "登记了系数或扣分；得分公开以后登记的为警告",
    "term_limit": "登记的系数或扣分与现行规则不符",
    "term_withdrawn": "登记过的系数或扣分已撤销",
    "shared_machine": "两位专家的评分包出自同一台电脑",
    "tie": "并列跨入选线，或递补顺序并列，规则分不出先后",
    "undecided_recusal": "申报的回避还没有认定",
    "unfounded_recusal": "申报的回避写得太少，登记的情况中也没有线索",
    "uniform": "一位专家对各小区的得分几乎都是同一档次",
}
MEND = "只能更正，不能以意见代替"


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding that a module of the checks can make."""

    module: str
    code: str
    weights: tuple[str, ...]
    meaning: str
    rules: tuple[str, ...]


def checks(folder: Path = CONFLICTS) -> tuple[Check, ...]:
    """Every kind of finding of every module, in the order of the files."""
    return tuple(
        check
        for file in sorted(folder.glob("*.py"))
        if file.stem not in NO_CHECKS
        for check in _checks_of(file)
    )


def catalogue() -> str:
    """The whole page."""
    door = import_module("meihao_desktop.intake.door_findings")
    refusals = import_module("meihao_desktop.intake.refusals")
    return "".join(
        (
            HEAD,
            DOOR,
            *(
                _line(f"`door_{one.name.lower()}`", one.severity.value, _spoken(one.value[1]))
                for one in door.Door
            ),
            REFUSALS,
            *(_line(f"`{one.code}`", _spoken(one.value)) for one in refusals.LeftOut),
            WHOLE,
            *(_line(f"`{one.code}`", _spoken(one.value)) for one in refusals.Refusal),
            CHECKS,
            *(_check_line(check) for check in checks()),
            SOURCES,
            *(_source_line(check) for check in checks()),
        )
    )


def main() -> int:
    """Write the page, or with --check only say whether it is true."""
    fresh = catalogue()
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == fresh:
        return 0
    if "--check" in sys.argv[1:]:
        print(f"{DOCUMENT.name} is out of date: python scripts/make_catalogue.py")
        return 1
    DOCUMENT.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


def _checks_of(file: Path) -> Iterator[Check]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    meaning = (ast.get_docstring(tree) or "").partition("\n")[0]
    everywhere = _weights(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id != "Finding":
                continue
            said = {keyword.arg: keyword.value for keyword in call.keywords}
            code = said["code"]
            if not isinstance(code, ast.Constant):
                raise SystemExit(f"{file.name} makes a finding whose code is not written out")
            yield Check(
                module=file.stem,
                code=str(code.value),
                weights=_weights(said["severity"]) or everywhere,
                meaning=meaning,
                rules=_rules_read(tree, str(code.value)),
            )


def _weights(tree: ast.AST) -> tuple[str, ...]:
    """The weights that are named in this piece of code, the heaviest first."""
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return tuple(word for name, word in WEIGHTS.items() if name in named)


def _rules_read(tree: ast.Module, code: str) -> tuple[str, ...]:
    """The fields of the rules that lead to this finding: of its own functions where it has some."""
    fields = _rule_fields()
    reading = {
        node.name: {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} & set(fields)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    own = [names for function, names in reading.items() if _serves(function, code)]
    found = set[str]().union(*(own or reading.values()))
    return tuple(field for field in fields if field in found)


def _serves(function: str, code: str) -> bool:
    """Whether a function belongs to this code, where a module has several with their own rules."""
    prefixes = {
        "clock_jump": "_clock",
        "contested": "_contested",
        "earlier_company": "_companies",
        "earlier_file": "_file",
        "earlier_honour": "_estate",
        "earlier_photo": "_alike",
        "identical": "_alike",
        "implausible": "_far",
        "implausible_year": "_years",
        "outlier": "_total",
        "outlier_item": "_items",
        "range": "_range",
        "shared_machine": "_shared",
        "uniform": "_uniform",
    }
    return code in prefixes and function.startswith(prefixes[code])


def _rule_fields() -> Mapping[str, object]:
    """Names and default values of the round's thresholds."""
    rules = import_module("meihao_desktop.domain.review_round").RoundRules()
    return {
        name: getattr(part, name)
        for part in (rules, rules.outlier, rules.bearing)
        for name in part.__dataclass_fields__
        if name not in ("outlier", "tally", "bearing", "terms")
    }


def _check_line(check: Check) -> str:
    fields, called = _rule_fields(), _called()
    rules = "；".join(
        f"{label} {_shown(fields[name], unit)}"
        for name in check.rules
        for label, unit in [called[name]]
    )
    return _line(
        f"`{check.code}`",
        "或".join(check.weights),
        SUBJECTS[check.code],
        rules or "—",
        "、".join(_decisions(check.code)) or MEND,
    )


def _source_line(check: Check) -> str:
    rules = " ".join(f"`{name}`" for name in check.rules) or "—"
    return _line(f"`{check.module}`", f"`{check.code}`", rules, check.meaning)


def _called() -> Mapping[str, tuple[str, str]]:
    """What the settings desk calls each field, and its unit; read without starting Qt."""
    called: dict[str, tuple[str, str]] = {}
    for call in ast.walk(ast.parse(FIELDS.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            said = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            if not said or str(said[0]).startswith("tally."):
                continue  # no check reads them
            if call.func.id in ("_count", "_amount"):
                called[str(said[0]).rpartition(".")[2]] = (str(said[1]), str(said[2]))
            elif call.func.id == "_percent":
                called[str(said[0]).rpartition(".")[2]] = (str(said[1]), "%")
            elif call.func.id in ("DayField", "GroupsField"):
                called[str(said[0])] = (str(said[1]), "")
    return called


def _decisions(code: str) -> Sequence[str]:
    finding = import_module("meihao_desktop.domain.finding")
    usual = (finding.Decision.ACKNOWLEDGED, finding.Decision.DISMISSED)
    return [decision.value for decision in finding.DECISIONS.get(code, usual)]


def _shown(value: object, unit: str) -> str:
    if value is None:
        return "（没有设定时不查）"
    if value == ():
        return "（没有填写时只比对名称）"
    shown = f"{Decimal(str(value)) * 100:.0f}" if unit == "%" else str(value)
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}"


def _spoken(sentence: str) -> str:
    """A sentence with dots where the program fills in names and figures."""
    return re.sub(r"\{\w+\}", "……", sentence)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
