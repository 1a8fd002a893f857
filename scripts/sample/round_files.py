"""round.toml, panel.toml, decisions.toml and scores.csv of the sample round."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from scripts.sample.scores import EXPERTS, MISSING, MODEL, OUTLIER, RECUSED, TWIN, ScoreLine

ROUND = """\
# 演练用评审：由 scripts/make_sample.py 生成，请勿手工修改。
title = "2025年度“美好家园”小区评审（演练）"
year = 2025
bureau = "市住房和城乡建设局"
mode = "REHEARSAL"
rubric = "reference-2025.toml"
calendar = "2025.toml"

[rules]
county_quota_min = 3
county_quota_max = 5
shortlist_size = 5
nomination_quota = 2
notice_days = 7
notice_counting = "NEXT_DAY"
minimum_experts = 3
advised_experts = 5

# 期限从演练当天往后数若干天：当天收到的材料都没有迟报。
[deadlines]
submission_deadline = 7
report_deadline = 39

# 报送材料，按收件先后；城市在演练中代作县（市、区）。
[[packages]]
county = "广州市"
path = "packages/广州市"

[[packages]]
county = "深圳市"
path = "packages/深圳市报送材料.zip"

[[packages]]
county = "珠海市"
path = "packages/珠海市报送材料.zip"

[[packages]]
county = "佛山市"
path = "packages/佛山市"
"""

README = """\
# 演练评审（样例）

本文件夹由 `python scripts/make_sample.py` 生成，每次生成的内容逐字节相同。

- `packages/`：四个县（演练中以城市代作）的报送材料。广州为文件夹；深圳为 GBK 文件名的 ZIP；
  珠海为 UTF-8 文件名的 ZIP；佛山为带有 WPS 习惯（两行表头、合并单元格、全角数字、小计行）的文件夹。
- `round.toml`、`panel.toml`：评审规则和评审小组。
- `scores.csv`：五名专家对七个小区的合成评分（有一个漏评项）。
- `decisions.toml`：依次作出的决定：补评、回避、畸低替换、并列表决。

小区事实摘自广东省住房和城乡建设厅 2022 年公开通报；其余数据、图片、评分均为合成，仅供演练。
"""

ASSOCIATION = ("市物业行业协会", "ASSOCIATION", "协会专家")
BUREAU = ("市住房和城乡建设局", "BUREAU", "物业监管岗位")
PEOPLE = (
    (EXPERTS[0], ("PANEL_CHAIR", "EXPERT"), BUREAU),
    (EXPERTS[1], ("EXPERT",), BUREAU),
    (EXPERTS[2], ("EXPERT",), ASSOCIATION),
    (EXPERTS[3], ("EXPERT",), ASSOCIATION),
    (EXPERTS[4], ("EXPERT",), ASSOCIATION),
    ("监督员", ("OBSERVER",), ("市住房和城乡建设局", "BUREAU", "监督岗位")),
    ("秘书", ("SECRETARY",), ("市住房和城乡建设局", "BUREAU", "工作人员")),
)

DECISIONS = """\
# 演练中依次作出的决定。刚开始时：一个评分项漏评，一份评分应当回避，一份评分畸低，一处并列。
# 1. 漏评：补评后提交
[[missing]]
expert = "{missing_expert}"
estate = "{missing_estate}"
criterion = "{missing_criterion}"
points = {missing_points}
reason = "{missing_reason}"

# 2. 回避：该专家已评分并提交，之后本人申报，组长认定；原评分保留、划去、不计
[[recusals]]
expert = "{recused_expert}"
estate = "{recused_estate}"
interest = "EMPLOYMENT"
basis = "两年前曾受聘于该小区的物业服务企业（演练）"
is_declared_after_scoring = true
status = "CONFIRMED"
decided_by = "专家01"
reason = "情况属实，属三年内劳动关系，应当回避（演练）。"

# 3. 畸低：书面说明未获评审小组认可，以其他专家的均值替换
[[settlements]]
code = "outlier"
expert = "{outlier_expert}"
estate = "{outlier_estate}"
decision = "REPLACED"
settled_by = "专家01"
statement = "本人只看了申报表，没有查阅后交的佐证材料；印象分偏低，但不申请修改（演练）。"
abnormal = ["专家01", "专家02", "专家03"]
reason = "本人说明未查阅后交的材料；其余专家四人中三人认为仍属异常，以其他专家的均值替换（演练）。"

# 4. 并列：第 1、第 6 部分也相同，由评审小组表决
[[settlements]]
code = "tie"
estates = ["{first}", "{second}"]
decision = "ORDERED"
settled_by = "专家01"
order = ["{first}", "{second}"]
reason = "评审小组五名专家记名表决，三票对两票（演练）。"

[settlements.votes]
"{first}" = 3
"{second}" = 2
"""


def panel_toml() -> str:
    """Everybody in the room; units are kinds of units only."""
    blocks = ["# 演练用评审小组，专家均以编号表示。\n"]
    for name, roles, (unit, kind, title) in PEOPLE:
        shown = ", ".join(f'"{role}"' for role in roles)
        blocks.append(
            f'[[people]]\nname = "{name}"\nroles = [{shown}]\nunit = "{unit}"\n'
            f'title = "{title}"\nkind = "{kind}"\n'
        )
    return "\n".join(blocks)


def decisions_toml(points: Decimal, reason: str) -> str:
    return DECISIONS.format(
        missing_expert=MISSING[0],
        missing_estate=MISSING[1],
        missing_criterion=MISSING[2],
        missing_points=f"{points:f}",
        missing_reason=reason or "查阅服务清单后补评（演练）",
        recused_expert=RECUSED[0],
        recused_estate=RECUSED[1],
        outlier_expert=OUTLIER[0],
        outlier_estate=OUTLIER[1],
        first=MODEL,
        second=TWIN,
    )


def scores_csv(lines: Iterable[ScoreLine]) -> bytes:
    """The long table, with the mark that lets Excel read it."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("estate", "expert", "criterion", "points", "reason"))
    for line in lines:
        table.writerow((line.estate, line.expert, line.criterion, f"{line.points:f}", line.reason))
    return text.getvalue().encode("utf-8-sig")
