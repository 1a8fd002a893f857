"""A printed paper is out of date as soon as its check code would be another today."""

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations import import_submission, papers
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.papers import Paper
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, PLACES, a_received, estates, receive, score, sit


def code(context: Context, paper: Paper, subject: str = "") -> str:
    dossier = context.dossier()
    return papers.code_now(paper.name, subject, dossier, standing_of(dossier))


def test_a_receipt_is_outdated_by_newer_materials_of_its_county_only(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    receive(context)
    first, second = (county.id for county in context.dossier().counties)
    before = code(context, Paper.RECEIPT, first), code(context, Paper.RECEIPT, second)
    (county, names), *_ = PLACES.items()
    import_submission.accept(context, a_received(context, county, names, text="改稿"))
    assert code(context, Paper.RECEIPT, first) != before[0]
    assert code(context, Paper.RECEIPT, second) == before[1]


def test_a_receipt_of_a_county_that_is_gone_has_no_code(round_in: RoundIn) -> None:
    assert code(round_in(Phase.RECEIVING), Paper.RECEIPT, "C09") == ""


def test_a_score_sheet_is_outdated_by_other_points(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    (estate, *_) = estates(context)
    sit(context, CHAIR)
    score(context, estate, 55, 35)
    before = code(context, Paper.SCORE_SHEETS, f"{CHAIR}/{estate}")
    assert code(context, Paper.SCORE_SHEETS, f"{CHAIR}/{estate}") == before
    score(context, estate, 54, 35)
    assert code(context, Paper.SCORE_SHEETS, f"{CHAIR}/{estate}") != before
