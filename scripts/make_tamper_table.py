"""Write docs/tamper.md: every way to cheat with an archive that the tests try.

Usage: python scripts/make_tamper_table.py
"""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FAMILIES = {"files": "文件", "records": "记录、密钥和证书", "result": "规则、小组和结果"}
HEAD = """# 归档的篡改试验

由 `scripts/make_tamper_table.py` 生成，请勿手工修改。

每一种改动都在 `tests/verifier/test_tamper.py` 中做一遍：改动归档，尽可能重新签名、重算留痕链，
再由独立的核验程序（`python -I verify.py`）核对，退出码必须是 1，并说出下面这句话。
“须比对纸”的改动连同整条留痕链和签名一起重做，只有签过字的纸上的留痕链末端能识破。
"""


def main() -> int:
    """Collect the table and write it."""
    lines = [HEAD]
    table = import_module("tests.verifier.tampers").TAMPERS
    counts: list[tuple[str, int]] = []
    for family, label in FAMILIES.items():
        before = len(table)
        import_module(f"tests.verifier.tampers_of_{family}")
        added = table[before:]
        counts.append((label, len(added)))
        lines += [f"\n## {label}（{len(added)} 种）\n", "| 改动 | 核验程序的回答 |", "|---|---|"]
        for each in added:
            paper = "（须比对纸）" if each.needs_paper else ""
            lines.append(f"| {each.name} | ……{each.sentence}……{paper} |")
    total = "，".join(f"{label} {count}" for label, count in counts)
    lines.insert(1, f"共 {len(table)} 种：{total}；全部识破。")
    lines.append(
        "\n另外：归档中每个文件各翻转一位，全部识破；"
        "主要文件每次各翻转约 60 处，\n"
        "用 --sweeps 另行运行时各约 1,500 处，也全部识破。\n\n"
        "核验程序与评审程序在随机抽取的规则、小组、评分和处理意见上逐项比对，见\n"
        "`tests/verifier/test_same_as_the_program.py` 和 `test_drawn_archives.py`。\n"
    )
    (ROOT / "docs" / "tamper.md").write_text("\n".join(lines), encoding="utf-8")
    print(f"docs/tamper.md: {len(table)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
