"""Write the page of the manual that says who may do what, and when, from the table of permissions.

Usage: python scripts/make_permissions.py
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

DOCUMENT = ROOT / "docs" / "manual" / "11-谁可以做什么.md"
HEAD = """# 谁可以做什么

<!-- made by scripts/make_permissions.py; do not edit -->

组长也是专家。专家不能兼秘书或监督员。秘书永远不能打分；谁也看不到别人还没公开的分数。
“重新打开评分表”“退回”须两人：组长和监督员；没有监督员时由组长和秘书。

| 事项 | 谁 | 在哪些阶段 |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    permission = import_module("meihao_desktop.domain.permission")
    role = import_module("meihao_desktop.domain.panel").Role
    phase = import_module("meihao_desktop.domain.review_round").Phase
    lines = []
    for act, granted in permission.PERMISSIONS.items():
        who = "、".join(each.value for each in role if each in granted.roles)
        allowed = [each.value for each in phase if each in granted.phases]
        when = allowed[0] if len(allowed) == 1 else f"{allowed[0]}至{allowed[-1]}"
        if len(allowed) == len(phase):
            when = "任何阶段"
        lines.append(f"| {act.value} | {who} | {when} |\n")
    return HEAD + "".join(lines)


def main() -> int:
    """Write the page where it is no longer true."""
    DOCUMENT.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
