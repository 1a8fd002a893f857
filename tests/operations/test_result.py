"""The result as plain JSON: exact, in a fixed order, and with the source of every figure."""

from fractions import Fraction

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.canonical import canonical, parsed
from meihao_desktop.operations.result import result_of
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, estates


def test_the_result_is_the_same_each_time_and_survives_being_written(round_in: RoundIn) -> None:
    store = round_in(Phase.COLLATING).store
    told = result_of(store)
    assert parsed(canonical(told)) == told
    assert canonical(result_of(store)) == canonical(told)
    assert told["留痕链末端"] == dict(zip(("seq", "head"), store.audit_log.head(), strict=True))


def test_the_final_figure_follows_from_the_cells_that_are_told(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    told = result_of(context.store)
    for estate in estates(context):
        sheets = told["得分"][estate]
        assert set(sheets) == set(EXPERTS)
        cells = (Fraction(f) for s in sheets.values() for f in s["cells"].values())
        mean = sum(cells, Fraction()) / 100 / len(EXPERTS)
        assert Fraction(told["汇总"][estate]["final"]) == mean
    assert [each["estate"] for each in told["名次"]] == list(estates(context))


def test_every_sealed_revision_is_named_and_all_of_them_count_here(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    sheets = result_of(context.store)["评分表"]
    assert len(sheets) == len(EXPERTS) * len(estates(context))
    assert all(each["is_counted"] and len(each["digest"]) == 64 for each in sheets)
    assert sheets[0]["expert"] == CHAIR


def test_drafts_are_left_out(round_in: RoundIn) -> None:
    told = result_of(round_in(Phase.SCORING).store)
    assert (told["评分表"], told["名次"]) == ([], [])
    assert all(sheets == {} for sheets in told["得分"].values())
