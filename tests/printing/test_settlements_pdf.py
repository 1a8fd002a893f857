"""处理意见汇总: settlements, hearings, ties and lots, and what was corrected."""

from dataclasses import replace
from hashlib import sha256

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.domain.tie_lot import drawn_lot
from meihao_desktop.printing.settlements_pdf import settlements_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen
from tests.printing.test_explanation_pdf import a_told_hearing
from tests.support.builders import (
    a_dossier,
    a_settlement,
    a_sheet,
    estate_id,
    full_marks,
    sealed,
    settled,
)

A, B = estate_id(1), estate_id(2)


def paper(dossier: Dossier) -> str:
    return seen(settlements_pdf(dossier, run_all(dossier), STAMP))


def a_tie() -> Dossier:
    return a_dossier([90, 90, 80], shortlist_size=2, nomination_quota=1, tie_chain=())


def decided(decision: Decision, **fields: object) -> Dossier:
    tie = next(f for f in run_all(a_tie()) if f.code == "tie")
    return settled(a_tie(), a_settlement(tie, decision, **fields))


def test_nothing_settled_is_said_and_not_left_blank() -> None:
    assert "没有作出处理意见" in paper(a_dossier([80]))


def test_a_vote_is_printed_with_order_and_counts() -> None:
    text = paper(decided(Decision.ORDERED, order=(B, A), votes={A: 2, B: 3}))
    assert "并列处理记录" in text
    assert text.index("1长城二花园3票") < text.index("2朗悦花园2票")


def test_both_admitted_names_the_approval() -> None:
    text = paper(decided(Decision.BOTH_ADMITTED, order=(A, B), approval="玉建函〔2025〕12号"))
    assert "批准：玉建函〔2025〕12号" in text
    assert "一并列入" in text


def test_a_lot_is_printed_so_that_anybody_can_draw_it_again() -> None:
    _, order = drawn_lot(a_tie(), (A, B), "37-08-52")
    lot = {"seed": "37-08-52", "witness": "监督员", "votes": {A: 2, B: 2}}
    text = paper(decided(Decision.DRAWN, order=order, **lot))
    assert "抽签记录" in text
    for words in ("种子", "见证人", "此前表决", "朗悦花园2票，长城二花园2票"):
        assert words in text
    for name in ("朗悦花园", "长城二花园"):
        assert sha256(f"37-08-52|{name}".encode()).hexdigest() in text
        assert f"printf'%s''37-08-52|{name}'|sha256sum" in text
    assert "与记录不一致" not in text


def test_an_order_that_the_seed_does_not_give_is_told() -> None:
    _, order = drawn_lot(a_tie(), (A, B), "37-08-52")
    text = paper(decided(Decision.DRAWN, order=order[::-1], seed="37-08-52", witness="监督员"))
    assert "按此种子重算的先后与记录不一致" in text


def test_a_hearing_stands_with_its_state() -> None:
    dossier = a_full_dossier()
    hearing = a_told_hearing(dossier)
    text = paper(replace(dossier, hearings={hearing.finding: hearing}))
    assert "畸高畸低的说明" in text
    assert "尚未答复" in text
    assert "待答复" in text


def test_a_corrected_sheet_names_both_check_codes_and_every_change() -> None:
    dossier = a_full_dossier()
    rubric = dossier.rubric
    old = sealed(a_sheet(1, 1, points={**full_marks(rubric), "9.1": 50}), rubric)
    new = sealed(
        a_sheet(1, 1, points=full_marks(rubric), revision=2, reopen_reason="9.1 笔误"), rubric
    )
    others = tuple(s for s in dossier.sheets if (s.expert, s.estate) != (new.expert, new.estate))
    corrected = replace(
        dossier,
        sheets=(*others, new),
        earlier_sheets=(old.kept_as(SheetStatus.WITHDRAWN),),
    )
    text = paper(corrected)
    for sheet in (old, new):
        assert sheet.digest[:4].upper() in text
    assert "9.150→70；合计80→100" in text
    assert "9.1笔误" in text
