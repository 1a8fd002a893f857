"""What can be printed, when it was printed last, and what has become stale."""

from datetime import UTC, datetime

from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.operations.papers import PrintingRow
from meihao_desktop.operations.print_documents import Paper, PaperOffer
from meihao_desktop.ui.secretary_desk.paper_rows import paper_rows


def an_offer(paper: Paper, subject: str = "", title: str = "") -> PaperOffer:
    return PaperOffer(paper=paper, subject=subject, title=title or paper.label, mark="正式")


def a_printing(
    paper: Paper, subject: str = "", *, hour: int = 9, stale: bool = False
) -> PrintingRow:
    printing = Printing(
        paper=paper.name, subject=subject, check_code="AAAA", actor="P01", event_seq=7,
        printed_at=datetime(2025, 9, 10, hour, tzinfo=UTC),
    )  # fmt: skip
    return PrintingRow(
        printing=printing, title=f"{paper.label} {subject}", actor_name="秘书", is_stale=stale
    )


def test_the_newest_printing_counts() -> None:
    printings = [a_printing(Paper.RANKING, hour=11), a_printing(Paper.RANKING, stale=True)]
    (row,) = paper_rows([an_offer(Paper.RANKING)], printings)
    assert row.printing is not None
    assert row.printing.printing.printed_at.hour == 11
    assert not row.is_stale


def test_a_paper_that_was_never_printed_is_not_stale() -> None:
    (row,) = paper_rows([an_offer(Paper.TALLY)], [])
    assert (row.printing, row.is_stale) == (None, False)


def test_the_set_holds_the_batch_and_not_the_single_experts_again() -> None:
    offers = [
        an_offer(Paper.SCORE_SHEETS, "P03", "个人评分表 专家01"),
        an_offer(Paper.SCORE_SHEETS),
    ]
    rows = paper_rows(offers, [])
    assert [(row.title, row.is_of_set) for row in rows] == [
        ("个人评分表（全部专家）", True), ("个人评分表 专家01", False),
    ]  # fmt: skip


def test_a_single_sheet_printed_elsewhere_is_still_watched() -> None:
    single = a_printing(Paper.SCORE_SHEETS, "P03/C01-E01", stale=True)
    rows = paper_rows([an_offer(Paper.RANKING)], [single])
    assert (rows[-1].subject, rows[-1].is_stale, rows[-1].is_of_set) == ("P03/C01-E01", True, False)
