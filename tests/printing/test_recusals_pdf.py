"""回避登记表: grounds, decisions and who is left."""

from dataclasses import replace

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Recusals, RecusalStatus
from meihao_desktop.printing.recusals_pdf import RULE, recusals_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed, with_rare_names
from tests.support.builders import NOON, a_dossier, a_recusal, a_rehearsal


def printed(*recusals: object, **fields: object) -> str:
    dossier = a_full_dossier(recusals=Recusals.of(recusals), **fields)  # pyright: ignore[reportArgumentType]
    return seen(recusals_pdf(dossier, STAMP))


def test_every_recusal_is_listed_with_its_ground_and_a_place_to_sign() -> None:
    text = printed(a_recusal(2), a_recusal(3, 2))
    assert "1专家02物业协会02朗悦花园玉州区同一单位在该小区物业服务企业任职" in text
    assert "2专家03物业协会03长城二花园" in text
    assert "本人签名" in text
    assert squeezed(RULE) in text


def test_a_decision_tells_who_when_and_why() -> None:
    decided = replace(
        a_recusal(2), decided_by=PersonId("P01"), decided_at=NOON, decision_reason="情形属实"
    )
    assert "认定专家012025-09-1020:00情形属实" in printed(decided)


def test_deputies_and_successors_are_named_with_the_decision() -> None:
    handed = replace(a_recusal(2), deputy="P03", successor="P04")
    assert "该小区事项由专家03代办；由专家04递补" in printed(handed)


def test_a_declaration_waits_for_its_decision() -> None:
    text = printed(a_recusal(2, status=RecusalStatus.DECLARED))
    assert "待认定" in text


def test_the_experts_left_are_counted_and_a_lack_is_told() -> None:
    few = printed(a_recusal(2))
    assert "朗悦花园玉州区专家024少于建议的5人" in few
    lacking = printed(a_recusal(2), a_recusal(3), a_recusal(4))
    assert "专家02、专家03、专家042少于3人，须增补专家" in lacking


def test_a_dismissed_recusal_takes_nobody_away() -> None:
    text = printed(a_recusal(2, status=RecusalStatus.DISMISSED))
    assert "不成立" in text
    assert "回避后各小区可评的专家" not in text


def test_an_empty_register_says_so_and_is_signed_too() -> None:
    text = printed()
    assert "没有人申报或被提出回避" in text
    for label in ("组长专家01：", "监督员：", "日期："):
        assert label in text


def test_a_rehearsal_is_marked() -> None:
    assert "演练回避登记表" in printed(review_round=a_rehearsal())


def test_rare_names_print() -> None:
    dossier = with_rare_names(a_full_dossier(recusals=Recusals.of([a_recusal(2)])))
    text = seen(recusals_pdf(dossier, STAMP))
    assert "喆䶮𬭎" in text
    assert "禤堃㙟花园" in text


def test_it_tells_who_declared_the_secretary_too_and_who_has_not() -> None:
    dossier = a_dossier([90])
    words = seen(recusals_pdf(dossier, STAMP))
    assert "无利害关系的：秘书、专家01、专家02、专家03、专家04、专家05。" in words
    assert "尚未申报" not in words
    first = replace(dossier, declarations=dossier.declarations[:1])
    assert "无利害关系的：专家01；尚未申报的：秘书、专家02" in seen(recusals_pdf(first, STAMP))
    without = a_dossier([90], declaration_first=False)
    assert "回避申报，并声明" not in seen(recusals_pdf(without, STAMP))
