"""异常评分说明: one page that shows each step, the figure struck through and who signs."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import outlier
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision, FindingKey, Settlement
from meihao_desktop.domain.hearing import Answer, Hearing, Voice
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.printing.explanation_pdf import changed_items, explanation_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen
from tests.printing.reading import page_texts
from tests.support.builders import NOON, a_sheet, expert_id

OTHERS = tuple(expert_id(number) for number in (1, 3, 4, 5))


def a_told_hearing(dossier: Dossier) -> Hearing:
    """专家02 gave 60 where the others gave about 95."""
    own = (f for f in outlier.check(dossier) if f.where.expert == expert_id(2))
    finding = next(f for f in own if f.code == "outlier")
    return Hearing(
        finding=finding.key, where=finding.where, sentence=finding.sentence,
        notified_by="秘书", notified_at=NOON,
    )  # fmt: skip


def voted(hearing: Hearing, *voices: Voice) -> Hearing:
    stood = hearing.answered(Answer.STAND, "已核对材料。", by=expert_id(2), at=NOON)
    pairs = list(zip(OTHERS, voices, strict=True))
    return stood.voted(pairs, others=frozenset(OTHERS), at=NOON)


def decided(dossier: Dossier, hearing: Hearing, decision: Decision) -> Dossier:
    settlement = Settlement(
        finding=hearing.finding, where=hearing.where, decision=decision, reason="说明不成立",
        actor="专家01", settled_at=NOON,
    )  # fmt: skip
    return replace(
        dossier,
        hearings={hearing.finding: hearing},
        settlements={FindingKey(hearing.finding): settlement},
    )


def paper(dossier: Dossier, hearing: Hearing) -> bytes:
    return explanation_pdf(dossier, standing_of(dossier), hearing, STAMP)


def test_a_replaced_score_is_told_from_finding_to_decision_on_one_page() -> None:
    before = a_full_dossier()
    hearing = voted(a_told_hearing(before), *[Voice.ABNORMAL] * 3, Voice.JUSTIFIED)
    pdf = paper(decided(before, hearing, Decision.REPLACED), hearing)
    assert len(page_texts(pdf)) == 1
    text = seen(pdf)
    for words in (
        "异常评分说明", "专家02", "未告知其他专家各自的评分", "坚持原评分。已核对材料。",
        "仍属异常3人，说明成立1人，未表决0人；过半数仍认为异常", "以其他专家的均值替换",
        "60.00", "94.50", "表决记录", "本人专家02", "组长专家01", "监督员",
    ):  # fmt: skip
        assert words in text, words
    assert "草稿" not in text


def test_an_undecided_hearing_is_a_draft_that_says_what_is_missing() -> None:
    dossier = a_full_dossier()
    hearing = a_told_hearing(dossier)
    text = seen(paper(dossier, hearing))
    assert "本人尚未答复" in text
    assert "草稿" in text
    stood = hearing.answered(Answer.STAND, "坚持", by=expert_id(2), at=NOON)
    assert "尚未表决" in seen(paper(dossier, stood))
    assert "尚未作出决定" in seen(paper(dossier, voted(hearing, *[Voice.JUSTIFIED] * 4)))


def test_a_revision_needs_no_vote() -> None:
    dossier = a_full_dossier()
    asked = a_told_hearing(dossier).answered(Answer.REVISE, "看错", by=expert_id(2), at=NOON)
    assert "等待组长和监督员两人确认" in seen(paper(dossier, asked))
    text = seen(paper(dossier, asked.opened(2, by="专家01、监督员")))
    assert "已重新打开为第2版" in text
    assert "不需表决和决定" in text


def test_what_a_revision_changed_is_named_item_by_item() -> None:
    dossier = a_full_dossier()
    old = a_sheet(points={"1.1": 8, "1.2": "7.2"})
    new = a_sheet(points={"1.1": 8, "1.2": "9.6"})
    assert changed_items(old, new, dossier) == "1.2 7.2→9.6；合计 15.2→17.6"
    assert changed_items(old, old, dossier) == "得分未改动"
