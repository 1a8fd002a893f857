"""Printings: a list that only grows."""

from dataclasses import replace

from meihao_desktop.db.store import Store
from meihao_desktop.domain.printing_record import Printing
from tests.db.rounds import writing
from tests.support.builders import NOON

SHEET = Printing(
    paper="个人评分表", subject="P01/C01-E01/1", check_code="12AB-34CD-56EF-7890",
    printed_at=NOON, actor="P90", event_seq=17,
)  # fmt: skip


def test_printings_are_listed_in_order_even_when_alike(store: Store) -> None:
    ranking = replace(SHEET, paper="排名表", subject="")
    for printing in (SHEET, ranking, SHEET):
        with writing(store):
            store.printings.add(printing)
    assert store.printings.all() == (SHEET, ranking, SHEET)
    assert store.audit_log.verify().is_sound
