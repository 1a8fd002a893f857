"""Replacements that leave nobody's points to take a mean of."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import all_replaced, outlier
from meihao_desktop.domain.finding import Decision
from tests.support.builders import a_dossier, a_settlement, codes, settled


def test_replacing_every_expert_blocks_and_says_so() -> None:
    dossier = a_dossier([[70, 90, 100]], experts=3)
    like = next(f for f in outlier.check(dossier) if f.code == "outlier")
    each = [replace(like, where=replace(like.where, expert=f"P0{n}")) for n in (1, 2, 3)]
    two = settled(dossier, *(a_settlement(f, Decision.REPLACED) for f in each[:2]))
    assert codes(all_replaced.check(two)) == []
    three = settled(dossier, *(a_settlement(f, Decision.REPLACED) for f in each))
    (finding,) = all_replaced.check(three)
    assert "“朗悦花园”的评分项 1.1 各专家的得分都已决定替换" in finding.sentence
    assert finding.decisions == ()
